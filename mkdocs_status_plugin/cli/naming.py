"""Which incident is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mkdocs_status_plugin.cli.failure import interactive, wrong_use
from mkdocs_status_plugin.cli.words import choose, label
from mkdocs_status_plugin.cli.workspace import Workspace
from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.problems import quoted
from mkdocs_status_plugin.source.address import SUFFIXES
from mkdocs_status_plugin.source.suggest import Words

_LISTED = 9

Candidates = Callable[[Workspace], Sequence[Incident]]
"""Those of a workspace's incidents that a command can be meant for."""


def chosen(
    workspace: Workspace, name: str | None, candidates: Candidates, kind: str, command: str
) -> Incident:
    """The incident of a name, or the only candidate, or the one that a person chooses among them.

    ``kind`` says in words what the candidates are: ``active incident``. They are asked for only where a name does not
    tell: all files have to be read for them.

    Raises:
        click.UsageError: if it cannot be told which one is meant.
    """
    found = named(workspace, name, candidates) if name is not None else list(candidates(workspace))
    if len(found) == 1:
        return found[0]
    if not found:
        raise wrong_use(
            f"There is no {kind}. Name the one you mean, such as: mkdocs-status {command} NAME\n"
            "mkdocs-status list --all shows the names."
        )
    entries = [(_line(workspace, incident), incident) for incident in found[:_LISTED]]
    if interactive():
        return choose("Which one?", entries)
    listed = "\n".join(f"  {incident.id}  {incident.title}" for _, incident in entries)
    more = f"\n  … and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    several = f"{quoted(name)} fits several incidents" if name else f"There are several {kind}s"
    raise wrong_use(
        f"{several}. Name one:\n{listed}{more}\nfor example: mkdocs-status {command} {entries[0][1].id}"
    )


def named(workspace: Workspace, name: str, candidates: Candidates) -> list[Incident]:
    """The incidents that a name can mean: its id or file, else any part of id or title.

    Where candidates are among those that a part fits, only they are meant.

    Raises:
        click.UsageError: if there is none, with the nearest id.
    """
    plain = name.replace("\\", "/").rpartition("/")[2]
    for suffix in SUFFIXES:
        plain = plain.removesuffix(suffix)
    exact = [path for path, id_ in workspace.ids.items() if id_ == plain]
    same_file = [path for path in workspace.ids if path.endswith(f"/{name}")]
    if exact or len(same_file) == 1:
        return [workspace.incident(*(exact or same_file))]
    part = plain.casefold()
    found = [
        incident
        for incident in workspace.site.incidents
        if part in incident.id or part in incident.title.casefold()
    ]
    meant = candidates(workspace) if found else ()
    wanted = [incident for incident in found if incident in meant]
    if part and found:
        return wanted or found[::-1]
    if "=" in name:
        raise wrong_use(f"{quoted(name)} is no incident. A component's status goes with --component {name}")
    near = Words(workspace.site.incidents_by_id).nearest(plain)
    raise wrong_use(
        f"No incident is called {quoted(name)}." + (f" Did you mean {quoted(near)}?" if near else "")
    )


def _line(workspace: Workspace, incident: Incident) -> str:
    view = workspace.view(incident)
    status = label(view.status) if view and view.status else "not yet"
    return f"{incident.title}  ({status}, {incident.id})"
