"""Snapshots as pages need them: what is true at build, and what will be true by itself later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.model import ComponentStatus, Group, Update
from mkdocs_status_plugin.state import (
    Banner,
    IncidentView,
    Phase,
    Snapshot,
    Span,
    calendar_days,
    months,
    phased,
)

T = TypeVar("T")
Month = tuple[int, int]
Listing = tuple[IncidentView, tuple[Span[bool], ...]]
"""An incident as it first shows in a list, and when it stands there."""
ByMonth = Mapping[Month, Sequence[Listing]]
"""What began in each month, newest first."""


@dataclass(frozen=True)
class Moving:
    """The snapshot at build, and those at each later instant at which something changes by itself.

    Every method gives spans: stretches of time with what is true in them, the first being the one
    at build. A page writes them all and its script shows the one that is true.
    """

    snapshots: tuple[Snapshot, ...]
    zone: ZoneInfo

    @property
    def snapshot(self) -> Snapshot:
        """What is true at build."""
        return self.snapshots[0]

    def spans(self, question: Callable[[Snapshot], T]) -> tuple[Span[T], ...]:
        """The answers to a question over time."""
        return phased(self.snapshots, question)

    def banner(self) -> tuple[Span[Banner], ...]:
        """The banner over time."""
        return self.spans(lambda snapshot: snapshot.banner)

    def waiting(self) -> tuple[Span[int], ...]:
        """How many reports are dated in the future, over time."""
        return self.spans(lambda snapshot: len(snapshot.not_yet))

    def component(self, component_id: str) -> tuple[Span[ComponentStatus], ...]:
        """A component's status over time."""
        return self.spans(lambda snapshot: snapshot.component[component_id].status)

    def group(self, group: Group) -> tuple[Span[ComponentStatus], ...]:
        """A group's status over time."""
        return self.spans(lambda snapshot: snapshot.groups[group].status)

    def incident(self, incident_id: str) -> tuple[Span[IncidentView | None], ...]:
        """An incident over time; None where it does not show."""
        return self.spans(lambda snapshot: snapshot.by_id.get(incident_id))

    def listed(self, which: Callable[[Snapshot], tuple[IncidentView, ...]]) -> tuple[Listing, ...]:
        """Every incident of a list now or later, in the order in which they first stand in it."""
        found: dict[str, IncidentView] = {}
        ids = []
        for snapshot in self.snapshots:
            views = which(snapshot)
            ids.append({view.id for view in views})
            for view in views:
                found.setdefault(view.id, view)

        @cache
        def when(*present: bool) -> tuple[Span[bool], ...]:
            """Few ways to stand in a list are shared by thousands of incidents."""
            now = dict(zip((snapshot.now for snapshot in self.snapshots), present, strict=True))
            return self.spans(lambda snapshot: now[snapshot.now])

        return tuple((view, when(*(id_ in held for held in ids))) for id_, view in found.items())

    def top(self) -> tuple[Listing, ...]:
        """What stands at the top: active ones, then those pinned there."""
        return self.listed(lambda snapshot: (*snapshot.active, *snapshot.pinned))

    def upcoming(self) -> tuple[Listing, ...]:
        """Planned maintenance."""
        return self.listed(lambda snapshot: snapshot.upcoming)

    def maintenance(self, phase: Phase) -> tuple[Listing, ...]:
        """Maintenance in one phase; the planned in the order of their windows."""

        def which(snapshot: Snapshot) -> tuple[IncidentView, ...]:
            views = {
                Phase.ACTIVE: snapshot.active,
                Phase.UPCOMING: snapshot.upcoming,
                Phase.PAST: snapshot.past,
            }
            return tuple(view for view in views[phase] if view.incident.is_maintenance)

        return self.listed(which)

    def days(self, number: int) -> tuple[tuple[date, tuple[Listing, ...]], ...]:
        """The last days before the build, newest first, with what began on each."""
        today = self._today(self.snapshot)
        begun = {
            snapshot.now: dict(
                calendar_days(snapshot, self.zone, number + (self._today(snapshot) - today).days)
            )
            for snapshot in self.snapshots
        }

        def on(day: date) -> Callable[[Snapshot], tuple[IncidentView, ...]]:
            return lambda snapshot: begun[snapshot.now].get(day, ())

        return tuple((day, self.listed(on(day))) for day in begun[self.snapshot.now])

    def months(self) -> dict[Month, tuple[Listing, ...]]:
        """Every month up to that of the build, newest first, with what began or will begin in it."""
        begun = {snapshot.now: months(snapshot, self.zone) for snapshot in self.snapshots}
        today = self._today(self.snapshot)
        known = {month for found in begun.values() for month in found if month <= (today.year, today.month)}

        def during(month: Month) -> Callable[[Snapshot], tuple[IncidentView, ...]]:
            return lambda snapshot: begun[snapshot.now].get(month, ())

        return {month: self.listed(during(month)) for month in sorted(known, reverse=True)}

    def _today(self, snapshot: Snapshot) -> date:
        return snapshot.now.astimezone(self.zone).date()

    def same_day(self) -> tuple[Snapshot, ...]:
        """The snapshots that lie on the day of the build, in the display zone."""
        today = self._today(self.snapshot)
        return tuple(snapshot for snapshot in self.snapshots if self._today(snapshot) == today)

    def any_of(self, listings: Sequence[Listing]) -> tuple[Span[bool], ...]:
        """When at least one of some listed incidents stands in its list."""
        return self.spans(lambda snapshot: any(_holds(spans, snapshot) for _, spans in listings))

    def count(self, listings: Sequence[Listing], *, maintenance: bool) -> tuple[Span[int], ...]:
        """How many of some listed incidents are (or are not) maintenance, over time."""
        counted = [spans for view, spans in listings if view.incident.is_maintenance is maintenance]
        return self.spans(lambda snapshot: sum(_holds(spans, snapshot) for spans in counted))

    def last(self, incident_id: str) -> IncidentView | None:
        """An incident as it will be when all that is known has happened."""
        return self.snapshots[-1].by_id.get(incident_id)

    def is_future(self, update: Update) -> bool:
        """Whether an update has not happened yet at build."""
        return update.at > self.snapshot.now

    def ever_shown(self) -> Iterator[IncidentView]:
        """Every incident that shows now or later, as it first does."""
        return (view for view, _ in self.listed(lambda snapshot: snapshot.incidents))


def _holds(spans: tuple[Span[bool], ...], snapshot: Snapshot) -> bool:
    begun = [span for span in spans if span.start is None or span.start <= snapshot.now]
    return begun[-1].value


def known(settled: Mapping[str, str], listed: Sequence[Listing], *more: str) -> list[str]:
    """All that a page about some incidents is made from; empty while one of them may still change by itself."""
    hashes = [settled.get(view.id, "") for view, _ in listed]
    if not hashes or not all(hashes):
        return []
    if len(hashes) > 1:
        hashes = [sha256(" ".join(hashes).encode()).hexdigest()]
    return [*hashes, *more]
