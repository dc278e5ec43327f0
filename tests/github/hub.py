"""A repository as a workflow finds it: a clone of a real remote, and a stand-in for ``gh`` on the path.

Only GitHub itself can answer what ``gh`` is asked, so the stand-in gives prepared answers and keeps
what it was asked. Git is real: the remote is a bare repository in a folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_status_plugin.cli import main
from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.problems import errors
from mkdocs_status_plugin.source import find, load
from tests.cli.running import COMPONENTS, Folder

NOW = "2026-11-02 14:05:30 UTC"
EVENTS = Path(__file__).resolve().parent / "events"
CONFIG = "site_name: Status\nsite_url: https://status.example.com/\nplugins: [status]\n"
FAST = "fast_lane: true\n"
_GH = """#!{python}
import json, pathlib, sys
here = pathlib.Path({folder!r})
asked = {{"arguments": sys.argv[1:], "text": sys.stdin.buffer.read().decode()}}
with (here / "asked.jsonl").open("a") as log:
    log.write(json.dumps(asked) + "\\n")
answers = json.loads((here / "answers.json").read_text())
line = " ".join(sys.argv[1:])
refused = answers.pop()
if refused and refused in sys.argv:
    sys.exit("gh: not allowed")
for beginning, answer in answers:
    if line.startswith(beginning):
        if answer is None:
            sys.exit("gh: not allowed")
        print(answer if isinstance(answer, str) else json.dumps(answer))
        sys.exit(0)
sys.exit("gh: nothing prepared for " + line)
"""


@dataclass
class Runner:
    """A clone with its remote; ``answers`` are what gh says, by the beginning of what it is asked."""

    clone: Folder
    remote: Path
    place: Path
    writers: list[str] = field(default_factory=lambda: ["maria", "sam"])
    comments: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    refused_with: str = ""
    prepared: list[tuple[str, object]] = field(default_factory=list)
    opened: dict[int, dict[str, Any]] = field(default_factory=dict)
    body: str = ""

    def run(self, *arguments: str, now: str = NOW) -> Result:
        """Run a command as a step of a workflow does; it must not fail with anything but an exit code."""
        self.prepare()
        command = [arguments[0], "--root", str(self.clone.root), "--now", now, *arguments[1:]]
        result = CliRunner().invoke(main, command, prog_name="mkdocs-status")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def event(self, command: str, name: str, now: str = NOW, **changes: Any) -> Result:
        """Run a command on a recorded event, with some of its values changed (``issue__title``)."""
        payload = recorded(name)
        for path, value in changes.items():
            *above, last = path.split("__")
            holder = payload
            for part in above:
                holder = holder[part]
            holder[last] = value
        file = self.place / "event.json"
        file.write_text(json.dumps(payload), "utf-8")
        return self.run(command, "--event", str(file), now=now)

    def comment(
        self, id_: int, login: str, body: str, kind: str = "User", at: str = "2026-11-02T14:00:00Z"
    ) -> None:
        """A comment on the issue."""
        user = {"login": login, "id": 7, "type": kind}
        self.comments.append({"id": id_, "user": user, "body": body, "created_at": at})

    def answered(self, id_: int, incident: str) -> None:
        """The bot has answered the issue itself: it is about this incident."""
        self.comments.append(bot(id_, f"Posted. <!-- mkdocs-status: done 0 as {incident} -->"))

    def asked(self, beginning: str = "") -> list[dict[str, Any]]:
        """What gh was asked, of those that begin like this."""
        log = self.place / "asked.jsonl"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        found: list[dict[str, Any]] = [json.loads(line) for line in lines]
        return [one for one in found if " ".join(one["arguments"]).startswith(beginning)]

    def answer(self) -> str:
        """The newest comment that was written to the issue."""
        return str(self.asked("issue comment")[-1]["text"])

    def branches(self) -> list[str]:
        """Every branch of the remote."""
        return self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def git(self, *arguments: str) -> str:
        """Ask git in the remote."""
        done = subprocess.run(
            ["git", "-C", str(self.remote), *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def incidents(self, branch: str = "main") -> dict[str, Incident]:
        """What a branch of the remote says; there is no error in it."""
        folder = self.place / f"look-{len(list(self.place.iterdir()))}"
        subprocess.run(
            ["git", "clone", "-q", "-b", branch, str(self.remote), str(folder)],
            check=True,
            capture_output=True,
        )
        site, problems = load(find(folder))
        assert errors(problems) == []
        return dict(site.incidents_by_id)

    def push(self, path: str, text: str) -> None:
        """Somebody else commits a file to main."""
        folder = self.place / f"other-{len(list(self.place.iterdir()))}"
        subprocess.run(["git", "clone", "-q", str(self.remote), str(folder)], check=True, capture_output=True)
        other = Folder(folder).put(path, text)
        other.git("config", "user.name", "Kim")
        other.git("config", "user.email", "kim@example.com")
        other.git("add", "-A")
        other.git("commit", "-qm", "More")
        other.git("push", "-q")

    def prepare(self) -> None:
        """Lay out what gh is to answer."""
        answers: list[tuple[str, object]] = [(beginning, None) for beginning in self.refused]
        answers += self.prepared
        for login in self.writers:
            path = f"api repos/example/status/collaborators/{login}/permission"
            answers.append((path, {"permission": "write"}))
        answers += [
            ("api repos/example/status/collaborators/", {"permission": "read"}),
            ("api --paginate --slurp repos/example/status/issues/", [self.comments]),
            (
                "pr list --repo example/status --state=open",
                [one for one in self.requests if one["state"] == "OPEN"],
            ),
            ("pr list --repo example/status --state=all", self.requests),
            ("api --method=PATCH repos/example/status/", "{}"),
            ("pr create", "https://github.com/example/status/pull/13"),
            ("pr comment", ""),
            *((f"api repos/example/status/issues/{number}", one) for number, one in self.opened.items()),
            (
                "issue list --repo example/status --state=open --limit=100 --label=incident",
                [*map(_number, self.opened)],
            ),
            ("issue list", self.issues),
            ("issue view", self.body),
            ("issue ", ""),
            ("workflow run ", ""),
        ]
        prepared = [*answers, self.refused_with]
        (self.place / "answers.json").write_text(json.dumps(prepared), "utf-8")


def recorded(name: str) -> dict[str, Any]:
    """A recorded event."""
    found: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text("utf-8"))
    return found


def _number(number: int) -> dict[str, int]:
    return {"number": number}


def bot(id_: int, body: str) -> dict[str, Any]:
    """A comment that a workflow has written."""
    return {"id": id_, "user": {"login": "github-actions[bot]", "id": 1, "type": "Bot"}, "body": body}


def request(branch: str, number: int, **changes: Any) -> dict[str, Any]:
    """An open pull request as gh tells of it."""
    url = f"https://github.com/example/status/pull/{number}"
    shown = {"number": number, "headRefName": branch, "url": url, "isCrossRepository": False}
    return {**shown, "state": "OPEN", "closedAt": None, **changes}


def put_gh(programs: Path, place: Path) -> None:
    """Put the stand-in for ``gh`` among some programs; its answers and what it was asked lie in a place."""
    gh = programs / "gh"
    gh.write_text(_GH.format(python=sys.executable, folder=str(place)), "utf-8")
    gh.chmod(0o755)


def runner(folder: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> Runner:
    """A workflow's clone of a repository with three components; more files by name, ``__`` for ``/``."""
    place = folder / "place"
    tools = folder / "tools"
    place.mkdir()
    tools.mkdir()
    first = Folder(folder / "first").put("components.yml", COMPONENTS).put("mkdocs.yml", CONFIG)
    for name, text in files.items():
        first.put(name.replace("__", "/"), text)
    first.commit()
    remote = folder / "remote.git"
    first.git("clone", "-q", "--bare", str(first.root), str(remote))
    first.git("clone", "-q", "--depth=1", f"file://{remote}", str(folder / "clone"))
    put_gh(tools, place)
    monkeypatch.setenv("PATH", str(tools), prepend=os.pathsep)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    return Runner(Folder(folder / "clone"), remote, place)
