"""An incident's updates as programs see them: what was written, what the clock did, what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from mkdocs_status_plugin import links
from mkdocs_status_plugin.model import ComponentStatus, Update, UpdateStatus
from mkdocs_status_plugin.outputs import ids
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.state import Change, IncidentView
from mkdocs_status_plugin.state.lifecycle import EVER, Step


class Report(NamedTuple):
    """One update as programs see it: at ``at`` (UTC) its incident took ``status``.

    ``update`` is what was written, or None for what nobody wrote; then ``sentence`` says what
    happened. ``changes`` are the components named so far, before and after.
    """

    id: str
    at: datetime
    status: UpdateStatus
    changes: tuple[Change, ...]
    update: Update | None = None
    sentence: str = ""


def reports(publication: Publication, view: IncidentView) -> tuple[Report, ...]:
    """The updates of an incident, newest first, so that the newest one's status is the incident's.

    That holds in every answer of Statuspage's, where the clock writes an update as people do. So
    there is one here for each change of status that the clock made; and one, the newest, that says
    that a file could not be read.
    """
    found = list(_told(publication, view))
    if not view.incident.readable:
        found.append(_unreadable(publication, view))
    return tuple(reversed(found))


def reported(publication: Publication, view: IncidentView) -> Iterator[tuple[Step | None, Step]]:
    """The steps that are told of, oldest first, each with the one before it."""
    before: Step | None = None
    for step in publication.timeline.passed(view.id, publication.snapshot.now):
        by_clock = step.status is not None and (before is None or before.status is not step.status)
        if step.update is not None or by_clock:
            yield before, step
        before = step


def _told(publication: Publication, view: IncidentView) -> Iterator[Report]:
    written = {told.update.anchor: told for told in view.updates}
    for before, step in reported(publication, view):
        if step.update is not None:
            changes = written[step.update.anchor].changes
            id_ = ids.update(view.id, step.update.anchor)
            yield Report(id_, step.at, _status(step, step.update), changes, step.update)
        elif step.status is not None:
            yield _clock(publication, view, before, step, step.status)


def _status(step: Step, update: Update) -> UpdateStatus:
    """The status in effect, for an update can say what decides nothing: a plan for a window that has begun.

    ``Postmortem`` means to programs that all is over, so it is said only where that is true. In a
    file that could not be read no status is in effect, and there the written one stands.
    """
    if update.status is UpdateStatus.POSTMORTEM and step.ended:
        return UpdateStatus.POSTMORTEM
    return step.status or update.status


def _clock(
    publication: Publication, view: IncidentView, before: Step | None, step: Step, status: UpdateStatus
) -> Report:
    held = before.holds if before else {}
    return Report(
        id=ids.made_update(view.id, status),
        at=step.at,
        status=status,
        changes=tuple(
            Change(
                id_,
                held.get(id_, ComponentStatus.OPERATIONAL),
                step.holds.get(id_, ComponentStatus.OPERATIONAL),
            )
            for id_ in dict.fromkeys((*held, *step.holds))
        ),
        sentence=publication.words.plain(f"api.{status}"),
    )


def _unreadable(publication: Publication, view: IncidentView) -> Report:
    """What stands in for the rest of a file; as old as the newest that could be read of it."""
    heard = [step.at for step in publication.timeline.passed(view.id, publication.snapshot.now)]
    newest = max((at for at in heard if at > EVER), default=view.began_at or publication.snapshot.now)
    address = publication.links.absolute(links.incident(view.id))
    return Report(
        id=ids.made_update(view.id, "unreadable"),
        at=min(newest, publication.snapshot.now),
        status=UpdateStatus.INVESTIGATING,
        changes=tuple(Change(id_, ComponentStatus.OPERATIONAL, status) for id_, status in view.affected),
        sentence=publication.words.plain("api.unreadable", address=address),
    )
