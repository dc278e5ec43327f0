"""Questions to a person at a terminal; in a script each is an error with an example."""

from __future__ import annotations

from datetime import datetime

import click

from mkdocs_status_plugin.cli import words
from mkdocs_status_plugin.cli.failure import interactive, wrong_use
from mkdocs_status_plugin.cli.times import WrongTime, any_time
from mkdocs_status_plugin.cli.workspace import Workspace
from mkdocs_status_plugin.model import ComponentStatus, Impact
from mkdocs_status_plugin.problems import visible

_IMPACTS = (
    ("minor     slow, or something small does not work", Impact.MINOR),
    ("major     an important part fails, or fails for many", Impact.MAJOR),
    ("critical  nobody can do what they came for", Impact.CRITICAL),
    ("none      a notice: nothing is broken", Impact.NONE),
)
_EXAMPLES = {
    "report": 'mkdocs-status report "API responding slowly" --impact major --component api --message "We are looking into it."',
    "maintenance": 'mkdocs-status maintenance "Database upgrade" --from "2026-11-12 02:00 UTC" --until +2h --component database'
    ' --message "The API is slower during this time."',
}


def title(given: str | None, command: str) -> str:
    """The title: one line that says what visitors notice."""
    if given is not None and given.strip():
        return given
    if not interactive():
        raise wrong_use(f"The title is missing, for example:\n  {_EXAMPLES[command]}")
    asked: str = click.prompt("Title", err=True)
    return asked


def impact() -> Impact:
    """How bad it is."""
    if not interactive():
        raise wrong_use(f"The impact is missing, for example:\n  {_EXAMPLES['report']}")
    return words.choose("Impact", _IMPACTS)


def components(workspace: Workspace, chosen: Impact) -> dict[str, ComponentStatus | None]:
    """Which components are affected, from a list with their present states."""
    command = "maintenance" if chosen is Impact.MAINTENANCE else "report"
    if not interactive():
        raise wrong_use(f"Name what is affected, for example:\n  {_EXAMPLES[command]}")
    listed = workspace.snapshot.components
    if not listed:
        return {}
    for number, view in enumerate(listed, 1):
        name = visible(view.component.name)
        click.echo(
            f"  {number:>2}  {view.component.id:<20} {name:<28} {words.label(view.status)}".rstrip(), err=True
        )
    click.echo(f"  One alone becomes: {words.label(chosen.component_status)}", err=True)
    while True:
        typed = click.prompt("Components (numbers or ids, such as 1 3 or api=degraded_performance)", err=True)
        entries = []
        for entry in typed.replace(",", " ").split():
            name, equals, status = entry.partition("=")
            known = name.isdecimal() and 1 <= int(name) <= len(listed) and name not in workspace.site.by_id
            entries.append(f"{listed[int(name) - 1].component.id if known else name}{equals}{status}")
        try:
            return words.components(workspace.site, entries)
        except click.UsageError as error:
            click.echo(error.format_message(), err=True)


def planned(given: str | None, option: str, start: datetime) -> datetime:
    """A moment of the planned window; ``+2h`` counts from ``start`` (UTC)."""
    if given is None:
        if not interactive():
            raise wrong_use(f"{option} is missing, for example:\n  {_EXAMPLES['maintenance']}")
        question = "From" if option == "--from" else "Until"
        given = str(click.prompt(f'{question} ("2026-11-12 02:00 UTC", or +2h)', err=True))
    try:
        return any_time(given, start)
    except WrongTime as wrong:
        raise wrong_use(f"{option}: {wrong}") from None
