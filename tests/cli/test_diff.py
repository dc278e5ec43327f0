"""What a change means to the public."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import COMPONENTS, INCIDENT, MAINTENANCE, Folder, folder

PATH = "incidents/api-slow.md"


@pytest.fixture
def repository(tmp_path: Path) -> Folder:
    """A repository in which nothing has happened."""
    made = folder(tmp_path / "site")
    made.put("mkdocs.yml", "site_name: x\nplugins: [search, {status: {incidents_dir: log/incidents}}]\n")
    return made.commit()


def saved(repository: Folder, path: str, text: str) -> None:
    """Commit one file."""
    repository.put(path, text).git("add", "-A")
    repository.git("commit", "-qm", "Change")


def test_a_new_incident(repository: Folder) -> None:
    """Banner, components, the text as it will be read, and who will be told."""
    text = INCIDENT.replace("We are looking", "We are **looking** <b>hard</b>")
    repository.put(f"log/{PATH}", text)
    assert repository.run("diff").output == (
        "Banner: All systems operational → Partial outage: API\n"
        "\n"
        "Components\n"
        "  API: Operational → Partial outage\n"
        "\n"
        "New: API responding slowly\n"
        "  /incidents/api-slow/\n"
        "  Impact: major\n"
        "  API: Partial outage\n"
        "  Update: Investigating, 2026-11-02 13:30 UTC\n"
        "    We are looking <b>hard</b> into it.\n"
        "\n"
        "Who will be told\n"
        "  whoever follows the page's feeds, and the feeds of API\n"
        "  feed entry: Investigating: API responding slowly\n"
    )
    saved(repository, f"log/{PATH}", text)
    assert repository.run("diff").output == "Nothing changes for the public.\n"
    between = repository.run("diff", "HEAD~1..HEAD")
    assert between.output.startswith("Banner: All systems operational → Partial outage: API\n")
    assert repository.run("diff", "HEAD~1", "HEAD").output == between.output
    assert repository.run("diff", "HEAD~1").output == between.output
    repository.git("switch", "-qc", "other", "HEAD~1")
    repository.git("commit", "-qm", "Elsewhere", "--allow-empty")
    assert repository.run("diff", "other...main").output == between.output


def test_an_end(repository: Folder) -> None:
    """An end, an edit and a removed update, each by its own line."""
    more = "\n## 2026-11-02 13:40 UTC - Identified\n\nA pool.\n\n## 2026-11-02 13:45 UTC - Monitoring\n"
    saved(repository, f"log/{PATH}", INCIDENT + more)
    repository.put(
        f"log/{PATH}",
        INCIDENT.replace("title: API", "title: The API").replace("looking", "staring")
        + "\n## 2026-11-02 13:40 UTC - Monitoring\n\nA pool.\n\n## 2026-11-02 14:00 UTC - Resolved\n\nOver.\n"
        + "\n## 2026-11-02 15:00 UTC - Postmortem\n",
    )
    output = repository.run("diff").output
    for line in (
        "Banner: Partial outage: API → All systems operational",
        "  API: Partial outage → Operational",
        "Changed: The API responding slowly",
        "  Title: API responding slowly → The API responding slowly",
        "  New update: Resolved, 2026-11-02 14:00 UTC",
        "    Over.",
        "  New update: Postmortem, 2026-11-02 15:00 UTC, which shows nothing before that time",
        "  Edited: Investigating, 2026-11-02 13:30 UTC",
        "    We are staring into it.",
        "  Edited: Monitoring, 2026-11-02 13:40 UTC (was Identified)",
        "  Removed: Monitoring, 2026-11-02 13:45 UTC",
    ):
        assert f"{line}\n" in output


def test_two_folders(tmp_path: Path) -> None:
    """Two folders can be compared, without git: here a file was renamed and a component added."""
    folder(tmp_path / "a").put(PATH, INCIDENT)
    folder(tmp_path / "b").put("incidents/api.md", INCIDENT).put(
        "components.yml", COMPONENTS + "  - id: new\n    name: New\n"
    )
    result = Folder(tmp_path).run("diff", str(tmp_path / "a"), str(tmp_path / "b"))
    assert "Banner: stays Partial outage: API\n" in result.output
    assert "  New: not listed → Operational\n" in result.output
    assert "Moved to another address: API responding slowly\n" in result.output
    assert "links to /incidents/api-slow/ no longer lead anywhere\n" in result.output
    assert "Who" not in result.output


def test_planned_work_and_deletion(tmp_path: Path) -> None:
    """Planned work reaches the calendars; what is deleted disappears."""
    one = folder(tmp_path / "a").put(PATH, INCIDENT)
    two = folder(tmp_path / "b").put("incidents/database.md", MAINTENANCE)
    output = one.run("diff", str(one.root), str(two.root)).output
    assert "  Planned from: 2026-11-03 02:00 UTC\n" in output
    assert "  whoever has subscribed to the calendar of maintenance\n" in output
    assert "Removed: it disappears from every page, feed and figure: API responding slowly\n" in output


def test_problems(repository: Folder) -> None:
    """Only problems that the change brings are told, and what visitors see of them."""
    saved(repository, "log/incidents/old.md", INCIDENT.replace(" UTC", ""))
    repository.put("log/incidents/new.md", INCIDENT.replace("[api]", "[apii]").replace("- api", "- apii"))
    output = repository.run("diff").output
    assert "it cannot be read: visitors see it as trouble" in output
    assert "unknown component `apii`" in output
    assert "old.md" not in output


def test_markdown(repository: Folder) -> None:
    """In a pull request nothing from the files is a mention, a link or markup."""
    hostile = "@everyone `x` [a](http://b) <img src=x> #1"
    text = INCIDENT.replace("API responding slowly", f"'{hostile}'").replace(
        "We are", f"```\n{hostile}\n````\n## no\n```"
    )
    repository.put(f"log/{PATH}", text.replace("## no", "no"))
    output = repository.run("diff", "--format", "markdown").output
    assert output.startswith("**Banner: `All systems operational` → `Partial outage: API`**\n")
    code = [line for line in output.splitlines() if "@everyone" in line]
    assert len(code) >= 3
    fence = ""
    for line in output.splitlines():
        if line.startswith("```") and (not fence or line == fence):
            fence = "" if fence else line.removesuffix("text")
        elif "@everyone" in line and not fence:
            assert line.endswith(f"{hostile}``")
            assert line.count("``") == 2


@pytest.mark.parametrize(
    "arguments", [["nowhere"], ["a...b"], ["HEAD..nowhere"], ["--", "--help"], ["HEAD", "-x"]]
)
def test_revisions_that_are_not_there(repository: Folder, arguments: list[str]) -> None:
    """A revision that git does not know is told in one sentence."""
    result = repository.run("diff", *arguments)
    assert result.exit_code in {1, 2}
    assert "Error: " in result.output


def test_hostile_trees(repository: Folder) -> None:
    """A link in a revision leads nowhere, and the file is trouble as it is in the working tree."""
    (repository.root / "log/incidents").mkdir(parents=True)
    (repository.root / "log/incidents/link.md").symlink_to("/etc/passwd")
    saved(repository, "log/incidents/README.md", "x")
    output = repository.run("diff", "HEAD~1..HEAD").output
    assert "this is a symbolic link" in output
    assert "root:" not in output


def test_a_very_long_change(repository: Folder) -> None:
    """Markdown is cut where the summary on GitHub would be too full, between two texts, and says so."""
    for number in range(60):
        repository.put(f"log/incidents/slow-{number}.md", INCIDENT + "\nMany words. " * 700)
    told = repository.run("diff", "--format", "markdown").output
    assert 200_000 < len(told) <= 250_100
    assert told.endswith("\n… and more than fits here; look at the files themselves.\n")
    assert told.count("```") % 2 == 0
