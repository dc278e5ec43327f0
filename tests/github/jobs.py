"""Runs the jobs of a workflow here, step by step and in order, as GitHub's runner would.

What a step runs is real: the shell, git with a bare repository in a folder, our commands. Actions are
GitHub's; their part is played here: a checkout is a clone, an artifact is a folder, and the deployment of
Pages puts the site where a web server shows it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.github.expressions import filled, is_true

PASSED_ON = ("UV_", "PIP_", "SSL_", "LANG")
"""What of the environment a step sees besides what the runner sets: where packages come from."""


@dataclass(frozen=True)
class Ground:
    """Where jobs run: the bare repository, a folder for what they make, programs that come before all others.

    ``pages`` is the folder that a deployment fills, ``address`` where it is shown.
    """

    origin: Path
    place: Path
    programs: Path
    pages: Path
    address: str


@dataclass(frozen=True)
class Step:
    """What became of a step: success, failure or skipped; what it has printed, and its seconds."""

    job: str
    name: str
    outcome: str
    output: str
    seconds: float


@dataclass
class Run:
    """What became of a workflow: its steps in order, the summary of all jobs, the artifacts by name."""

    steps: list[Step] = field(default_factory=list)
    summary: str = ""
    artifacts: dict[str, Path] = field(default_factory=dict)

    def outcomes(self, job: str | None = None) -> dict[str, str]:
        """The outcome of each step, or of those of one job, by name."""
        return {step.name: step.outcome for step in self.steps if job in (None, step.job)}

    def failed(self) -> list[str]:
        """The names of the steps that have failed."""
        return [step.name for step in self.steps if step.outcome == "failure"]

    def output(self, name: str) -> str:
        """What a step has printed."""
        return "".join(step.output for step in self.steps if step.name == name)


def run(ground: Ground, workflow: str, event_name: str, event: Mapping[str, Any], ref: str) -> Run:
    """Run every job of a workflow whose event has come, each after those that it needs.

    ``ref`` is what is checked out, such as ``refs/heads/main``.
    """
    read = yaml.load(workflow, yaml.BaseLoader)
    assert event_name in read["on"], f"{event_name} starts nothing here"
    found = Run()
    github = {"event": event, "event_name": event_name, "token": "a-token", "ref": ref, "run_id": "1"}
    needs: dict[str, Any] = {}
    waiting = dict(read["jobs"])
    while waiting:
        name = next(one for one, job in waiting.items() if all(need in needs for need in _needs(job)))
        job = waiting.pop(name)
        context = {"github": github, "needs": needs, "steps": {}, "env": read.get("env", {})}
        well = all(needs[need]["result"] == "success" for need in _needs(job))
        if not well or not is_true(job.get("if", "true"), context, failed=False):
            needs[name] = {"result": "skipped", "outputs": {}}
            found.steps += [Step(name, step["name"], "skipped", "", 0) for step in job["steps"]]
            continue
        failed = _job(ground, name, job, context, found)
        outputs = {key: filled(value, context) for key, value in job.get("outputs", {}).items()}
        needs[name] = {"result": "failure" if failed else "success", "outputs": outputs}
    return found


def _job(ground: Ground, name: str, job: Mapping[str, Any], context: dict[str, Any], found: Run) -> bool:
    """Run the steps of a job in a folder of its own; whether one has failed."""
    home = ground.place / f"job-{name}-{len(list(ground.place.iterdir()))}"
    workspace = home / "work"
    workspace.mkdir(parents=True)
    event = home / "event.json"
    event.write_text(json.dumps(context["github"]["event"]), "utf-8")
    failed = False
    for number, step in enumerate(job["steps"]):
        if not is_true(step.get("if", "success()"), context, failed=failed):
            found.steps.append(Step(name, step["name"], "skipped", "", 0))
            continue
        began = time.monotonic()
        if "uses" in step:
            given = {key: filled(value, context) for key, value in step.get("with", {}).items()}
            outputs = _action(ground, step["uses"].partition("@")[0], given, workspace, context, found)
            code, said = 0, ""
        else:
            environment = _environment(ground, home, workspace, event, context, number)
            for holder in (context["env"], job.get("env", {}), step.get("env", {})):
                environment |= {key: filled(value, context) for key, value in holder.items()}
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=workspace,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            code, said = done.returncode, done.stdout
            outputs = dict(_pairs(home / f"output-{number}"))
            found.summary += _text(home / f"summary-{number}")
        failed = failed or code != 0
        outcome = "failure" if code else "success"
        context["steps"][step.get("id", step["name"])] = {"outputs": outputs, "outcome": outcome}
        found.steps.append(Step(name, step["name"], outcome, said, time.monotonic() - began))
    return failed


def _environment(
    ground: Ground, home: Path, workspace: Path, event: Path, context: Mapping[str, Any], number: int
) -> dict[str, str]:
    """What the runner sets for a step, and nothing of this machine that it would not have."""
    kept = {key: value for key, value in os.environ.items() if key.startswith(PASSED_ON)}
    system = os.pathsep.join(["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin"])
    ref = context["github"]["ref"]
    return {
        **kept,
        "PATH": f"{ground.programs}{os.pathsep}{system}",
        "HOME": str(home),
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": context["github"]["event_name"],
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_OUTPUT": str(home / f"output-{number}"),
        "GITHUB_REF": ref,
        "GITHUB_REF_NAME": ref.removeprefix("refs/").partition("/")[2],
        "GITHUB_REPOSITORY": "example/status",
        "GITHUB_RUN_ID": context["github"]["run_id"],
        "GITHUB_STEP_SUMMARY": str(home / f"summary-{number}"),
        "GITHUB_WORKSPACE": str(workspace),
        "RUNNER_OS": "Linux",
        "RUNNER_TEMP": str(home),
    }


def _action(
    ground: Ground,
    name: str,
    given: Mapping[str, str],
    workspace: Path,
    context: Mapping[str, Any],
    found: Run,
) -> dict[str, str]:
    """Play the part of an action; returns its outputs."""
    if name == "actions/checkout":
        depth = f"--depth={given.get('fetch-depth', '1')}"
        ref = context["github"]["ref"]
        for arguments in (
            ("init", "--quiet", "--initial-branch=main"),
            ("remote", "add", "origin", ground.origin.as_uri()),
            ("fetch", "--quiet", depth, "origin", f"{ref}:refs/remotes/origin/checked-out"),
            ("checkout", "--quiet", "--detach", "refs/remotes/origin/checked-out"),
        ):
            subprocess.run(["git", *arguments], cwd=workspace, check=True, capture_output=True)
    elif name == "astral-sh/setup-uv":
        assert (ground.programs / "uv").exists(), "there is no uv"
    elif name in {"actions/upload-artifact", "actions/upload-pages-artifact"}:
        kept = ground.place / f"artifact-{len(list(ground.place.iterdir()))}"
        source = workspace / given["path"]
        if not source.exists():
            # The action only warns.
            return {}
        if source.is_dir():
            shutil.copytree(source, kept)
        else:
            kept.mkdir()
            shutil.copy(source, kept)
        found.artifacts[given.get("name", "github-pages")] = kept
    elif name == "actions/download-artifact":
        shutil.copytree(found.artifacts[given["name"]], workspace / given["path"], dirs_exist_ok=True)
    elif name == "actions/deploy-pages":
        shutil.copytree(found.artifacts["github-pages"], ground.pages, dirs_exist_ok=True)
        return {"page_url": ground.address}
    else:
        raise AssertionError(f"nobody plays {name} here")
    return {}


def _needs(job: Mapping[str, Any]) -> list[str]:
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else list(needs)


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    for line in _text(file).splitlines():
        name, _, value = line.partition("=")
        yield name, value


def _text(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""
