"""Looking at what there is: status, list, show, and the command alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_status_plugin.cli import main
from tests.cli.running import INCIDENT, MAINTENANCE, Folder, folder


@pytest.fixture
def busy(tmp_path: Path) -> Folder:
    """One incident goes on, one is over, one file is broken in part, work is planned."""
    return (
        folder(tmp_path)
        .put("incidents/api-slow.md", INCIDENT)
        .put("incidents/old.md", INCIDENT.replace("API responding slowly", "Old").replace("2026-11-02", "2026-09-02").replace("Investigating", "Resolved"))
        .put("incidents/database.md", MAINTENANCE)
    )  # fmt: skip


def test_status(busy: Folder) -> None:
    """The banner, every component, what goes on and what is planned; 1 says that not all is well."""
    result = busy.run("status")
    assert result.output == (
        "Partial outage: API\n"
        "as of 2026-11-02 14:05:30 UTC\n"
        "\n"
        "Website                           Operational\n"
        "API                               Partial outage\n"
        "Web dashboard                     Operational\n"
        "\n"
        "Active\n"
        "  2026-11-02 13:30 UTC  Investigating  API responding slowly  api-slow\n"
        "\n"
        "Planned\n"
        "  2026-11-03 02:00 UTC  Scheduled  Database upgrade  database\n"
    )
    assert result.exit_code == 1


def test_status_at_a_moment(busy: Folder) -> None:
    """Any moment can be asked for; 0 says that all is well."""
    before = busy.run("status", "--at", "-2h")
    assert before.output.startswith("All systems operational\nas of 2026-11-02 12:05 UTC\n")
    assert before.exit_code == 0
    assert "Maintenance" not in before.output
    later = busy.run("status", "--at", "2026-11-03 05:00 UTC")
    assert "Overrunning    Database upgrade" in later.output
    assert busy.run("status", "--at", "later").exit_code == 2


def test_status_as_json(busy: Folder) -> None:
    """A program gets the same as values."""
    result = busy.run("status", "--json")
    found = json.loads(result.stdout)
    assert found["banner"] == {"kind": "partial_outage", "level": "minor", "sentence": "Partial outage: API"}
    assert [one["id"] for one in found["active"]] == ["api-slow"]
    assert found["components"][1]["status"] == "partial_outage"
    assert (found["well"], found["at"]) == (False, "2026-11-02T14:05:30Z")


def test_files_with_errors(busy: Folder) -> None:
    """What cannot be read is trouble, in every view, and never steers the terminal."""
    busy.put("incidents/broken.md", "\x1b[31mhelp\x1b]0;x\x07")
    result = busy.run("status")
    assert "warning: 3 errors in the files: see mkdocs-status check" in result.output
    shown = busy.run("show", "broken")
    assert "\\x1b[31mhelp" in shown.output
    assert "\x1b" not in result.output + shown.output + busy.run("list").output
    assert "Unreadable" in busy.run("list").output
    assert json.loads(busy.run("show", "broken", "--json").stdout)["readable"] is False


def test_no_component_list(tmp_path: Path) -> None:
    """Without a component list nothing is said to be well."""
    result = Folder(tmp_path).run("status")
    assert result.exit_code == 1
    assert "Status uncertain" in result.output


def test_list(busy: Folder) -> None:
    """The active ones first, then what is planned, then what is over; the old ones when asked for."""
    busy.put(
        "incidents/over.md", INCIDENT.replace("Investigating", "Resolved").replace("API resp", "Was resp")
    )
    ids = [line.split()[-1] for line in busy.run("list").output.splitlines()]
    assert ids == ["api-slow", "database", "over"]
    everything = [line.split()[-1] for line in busy.run("list", "--all").output.splitlines()]
    assert everything == ["api-slow", "database", "over", "old"]
    since = json.loads(busy.run("list", "--since", "2026-09-01", "--json").stdout)
    assert [one["id"] for one in since] == everything
    assert busy.run("list", "-c", "website").output.startswith("No incidents")
    assert busy.run("list", "--since", "x").exit_code == 2


def test_what_is_to_come(busy: Folder) -> None:
    """An incident whose every update lies in the future is named, and can be shown."""
    busy.put("incidents/soon.md", INCIDENT.replace("2026-11-02", "2027-01-01"))
    assert "dated in the future: soon" in busy.run("list").output
    assert "Not yet" in busy.run("show", "soon").output


def test_show(busy: Folder) -> None:
    """Everything that an incident says, the newest update first."""
    busy.run("update", "-m", "Found it.", "-s", "identified", "-c", "website=degraded_performance")
    assert busy.run("show").output == (
        "API responding slowly\n"
        "Identified (active), major\n"
        "incidents/api-slow.md  /incidents/api-slow/\n"
        "Began: 2026-11-02 13:30 UTC\n"
        "  API: Partial outage\n"
        "  Website: Degraded performance\n"
        "\n"
        "2026-11-02 14:05 UTC - Identified  website=degraded_performance\n"
        "Found it.\n"
        "\n"
        "2026-11-02 13:30 UTC - Investigating\n"
        "We are looking into it.\n"
    )
    assert [one["text"] for one in json.loads(busy.run("show", "--json").stdout)["updates"]] == [
        "Found it.",
        "We are looking into it.",
    ]


def test_without_a_command(busy: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a status repository the command alone shows the status and the three commands that one needs."""
    monkeypatch.chdir(busy.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793628330")
    result = CliRunner().invoke(main, [], prog_name="mkdocs-status")
    assert result.output.startswith("Partial outage: API\nas of 2026-11-02 14:05:30 UTC\n")
    for name in ("report", "update", "resolve"):
        assert f"  mkdocs-status {name} " in result.output
    assert result.exit_code == 1
