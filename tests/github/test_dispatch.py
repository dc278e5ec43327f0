"""Posting by "Run workflow", and the drafts of alerts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mkdocs_status_plugin.github.alerts import alert
from mkdocs_status_plugin.github.events import BadEvent
from mkdocs_status_plugin.model import ComponentStatus, Impact, UpdateStatus
from tests.cli.running import INCIDENT, MAINTENANCE
from tests.github.hub import FAST, Runner, runner

ID = "2026-11-02-api-responding-slowly"


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A repository in which reports become pull requests."""
    return runner(tmp_path, monkeypatch)


@pytest.fixture
def fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A repository with an incident and a maintenance, whose owner has opened the fast lane."""
    files = {f"incidents__{ID}.md": INCIDENT, "incidents__upgrade.md": MAINTENANCE}
    return runner(tmp_path, monkeypatch, **{".github__status.yml": FAST, **files})


def test_run_workflow_reports(slow: Runner) -> None:
    """The inputs of "Run workflow" become a report in a pull request."""
    result = slow.event("dispatch", "run-report")
    assert result.exit_code == 0, result.output
    assert "Pull request: https://github.com/example/status/pull/13" in result.output
    incident = slow.incidents("status/run-20261102-140530")[ID]
    assert incident.impact is Impact.MAJOR
    assert dict(incident.components) == {
        "api": ComponentStatus.PARTIAL_OUTAGE,
        "dashboard": ComponentStatus.DEGRADED_PERFORMANCE,
    }


def test_run_workflow_updates(fast: Runner) -> None:
    """Updates take the only active incident, and the choice that is meant for reports does nothing."""
    inputs = {"action": "update", "component": "Website (website)", "impact": "minor"}
    given = {**inputs, "status": "in progress", "text": "We go on.", "incident": "upgrade"}
    assert fast.event("dispatch", "run-report", inputs=given).exit_code == 0
    assert fast.incidents()["upgrade"].updates[-1].status is UpdateStatus.IN_PROGRESS
    given = {**inputs, "status": "as fits", "text": "Still slow.", "components": "api=major_outage"}
    result = fast.event("dispatch", "run-report", inputs={**given, "incident": "slowly"})
    assert result.exit_code == 0, result.output
    update = fast.incidents()[ID].updates[-1]
    assert (update.status, update.changes) == (
        UpdateStatus.INVESTIGATING,
        (("api", ComponentStatus.MAJOR_OUTAGE),),
    )
    assert len(fast.asked("workflow run deploy.yml")) == 2


def test_run_workflow_resolves(fast: Runner) -> None:
    """Resolving ends an incident as Resolved and a maintenance as Completed."""
    for name in ("slowly", "upgrade"):
        given = {"action": "resolve", "incident": name, "text": "Done.", "status": "monitoring"}
        assert fast.event("dispatch", "run-report", inputs=given).exit_code == 0
    found = fast.incidents()
    assert found[ID].updates[-1].status is UpdateStatus.RESOLVED
    assert found["upgrade"].updates[-1].status is UpdateStatus.COMPLETED


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"action": "delete"}, "none of report, update and resolve"),
        ({}, "none of report, update and resolve"),
        ({"action": "update", "text": "x", "status": "okay", "incident": "slowly"}, "Unknown status `okay`"),
        ({"action": "resolve", "text": "x"}, "There is no active incident"),
        (
            {"action": "report", "incident": "x", "impact": "minor", "text": "x"},
            "Choose at least one component",
        ),
    ],
)
def test_run_workflow_with_a_mistake(slow: Runner, inputs: dict[str, str], words: str) -> None:
    """What cannot be done is said in words, and nothing is written."""
    slow.push(f"incidents/{ID}.md", INCIDENT.replace("Investigating", "Resolved"))
    result = slow.event("dispatch", "run-report", inputs=inputs)
    assert result.exit_code == 1
    assert words in " ".join(result.output.split())
    assert slow.branches() == ["main"]


def test_run_workflow_by_somebody_who_may_not_write(slow: Runner) -> None:
    """GitHub lets only writers start it; the command asks all the same."""
    result = slow.event("dispatch", "run-report", sender__login="stranger")
    assert result.exit_code == 1
    assert "must be allowed to write" in result.output


@pytest.mark.parametrize(
    ("name", "title", "impact", "components"),
    [
        ("alertmanager", "API latency above 2 s", Impact.CRITICAL, ("api",)),
        ("grafana", "Checkout fails", Impact.MINOR, ("website",)),
        ("pagerduty", "A little bump in the road", Impact.CRITICAL, ()),
    ],
)
def test_an_alert(fast: Runner, name: str, title: str, impact: Impact, components: tuple[str, ...]) -> None:
    """An alert becomes a draft, never more, even where the fast lane is open."""
    before = fast.git("rev-parse", "main")
    result = fast.event("dispatch", name)
    assert result.exit_code == 0, result.output
    assert fast.git("rev-parse", "main") == before
    (branch,) = [one for one in fast.branches() if one != "main"]
    assert branch.startswith("status/alert-")
    new = [one for id_, one in fast.incidents(branch).items() if id_ not in {ID, "upgrade"}]
    assert [(one.title, one.impact, one.component_ids) for one in new] == [(title, impact, components)]
    assert "--draft" in fast.asked("pr create")[0]["arguments"]
    assert bool(new[0].also_affects) is not bool(components)


def test_what_stays_inside(slow: Runner) -> None:
    """Of an alert only its summary goes out: no description, host or address of the monitor."""
    slow.event("dispatch", "alertmanager")
    written = slow.asked("pr create")[0]["text"] + slow.git("log", "--all", "-p")
    assert "API latency above 2 s" in written
    assert [word for word in ("internal", "p99", "HighLatency") if word in written] == []


def test_the_same_alert_finds_its_draft(slow: Runner) -> None:
    """However often an alert fires, it has one draft; when it is over the draft says so."""
    slow.event("dispatch", "alertmanager")
    (branch,) = [one for one in slow.branches() if one != "main"]
    url = "https://github.com/example/status/pull/13"
    slow.requests = [{"headRefName": branch, "url": url, "isCrossRepository": False}]
    head = slow.git("rev-parse", branch)
    again = slow.event("dispatch", "alertmanager", now="2026-11-02 15:00 UTC")
    assert again.output == f"The draft of this alert: {url}\n"
    slow.event("dispatch", "alertmanager", client_payload__payload__status="resolved")
    assert len(slow.asked("pr create")) == 1
    (comment,) = slow.asked("pr comment")
    assert "this alert is over" in comment["text"]
    assert slow.git("rev-parse", branch) == head


def test_an_alert_that_is_over(slow: Runner) -> None:
    """An alert without a draft that is over already needs none."""
    result = slow.event("dispatch", "alertmanager", client_payload__payload__status="resolved")
    assert result.exit_code == 0
    assert slow.branches() == ["main"]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("nagios", {}),
        ("alertmanager", {}),
        ("alertmanager", {"status": "firing", "alerts": "x"}),
        ("grafana", {"status": "odd", "alerts": [{}]}),
        ("pagerduty", {"event": {"event_type": "service.updated", "data": {"id": "P"}}}),
        ("pagerduty", {"event": []}),
    ],
)
def test_a_strange_alert(kind: str, payload: dict[str, Any]) -> None:
    """A payload of another shape is refused in words."""
    with pytest.raises(BadEvent):
        alert({"action": kind, "client_payload": payload})


def test_alerts_are_told_apart() -> None:
    """Two groups of alerts have two keys, and each message of one group the same."""

    def key(group: str, status: str) -> str:
        payload = {"status": status, "groupKey": group, "alerts": [{"labels": {}}]}
        return alert({"action": "alertmanager", "client_payload": payload}).key

    assert key("a", "firing") == key("a", "resolved") != key("b", "firing")
