"""Issues and comments become incidents: recorded events, real git, a stand-in for ``gh``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_status_plugin.model import ComponentStatus, UpdateStatus
from tests.cli.running import INCIDENT
from tests.github.hub import FAST, Runner, bot, recorded, request, runner

SLOW = "incidents/2026-11-02-api-responding-slowly.md"
ID = "2026-11-02-api-responding-slowly"
EVIL = "$(touch pwned) `touch pwned` ; touch pwned\n::error::x\n${{ github.token }}\n<script>alert(1)</script> @everyone"


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A repository without an incident, in which reports become pull requests."""
    return runner(tmp_path, monkeypatch)


@pytest.fixture
def fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A repository with an active incident, whose owner has opened the fast lane."""
    return runner(tmp_path, monkeypatch, **{".github__status.yml": FAST, SLOW: INCIDENT})


def test_a_writer_reports(slow: Runner) -> None:
    """A form of somebody who may write becomes a pull request, and nothing is public before it is merged."""
    result = slow.event("issue", "issue-report")
    assert result.exit_code == 0, result.output
    assert slow.incidents() == {}
    assert slow.branches() == ["main", "status/issue-12-0"]
    incident = slow.incidents("status/issue-12-0")[ID]
    assert incident.title == "API responding slowly"
    assert incident.component_ids == ("api", "dashboard")
    assert [update.text for update in incident.updates] == ["We are looking into reports of slow responses."]
    (created,) = slow.asked("pr create")
    assert "--title=Investigating: 2026 11 02 api responding slowly" in created["arguments"]
    assert "`All systems operational` → `" in created["text"]
    assert "**Check:** no problems" in created["text"]
    assert "Closes" not in created["text"]
    assert "https://github.com/example/status/pull/13" in slow.answer()
    assert f"https://status.example.com/incidents/{ID}/" in slow.answer()
    assert slow.asked("workflow run") == []


def test_the_commit_is_the_reporters(slow: Runner) -> None:
    """The commit names who has written it as its author, and the bot as who has made it."""
    slow.event("issue", "issue-report")
    said = slow.git("log", "-1", "--format=%an <%ae>%n%cn%n%B", "status/issue-12-0")
    assert said == (
        "maria <4711+maria@users.noreply.github.com>\ngithub-actions[bot]\n"
        f"Investigating: {ID}\n\nFrom #12, written by maria."
    )


def test_nothing_here_is_touched(slow: Runner) -> None:
    """What is checked out stays as it was: branch, files and list of working trees."""
    slow.event("issue", "issue-report")
    assert slow.clone.git("status", "--porcelain") == ""
    assert slow.clone.git("branch", "--show-current") == "main"
    assert len(slow.clone.git("worktree", "list").splitlines()) == 1


def test_a_stranger_reports(slow: Runner) -> None:
    """A form of somebody who may not write does nothing, not even an answer."""
    result = slow.event("issue", "issue-stranger")
    assert result.exit_code == 0
    assert "may not write here" in result.output
    assert slow.branches() == ["main"]
    assert slow.asked("issue comment") == []


def test_a_maintainer_lets_a_stranger_report(fast: Runner) -> None:
    """With the label a stranger's form becomes a pull request, also where the fast lane is open."""
    result = fast.event("issue", "issue-labeled")
    assert result.exit_code == 0, result.output
    assert set(fast.incidents()) == {ID}
    assert fast.branches() == ["main", "status/issue-12-0"]
    assert f"{ID}-2" in fast.incidents("status/issue-12-0")
    assert "--remove-label=publish" in fast.asked("issue edit")[0]["arguments"]


def test_a_label_of_somebody_who_may_not_write(slow: Runner) -> None:
    """Setting the label is not enough: people who sort issues may do so and not write."""
    result = slow.event("issue", "issue-labeled", sender__login="triage")
    assert result.exit_code == 0
    assert slow.branches() == ["main"]


def test_another_label(slow: Runner) -> None:
    """Only the one label counts."""
    slow.event("issue", "issue-labeled", label__name="bug")
    assert slow.branches() == ["main"]


def test_an_issue_that_is_no_form(slow: Runner) -> None:
    """An ordinary issue asks for nothing."""
    result = slow.event("issue", "issue-other")
    assert result.exit_code == 0
    assert slow.branches() == ["main"]
    assert slow.asked("issue comment") == []


def test_the_fast_lane(fast: Runner) -> None:
    """Where the owner allows it a writer's form is on main at once, and the deployment is started."""
    result = fast.event("issue", "issue-update")
    assert result.exit_code == 0, result.output
    update = fast.incidents()[ID].updates[-1]
    assert update.status is UpdateStatus.IDENTIFIED
    assert update.changes == (("api", ComponentStatus.DEGRADED_PERFORMANCE),)
    assert f"{update.at:%H:%M}" == "14:03"
    assert fast.branches() == ["main"]
    assert fast.asked("workflow run deploy.yml")[0]["arguments"][-1] == "--ref=main"
    assert (
        f"Posted. It is public in about a minute: https://status.example.com/incidents/{ID}/" in fast.answer()
    )
    assert fast.asked("issue close") == []


def test_a_resolved_issue_is_closed(fast: Runner) -> None:
    """When the incident is over on main its issue is closed."""
    fast.event("issue", "issue-resolve")
    assert fast.incidents()[ID].updates[-1].status is UpdateStatus.RESOLVED
    assert fast.asked("issue close")[0]["arguments"][2] == "12"


def test_a_resolution_by_pull_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it takes a pull request, merging that closes the issue."""
    slow = runner(tmp_path, monkeypatch, **{SLOW: INCIDENT})
    slow.event("issue", "issue-resolve")
    assert "Closes #12" in slow.asked("pr create")[0]["text"]
    assert slow.asked("issue close") == []


@pytest.mark.parametrize("setting", ["fast_lane: 'true'\n", "fast_lane: false\n", "- 1\n", ": :\n", "\x00"])
def test_the_fast_lane_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    """Only a plain true opens the fast lane."""
    closed = runner(tmp_path, monkeypatch, **{".github__status.yml": setting, SLOW: INCIDENT})
    closed.event("issue", "issue-update")
    assert len(closed.incidents()[ID].updates) == 1
    assert "status/issue-12-0" in closed.branches()


def test_a_protected_branch(fast: Runner) -> None:
    """Where main takes no direct commit it becomes a pull request after all."""
    hook = fast.remote / "hooks/update"
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
    hook.chmod(0o755)
    result = fast.event("issue", "issue-update")
    assert result.exit_code == 0, result.output
    assert len(fast.incidents()[ID].updates) == 1
    assert len(fast.incidents("status/issue-12-0")[ID].updates) == 2
    assert "pull/13" in fast.answer()


def test_the_newest_state_counts(fast: Runner) -> None:
    """What others have pushed since the checkout is there when the update is written."""
    fast.push(SLOW, INCIDENT + "\n## 2026-11-02 14:00 UTC - Identified\n\nWe know.\n")
    fast.event("issue", "issue-resolve")
    statuses = [update.status.value for update in fast.incidents()[ID].updates]
    assert statuses == ["investigating", "identified", "resolved"]


def test_a_comment(fast: Runner) -> None:
    """A comment of a writer adds its update to the incident that the issue has reported."""
    fast.comment(70, "sam", "/update monitoring api=operational A fix is out.\n\nWe watch it.")
    fast.answered(50, ID)
    result = fast.event("issue", "issue-closed")
    assert result.exit_code == 0, result.output
    update = fast.incidents()[ID].updates[-1]
    assert update.status is UpdateStatus.MONITORING
    assert update.text == "A fix is out.\n\nWe watch it."
    assert dict(update.changes) == {"api": ComponentStatus.OPERATIONAL}
    assert f"<!-- mkdocs-status: done 70 as {ID} -->" in fast.answer()


def test_several_comments_in_order(fast: Runner) -> None:
    """All that is still to be done is done, the oldest first, and what was done is not done again."""
    fast.answered(50, ID)
    fast.comment(60, "maria", "/update identified This was posted before.")
    fast.comment(61, "github-actions[bot]", "ok <!-- mkdocs-status: done 60 -->", "Bot")
    fast.comment(70, "sam", "/update In progress of finding out.")
    fast.comment(80, "sam", "/update monitoring A fix is out.")
    fast.comment(90, "maria", "/resolve It is over.")
    fast.event("issue", "issue-closed")
    texts = [update.text for update in fast.incidents()[ID].updates]
    assert texts[1:] == ["A fix is out.", "It is over."]
    assert len(fast.asked("issue comment")) == 3


def test_a_stranger_comments(fast: Runner) -> None:
    """Commands of people who may not write do nothing, nor does their word that something was done."""
    fast.answered(50, ID)
    fast.comment(60, "stranger", "/resolve Nothing is wrong!")
    fast.comment(65, "stranger", "<!-- mkdocs-status: done 70 -->")
    fast.comment(66, "github-actions[bot]", "<!-- mkdocs-status: done 70 -->", "User")
    fast.comment(70, "sam", "/update monitoring A fix is out.")
    fast.event("issue", "issue-closed")
    assert [update.status.value for update in fast.incidents()[ID].updates] == ["investigating", "monitoring"]


def test_a_comment_before_the_merge(slow: Runner) -> None:
    """While the report waits in its pull request, an update goes into the same, and its text says what it means now."""
    slow.event("issue", "issue-report")
    branch = "status/issue-12-0"
    slow.requests = [request(branch, 1, isCrossRepository=True), request(branch, 13)]
    slow.answered(50, ID)
    slow.comment(60, "sam", "/update identified We know.")
    result = slow.event("issue", "issue-closed")
    assert result.exit_code == 0, result.output
    assert len(slow.incidents(branch)[ID].updates) == 2
    assert len(slow.asked("pr create")) == 1
    assert "https://github.com/example/status/pull/13" in slow.answer()
    (renewed,) = slow.asked("api --method=PATCH repos/example/status/pulls/13")
    body = json.loads(renewed["text"])["body"]
    assert "`All systems operational` → `" in body
    assert "We know." in body
    assert "We are looking into reports of slow responses." in body
    assert "**Check:** no problems" in body
    assert "Closes" not in body


def test_a_resolution_before_the_merge(slow: Runner) -> None:
    """An incident that is over before it was merged closes its issue with the merge."""
    slow.event("issue", "issue-report")
    slow.requests = [request("status/issue-12-0", 13)]
    slow.answered(50, ID)
    slow.comment(60, "sam", "/resolve It is over.")
    slow.event("issue", "issue-closed")
    (renewed,) = slow.asked("api --method=PATCH repos/example/status/pulls/13")
    assert "Closes #12" in json.loads(renewed["text"])["body"]


def test_another_issue_before_the_merge(slow: Runner) -> None:
    """An update by a form, which is an issue of its own, goes into the pull request that holds its incident."""
    slow.event("issue", "issue-report")
    slow.requests = [request("status/issue-12-0", 13)]
    files = [[{"filename": SLOW}]]
    slow.prepared.append(("api --paginate --slurp repos/example/status/pulls/13/files", files))
    result = slow.event("issue", "issue-update", issue__number=14, now="2026-11-02 14:30 UTC")
    assert result.exit_code == 0, result.output
    assert slow.branches() == ["main", "status/issue-12-0"]
    updates = slow.incidents("status/issue-12-0")[ID].updates
    assert [update.text for update in updates][1:] == ["A pool is exhausted."]
    assert "https://github.com/example/status/pull/13" in slow.answer()


def test_a_comment_on_an_unknown_incident(fast: Runner) -> None:
    """A comment on an issue that has reported nothing asks which incident is meant; it takes none by chance."""
    fast.comment(60, "sam", "/resolve It is over.")
    result = fast.event("issue", "issue-other")
    assert result.exit_code == 1
    assert "This issue has reported no incident yet" in fast.answer()
    assert ID in fast.answer()
    fast.comments.append(bot(65, fast.answer()))
    fast.comment(70, "sam", "/resolve incident=slowly It is over.")
    assert fast.event("issue", "issue-other").exit_code == 0
    assert fast.incidents()[ID].updates[-1].status is UpdateStatus.RESOLVED


def test_a_comment_names_another_incident(fast: Runner) -> None:
    """Who names another incident means it for that comment alone; the issue stays about its own."""
    fast.push("incidents/other.md", INCIDENT.replace("API", "Database"))
    fast.answered(50, "other")
    fast.comment(60, "sam", "/resolve incident=api This is over.")
    fast.comment(70, "sam", "/update monitoring And this we watch.")
    result = fast.event("issue", "issue-closed")
    assert result.exit_code == 0, result.output
    found = {id_: [update.status.value for update in one.updates] for id_, one in fast.incidents().items()}
    assert found == {"other": ["investigating", "monitoring"], ID: ["investigating", "resolved"]}


def test_an_issue_that_is_looked_at_again(fast: Runner) -> None:
    """With its number, "Run workflow" does what an issue asks for; a stranger's report stays where it is."""
    fast.opened = {12: recorded("issue-stranger")["issue"]}
    fast.comment(70, "sam", "/update incident=slowly monitoring We watch it.")
    inputs = {"issue": "12"}
    result = fast.event("issue", "run-report", inputs=inputs)
    assert result.exit_code == 0, result.output
    assert "Left alone: the issue, because its author may not write here." in result.output
    assert [one.updates[-1].text for one in fast.incidents().values()] == ["We watch it."]


@pytest.mark.parametrize("number", ["", "0", "-1", "x; y", "12/../13", "1" * 11])
def test_an_issue_that_is_no_number(fast: Runner, number: str) -> None:
    """Only a number names an issue."""
    result = fast.event("issue", "run-report", inputs={"issue": number})
    assert result.exit_code == 1
    assert "is no number" in result.output
    assert fast.asked() == []


def test_a_title_points_at_nothing(fast: Runner) -> None:
    """The author of an issue can change its title at any time, so it never says which incident a comment is about."""
    fast.push("incidents/mine.md", INCIDENT.replace("API responding slowly", "A mistake of mine"))
    fast.answered(50, "mine")
    fast.comment(60, "sam", "/resolve There was nothing.")
    result = fast.event("issue", "issue-closed", issue__title="API responding slowly")
    assert result.exit_code == 0, result.output
    assert len(fast.incidents()[ID].updates) == 1
    assert fast.incidents()["mine"].updates[-1].status is UpdateStatus.RESOLVED


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issue__title": " "}, "There is no title"),
        ({"issue__title": "x\ny"}, ""),
        ({"body": ("API (api), Web dashboard (dashboard)", "Apj (apj)")}, "unknown component `apj`"),
        (
            {"body": ("major: an important", "worst: an important")},
            "is none of minor, major, critical and notice",
        ),
        ({"body": ("### When\n\n_No response_", "### When\n\n25:00")}, "25:00"),
        ({"body": ("We are looking into reports of slow responses.", "_No response_")}, "There is no text"),
        (
            {"body": ("We are looking", "Text\n\n## 2026-11-02 14:05 UTC - Resolved\n\nWe are looking")},
            "would not be read as it was meant",
        ),
        ({"body": ("We are looking into reports", "Text\n\n## A heading\n\nreports")}, ""),
    ],
)
def test_a_form_with_a_mistake(slow: Runner, changes: dict[str, Any], words: str) -> None:
    """What cannot be posted is answered in words, and nothing is written."""
    given = dict(changes)
    if "body" in given:
        old, new = given.pop("body")
        given["issue__body"] = _body().replace(old, new)
        assert given["issue__body"] != _body()
    result = slow.event("issue", "issue-report", **given)
    assert result.exit_code == (1 if words else 0), result.output
    assert words in slow.answer()
    assert ("<!-- mkdocs-status: done 0 -->" in slow.answer()) is bool(words)
    assert (slow.branches() == ["main"]) is bool(words)


def test_text_stays_text(slow: Runner) -> None:
    """Whatever the title and the text hold is a value to the end: no command, no expression, no markup."""
    body = _body().replace("We are looking into reports of slow responses.", EVIL)
    title = "$(touch pwned) --help `id` fixes #1 @everyone ::error::"
    result = slow.event("issue", "issue-report", issue__body=body, issue__title=title)
    assert result.exit_code == 0, result.output
    (branch,) = [name for name in slow.branches() if name != "main"]
    (incident,) = slow.incidents(branch).values()
    assert incident.title == title
    assert incident.updates[0].text == EVIL
    assert list(slow.clone.root.rglob("pwned")) == []
    created = slow.asked("pr create")[0]
    assert [one for one in created["arguments"] if "@" in one or "#" in one or "$" in one] == []
    assert "#1" not in slow.git("log", "-1", "--format=%B", branch).replace("#12", "")


def test_a_log_takes_no_text_for_a_command(slow: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a workflow the runner is told to take nothing that is printed for a command."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = slow.event("issue", "issue-report").output.splitlines()
    word = lines[0].removeprefix("::stop-commands::")
    assert len(word) == 32
    assert f"::{word}::" in lines


def test_pull_requests_are_not_allowed(slow: Runner) -> None:
    """Where workflows may open no pull request the answer says where a person can."""
    slow.refused = ["pr create"]
    slow.clone.git("remote", "set-url", "--push", "origin", str(slow.remote))
    result = slow.event("issue", "issue-report")
    assert result.exit_code == 0, result.output
    assert "status/issue-12-0" in slow.branches()
    assert "status/issue-12-0" in slow.answer()
    assert "Open it yourself" in slow.answer()


def test_the_deployment_does_not_start(fast: Runner) -> None:
    """If the deployment cannot be started, the answer says so and what is to be done, and the run ends red."""
    fast.refused = ["workflow run"]
    result = fast.event("issue", "issue-update")
    assert result.exit_code == 1
    assert len(fast.incidents()[ID].updates) == 2
    assert "It is on main, and the deployment was not started" in fast.answer()
    assert "Start the workflow Deploy by hand." in fast.answer()
    assert f"done 0 as {ID}" in fast.answer()
    given = {"action": "update", "text": "Still slow.", "incident": "slowly"}
    result = fast.event("dispatch", "run-report", inputs=given)
    assert result.exit_code == 1
    assert "Start the workflow Deploy by hand." in result.output


@pytest.mark.parametrize(
    "changes",
    [
        {"repository__full_name": "example/status; rm -rf"},
        {"repository__full_name": "../.."},
        {"repository__default_branch": "--upload-pack=x"},
        {"repository__default_branch": "a..b"},
        {"issue__number": "12"},
        {"issue__number": True},
        {"issue__pull_request": {}},
    ],
)
def test_a_strange_event(slow: Runner, changes: dict[str, Any]) -> None:
    """An event with names that are none, or of a pull request, is refused before anything is asked."""
    result = slow.event("issue", "issue-report", **changes)
    assert result.exit_code == 1
    assert slow.asked() == []


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_no_event(slow: Runner, data: bytes) -> None:
    """A file that holds no event is an error in words."""
    file = slow.place / "event.json"
    file.write_bytes(data)
    result = slow.run("issue", "--event", str(file))
    assert result.exit_code == 1
    assert "Error: " in result.output


@pytest.mark.parametrize("what", ["issue comment", "issue close", "api --paginate"])
def test_github_does_not_answer(fast: Runner, what: str) -> None:
    """Where GitHub takes no answer the run ends red, in words."""
    fast.refused = [what]
    result = fast.event("issue", "issue-resolve")
    assert result.exit_code == 1
    assert "Error: gh " in result.output


def test_an_answer_that_cannot_be_read(fast: Runner) -> None:
    """What is no JSON is an error in words."""
    fast.prepared = [("api --paginate", "<html>")]
    result = fast.event("issue", "issue-resolve")
    assert result.exit_code == 1
    assert "no answer that can be read" in result.output


def _body() -> str:
    return str(recorded("issue-report")["issue"]["body"])
