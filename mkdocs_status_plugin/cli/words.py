"""What people type for components and statuses, and the list that they choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import click

from mkdocs_status_plugin.cli.failure import wrong_use
from mkdocs_status_plugin.model import ComponentStatus, Site, UpdateStatus
from mkdocs_status_plugin.problems import quoted, visible
from mkdocs_status_plugin.source.braces import read_status
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.suggest import Words

Choice = TypeVar("Choice")


def label(status: UpdateStatus | ComponentStatus) -> str:
    """A status as people read it: ``In progress``."""
    return status.value.replace("_", " ").capitalize()


def components(site: Site, typed: Sequence[str]) -> dict[str, ComponentStatus | None]:
    """Components, each alone or with its status: ``api``, ``api=operational``.

    A component's name will do in place of its id.

    Raises:
        click.UsageError: for every one that is not known, with the nearest.
    """
    names = {component.name.casefold(): component.id for component in site.leaves}
    words = Words(site.by_id, {component.name: component.id for component in site.leaves})
    found: dict[str, ComponentStatus | None] = {}
    wrong = []
    for entry in typed:
        name, equals, word = (part.strip() for part in entry.partition("="))
        id_ = name if name in site.by_id else names.get(name.casefold(), "")
        if not id_:
            wrong.append(f"unknown component {quoted(name)}: {words.hint(name) or 'see components.yml'}")
        elif equals:
            findings = Findings("")
            found[id_] = read_status(word, 1, 1, findings)
            wrong += [f"{problem.message}: {problem.hint}" for problem in findings.result()]
        else:
            found[id_] = None
    if wrong:
        raise wrong_use("\n".join(wrong))
    return found


def changes(site: Site, typed: Sequence[str]) -> dict[str, ComponentStatus]:
    """The same where each needs its status.

    Raises:
        click.UsageError: also for a component without one.
    """
    found = components(site, typed)
    bare = [id_ for id_, status in found.items() if status is None]
    if bare:
        raise wrong_use(f"Say what became of it: --component {bare[0]}=operational")
    return {id_: status for id_, status in found.items() if status is not None}


def choose(question: str, entries: Sequence[tuple[str, Choice]], default: int | None = None) -> Choice:
    """Ask a person to choose one of a few, by its number."""
    for number, (text, _) in enumerate(entries, 1):
        click.echo(f"  {number:>2}  {visible(text)}", err=True)
    number = click.prompt(
        question, type=click.IntRange(1, len(entries)), default=default, err=True, show_default=True
    )
    return entries[number - 1][1]
