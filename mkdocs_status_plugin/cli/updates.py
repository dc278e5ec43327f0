"""What the commands that add an update have in common; each of them differs in its status and its candidates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from mkdocs_status_plugin.cli import words
from mkdocs_status_plugin.cli.failure import interactive
from mkdocs_status_plugin.cli.message import read_message
from mkdocs_status_plugin.cli.naming import Candidates, chosen
from mkdocs_status_plugin.cli.posting import moment, post_update, refuse
from mkdocs_status_plugin.cli.sending import Sending
from mkdocs_status_plugin.cli.workspace import Workspace, open_workspace
from mkdocs_status_plugin.editing import NewUpdate
from mkdocs_status_plugin.model import Incident, UpdateStatus


def active(workspace: Workspace) -> list[Incident]:
    """Everything that goes on, trouble before maintenance."""
    return [view.incident for view in workspace.snapshot.active]


def trouble(workspace: Workspace) -> list[Incident]:
    """Everything that goes on and is not planned work."""
    return [incident for incident in active(workspace) if not incident.is_maintenance]


def announced(workspace: Workspace) -> list[Incident]:
    """Maintenance that is to come, or that the clock alone has begun."""
    upcoming = [view.incident for view in workspace.snapshot.upcoming]
    begun = [incident for incident in running(workspace) if not _told(workspace, incident)]
    return begun + upcoming


def running(workspace: Workspace) -> list[Incident]:
    """Maintenance that goes on."""
    return [incident for incident in active(workspace) if incident.is_maintenance]


def planned(workspace: Workspace) -> list[Incident]:
    """Maintenance that goes on or is to come."""
    return running(workspace) + [view.incident for view in workspace.snapshot.upcoming]


def over(workspace: Workspace) -> list[Incident]:
    """What is over and has no postmortem yet, the newest first; of planned work only what is asked for by name."""
    return [
        view.incident
        for view in workspace.snapshot.past
        if view.incident.readable and not view.postmortems and not view.incident.is_maintenance
    ]


def add(
    *,
    root: Path,
    now: datetime,
    name: str | None,
    candidates: Candidates,
    kind: str,
    command: str,
    status: UpdateStatus | None,
    message: str | None,
    file: str | None,
    components: Sequence[str],
    at: str | None,
    sending: Sending,
) -> None:
    """Find the incident, get the text, and append the update.

    Without a ``status`` a person is asked; in a script the incident keeps the one it has.
    """
    sending.prepare(root)
    workspace = open_workspace(root, now, names_first=True)
    workspace.require_list()
    incident = chosen(workspace, name, candidates, kind, command)
    if interactive() and not incident.readable:
        # Better before somebody has written a text than after.
        refuse(workspace.errors_of(incident.path), "the file has errors, so nothing can be added to it")
    status = status or _status(workspace, incident)
    changes = words.changes(workspace.listed, components)
    when = moment(at, now, incident.updates)
    about = f"{words.label(status)}: {incident.title}\n{incident.path}"
    example = f'mkdocs-status {command} {incident.id} --message "We have …"'
    text = read_message(message, file, about, example)
    update = NewUpdate(when, status, text.text, changes)
    post_update(workspace, incident, update, text, sending)


def _status(workspace: Workspace, incident: Incident) -> UpdateStatus:
    view = workspace.view(incident)
    written = incident.updates[-1].status if incident.updates else UpdateStatus.INVESTIGATING
    default = (view.status if view else None) or written
    if not interactive():
        return default
    known = [
        status
        for status in UpdateStatus
        if incident.is_maintenance == status.for_maintenance_only or status is default
    ]
    number = known.index(default) + 1
    return words.choose("Status", [(words.label(status), status) for status in known], number)


def _told(workspace: Workspace, incident: Incident) -> bool:
    shown = workspace.snapshot.by_id[incident.id].updates
    return any(view.update.status is not UpdateStatus.SCHEDULED for view in shown)
