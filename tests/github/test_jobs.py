"""Every job of the workflows, step by step as a runner does it, for a repository that ``init`` has made.

``uv`` is played by a script that puts what is installed here into ``.venv``, so that nothing is loaded.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_status_plugin.cli import main
from mkdocs_status_plugin.model import UpdateStatus
from tests.cli.running import INCIDENT, Folder
from tests.github.hub import FAST, Runner, bot, put_gh, recorded
from tests.github.jobs import Ground, Run, run

SLOW = "incidents/2026-11-02-api-responding-slowly.md"
ID = "2026-11-02-api-responding-slowly"
BROKEN = INCIDENT.replace("  - api", "  - apj")
_UV = """#!/bin/sh
case "$1" in
  venv) mkdir -p .venv/bin && ln -s {bin}/python {bin}/mkdocs {bin}/mkdocs-status .venv/bin/ ;;
  pip) shift 2; while [ $# -gt 0 ]; do [ "$1" != --requirement ] || test -s "$2" || exit 2; shift; done ;;
  *) exit 2 ;;
esac
"""
INSTALLED = {
    "Check out": "success",
    "Get uv": "success",
    "Install what the lock says": "success",
}


@pytest.fixture
def ground(tmp_path: Path, serve: Callable[..., str]) -> Ground:
    """A new repository as it lives on GitHub, and a place for its page."""
    first = Folder(tmp_path / "first")
    pages, programs, place = (tmp_path / name for name in ("pages", "programs", "place"))
    for folder in (pages, programs, place):
        folder.mkdir()
    address = serve(pages)
    made = CliRunner().invoke(
        main,
        ["init", str(first.root), "--url", address, "-c", "Website", "-c", "API", "-c", "Dashboard"],
    )
    assert made.exit_code == 0, made.output
    first.put(SLOW, INCIDENT.replace("Investigating", "Resolved")).commit()
    first.git("clone", "-q", "--bare", str(first.root), str(tmp_path / "origin.git"))
    put_gh(programs, place)
    (programs / "uv").write_text(_UV.format(bin=Path(sys.executable).parent))
    (programs / "uv").chmod(0o755)
    return Ground(tmp_path / "origin.git", place, programs, pages, address)


def hub(ground: Ground, **answers: Any) -> Runner:
    """What GitHub says, and what the repository holds."""
    found = Runner(Folder(ground.place), ground.origin, ground.place, **answers)
    found.prepare()
    return found


def started(ground: Ground, name: str, event_name: str, event: object, ref: str = "refs/heads/main") -> Run:
    """Run a workflow of the repository as it is on main."""
    show = ["git", "-C", str(ground.origin), "show", f"main:.github/workflows/{name}.yml"]
    text = subprocess.run(show, capture_output=True, text=True, check=True).stdout
    assert isinstance(event, dict)
    return run(ground, text, event_name, event, ref)


def changed(ground: Ground, files: dict[str, str]) -> str:
    """A pull request with some files; returns the ref of what it would be merged as."""
    folder = Folder(ground.place / f"change-{len(list(ground.place.iterdir()))}")
    subprocess.run(["git", "clone", "-q", str(ground.origin), str(folder.root)], check=True)
    for path, text in files.items():
        folder.put(path, text)
    who = ("-c", "user.name=Kim", "-c", "user.email=kim@example.com")
    folder.git("switch", "-q", "-c", "change")
    folder.git("add", "-A")
    folder.git(*who, "commit", "-qm", "Change")
    folder.git("switch", "-q", "--detach", "main")
    folder.git(*who, "merge", "-q", "--no-ff", "-m", "Merge", "change")
    folder.git("push", "-q", "origin", "HEAD:refs/pull/7/merge", "--force")
    return "refs/pull/7/merge"


def test_a_good_change(ground: Ground) -> None:
    """The check of a pull request is green, tells in words what it means, and keeps a site that opens from a folder."""
    ref = changed(ground, {"incidents/new.md": INCIDENT})
    done = started(ground, "check", "pull_request", {"pull_request": {"number": 7}}, ref)
    assert done.failed() == [], done.output(done.failed()[0])
    assert set(done.outcomes().values()) == {"success"}
    assert "**Check:** 0 errors, 1 warning" in done.summary
    assert "`All systems operational` → `Partial outage: API`" in done.summary
    assert "We are looking into it." in done.summary
    kept = done.artifacts["status-page"]
    assert "Partial outage: API" in (kept / "index.html").read_text("utf-8")
    assert (kept / "incidents/new.html").is_file()
    assert list(done.artifacts) == ["status-page"]


def test_a_broken_change(ground: Ground) -> None:
    """A broken file is told on its line and ends the check red; what the public would see is told all the same."""
    ref = changed(ground, {"incidents/new.md": BROKEN})
    done = started(ground, "check", "pull_request", {"pull_request": {"number": 7}}, ref)
    assert done.failed() == ["Check every file", "Build the site as it is published, strictly"]
    assert "::error file=incidents/new.md,line=5," in done.output("Check every file")
    assert "unknown component `apj`" in done.summary
    assert "API responding slowly" in done.summary
    assert "API responding slowly" in (done.artifacts["status-page"] / "index.html").read_text("utf-8")


def test_many_findings(ground: Ground) -> None:
    """GitHub shows ten findings of a step on their lines: all of them stand in the summary."""
    ref = changed(ground, {f"incidents/new-{number}.md": BROKEN for number in range(25)})
    done = started(ground, "check", "pull_request", {"pull_request": {"number": 7}}, ref)
    assert [number for number in range(25) if f"incidents/new-{number}.md:5" not in done.summary] == []


def test_a_lock_that_cannot_be_installed(ground: Ground) -> None:
    """Where the installation fails nothing else is said to have failed."""
    ref = changed(ground, {"requirements.txt": ""})
    done = started(ground, "check", "pull_request", {"pull_request": {"number": 7}}, ref)
    assert done.failed() == ["Install what the lock says"]
    assert done.outcomes()["Say what the public will see"] == "skipped"


def push() -> dict[str, Any]:
    """The event of a push, as much as is read of it."""
    return {"head_commit": {}, "repository": {"pushed_at": 1795521600}, "ref": "refs/heads/main"}


def test_a_deployment(ground: Ground) -> None:
    """A push is built, deployed, and then proven to be public, with the seconds of each stage."""
    hub(ground).push("incidents/new.md", INCIDENT)
    done = started(ground, "deploy", "push", push())
    assert done.failed() == [], done.output(done.failed()[0])
    assert [step.job for step in done.steps if step.name == "Deploy"] == ["deploy"]
    assert "Partial outage: API" in (ground.pages / "index.html").read_text("utf-8")
    said = done.output("Wait until the public sees it")
    assert [line.partition(": ")[0] for line in said.splitlines()[1:]] == [
        "push to build",
        "build to deployed",
        "deployed to live",
        "push to live",
    ]


def test_a_deployment_of_a_broken_file(ground: Ground) -> None:
    """A broken file goes out with the page, seen by the public, and after that the run ends red on its line."""
    hub(ground).push("incidents/new.md", BROKEN)
    done = started(ground, "deploy", "push", push())
    assert done.failed() == ["End red where a file could not be read"]
    assert done.outcomes("verify")["Wait until the public sees it"] == "success"
    assert "API responding slowly" in (ground.pages / "index.html").read_text("utf-8")
    assert "::error file=incidents/new.md,line=5," in done.output("End red where a file could not be read")


def test_a_site_that_cannot_be_built(ground: Ground) -> None:
    """Where nothing can be built nothing is deployed, and the old page stays."""
    hub(ground).push("mkdocs.yml", "site_name: [\n")
    done = started(ground, "deploy", "push", push())
    assert done.failed() == ["Build"]
    assert {step.outcome for step in done.steps if step.job != "build"} == {"skipped"}
    assert list(ground.pages.iterdir()) == []


def test_the_whole_life_of_an_incident(ground: Ground) -> None:
    """A form, a comment with the label and one that was found later bring an incident onto main and to its end."""
    site = hub(ground)
    site.push(".github/status.yml", FAST)
    done = started(ground, "issues", "issues", recorded("issue-report"))
    assert done.failed() == [], done.output("Do what the issue says")
    (new,) = [one for id_, one in site.incidents().items() if id_ != ID]
    assert new.title == "API responding slowly"
    site.answered(50, new.id)
    site.comment(60, "sam", "/update identified A pool is exhausted.")
    site.prepare()
    done = started(ground, "issues", "issues", recorded("issue-labeled"))
    assert done.failed() == [], done.output("Do what the issue says")
    site.comments.append(bot(61, f"Posted. <!-- mkdocs-status: done 60 as {new.id} -->"))
    site.comment(70, "maria", "/resolve It is over.")
    site.opened = {12: recorded("issue-report")["issue"]}
    site.prepare()
    done = started(
        ground, "issues", "workflow_dispatch", {**recorded("run-report"), "inputs": {"issue": "12"}}
    )
    assert done.failed() == [], done.output("Do what the issue says")
    statuses = [update.status for update in site.incidents()[new.id].updates]
    assert statuses == [UpdateStatus.INVESTIGATING, UpdateStatus.IDENTIFIED, UpdateStatus.RESOLVED]
    assert len(site.asked("workflow run deploy.yml")) == 3
    assert len(site.asked("issue close")) == 1
    done = started(ground, "deploy", "workflow_dispatch", {"repository": {}})
    assert done.failed() == [], done.output(done.failed()[0])
    assert "It is over." in (ground.pages / f"incidents/{new.id}/index.html").read_text("utf-8")


@pytest.mark.parametrize(("label", "outcome"), [("publish", "success"), ("bug", "skipped")])
def test_labels(ground: Ground, label: str, outcome: str) -> None:
    """Of all labels only one starts the job."""
    hub(ground)
    done = started(ground, "issues", "issues", {**recorded("issue-labeled"), "label": {"name": label}})
    assert set(done.outcomes().values()) == {outcome}


def test_run_workflow(ground: Ground) -> None:
    """The form of "Run workflow" becomes a pull request, with its meaning in words."""
    site = hub(ground)
    done = started(ground, "post", "workflow_dispatch", recorded("run-report"))
    assert done.failed() == [], done.output("Post it")
    assert done.outcomes() == {**INSTALLED, "Post it": "success"}
    assert "`All systems operational` → `" in site.asked("pr create")[0]["text"]


@pytest.mark.parametrize("monitor", ["alertmanager", "grafana", "pagerduty"])
def test_an_alert(ground: Ground, monitor: str) -> None:
    """An alert becomes a draft and nothing else."""
    site = hub(ground)
    before = site.git("rev-parse", "main")
    done = started(ground, "monitor", "repository_dispatch", recorded(monitor))
    assert done.failed() == [], done.output("Draft an incident")
    assert "--draft" in site.asked("pr create")[0]["arguments"]
    assert site.git("rev-parse", "main") == before


def test_reminders(ground: Ground) -> None:
    """A forgotten incident and a page that is not there are told in one issue."""
    site = hub(ground)
    site.push(SLOW, INCIDENT)
    (ground.pages / "build.json").write_text(json.dumps(OLD), "utf-8")
    done = started(ground, "remind", "schedule", {"schedule": "23,53 * * * *"})
    assert done.failed() == [], done.output("Look for what was forgotten")
    (issue,) = site.asked("issue create")
    assert "without an update for" in issue["text"]
    assert "The published page was built" in issue["text"]


OLD = {"id": "a" * 12, "commit": None, "built_at": "2026-11-02T11:00:00Z"}
