"""The handbook and the example sites: complete, and true."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from mkdocs_status_plugin.cli import COMMANDS, main
from mkdocs_status_plugin.model import ComponentStatus, Impact, Site, UpdateStatus
from mkdocs_status_plugin.options import NAVIGABLE
from mkdocs_status_plugin.plugin.options import StatusConfig
from mkdocs_status_plugin.problems import Code, Problem, Severity, as_text, errors
from mkdocs_status_plugin.source import SourceFile, find, load
from mkdocs_status_plugin.source.components import COMPONENT_KEYS, GROUP_KEYS
from mkdocs_status_plugin.source.incident import KEYS
from mkdocs_status_plugin.state import BannerKind, at, review

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
YEARS_LATER = datetime(2031, 2, 3, 4, 5, tzinfo=UTC)


def handbook(project: Path, page: str) -> str:
    """The text of a page of the handbook."""
    return (project / "docs/handbook" / f"{page}.md").read_text("utf-8")


def findings(folder: Path, now: datetime) -> tuple[Site, list[Problem]]:
    """A site and everything that is found in its files at a moment."""
    site, found = load(find(folder))
    return site, [*found, *review(site, now)]


def shown(problems: list[Problem]) -> list[str]:
    """Findings as a person reads them."""
    return [as_text(problem) for problem in problems]


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a text in one language, without their indentation."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(code) for _, code in found]


@pytest.mark.parametrize("severity", Severity)
def test_the_handbook_explains_every_finding(project: Path, severity: Severity) -> None:
    """Each code of a finding has one entry, under a heading that says whether it is an error or a warning."""
    explained = []
    chapter = ""
    without_code = re.sub(r"^```.*?^```$", "", handbook(project, "problems"), flags=re.MULTILINE | re.DOTALL)
    for line in without_code.splitlines():
        if line.startswith("## "):
            chapter = line.removeprefix("## ")
        elif line.startswith("### ") and chapter.lower().startswith(severity.value):
            explained.append(line.removeprefix("### "))
    assert sorted(explained) == sorted(f"`{code}`" for code in Code if code.severity is severity)


def test_the_handbook_lists_every_option(project: Path) -> None:
    """The table of the plugin's options holds exactly those that there are."""
    table = handbook(project, "options").split("| Option |")[1].split("\n\n")[0]
    listed = re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    assert sorted(listed) == sorted(name for name, _ in StatusConfig._schema)


@pytest.mark.parametrize("option", ["nav", "titles"])
def test_the_handbook_names_every_page_of_the_navigation(project: Path, option: str) -> None:
    """The options that choose among our pages are explained with the names of all of them."""
    row = re.search(rf"^\| `{option}` .*$", handbook(project, "options"), re.MULTILINE)
    assert row
    assert [page for page in NAVIGABLE if f"`{page}`" not in row[0]] == []


def test_the_handbook_lists_every_command(project: Path) -> None:
    """The page on commands has a heading for each command and a row for each of its options."""
    text = handbook(project, "commands")
    for name in COMMANDS:
        chapter = re.split(r"^## ", text.split(f"## `mkdocs-status {name}`\n")[1], flags=re.MULTILINE)[0]
        command = main.get_command(click.Context(main), name)
        assert command is not None
        listed = set(re.findall(r"^\| `(--[\w-]+)", chapter, re.MULTILINE))
        assert listed == {
            option for param in command.params for option in param.opts if option.startswith("--")
        }


def test_the_handbook_lists_every_key(project: Path) -> None:
    """The format reference has a row for each key of an incident, a component and a group."""
    listed = re.findall(r"^\| `([a-z_]+)` \|", handbook(project, "format"), re.MULTILINE)
    assert set(listed) - {impact.value for impact in Impact} == {*KEYS, *COMPONENT_KEYS, *GROUP_KEYS}


@pytest.mark.parametrize("words", [UpdateStatus, ComponentStatus], ids=["updates", "components"])
def test_the_handbook_names_every_status(
    project: Path, words: type[UpdateStatus] | type[ComponentStatus]
) -> None:
    """The format reference names every status of an update and of a component."""
    text = handbook(project, "format")
    spelled = [word.value for word in words]
    if words is UpdateStatus:
        spelled = [word.replace("_", " ").capitalize() for word in spelled]
    assert [word for word in spelled if f"`{word}`" not in text] == []


def test_the_handbook_names_every_template(project: Path) -> None:
    """The page on options names each template that owners may replace."""
    templates = (project / "mkdocs_status_plugin/pages/templates").glob("*.html")
    text = handbook(project, "options")
    assert [
        file.name for file in templates if f"`{file.name}`" not in text and f"/{file.name}`" not in text
    ] == []


@pytest.mark.parametrize("page", ["index", "posting", "maintenance", "format"])
def test_incidents_in_the_handbook_can_be_copied(project: Path, page: str) -> None:
    """Every whole incident that the handbook shows is read without a finding."""
    incidents = [code for code in blocks(handbook(project, page), "markdown") if code.startswith("---\n")]
    assert incidents
    names = "api", "dashboard", "database", "e-mail"
    listed = "components:\n" + "".join(f"  - id: {name}\n    name: {name}\n" for name in names)
    files = [SourceFile("components.yml", listed.encode())]
    files += [SourceFile(f"incidents/{n}.md", code.encode()) for n, code in enumerate(incidents, 1)]
    site, found = load(files)
    assert shown(found) == []
    assert len(site.incidents) == len(incidents)


def test_component_lists_in_the_handbook_can_be_copied(project: Path) -> None:
    """Every component list that the handbook shows is read without a finding."""
    lists = [
        code
        for page in ("format", "problems")
        for code in blocks(handbook(project, page), "yaml")
        if code.startswith("components:\n  - id")
    ]
    assert lists
    for code in lists:
        site, found = load([SourceFile("components.yml", code.encode())])
        assert shown(found) == []
        assert site.leaves


@pytest.mark.parametrize("now", [NOW, YEARS_LATER], ids=["now", "years later"])
def test_a_fresh_clone_is_green(project: Path, now: datetime) -> None:
    """This repository's own page is green and without findings, whenever it is built."""
    site, found = findings(project, now)
    assert shown(found) == []
    assert len(site.incidents) >= 10
    assert at(site, now).banner.kind is BannerKind.OPERATIONAL


def test_the_tiny_example_is_green(project: Path) -> None:
    """The smallest example has one component, no incident and no findings."""
    site, found = findings(project / "examples/tiny", NOW)
    assert shown(found) == []
    assert (len(site.leaves), len(site.incidents)) == (1, 0)


def test_the_example_on_fire_can_be_read(project: Path) -> None:
    """The example of a bad day has no errors, only what a bad day gives reason to warn of."""
    _, found = findings(project / "examples/on-fire", NOW)
    assert shown(errors(found)) == []
    assert {problem.code for problem in found} == {Code.SET_BY_HAND, Code.SILENT, Code.OVERRUNNING}


def test_the_example_on_fire_shows_everything(project: Path) -> None:
    """On the bad day there is a component in each status and an active incident of each impact."""
    site, _ = findings(project / "examples/on-fire", NOW)
    snapshot = at(site, NOW)
    assert {view.status for view in snapshot.components} == set(ComponentStatus)
    assert {view.incident.impact for view in snapshot.active} == set(Impact) - {Impact.UNKNOWN}
    assert snapshot.upcoming
    assert snapshot.pinned


def test_the_broken_example_has_the_faults_that_it_is_said_to_have(project: Path) -> None:
    """Each file of the broken example gives exactly the findings that the list of examples names."""
    text = (project / "examples/README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+\.(?:md|yml))` \| (.*) \|$", text, re.MULTILINE)
    said = {path: set(re.findall(r"`([\w-]+)`", codes)) for path, codes in rows}
    found: dict[str, set[str]] = defaultdict(set)
    folder = project / "examples/broken"
    for problem in findings(folder, NOW)[1]:
        found[problem.path].add(problem.code.value)
    assert {path: found.get(path, set()) for path in said} == said
    assert set(said) == {file.path for file in find(folder)}
