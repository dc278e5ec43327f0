"""Snapshots as pages need them: what is true at build, and what will be true by itself later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
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
    at build. A page writes them all and its script shows the one that is true. A history is long and
    few of it will change: of all others each question is asked once, of the snapshot at build.
    """

    snapshots: tuple[Snapshot, ...]
    zone: ZoneInfo

    @property
    def snapshot(self) -> Snapshot:
        """What is true at build."""
        return self.snapshots[0]

    @cached_property
    def _changing(self) -> Set[str]:
        """The incidents of which a page may have to tell another thing later.

        These are those that change by themselves, and those that began nobody knows when: they stand in the present.
        """
        undated = {view.id for view in self.snapshot.incidents if view.began_at is None}
        changes = (snapshot.next_change for snapshot in self.snapshots[:-1])
        return undated.union(*(change.incident_ids for change in changes if change))

    @cached_property
    def _later(self) -> tuple[Snapshot, ...]:
        """The snapshots after the first with no other incidents than those that may be told of otherwise."""
        return tuple(_only(self._changing, snapshot) for snapshot in self.snapshots[1:])

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
        if incident_id not in self._changing:
            return _always(self.snapshot.by_id.get(incident_id))
        return phased((self.snapshot, *self._later), lambda snapshot: snapshot.by_id.get(incident_id))

    def listed(self, which: Callable[[Snapshot], Sequence[IncidentView]]) -> tuple[Listing, ...]:
        """Every incident of a list now or later, in the order in which they first stand in it.

        ``which`` tells who stands in the list, of each incident by what is known of it alone; it may go by the
        moment only for those that began nobody knows when.
        """
        lists = [which(self.snapshot), *map(which, self._later)]
        ids = [{view.id for view in views if view.id in self._changing} for views in lists]
        found: dict[str, IncidentView] = {}
        for views in lists:
            for view in views:
                found.setdefault(view.id, view)

        @cache
        def when(*present: bool) -> tuple[Span[bool], ...]:
            now = dict(zip((snapshot.now for snapshot in self.snapshots), present, strict=True))
            return self.spans(lambda snapshot: now[snapshot.now])

        return tuple(
            (view, when(*(id_ in held for held in ids)) if id_ in self._changing else _ALWAYS)
            for id_, view in found.items()
        )

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
            for snapshot in (self.snapshot, *self._later)
        }

        def on(day: date) -> Callable[[Snapshot], tuple[IncidentView, ...]]:
            return lambda snapshot: begun[snapshot.now].get(day, ())

        return tuple((day, self.listed(on(day))) for day in begun[self.snapshot.now])

    def months(self) -> dict[Month, tuple[Listing, ...]]:
        """Every month up to that of the build, newest first, with what began or will begin in it."""
        begun = {snapshot.now: months(snapshot, self.zone) for snapshot in (self.snapshot, *self._later)}
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
        passing = [spans for _, spans in listings if len(spans) > 1]
        if len(passing) < len(listings):
            return _ALWAYS
        return self.spans(lambda snapshot: any(_holds(spans, snapshot) for spans in passing))

    def count(self, listings: Sequence[Listing], *, maintenance: bool) -> tuple[Span[int], ...]:
        """How many of some listed incidents are (or are not) maintenance, over time."""
        counted = [spans for view, spans in listings if view.incident.is_maintenance is maintenance]
        passing = [spans for spans in counted if len(spans) > 1]
        steady = len(counted) - len(passing)
        if not passing:
            return _always(steady)
        return self.spans(lambda snapshot: steady + sum(_holds(spans, snapshot) for spans in passing))

    def last(self, incident_id: str) -> IncidentView | None:
        """An incident as it will be when all that is known has happened."""
        return self.incident(incident_id)[-1].value

    def is_future(self, update: Update) -> bool:
        """Whether an update has not happened yet at build."""
        return update.at > self.snapshot.now

    def ever_shown(self) -> Iterator[IncidentView]:
        """Every incident that shows now or later, as it first does."""
        return (view for view, _ in self.listed(lambda snapshot: snapshot.incidents))


def _always(value: T) -> tuple[Span[T], ...]:
    """What holds from ever to ever."""
    return (Span(None, None, value),)


_ALWAYS = _always(value=True)


def _only(ids: Set[str], snapshot: Snapshot) -> Snapshot:
    """A snapshot that lists no other incidents than these; what it says of the whole stays."""

    def among(views: Sequence[IncidentView]) -> tuple[IncidentView, ...]:
        return tuple(view for view in views if view.incident.id in ids)

    incidents = among(snapshot.incidents)
    return replace(
        snapshot,
        incidents=incidents,
        active=among(snapshot.active),
        upcoming=among(snapshot.upcoming),
        past=tuple(view for view in incidents if view.phase is Phase.PAST),
        pinned=among(snapshot.pinned),
    )


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


def naming(by_month: ByMonth) -> Mapping[str, ByMonth]:
    """Each component's id with the incidents that ever name it, by month."""
    found: dict[str, dict[Month, list[Listing]]] = {}
    for month, listed in by_month.items():
        for listing in listed:
            for component_id in listing[0].incident.component_ids:
                found.setdefault(component_id, {}).setdefault(month, []).append(listing)
    return found
