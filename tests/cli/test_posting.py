"""From a line typed in an outage to a file that is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_status_plugin.model import ComponentStatus, UpdateStatus
from tests.cli.running import INCIDENT, MAINTENANCE, Folder, folder

OLD = "2026-11-02-api-responding-slowly"


@pytest.fixture
def calm(tmp_path: Path) -> Folder:
    """Nothing has happened."""
    return folder(tmp_path)


@pytest.fixture
def fire(tmp_path: Path) -> Folder:
    """One incident goes on."""
    return folder(tmp_path).put(f"incidents/{OLD}.md", INCIDENT)


def kept(output: str) -> str:
    """The text in the file that a message names."""
    found = re.search(r"Your text is kept\. Go on with: --file (\S+)", output)
    assert found
    text = Path(found[1]).read_text("utf-8")
    Path(found[1]).unlink()
    return text


def test_report(calm: Folder) -> None:
    """One line writes the canonical file of the present minute, and prints where it is and will be."""
    calm.put("mkdocs.yml", "site_url: https://status.example.com\nplugins: [search, status]\n")
    result = calm.run(
        "report", "API responding slowly", "--impact", "major", "--component", "api",
        "--component", "dashboard=degraded_performance", "--message", "We are looking into it.",
    )  # fmt: skip
    assert result.output == (
        f"incidents/{OLD}.md\nhttps://status.example.com/incidents/2026-11-02-api-responding-slowly/\n"
    )
    assert result.exit_code == 0
    assert calm.text(f"incidents/{OLD}.md") == (
        "---\ntitle: API responding slowly\nimpact: major\ncomponents:\n  - api\n"
        "  - dashboard: degraded_performance\n---\n\n"
        "## 2026-11-02 14:05 UTC - Investigating\n\nWe are looking into it.\n"
    )
    assert calm.names() == [f"{OLD}.md"]


def test_report_with_everything(calm: Folder) -> None:
    """Status, time and beginning can be given; a component by its name; a text from standard input."""
    result = calm.run(
        "report", "E-mail: late", "-i", "minor", "-c", "web dashboard", "-s", "Monitoring", "--at", "-15m",
        "--started-at", "12:40", "--also-affects", "Reports", "--file", "-", text="Better now.\r\n\r\nSoon.",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    incident = calm.incident("2026-11-02-e-mail-late")
    assert (incident.title, incident.also_affects) == ("E-mail: late", "Reports")
    assert incident.components == (("dashboard", ComponentStatus.DEGRADED_PERFORMANCE),)
    assert f"{incident.started_at:%H:%M}" == "12:40"
    update = incident.updates[0]
    assert (f"{update.at:%H:%M}", update.status, update.text) == (
        "13:50",
        UpdateStatus.MONITORING,
        "Better now.\n\nSoon.",
    )


def test_a_title_that_is_there(calm: Folder) -> None:
    """Two incidents of one title and day get two names; nothing is overwritten."""
    for _ in range(2):
        assert calm.run("report", "API", "-i", "minor", "-c", "api", "-m", "x").exit_code == 0
    assert calm.names() == ["2026-11-02-api-2.md", "2026-11-02-api.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report"], 'mkdocs-status report "API responding slowly"'),
        (["report", "X", "-c", "api", "-m", "x"], "--impact major"),
        (["report", "X", "-i", "major", "-m", "x"], "--component api"),
        (["report", "X", "-i", "major", "-c", "api"], "--message"),
        (["report", "X", "-i", "major", "-c", "apii", "-m", "x"], "did you mean `api`?"),
        (["report", "X", "-i", "major", "-c", "api=ok", "-m", "x"], "did you mean `operational`?"),
        (["report", "X", "-i", "major", "-c", "api", "-m", "x", "-s", "fixing"], "unknown status `fixing`"),
        (["report", "X", "-i", "major", "-c", "api", "-m", "x", "-f", "y"], "not with both"),
        (["report", "X", "-i", "major", "-c", "api", "-f", "nowhere"], "nowhere cannot be read"),
        (["report", "X", "-i", "major", "-c", "api", "-m", "x", "--at", "15:05"], "lies in the future"),
        (["report", "X", "-i", "major", "-c", "api", "-m", "x", "--at", "14:05 CET"], "14:05 Europe/Berlin"),
        (["report", "X", "-i", "major", "-c", "api", "-m", "x", "--at", "noon"], "-15m"),
        (["report", "X", "-i", "huge", "-c", "api", "-m", "x"], "'minor', 'major'"),
        (["report", "X", "-i", "major", "-c", "api", "-m", "x", "--push"], "in no git repository"),
        (["update", "-m", "x"], "There is no active incident"),
        (["update", "nothing", "-m", "x"], "No incident is called `nothing`"),
        (["update", "api=operational", "-m", "x"], "--component api=operational"),
        (["maintenance", "X", "-c", "api", "-m", "x", "--until", "+2h"], "--from is missing"),
        (["maintenance", "X", "-c", "api", "-m", "x", "--from", "2026-12-01 02:00"], "names no time zone"),
        (["delete"], "There is no active incident"),
    ],
)
def test_wrong_use(calm: Folder, arguments: list[str], said: str) -> None:
    """What is missing or wrong is told with what would be right; nothing is written; the exit code is 2."""
    result = calm.run(*arguments)
    assert said in result.output
    assert result.exit_code == 2
    assert not (calm.root / "incidents").exists()


def test_update(fire: Folder) -> None:
    """Without a name the only active incident is meant; the update is added below all that is there."""
    result = fire.run(
        "update", "--status", "identified", "--message", "A pool is full.", "--component", "dashboard=partial-outage"
    )  # fmt: skip
    assert result.output == f"incidents/{OLD}.md\n/incidents/{OLD}/#2026-11-02T14:05Z\n"
    assert fire.text(f"incidents/{OLD}.md") == (
        f"{INCIDENT}\n## 2026-11-02 14:05 UTC - Identified {{ dashboard=partial_outage }}\n\nA pool is full.\n"
    )


def test_an_update_keeps_the_status(fire: Folder) -> None:
    """A script that names no status keeps the one that there is."""
    assert fire.run("update", "-m", "Still looking.").exit_code == 0
    assert fire.incident(OLD).updates[-1].status is UpdateStatus.INVESTIGATING


@pytest.mark.parametrize("name", [OLD, "slow", "API resp", f"incidents/{OLD}.md", f"{OLD}.md", "SLOWLY"])
def test_the_name_of_an_incident(fire: Folder, name: str) -> None:
    """An id, a file, or any part of id or title that only one has."""
    fire.put(
        "incidents/2026-10-01-other.md",
        INCIDENT.replace("API responding slowly", "Other").replace("Investigating", "Resolved"),
    )
    assert fire.run("update", name, "-m", "x").exit_code == 0
    assert len(fire.incident(OLD).updates) == 2


def test_several_incidents(fire: Folder) -> None:
    """Where several are meant, each is listed with an example; an active one goes before those that are over."""
    fire.put("incidents/2026-11-02-api-down.md", INCIDENT.replace("responding slowly", "down"))
    fire.put("incidents/2026-09-01-api-old.md", INCIDENT.replace("Investigating", "Resolved"))
    for arguments in (["update", "-m", "x"], ["update", "api", "-m", "x"]):
        result = fire.run(*arguments)
        assert result.exit_code == 2
        assert f"  {OLD}  API responding slowly\n" in result.output
        assert "  2026-11-02-api-down  API down\n" in result.output
        assert "api-old" not in result.output
    assert fire.run("update", "down", "-m", "x").exit_code == 0
    assert fire.run("update", "2026-09", "-m", "x").exit_code == 0


def test_resolve_and_postmortem(fire: Folder) -> None:
    """Resolved ends it; the postmortem follows without a name, and does not open it again."""
    assert fire.run("resolve", "-m", "Over.", "--at", "15:00 Europe/Berlin").exit_code == 0
    result = fire.run("postmortem", "-m", "**What happened.** A pool.")
    assert result.exit_code == 0, result.output
    assert [(f"{one.at:%H:%M}", one.status.value) for one in fire.incident(OLD).updates] == [
        ("13:30", "investigating"),
        ("14:00", "resolved"),
        ("14:05", "postmortem"),
    ]
    assert "warning" not in result.output


def test_going_back(fire: Folder) -> None:
    """A status that goes backwards is written, with a warning; so is one after the end."""
    fire.run("update", "-s", "monitoring", "-m", "x")
    back = fire.run("update", "-s", "identified", "-m", "x", now="2026-11-02 14:20 UTC")
    assert "warning: the status goes back from Monitoring to Identified." in back.output
    fire.run("resolve", "-m", "x", now="2026-11-02 14:30 UTC")
    again = fire.run("update", OLD, "-s", "investigating", "-m", "x", now="2026-11-02 14:40 UTC")
    assert "The incident is open again." in again.output
    assert (back.exit_code, again.exit_code) == (0, 0)


def test_an_update_of_the_past(fire: Folder) -> None:
    """An update that is older than the newest is written, and it is said that it changes nothing."""
    result = fire.run("resolve", "-m", "x", "--at", "-1h")
    assert "(Investigating) is newer than this one, so it stays the state" in result.output
    assert result.exit_code == 0


TOLD = "# Postmortem\n\n## Cause\n\n```sh\n# size\n```\n"
MOVED = "### Postmortem\n\n#### Cause\n\n```sh\n# size\n```"


@pytest.mark.parametrize("command", ["update", "resolve", "report X -i minor -c api"])
def test_headings_of_a_text(fire: Folder, command: str) -> None:
    """A text with headings that would begin updates is written with lower ones, which one line tells."""
    result = fire.run(*command.split(), "--file", "-", text=TOLD)
    assert result.exit_code == 0, result.output
    (written,) = [one for one in fire.site().incidents if one.updates[-1].text == MOVED]
    assert written.readable
    assert result.output.count("The headings of your text begin at ### now") == 1


def test_headings_of_a_postmortem(fire: Folder) -> None:
    """A postmortem can be pasted with the headings that it has."""
    fire.run("resolve", "-m", "x")
    result = fire.run("postmortem", "-m", TOLD, now="2026-11-02 15:00 UTC")
    assert result.exit_code == 0, result.output
    assert fire.incident(OLD).updates[-1].text == MOVED


def test_a_text_with_an_update_in_it(fire: Folder) -> None:
    """What reads as an update of its own is not made a heading: the text is refused."""
    result = fire.run("update", "-m", "x\n\n## 2026-11-02 14:00 UTC - Resolved\n\ny")
    assert result.exit_code == 1
    assert "would not be read as it was meant" in result.output
    assert fire.text(f"incidents/{OLD}.md") == INCIDENT


def test_lower_headings_are_not_spoken_of(fire: Folder) -> None:
    """A text that is written as it was given needs no word."""
    result = fire.run("update", "-m", "### Cause\n\nA pool.")
    assert "###" not in result.output
    assert fire.incident(OLD).updates[-1].text == "### Cause\n\nA pool."


def test_a_text_that_cannot_be_written(fire: Folder) -> None:
    """A text that the check refuses stays in a file; the incident is as it was."""
    for arguments in (["update"], ["report", "X", "-i", "minor", "-c", "api"]):
        result = fire.run(*arguments, "--file", "-", text="Known:\n\n<!-- Cause\n\n## Ours")
        assert result.exit_code == 1
        assert "this comment is not closed" in result.output
        assert kept(result.output) == "Known:\n\n<!-- Cause\n\n## Ours"
    assert fire.text(f"incidents/{OLD}.md") == INCIDENT
    assert fire.names() == [f"{OLD}.md"]


def test_a_file_with_errors(fire: Folder) -> None:
    """Nothing is added to a file that cannot be read; its errors are shown, and the text is kept."""
    fire.put(f"incidents/{OLD}.md", INCIDENT.replace(" UTC", ""))
    result = fire.run("update", "-m", "Text")
    assert result.exit_code == 1
    assert "names no time zone" in result.output
    assert kept(result.output) == "Text"


def test_a_component_list_with_errors(fire: Folder) -> None:
    """Without a list of components nothing is written: its errors are shown first."""
    fire.put("components.yml", "components: [\n")
    result = fire.run("update", "-m", "x")
    assert "the component list cannot be read" in result.output
    assert result.exit_code == 1
    assert fire.text(f"incidents/{OLD}.md") == INCIDENT


def test_a_folder_that_is_a_link(calm: Folder, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is written through a symbolic link: nobody would read it there."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (calm.root / "incidents").symlink_to(elsewhere)
    result = calm.run("report", "X", "-i", "minor", "-c", "api", "-m", "Text")
    assert result.exit_code == 1
    assert "symbolic link" in result.output
    assert kept(result.output) == "Text"
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_is_a_file(calm: Folder) -> None:
    """Where the system refuses to write, one sentence says so and the text is kept."""
    calm.put("incidents", "x")
    result = calm.run("report", "X", "-i", "minor", "-c", "api", "-m", "Text")
    assert result.exit_code == 1
    assert "Error: " in result.output
    assert kept(result.output) == "Text"


def test_maintenance(calm: Folder) -> None:
    """Planned work is announced with its window; the end may be told as a length."""
    result = calm.run(
        "maintenance", "Database upgrade", "--from", "2026-11-03 03:00 Europe/Berlin", "--until", "+2h",
        "-c", "api=degraded_performance", "-c", "website", "-m", "We upgrade.", "--auto-complete",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert calm.text("incidents/2026-11-02-database-upgrade.md") == (
        "---\ntitle: Database upgrade\nimpact: maintenance\ncomponents:\n  - api: degraded_performance\n"
        "  - website\nscheduled_for: 2026-11-03 02:00 UTC\nscheduled_until: 2026-11-03 04:00 UTC\n"
        "auto_complete: true\n---\n\n## 2026-11-02 14:05 UTC - Scheduled\n\nWe upgrade.\n"
    )


def test_a_window_that_ends_before_it_begins(calm: Folder) -> None:
    """A window that cannot be is refused with the reader's words."""
    result = calm.run(
        "maintenance", "X", "--from", "2026-11-03 03:00 UTC", "--until", "-2h", "-c", "api", "-m", "Text"
    )
    assert "ends (2026-11-03 01:00 UTC) before it begins" in result.output
    assert result.exit_code == 1
    assert kept(result.output) == "Text"


@pytest.mark.parametrize(
    ("command", "now", "status"),
    [
        ("start", "2026-11-03 01:55 UTC", "in_progress"),
        ("start", "2026-11-03 02:05 UTC", "in_progress"),
        ("complete", "2026-11-03 03:30 UTC", "completed"),
        ("complete", "2026-11-03 04:30 UTC", "completed"),
        ("cancel", "2026-11-02 12:00 UTC", "cancelled"),
        ("cancel", "2026-11-03 03:00 UTC", "cancelled"),
    ],
)
def test_the_course_of_a_maintenance(calm: Folder, command: str, now: str, status: str) -> None:
    """Each step of planned work needs no name where only one can be meant, trouble beside it notwithstanding."""
    calm.put("incidents/database.md", MAINTENANCE).put("incidents/trouble.md", INCIDENT)
    result = calm.run(command, "-m", "Text.", now=now)
    assert result.exit_code == 0, result.output
    assert calm.incident("database").updates[-1].status.value == status
    assert "warning" not in result.output


def test_a_maintenance_that_has_begun(calm: Folder) -> None:
    """Nothing is to be started where somebody has said that it began, and nothing to be completed before that."""
    calm.put("incidents/database.md", MAINTENANCE)
    assert calm.run("complete", "-m", "x").exit_code == 2
    assert calm.run("start", "-m", "x").exit_code == 0
    assert calm.run("start", "-m", "x").exit_code == 2


def test_delete(fire: Folder) -> None:
    """What disappears is told; in a script it takes a --yes."""
    asked = fire.run("delete")
    assert asked.exit_code == 2
    assert "with its 1 update" in asked.output
    assert fire.names() == [f"{OLD}.md"]
    assert fire.run("delete", "--yes").output.endswith(f"Deleted incidents/{OLD}.md\n")
    assert fire.names() == []


ODD = "Hello \u202eworld."


def test_a_new_text_is_warned_of_whatever_other_files_hold(calm: Folder) -> None:
    """A warning about a new text is told, though another incident has the same one already."""
    for title in ("One", "Two"):
        result = calm.run("report", title, "--impact", "minor", "-c", "api", "--message", ODD)
        assert result.output.count("[invisible-character]") == 1


def test_what_was_wrong_before_is_not_told_again(calm: Folder) -> None:
    """An update tells the warnings that it brings, not those that its file has had all along."""
    calm.run("report", "One", "--impact", "minor", "-c", "api", "--message", ODD)
    fine = calm.run("update", "one", "--status", "identified", "--at", "-1m", "--message", "Plain.")
    assert "[invisible-character]" not in fine.output
    odd = calm.run("update", "one", "--status", "monitoring", "--message", ODD)
    assert odd.output.count("[invisible-character]") == 1
