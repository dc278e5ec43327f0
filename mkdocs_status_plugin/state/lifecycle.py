"""One incident over all time: the steps it goes through, from its text alone.

The state of an incident is a piecewise constant function of time. Its steps hold for ever, whoever
asks and whenever: written updates at their instants, and for maintenance the clock at both ends of
the planned window. What is true *now* is the newest step that has begun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from mkdocs_status_plugin.model import ENDING, ComponentStatus, Incident, Update, UpdateStatus, worst

_RESTING = {*ENDING, UpdateStatus.SCHEDULED}
"""With these statuses an incident holds no component."""

EVER = datetime.min.replace(tzinfo=UTC)
"""The instant before all others: where an incident stands whose beginning cannot be read."""


_NOTHING: Mapping[str, ComponentStatus] = MappingProxyType({})


class Step(NamedTuple):
    """What holds for one incident from ``at`` (UTC) until its next step.

    ``status`` is None only for a file that could not be read and gives no status to believe.
    ``overrunning`` says that a maintenance is past its planned end and nobody closed it. ``holds``
    are the statuses that the incident gives its components; empty while it is only planned and once
    it has ended. ``update`` is the update that made this step, or None where the clock made it.
    """

    at: datetime
    status: UpdateStatus | None
    overrunning: bool = False
    holds: Mapping[str, ComponentStatus] = _NOTHING
    update: Update | None = None

    @property
    def ended(self) -> bool:
        """Whether the incident is over."""
        return self.status is not None and self.status.ends

    @property
    def planned(self) -> bool:
        """Whether the incident is maintenance that has not begun."""
        return self.status is UpdateStatus.SCHEDULED

    def same_state(self, other: Step) -> bool:
        """Whether another step holds the same, whenever and by whatever cause."""
        return (self.status, self.overrunning, self.holds) == (other.status, other.overrunning, other.holds)


def steps(incident: Incident) -> tuple[Step, ...]:
    """Every step of an incident, oldest first; several may share an instant, then the last counts.

    Rules (format.md, "A maintenance and the clock"): from ``scheduled_for`` on a maintenance is in
    progress, from ``scheduled_until`` on it is overrunning or, with ``auto_complete``, completed; a
    written update overrides the clock from its moment on. A written Scheduled only announces the
    window, so it never holds the clock back: a late announcement must not make the page greener.

    Each written update makes a step. The clock makes one only where it changes something that no
    update of the same instant decides. A file that could not be read begins before all time.
    """
    return _readable(incident) if incident.readable else _unreadable(incident)


def ending(made: Sequence[Step]) -> Step | None:
    """The step that closed an incident for good, or None while it is open."""
    closing = None
    for step in reversed(made):
        if step.status not in ENDING:
            break
        closing = step
    return closing


def beginning(made: Sequence[Step]) -> Step | None:
    """The step by which an incident began, or None while it is only planned.

    A cancellation begins nothing, unless nothing else follows it.
    """
    cancelled = None
    for step in made:
        if step.status is UpdateStatus.SCHEDULED or step.at <= EVER:
            continue
        if step.status is not UpdateStatus.CANCELLED:
            return step
        cancelled = cancelled or step
    return cancelled


def reported(incident: Incident, first: Step) -> Mapping[str, ComponentStatus]:
    """The component statuses that the step speaks of by which an incident began.

    An incident may be reported only when it is over: then what stands in its front matter is what
    it did. A maintenance that was cancelled before it began did nothing.
    """
    if first.status is UpdateStatus.CANCELLED:
        return {}
    return dict(incident.components) if first.ended else first.holds


class _Clock(Enum):
    """The two ends of a planned window, as causes of a step; the values order equal instants."""

    BEGINS = 0
    ENDS = 1


_AFTER_THE_CLOCK = len(_Clock)


class _Status:
    """The status of a readable incident as its updates and the clock change it, one after another."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.now: UpdateStatus | None = None
        self.past_window = False
        self.ended_by_clock = False

    def begin(self) -> None:
        """The planned beginning has come."""
        if self.now in (None, UpdateStatus.SCHEDULED):
            self.now = UpdateStatus.IN_PROGRESS

    def end(self) -> None:
        """The planned end has come; it begins nothing that no plan and no update has begun."""
        self.past_window = True
        if self.now is None or self.now.ends:
            return
        if self.incident.auto_complete:
            self.now, self.ended_by_clock = UpdateStatus.COMPLETED, True
        else:
            self.begin()

    def write(self, update: Update) -> None:
        """An update gives its own status, save that a postmortem and a late plan decide nothing."""
        if update.status is UpdateStatus.POSTMORTEM:
            self.now = self.now or self._unsaid()
        elif update.status is UpdateStatus.SCHEDULED and self._is_late(update):
            if self.now is not None and self.now.ends and not self.ended_by_clock:
                self.now = UpdateStatus.IN_PROGRESS
        else:
            self.now, self.ended_by_clock = update.status, False

    def _is_late(self, plan: Update) -> bool:
        begins = self.incident.scheduled_for
        return begins is not None and plan.at >= begins

    def _unsaid(self) -> UpdateStatus:
        """The status of an incident whose first update is a postmortem: open, or still to come."""
        if not self.incident.is_maintenance:
            return UpdateStatus.INVESTIGATING
        return UpdateStatus.SCHEDULED if self.incident.scheduled_for else UpdateStatus.IN_PROGRESS


def _readable(incident: Incident) -> tuple[Step, ...]:
    made: list[Step] = []
    # Steps share what they hold: most change nothing about it.
    components: Mapping[str, ComponentStatus] = dict(incident.components)
    status = _Status(incident)
    events = _events(incident)
    for number, (at, cause) in enumerate(events, 1):
        if isinstance(cause, Update):
            if cause.changes:
                components = {**components, **dict(cause.changes)}
            status.write(cause)
        elif cause is _Clock.BEGINS:
            status.begin()
        else:
            status.end()
        now = status.now
        if now is None:
            continue
        holding = now not in _RESTING
        holds = components if holding else _NOTHING
        step = Step(
            at, now, status.past_window and holding, holds, cause if isinstance(cause, Update) else None
        )
        if step.update is None:
            decided = number < len(events) and events[number][0] == at
            if decided or (made and step.same_state(made[-1])):
                continue
        made.append(step)
    return tuple(made)


def _unreadable(incident: Incident) -> tuple[Step, ...]:
    """Active at all times, each component at the worst that it was given and at least degraded."""
    holds: dict[str, ComponentStatus] = {}
    for id_, given in [*incident.components, *(change for u in incident.updates for change in u.changes)]:
        holds[id_] = worst((ComponentStatus.DEGRADED_PERFORMANCE, holds.get(id_, given), given))
    made = [Step(EVER, None, holds=holds)]
    status: UpdateStatus | None = None
    for update in incident.updates:
        if update.status is not UpdateStatus.POSTMORTEM:
            calm = update.status.ends or update.status is UpdateStatus.SCHEDULED
            status = None if calm else update.status
        made.append(Step(update.at, status, holds=holds, update=update))
    return tuple(made)


def _events(incident: Incident) -> list[tuple[datetime, Update | _Clock]]:
    """Updates and the clock's two moments in order; at one instant the clock speaks first."""
    if not incident.is_maintenance:
        return [(update.at, update) for update in incident.updates]
    events: list[tuple[datetime, int, Update | _Clock]] = [
        (update.at, _AFTER_THE_CLOCK, update) for update in incident.updates
    ]
    window = ((incident.scheduled_for, _Clock.BEGINS), (incident.scheduled_until, _Clock.ENDS))
    events.extend((at, clock.value, clock) for at, clock in window if at is not None)
    events.sort(key=lambda event: event[:2])
    return [(at, cause) for at, _, cause in events]
