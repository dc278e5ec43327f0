"""A status repository, and commands run in it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from mkdocs_status_plugin.cli import main
from mkdocs_status_plugin.model import Incident, Site
from mkdocs_status_plugin.problems import errors
from mkdocs_status_plugin.source import find, load

COMPONENTS = """\
components:
  - id: website
    name: Website
  - id: api
    name: API
  - id: dashboard
    name: Web dashboard
"""
NOW = "2026-11-02 14:05:30 UTC"
INCIDENT = """\
---
title: API responding slowly
impact: major
components:
  - api
---

## 2026-11-02 13:30 UTC - Investigating

We are looking into it.
"""
MAINTENANCE = """\
---
title: Database upgrade
impact: maintenance
components:
  - api
scheduled_for: 2026-11-03 02:00 UTC
scheduled_until: 2026-11-03 04:00 UTC
---

## 2026-11-01 09:00 UTC - Scheduled

We upgrade.
"""


@dataclass(frozen=True)
class Folder:
    """A status repository in a folder of its own."""

    root: Path

    def put(self, path: str, text: str) -> Folder:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return self

    def text(self, path: str) -> str:
        """Read a file."""
        return (self.root / path).read_bytes().decode()

    def run(self, *arguments: str, now: str = NOW, text: str | None = None) -> Result:
        """Run a command; it must not fail with anything but an exit code."""
        command = [arguments[0], "--root", str(self.root), "--now", now, *arguments[1:]]
        result = CliRunner().invoke(main, command, input=text, prog_name="mkdocs-status")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def site(self) -> Site:
        """What the files say; there is no error in them."""
        site, problems = load(find(self.root))
        assert errors(problems) == []
        return site

    def incident(self, id_: str) -> Incident:
        """One incident."""
        return self.site().incidents_by_id[id_]

    def names(self) -> list[str]:
        """Every file of the folder of incidents."""
        return sorted(entry.name for entry in (self.root / "incidents").iterdir())

    def git(self, *arguments: str) -> str:
        """Run git here."""
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self) -> Folder:
        """Make this a repository with everything in one commit."""
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Sam")
        self.git("config", "user.email", "sam@example.com")
        self.git("add", "-A")
        self.git("commit", "-qm", "Begin")
        return self


def folder(root: Path) -> Folder:
    """A repository with three components and no incident."""
    return Folder(root).put("components.yml", COMPONENTS)
