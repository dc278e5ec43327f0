"""What the commands that write have in common: compose, check, write, tell, and hand over to git."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import click

from mkdocs_status_plugin import writing
from mkdocs_status_plugin.cli.failure import Failure, interactive, note, warn, wrong_use
from mkdocs_status_plugin.cli.message import Message, kept
from mkdocs_status_plugin.cli.sending import Sending, send
from mkdocs_status_plugin.cli.times import WrongTime, past
from mkdocs_status_plugin.cli.workspace import Workspace, Written
from mkdocs_status_plugin.editing import (
    NewIncident,
    NewUpdate,
    Refused,
    add_update,
    file_name,
    lowered,
    new_incident,
    next_moment,
)
from mkdocs_status_plugin.model import ComponentStatus, Incident, Update, UpdateStatus
from mkdocs_status_plugin.problems import Problem, as_text, errors
from mkdocs_status_plugin.source.headings import label

Text = TypeVar("Text", str, bytes)

_RANKS = (
    {UpdateStatus.INVESTIGATING, UpdateStatus.SCHEDULED},
    {UpdateStatus.IDENTIFIED, UpdateStatus.IN_PROGRESS},
    {UpdateStatus.MONITORING, UpdateStatus.VERIFYING},
    {UpdateStatus.RESOLVED, UpdateStatus.COMPLETED, UpdateStatus.CANCELLED},
)


def moment(at: str | None, now: datetime, updates: Sequence[Update] = ()) -> datetime:
    """When an update was: as the option says, else now.

    Raises:
        click.UsageError: if the option's value is no moment that has been.
    """
    if at is None:
        return next_moment(now, updates)
    try:
        return past(at, now)
    except WrongTime as wrong:
        raise wrong_use(f"--at: {wrong}") from None


def post_incident(workspace: Workspace, incident: NewIncident, message: Message, sending: Sending) -> None:
    """Write a new incident and tell where it will be.

    Raises:
        Failure: if it would not be read back as it is meant, or cannot be written.
    """
    incident = replace(incident, first=_with_lowered_headings(incident.first))
    with kept(message):
        text = _composed(lambda: new_incident(incident))
        taken = {*workspace.ids.values(), *_stems(workspace)}
        name = file_name(incident.title, incident.first.at.date(), taken)
        path = f"{workspace.where.incidents_dir.rstrip('/')}/{name}"
        after = workspace.written(path, text.encode())
        refuse(errors(after.problems), "the incident was not written")
        for part in (workspace.root / path).relative_to(workspace.root).parents:
            if (workspace.root / part).is_symlink():
                raise Failure(f"{part} is a symbolic link; incidents are not read through it")
        try:
            writing.create(workspace.root / path, text.encode())
        except OSError as error:
            raise Failure(f"{path} cannot be written: {error.strerror or error}") from None

    def again() -> None:
        writing.create(workspace.root / path, text.encode())

    id_ = name.removesuffix(".md")
    click.echo(path)
    click.echo(workspace.address(id_))
    _tell_of_headings(message, incident.first)
    _tell(after)
    subject = f"{label(incident.first.status)}: {after.incident.title}"
    send(workspace.root, [path], id_, f"{subject}\n\n{incident.first.text.strip()}\n", sending, again)


def post_update(
    workspace: Workspace, incident: Incident, update: NewUpdate, message: Message, sending: Sending
) -> None:
    """Append an update and tell where it will be.

    Raises:
        Failure: if the file or the update cannot be read back as meant, or somebody has changed the
            file meanwhile.
    """
    update = _with_lowered_headings(update)
    with kept(message):
        before = workspace.data(incident)
        data = _composed(lambda: add_update(before, update, incident.path))
        after = workspace.written(incident.path, data)
        refuse(errors(after.problems), "the update was not written")
        try:
            writing.replace(workspace.root / incident.path, data, before)
        except writing.Changed:
            raise Failure(
                f"{incident.path} was changed by somebody else just now. Look at it, then try again."
            ) from None
        except OSError as error:
            raise Failure(f"{incident.path} cannot be written: {error.strerror or error}") from None

    def again() -> None:
        file = workspace.root / incident.path
        theirs = file.read_bytes()
        writing.replace(file, add_update(theirs, update, incident.path), theirs)

    written = after.incident
    known = {one.anchor for one in incident.updates}
    anchor = next((one.anchor for one in written.updates if one.anchor not in known), "")
    click.echo(incident.path)
    click.echo(f"{workspace.address(incident.id)}#{anchor}")
    _tell_of_headings(message, update)
    _warn_of_order(incident, written, anchor)
    if after.problems:
        _tell(after, workspace.written(incident.path, before).problems)
    subject = f"{label(update.status)}: {incident.title}"
    send(
        workspace.root, [incident.path], incident.id, f"{subject}\n\n{update.text.strip()}\n", sending, again
    )


def merged(given: dict[str, ComponentStatus | None], default: ComponentStatus) -> dict[str, ComponentStatus]:
    """Components with the status of each, those named alone with the default."""
    return {id_: status or default for id_, status in given.items()}


def _composed(compose: Callable[[], Text]) -> Text:
    try:
        return compose()
    except Refused as refused:
        refuse(refused.problems, refused.message)
        raise Failure(refused.message) from None


def refuse(problems: Sequence[Problem], message: str) -> None:
    """End the command if there are problems, and show them.

    Raises:
        Failure: if there are any.
    """
    if problems:
        shown = "\n\n".join(as_text(problem) for problem in problems)
        raise Failure(f"{message}\n\n{shown}") from None


def _with_lowered_headings(update: NewUpdate) -> NewUpdate:
    return replace(update, text=lowered(update.text))


def _tell_of_headings(message: Message, update: NewUpdate) -> None:
    """Say so where the text is not as it was given."""
    if update.text != message.text:
        note("The headings of your text begin at ### now: a heading with ## would begin an update.")


def _stems(workspace: Workspace) -> set[str]:
    """The names that are taken on the disk, whatever lies there."""
    folder = workspace.root / workspace.where.incidents_dir
    return {entry.stem for entry in folder.iterdir()} if folder.is_dir() else set()


def _warn_of_order(before: Incident, after: Incident, anchor: str) -> None:
    """Warn of an update that is not the newest, or whose status goes backwards."""
    added = next(one for one in after.updates if one.anchor == anchor)
    if after.updates[-1] is not added:
        newest = after.updates[-1]
        warn(
            f"the update of {newest.anchor} ({label(newest.status)}) is newer than this one, so it stays the state"
        )
        return
    last = before.updates[-1]
    if _rank(added.status) is None or _rank(last.status) is None:
        return
    if (_rank(added.status) or 0) < (_rank(last.status) or 0):
        again = " The incident is open again." if last.status.ends else ""
        warn(f"the status goes back from {label(last.status)} to {label(added.status)}.{again}")


def _rank(status: UpdateStatus) -> int | None:
    return next((rank for rank, statuses in enumerate(_RANKS) if status in statuses), None)


def _tell(after: Written, before: Sequence[Problem] = ()) -> None:
    """Show the warnings that the new text brings; ``before`` are those that the file had without it."""
    old = Counter((problem.code, problem.message) for problem in before)
    for problem in after.problems:
        if old[problem.code, problem.message]:
            old[problem.code, problem.message] -= 1
        else:
            click.echo(as_text(problem), err=True)


def confirm(question: str, yes: bool, example: str) -> None:
    """Go on only if a person says so, or has said so with --yes.

    Raises:
        click.UsageError: if there is nobody who could be asked.
        click.Abort: if the answer is no.
    """
    if yes:
        return
    if not interactive():
        raise wrong_use(f"Say that you mean it: {example}")
    if not click.confirm(question, err=True):
        raise click.Abort
