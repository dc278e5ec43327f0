"""A command that is killed at any moment leaves the old file or the new one, never half of one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_status_plugin.problems import errors
from mkdocs_status_plugin.source import find, load
from tests.cli.running import COMPONENTS, INCIDENT, NOW, folder
from tests.editing.crashing import contents

FIXABLE = INCIDENT.replace("Investigating", "investigatin").replace("impact: major", "impact: Major")
FORM = "options:\n  # components: begin\n  - old\n  # components: end\n"

COMMANDS = {
    "report": ["report", "--now", NOW, "Database down", "-i", "major", "-c", "api", "-m", "We look."],
    "update": ["update", "--now", NOW, "2026-11-02-slow", "-s", "identified", "-m", "A pool is full."],
    "resolve": ["resolve", "--now", NOW, "2026-11-02-slow", "-m", "It is over."],
    "maintenance": [
        *("maintenance", "--now", NOW, "Move", "-c", "api", "-m", "We move."),
        *("--from", "2026-12-01 02:00 UTC", "--until", "2026-12-01 04:00 UTC"),
    ],
    "fix": ["check", "--now", NOW, "--fix", "--yes"],
    "form": ["form", "--now", NOW],
    "delete": ["delete", "--now", NOW, "2026-11-02-slow", "--yes"],
    "init": ["init", "new", "--component", "API"],
}


STEPS = {"init": "5"}
"""It writes many files, all in one way of five steps or less: each time another one is interrupted in another step."""


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_moment(name: str, tmp_path: Path, project: Path) -> None:
    """Before whatever change of the disk a command is killed, each file is as before or as after, and the page can be read."""
    here = folder(tmp_path).put("incidents/2026-11-02-slow.md", INCIDENT)
    here.put("incidents/2026-11-01-fixable.md", FIXABLE if name == "fix" else INCIDENT)
    here.put(".github/ISSUE_TEMPLATE/incident.yml", FORM)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.editing.crashing",
            STEPS.get(name, "1"),
            str(tmp_path),
            *COMMANDS[name],
        ],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    *killed, ended = json.loads(done.stdout)
    old = contents(tmp_path)
    new = ended["files"]
    assert ended["code"] == 0
    assert old != new
    assert len(killed) >= (1 if name == "delete" else 3)
    for run in killed:
        assert run["code"] == -signal.SIGKILL
        for path, content in run["files"].items():
            leftover = Path(path).name.startswith(".") and path.endswith(".tmp")
            assert leftover or content in (old.get(path), new.get(path)), (run["before"], path)
        assert set(run["files"]) >= set(old) & set(new)


def test_what_a_killed_command_leaves_is_no_incident(tmp_path: Path) -> None:
    """The hidden file of a command that was killed is read by nobody."""
    here = folder(tmp_path).put("incidents/2026-11-02-slow.md", INCIDENT)
    here.put("incidents/.2026-11-02-slow.md.x1y2.tmp", INCIDENT[:40])
    site, problems = load(find(tmp_path))
    assert [incident.id for incident in site.incidents] == ["2026-11-02-slow"]
    assert errors(problems) == []
    assert here.text("components.yml") == COMPONENTS
