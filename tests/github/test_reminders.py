"""What was forgotten is told, once for each silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import INCIDENT, MAINTENANCE
from tests.github.hub import Runner, bot, runner
from tests.github.test_verify import OLD, said, site

TITLE = "The status page needs a look"
LATER = "2026-11-02 15:00 UTC"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A repository with an active incident of 13:30 and a maintenance of the next night."""
    monkeypatch.setenv("GITHUB_REPOSITORY", "example/status")
    return runner(tmp_path, monkeypatch, **FILES)


FILES = {"incidents__slow.md": INCIDENT, "incidents__upgrade.md": MAINTENANCE}


def with_issue(place: Runner, body: str) -> None:
    """There is an issue of reminders by the bot, with this text."""
    place.issues = [{"number": 30, "title": TITLE, "author": {"login": "app/github-actions"}}]
    place.body = body


def test_nothing_was_forgotten(place: Runner) -> None:
    """While incidents are looked after there is nothing to tell, and no issue."""
    result = place.run("remind", "--issue")
    assert (result.exit_code, result.output) == (0, "Nothing was forgotten.\n")
    assert place.asked("issue create") == []


def test_silence(place: Runner) -> None:
    """An incident that nobody has updated for an hour opens the one issue."""
    result = place.run("remind", "--issue", now=LATER)
    assert result.exit_code == 0, result.output
    (created,) = place.asked("issue create")
    assert f"--title={TITLE}" in created["arguments"]
    assert "`API responding slowly`: `active, and without an update for 1 h 30 min`" in created["text"]


def test_without_an_issue(place: Runner) -> None:
    """For a person, or for another scheduler, the exit code says that something was forgotten."""
    result = place.run("remind", now=LATER)
    assert result.exit_code == 1
    assert "without an update for 1 h 30 min" in result.output
    assert place.asked() == []


def test_each_silence_once(place: Runner) -> None:
    """What was told is not told again, however long it lasts; a new silence is."""
    place.run("remind", "--issue", now=LATER)
    with_issue(place, place.asked("issue create")[0]["text"])
    assert place.run("remind", "--issue", now="2026-11-02 18:00 UTC").exit_code == 0
    assert place.asked("issue comment") == []
    place.clone.put("incidents/slow.md", INCIDENT + "\n## 2026-11-02 18:10 UTC - Identified\n\nWe know.\n")
    place.run("remind", "--issue", now="2026-11-02 18:20 UTC")
    place.asked("issue comment")
    place.run("remind", "--issue", now="2026-11-02 19:30 UTC")
    assert "without an update for 1 h 20 min" in place.asked("issue comment")[-1]["text"]


def test_somebody_elses_words_do_not_count(place: Runner) -> None:
    """A mark in a comment of somebody else silences nothing."""
    place.run("remind", "--issue", now=LATER)
    text = place.asked("issue create")[0]["text"]
    with_issue(place, "")
    place.comment(1, "stranger", text)
    place.run("remind", "--issue", now=LATER)
    assert len(place.asked("issue comment")) == 1


def test_all_is_done(place: Runner) -> None:
    """When nothing is left the issue is closed."""
    with_issue(place, "")
    place.run("remind", "--issue")
    assert place.asked("issue close")[0]["arguments"][2] == "30"


def test_overrunning_and_by_hand(place: Runner) -> None:
    """Maintenance past its end, and a component set by hand without an incident, are told."""
    text = place.clone.text("components.yml").replace(
        "name: Website", "name: Website\n    status: major_outage"
    )
    place.clone.put("components.yml", text)
    place.clone.put("incidents/slow.md", INCIDENT.replace("Investigating", "Resolved"))
    result = place.run("remind", now="2026-11-03 05:00 UTC")
    assert "should have ended 1 h ago" in result.output
    assert "component website is set to major_outage by hand" in result.output


def test_an_old_page(place: Runner) -> None:
    """A page that nobody has built for longer than it may is told."""
    place.clone.put("incidents/slow.md", INCIDENT.replace("Investigating", "Resolved"))
    place.clone.put("incidents/upgrade.md", MAINTENANCE.replace("Scheduled", "Cancelled"))
    with site(said(OLD)) as (url, _):
        place.clone.put("mkdocs.yml", f"site_name: Status\nsite_url: {url}\n")
        fresh = place.run("remind", "--live", now="2026-11-24 12:00 UTC")
        old = place.run("remind", "--live", now="2026-11-26 12:00 UTC")
    assert (fresh.exit_code, old.exit_code) == (0, 1)
    assert "was built 49 h ago" in old.output
    gone = place.run("remind", "--live", "--timeout", "0", now="2026-11-24 12:00 UTC")
    assert gone.exit_code == 1
    assert "does not answer" in gone.output
    place.clone.put("mkdocs.yml", "site_name: Status\n")
    assert place.run("remind", "--live").exit_code == 2


def test_the_repository_must_be_one(place: Runner) -> None:
    """An issue needs a repository."""
    result = place.run("remind", "--issue", "--repository", "x; y")
    assert result.exit_code == 2
    assert "owner/name" in result.output


def test_a_lost_question(place: Runner) -> None:
    """A page that answers at the second question is not missing."""
    place.clone.put("incidents/slow.md", INCIDENT.replace("Investigating", "Resolved"))
    place.clone.put("incidents/upgrade.md", MAINTENANCE.replace("Scheduled", "Cancelled"))
    with site(503, said(OLD)) as (url, asked):
        place.clone.put("mkdocs.yml", f"site_name: Status\nsite_url: {url}\n")
        result = place.run("remind", "--live", "--timeout", "1", now="2026-11-24 12:00 UTC")
    assert (result.exit_code, result.output) == (0, "Nothing was forgotten.\n")
    assert len(asked) == 2


def test_a_comment_that_waits(place: Runner) -> None:
    """For a writer's command that nothing was done about the workflow for issues is started; for nobody else's."""
    place.opened = {12: {"number": 12, "title": "Slow", "body": "", "user": {"login": "maria", "id": 1}}}
    place.comment(70, "stranger", "/resolve Nothing is wrong.")
    place.run("remind", "--issue")
    assert place.asked("workflow run") == []
    place.comment(80, "sam", "/update monitoring We watch it.")
    result = place.run("remind", "--issue")
    assert "Something waits in #12" in result.output
    (started,) = place.asked("workflow run issues.yml")
    assert "--field=issue=12" in started["arguments"]
    place.comments.append(bot(81, "<!-- mkdocs-status: done 80 as slow -->"))
    place.run("remind", "--issue")
    assert len(place.asked("workflow run")) == 1


def test_a_comment_that_is_no_news(place: Runner) -> None:
    """What was written hours ago is not put onto the page by itself."""
    place.opened = {12: {"number": 12, "title": "Slow", "body": "", "user": {"login": "maria", "id": 1}}}
    place.comment(80, "sam", "/update monitoring We watch it.", at="2026-11-02T12:05:00Z")
    place.run("remind", "--issue")
    assert place.asked("workflow run") == []
