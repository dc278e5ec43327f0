"""Builds with and without what an earlier one has kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_status_plugin.believed import secret
from mkdocs_status_plugin.keeping import ALL, FOLDER
from mkdocs_status_plugin.stored import Stored
from tests.plugin.test_stamping import busy
from tests.projects import NOON, OUTAGE, Project, Site

PLANNED = """\
---
title: New database
impact: maintenance
components: [website]
scheduled_for: 2026-11-24 13:00 UTC
scheduled_until: 2026-11-24 14:00 UTC
---

## 2026-11-20 09:00 UTC - Scheduled

We move to *new* machines.
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user with a cache of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))


def plain(repository: Project) -> dict[str, bytes]:
    """The site without any cache."""
    shutil.rmtree(repository.root / FOLDER, ignore_errors=True)
    return repository.build().bytes()


@pytest.mark.usefixtures("home")
def test_the_same_site_whatever_was_kept(repository: Project) -> None:
    """Cold, warm, damaged or foreign: the same files at the same moment give the same bytes."""
    busy(repository).write({"incidents/2026-11-24-slow.md": OUTAGE, "incidents/2026-11-20-move.md": PLANNED})
    cold = plain(repository)
    kept = repository.root / FOLDER / ALL
    assert kept.stat().st_size > 10_000
    assert repository.build().bytes() == cold
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    for content in (bytes(data), data[:1000], b"", b"{}"):
        kept.write_bytes(content)
        assert repository.build().bytes() == cold


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("hours", [1.5, 3, 24 * 40])
def test_time_goes_on(repository: Project, monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """A later build tells with a cache what it would tell without one."""
    busy(repository).write({"incidents/2026-11-24-slow.md": OUTAGE, "incidents/2026-11-20-move.md": PLANNED})
    late = (
        OUTAGE
        + "\n## 2026-11-24 13:30 UTC - Resolved\n\nOver.\n\n## 2026-12-20 10:00 UTC - Postmortem\n\nWhy.\n"
    )
    repository.write({"incidents/2026-11-24-late.md": late})
    repository.build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON + int(hours * 3600)))
    warm = repository.build().bytes()
    assert warm == plain(repository)


@pytest.mark.usefixtures("home")
def test_every_change_is_seen(repository: Project) -> None:
    """Whatever changes - a text, a component's name, an option, a template - is on every page at once."""
    busy(repository).write({"incidents/2026-11-24-slow.md": OUTAGE})
    repository.build()
    steps = (
        lambda: repository.write({"incidents/2026-01-02-number-0.md": OUTAGE.replace("pool", "lake")}),
        lambda: repository.write(
            {
                "components.yml": (repository.root / "components.yml")
                .read_text()
                .replace("name: API", "name: Interface")
            }
        ),
        lambda: repository.set(time_zone="Europe/Berlin", titles={"history": "The past"}),
        lambda: repository.config["theme"].update(language="de"),
        lambda: repository.config.update(site_url="https://other.example.com/x/", site_name="Other"),
        lambda: repository.config["theme"].update(custom_dir="overrides"),
        lambda: repository.write({"incidents/2026-01-02-number-0.de.md": "---\ntitle: Anders\n---\n"}),
        lambda: repository.write({"overrides/status/incident.html": "<h1>{{ title }}</h1> yours"}),
        lambda: (repository.root / "incidents/2026-01-02-number-9.md").unlink(),
        lambda: (repository.root / "incidents/2026-02-02-number-1.md").rename(
            repository.root / "incidents/renamed.md"
        ),
    )
    repository.write({"overrides/status/incident.html": "<h1>{{ title }}</h1> mine"})
    for step in steps:
        step()
        warm = repository.build().bytes()
        shutil.move(repository.root / FOLDER, repository.root / "aside")
        assert repository.build().bytes() == warm
        shutil.rmtree(repository.root / FOLDER)
        shutil.move(repository.root / "aside", repository.root / FOLDER)


@pytest.mark.usefixtures("home")
def test_problems_of_the_files_together(repository: Project) -> None:
    """What is wrong with two files together is said although both were read before."""
    busy(repository).build()
    repository.write({"incidents/other/2026-01-02-number-0.md": OUTAGE})
    repository.build()
    warm = repository.messages()
    assert len([message for message in warm if "same address" in message]) == 2
    plain(repository)
    assert repository.messages() == warm


KILLED = """\
import os, sys
left = 5
def watch(event, arguments):
    global left
    if event == "open" and "/site/" in str(arguments[0]):
        left -= 1
        if left == 0:
            open("killed", "w").close()
            os.kill(os.getpid(), 9)
os.register_at_fork(after_in_child=lambda: sys.addaudithook(watch))
"""


def built(repository: Project, processes: int) -> dict[str, bytes]:
    """The site as a program of its own builds it, with so many processes."""
    repository.set(processes=processes).write_config()
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
    told = subprocess.run(command, cwd=repository.root, capture_output=True, text=True, check=True)
    assert told.stdout + told.stderr == ""
    return Site(repository.root / "site").bytes()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes(repository: Project, processes: int) -> None:
    """Several processes make byte for byte what one makes, and the next build finds all that they kept."""
    busy(repository).write({"incidents/2026-11-20-move.md": PLANNED})
    shutil.rmtree(repository.root / FOLDER, ignore_errors=True)
    alone = built(repository, 1)
    one = Stored(repository.root / FOLDER / ALL, secret()).read().places
    shutil.rmtree(repository.root / FOLDER)
    assert built(repository, processes) == alone
    several = Stored(repository.root / FOLDER / ALL, secret()).read().places
    assert one.keys() == several.keys()
    assert {path.name for path in (repository.root / FOLDER).iterdir()} == {".gitignore", ALL}
    for again in (processes, 1):
        kept = (repository.root / FOLDER / ALL).read_bytes()
        assert built(repository, again) == alone
        assert (repository.root / FOLDER / ALL).read_bytes() == kept


@pytest.mark.usefixtures("home")
def test_a_process_that_is_killed(repository: Project) -> None:
    """Where a helper is killed at its work, the first process makes all files that may be missing."""
    alone = built(busy(repository), 1)
    shutil.rmtree(repository.root / "site")  # otherwise hardly any would be left to make
    repository.write({"killing.py": KILLED}).config["hooks"] = ["killing.py"]
    assert built(repository, 2) == alone
    assert (repository.root / "killed").exists() is sys.platform.startswith("linux")


@pytest.mark.usefixtures("home")
def test_an_error_in_a_template_is_told_once(repository: Project) -> None:
    """What goes wrong in a process beside the first is told by the first, as if it were alone."""
    busy(repository).write(
        {"theme/status/incident.html": "<h1>{{ title }}</h1>{{ 1 / (view.id != '2026-06-02-number-5')|int }}"}
    )
    repository.config["theme"]["custom_dir"] = "theme"
    said = []
    for processes in (1, 3):
        with pytest.raises(subprocess.CalledProcessError) as failed:
            built(repository, processes)
        # Not one of the pages that are drawn before the work is shared.
        assert "copy_static_files" in failed.value.stderr, failed.value.stderr
        said.append(failed.value.stderr)
    assert [told.count("Traceback (") for told in said] == [1, 1]
    assert [told.splitlines()[-1] for told in said] == ["ZeroDivisionError: division by zero"] * 2
