"""What pages tell of a history over time is what a look at all of it at each moment finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.pages.views import Listing, Moving
from mkdocs_status_plugin.state import (
    IncidentView,
    Phase,
    Snapshot,
    Span,
    Timeline,
    calendar_days,
    months,
    outlook,
    phased,
)
from tests.state.sites import ANY_MOMENT, at, incident, site, sites, update

T = TypeVar("T")

NEW_YORK = ZoneInfo("America/New_York")
"""Its midnight lies in the middle of the moments that are drawn."""

LISTS: dict[
    str, tuple[Callable[[Moving], Iterable[Listing]], Callable[[Snapshot], Iterable[IncidentView]]]
] = {
    "top": (Moving.top, lambda s: (*s.active, *s.pinned)),
    "upcoming": (Moving.upcoming, lambda s: s.upcoming),
    "active works": (
        lambda moving: moving.maintenance(Phase.ACTIVE),
        lambda s: (view for view in s.active if view.incident.is_maintenance),
    ),
    "past works": (
        lambda moving: moving.maintenance(Phase.PAST),
        lambda s: (view for view in s.past if view.incident.is_maintenance),
    ),
    "all": (lambda moving: moving.listed(lambda s: s.incidents), lambda s: s.incidents),
}


def seen(site: Site, now: datetime) -> Moving:
    """A site as the pages of a build see it."""
    return Moving(outlook(Timeline(site), now), NEW_YORK)


Told = list[tuple[IncidentView, list[bool]]]
"""Incidents as they first show in a list, each with whether it stands there at each moment."""


def told(moving: Moving, listings: Iterable[Listing]) -> Told:
    """What a list says."""
    return [(view, [holding(spans, then.now) for then in moving.snapshots]) for view, spans in listings]


def plain(moving: Moving, which: Callable[[Snapshot], Iterable[IncidentView]]) -> Told:
    """What a list should say, by a look at every snapshot in full."""
    lists = [{view.id: view for view in which(snapshot)} for snapshot in moving.snapshots]
    first: dict[str, IncidentView] = {}
    for found in lists:
        for view in found.values():
            first.setdefault(view.id, view)
    return [(view, [id_ in found for found in lists]) for id_, view in first.items()]


def holding(spans: Sequence[Span[T]], at: datetime) -> T:
    """What holds at a moment."""
    (value,) = (
        s.value for s in spans if (s.start is None or s.start <= at) and (s.end is None or at < s.end)
    )
    return value


def in_days(moving: Moving, day: date) -> Callable[[Snapshot], Iterable[IncidentView]]:
    """What began on a day, by a look at as many days as there can be."""
    return lambda snapshot: dict(calendar_days(snapshot, moving.zone, 100)).get(day, ())


def in_months(moving: Moving, month: tuple[int, int]) -> Callable[[Snapshot], Iterable[IncidentView]]:
    """What began in a month."""
    return lambda snapshot: months(snapshot, moving.zone).get(month, ())


@pytest.mark.parametrize(("listed", "which"), LISTS.values(), ids=LISTS.keys())
@given(sites(most=5), ANY_MOMENT)
def test_lists_hold_who_stands_in_them_at_each_moment(
    listed: Callable[[Moving], Iterable[Listing]],
    which: Callable[[Snapshot], Iterable[IncidentView]],
    site: Site,
    now: datetime,
) -> None:
    """A list tells of everyone who stands in it now or later, and when, in the order of their first time."""
    moving = seen(site, now)
    assert told(moving, listed(moving)) == plain(moving, which)


@given(sites(most=5), ANY_MOMENT)
def test_days_hold_what_began_on_them_at_each_moment(site: Site, now: datetime) -> None:
    """Each of the last days tells of what began on it, also where a day begins before all is over."""
    moving = seen(site, now)
    for day, listings in moving.days(3):
        assert told(moving, listings) == plain(moving, in_days(moving, day))


# At the end of a month, with a file that nobody can read: such a one stands in the month that it is.
MONTHS_END = site(
    incident("old", "minor", {"api": "major_outage"}, update("2026-09-12 10:00", "resolved")),
    incident("unread", "unknown", {"web": "major_outage"}, raw="..."),
    incident(
        "works",
        "maintenance",
        {"api": "under_maintenance"},
        update("2026-10-20 10:00", "scheduled"),
        scheduled_for="2026-11-30 23:00",
        scheduled_until="2026-12-02 04:00",
        auto_complete=True,
    ),
    incident("late", "minor", {}, update("2026-12-01 08:00", "investigating"), started_at="2026-08-31 10:00"),
)


@pytest.mark.parametrize("clock", ["2026-11-30 12:00", "2026-11-30 23:30", "2026-12-01 12:00"])
def test_months_at_their_end_hold_what_began_in_them(clock: str) -> None:
    """Every month up to the present one tells of what began in it, also what is told of only later."""
    assert_months(seen(MONTHS_END, at(clock)))


@given(sites(most=5), ANY_MOMENT)
def test_months_hold_what_began_in_them_at_each_moment(site: Site, now: datetime) -> None:
    """Every month tells of what began in it, whatever happens."""
    assert_months(seen(site, now))


def one_of(incident_id: str) -> Callable[[Snapshot], IncidentView | None]:
    """What a snapshot has of an incident."""
    return lambda snapshot: snapshot.by_id.get(incident_id)


def assert_months(moving: Moving) -> None:
    """Compare the months with a look at each of them in every snapshot."""
    today = moving.snapshot.now.astimezone(moving.zone).date()
    every = {month for snapshot in moving.snapshots for month in months(snapshot, moving.zone)}
    known = sorted((month for month in every if month <= (today.year, today.month)), reverse=True)
    found = moving.months()
    assert list(found) == known
    for month, listings in found.items():
        assert told(moving, listings) == plain(moving, in_months(moving, month))


@given(sites(most=5), ANY_MOMENT)
def test_each_incident_is_told_of_as_it_is_at_each_moment(site: Site, now: datetime) -> None:
    """An incident over time is what each snapshot has of it, from ever to ever."""
    moving = seen(site, now)
    for one in site.incidents:
        spans = phased(moving.snapshots, one_of(one.id))
        assert moving.incident(one.id) == spans
        assert moving.last(one.id) == spans[-1].value


@given(sites(most=5), ANY_MOMENT)
def test_a_list_is_empty_while_nobody_stands_in_it(site: Site, now: datetime) -> None:
    """That anyone stands in a list is true exactly while one does."""
    moving = seen(site, now)
    for listings in (moving.top(), moving.upcoming(), moving.listed(lambda s: s.incidents), ()):
        anyone = [any(here) for here in zip(*(held for _, held in told(moving, listings)), strict=True)]
        expected = anyone or [False] * len(moving.snapshots)
        assert [holding(moving.any_of(listings), then.now) for then in moving.snapshots] == expected


@pytest.mark.parametrize("maintenance", [False, True])
@given(sites(most=5), ANY_MOMENT)
def test_who_stands_in_a_list_is_counted(maintenance: bool, site: Site, now: datetime) -> None:
    """The number of incidents in a list, or of maintenance, is that of each moment."""
    moving = seen(site, now)
    listings = moving.listed(lambda snapshot: snapshot.past)
    counted = moving.count(listings, maintenance=maintenance)
    assert [holding(counted, then.now) for then in moving.snapshots] == [
        sum(view.incident.is_maintenance is maintenance for view in then.past) for then in moving.snapshots
    ]
