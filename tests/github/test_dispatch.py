"""Posting by "Run workflow", and the drafts of alerts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mkdocs_status_plugin.github.alerts import alert
from mkdocs_status_plugin.github.events import BadEvent
from mkdocs_status_plugin.model import ComponentStatus, Impact, UpdateStatus
from tests.cli.running import INCIDENT, MAINTENANCE
from tests.github.hub import FAST, Runner, bot, request, runner

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


def holding(runner: Runner, branch: str, number: int, *names: str) -> None:
    """An open pull request, and what GitHub says of the files that it changes."""
    files = [{"filename": f"incidents/{name}.md"} for name in names]
    runner.requests.append(request(branch, number))
    runner.prepared.append((f"api --paginate --slurp repos/example/status/pulls/{number}/files", [files]))


def test_run_workflow_goes_on_in_the_same_pull_request(slow: Runner) -> None:
    """While a report waits for an approval, its updates are added to it, and its text tells all of them."""
    slow.event("dispatch", "run-report")
    branch = "status/run-20261102-140530"
    holding(slow, branch, 13, ID)
    for action, text, when in (
        ("update", "We have found it.", "14:20"),
        ("resolve", "All is well.", "14:40"),
    ):
        given = {"action": action, "text": text, "status": "identified"}
        result = slow.event("dispatch", "run-report", now=f"2026-11-02 {when} UTC", inputs=given)
        assert "Pull request: https://github.com/example/status/pull/13\n" in result.output
    assert slow.branches() == ["main", branch]
    updates = slow.incidents(branch)[ID].updates
    assert [update.status for update in updates] == [
        UpdateStatus.INVESTIGATING,
        UpdateStatus.IDENTIFIED,
        UpdateStatus.RESOLVED,
    ]
    assert len(slow.asked("pr create")) == 1
    (_, renewed) = slow.asked("api --method=PATCH repos/example/status/pulls/13")
    assert "All is well." in renewed["text"]
    assert "We have found it." in renewed["text"]


def test_run_workflow_with_an_open_fast_lane_joins_nothing(fast: Runner) -> None:
    """Where updates are public at once, a forgotten pull request does not keep one."""
    fast.git("branch", "status/run-old", "main")
    holding(fast, "status/run-old", 5, ID)
    given = {"action": "update", "incident": "slowly", "text": "Still slow."}
    assert fast.event("dispatch", "run-report", inputs=given).exit_code == 0
    assert fast.incidents()[ID].updates[-1].text == "Still slow."


def test_run_workflow_does_not_guess_between_pull_requests(slow: Runner) -> None:
    """An update without a name is for the only incident, be it public or in a pull request; of several it says which."""
    slow.event("dispatch", "run-report")
    holding(slow, "status/run-20261102-140530", 13, ID)
    slow.push("incidents/other.md", INCIDENT.replace("API responding slowly", "Mail is late"))
    given = {"action": "update", "text": "Going on."}
    result = slow.event("dispatch", "run-report", now="2026-11-02 14:29 UTC", inputs=given)
    assert result.exit_code == 1
    assert f"{ID} in https://github.com/example/status/pull/13\n  other\n" in result.output
    given = {"action": "update", "incident": "other", "text": "Going on."}
    later = slow.event("dispatch", "run-report", now="2026-11-02 14:30 UTC", inputs=given)
    assert later.exit_code == 0, later.output
    assert slow.branches() == ["main", "status/run-20261102-140530", "status/run-20261102-143000"]


def test_run_workflow_leaves_other_pull_requests_alone(slow: Runner) -> None:
    """Neither the draft of an alert nor somebody's own branch gets an update that nobody expects there."""
    slow.push(f"incidents/{ID}.md", INCIDENT)
    for number, branch in enumerate(("status/alert-1-1", "status/mine"), start=20):
        slow.git("branch", branch, "main")
        holding(slow, branch, number, ID)
    slow.git("branch", "status/run-old", "main")
    holding(slow, "status/run-old", 22, "another")
    given = {"action": "update", "text": "Still slow."}
    assert slow.event("dispatch", "run-report", inputs=given).exit_code == 0
    assert slow.incidents("status/run-20261102-140530")[ID].updates[-1].text == "Still slow."


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
    """However often an alert fires, it has one draft, on which nothing is written meanwhile."""
    slow.event("dispatch", "alertmanager")
    (branch,) = [one for one in slow.branches() if one != "main"]
    slow.requests = [request(branch, 13)]
    head = slow.git("rev-parse", branch)
    again = slow.event("dispatch", "alertmanager", now="2026-11-02 15:00 UTC")
    assert again.output == "The draft of this alert: https://github.com/example/status/pull/13\n"
    assert len(slow.asked("pr create")) == 1
    assert slow.asked("pr comment") == []
    assert slow.git("rev-parse", branch) == head


def test_a_flapping_alert(slow: Runner) -> None:
    """The draft of an alert that comes and goes says the last word of the monitor in one comment, and goes no further."""
    slow.event("dispatch", "alertmanager")
    (branch,) = [one for one in slow.branches() if one != "main"]
    slow.requests = [request(branch, 13)]
    before = slow.git("for-each-ref")
    over = {"client_payload__payload__status": "resolved"}
    slow.event("dispatch", "alertmanager", **over)
    (comment,) = slow.asked("pr comment")
    assert comment["arguments"][2] == "13"
    assert "over. Close this draft, or publish it." in comment["text"]
    slow.comments = [bot(90, comment["text"])]
    slow.event("dispatch", "alertmanager", **over)
    assert slow.asked("api --method=PATCH") == []
    slow.event("dispatch", "alertmanager", now="2026-11-02 15:00 UTC")
    (reworded,) = slow.asked("api --method=PATCH repos/example/status/issues/comments/90")
    assert "of 2026-11-02 15:00 UTC: firing again" in reworded["text"]
    assert len(slow.asked("pr comment")) == 1
    assert len(slow.asked("pr create")) == 1
    assert slow.git("for-each-ref") == before


def test_an_alert_whose_draft_was_published(slow: Runner) -> None:
    """An alert that goes on while its published incident is active makes no second one; afterwards it does."""
    slow.event("dispatch", "alertmanager")
    (branch,) = [one for one in slow.branches() if one != "main"]
    slow.requests = [request(branch, 13, state="MERGED", closedAt="2026-11-02T14:10:00Z")]
    path = f"incidents/{ID}.md"
    slow.prepared = [("api --paginate --slurp repos/example/status/pulls/13/files", [[{"filename": path}]])]
    slow.push(path, INCIDENT)
    result = slow.event("dispatch", "alertmanager", now="2026-11-02 18:05 UTC")
    assert result.exit_code == 0, result.output
    assert f"It is active as {ID}." in result.output
    assert len(slow.asked("pr create")) == 1
    slow.push(path, INCIDENT + "\n## 2026-11-02 18:30 UTC - Resolved\n\nIt is over.\n")
    result = slow.event("dispatch", "alertmanager", now="2026-11-02 22:05 UTC")
    assert result.exit_code == 0, result.output
    assert len(slow.asked("pr create")) == 2
    assert branch.removesuffix("-1") + "-2" in slow.branches()


def test_an_alert_whose_draft_was_declined(slow: Runner) -> None:
    """Who has closed a draft is not asked again for a day."""
    slow.event("dispatch", "alertmanager")
    (branch,) = [one for one in slow.branches() if one != "main"]
    slow.requests = [request(branch, 13, state="CLOSED", closedAt="2026-11-02T14:10:00Z")]
    result = slow.event("dispatch", "alertmanager", now="2026-11-02 18:05 UTC")
    assert (result.exit_code, len(slow.asked("pr create"))) == (0, 1)
    assert "has declined the draft" in result.output
    slow.event("dispatch", "alertmanager", now="2026-11-03 18:05 UTC")
    assert len(slow.asked("pr create")) == 2


def test_drafts_are_not_to_be_had(slow: Runner) -> None:
    """Where GitHub's plan has no drafts an alert becomes a plain pull request, which a person merges or not."""
    slow.prepared = [("pr create", "https://github.com/example/status/pull/13")]
    slow.refused_with = "--draft"
    result = slow.event("dispatch", "alertmanager")
    assert result.exit_code == 0, result.output
    assert [("--draft" in one["arguments"]) for one in slow.asked("pr create")] == [True, False]
    assert "Draft: https://github.com/example/status/pull/13" in result.output


def test_no_pull_request_for_an_alert(slow: Runner) -> None:
    """Where a workflow may open no pull request the run ends red each time: nobody looks into a green log."""
    slow.refused = ["pr create"]
    first = slow.event("dispatch", "alertmanager")
    assert first.exit_code == 1
    assert "a workflow may open no pull request here" in first.output
    (branch,) = [one for one in slow.branches() if one != "main"]
    second = slow.event("dispatch", "alertmanager", now="2026-11-02 15:00 UTC")
    assert second.exit_code == 1
    assert f"The branch {branch} of this alert is there already" in second.output
    assert slow.event("dispatch", "run-report").exit_code == 1


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
