"""One incident over all time: the steps it goes through, from its text alone.

The state of an incident is a piecewise constant function of time. Its steps hold for ever, whoever
asks and whenever: written updates at their instants, and for maintenance the clock at both ends of
the planned window. What is true *now* is the newest step that has begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

from mkdocs_status_plugin.model import ComponentStatus, Incident, Update, UpdateStatus

EVER = datetime.min.replace(tzinfo=UTC)
"""The instant before all others: where an incident stands whose beginning cannot be read."""


@dataclass(frozen=True, slots=True)
class Step:
    """What holds for one incident from ``at`` (UTC) until its next step.

    ``status`` is None only for a file that gave no readable status. ``overrunning`` says that a
    maintenance is past its planned end and nobody closed it. ``holds`` are the statuses that the
    incident gives its components; empty while it is only planned and once it has ended.
    ``update`` is the update that made this step, or None where the clock made it.
    """

    at: datetime
    status: UpdateStatus | None
    overrunning: bool = False
    holds: Mapping[str, ComponentStatus] = field(default_factory=dict)
    update: Update | None = None

    @property
    def ended(self) -> bool:
        """Whether the incident is over."""
        return self.status is not None and self.status.ends

    @property
    def planned(self) -> bool:
        """Whether the incident is maintenance that has not begun."""
        return self.status is UpdateStatus.SCHEDULED


def steps(incident: Incident) -> tuple[Step, ...]:
    """Every step of an incident, oldest first; several may share an instant, then the last counts.

    Rules (format.md, "A maintenance and the clock"): from ``scheduled_for`` on a maintenance is in
    progress, from ``scheduled_until`` on it is overrunning or, with ``auto_complete``, completed; a
    written update overrides the clock from its moment on. A written Scheduled only announces the
    window, so it never holds the clock back: a late announcement must not make the page greener.
    """
    if not incident.readable:
        return (Step(EVER, _newest_status(incident), holds=dict(incident.components)),)
    made: list[Step] = []
    statuses = dict(incident.components)
    status: UpdateStatus | None = None
    over = False
    for at, cause in _events(incident):
        if isinstance(cause, Update):
            statuses.update(cause.changes)
            status = _written(cause, status, incident)
        elif cause is _Clock.BEGINS:
            status = _running(status)
        else:
            over = True
            if status is None or not status.ends:
                status = UpdateStatus.COMPLETED if incident.auto_complete else _running(status)
        holding = not (status.ends or status is UpdateStatus.SCHEDULED)
        made.append(
            Step(
                at=at,
                status=status,
                overrunning=over and holding,
                holds=dict(statuses) if holding else {},
                update=cause if isinstance(cause, Update) else None,
            )
        )
    return tuple(made)


class _Clock(Enum):
    """The two ends of a planned window, as causes of a step; the values order equal instants."""

    BEGINS = 0
    ENDS = 1


def _running(status: UpdateStatus | None) -> UpdateStatus:
    return UpdateStatus.IN_PROGRESS if status in (None, UpdateStatus.SCHEDULED) else status


def _written(update: Update, before: UpdateStatus | None, incident: Incident) -> UpdateStatus:
    """The status after an update: its own, save that a postmortem and a late plan decide nothing."""
    if update.status is UpdateStatus.POSTMORTEM:
        return before or UpdateStatus.INVESTIGATING
    if update.status is UpdateStatus.SCHEDULED and incident.scheduled_for is not None:
        return UpdateStatus.SCHEDULED if update.at < incident.scheduled_for else UpdateStatus.IN_PROGRESS
    return update.status


def _events(incident: Incident) -> list[tuple[datetime, Update | _Clock]]:
    """Updates and the clock's two moments in order; at one instant the clock speaks first."""
    events: list[tuple[datetime, int, Update | _Clock]] = [
        (update.at, len(_Clock), update) for update in incident.updates
    ]
    if incident.is_maintenance:
        window = ((incident.scheduled_for, _Clock.BEGINS), (incident.scheduled_until, _Clock.ENDS))
        events.extend((at, clock.value, clock) for at, clock in window if at is not None)
    events.sort(key=lambda event: event[:2])
    return [(at, cause) for at, _, cause in events]


def _newest_status(incident: Incident) -> UpdateStatus | None:
    written = [u.status for u in incident.updates if u.status is not UpdateStatus.POSTMORTEM]
    if not written or written[-1].ends:
        return None
    return written[-1]

