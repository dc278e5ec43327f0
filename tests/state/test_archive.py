"""Incidents by the day and the month in which they began."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given

from mkdocs_status_plugin.model import Incident, Site
from mkdocs_status_plugin.state import Phase, Snapshot, at, calendar_days, months
from tests.state import sites
from tests.state.sites import ANY_MOMENT, incident, site, update

UTC_ZONE, TOKYO, NEW_YORK = ZoneInfo("UTC"), ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")


def outage(id_: str, began: str) -> Incident:
    """An outage that began and was over at a time."""
    return incident(id_, "minor", {}, update(began, "investigating"), update(began, "resolved"))


def ids_by_day(snapshot: Snapshot, zone: ZoneInfo, days: int) -> list[tuple[str, list[str]]]:
    """Days and what began on them, as plain text."""
    return [(str(day), [view.id for view in views]) for day, views in calendar_days(snapshot, zone, days)]


def ids_by_month(snapshot: Snapshot, zone: ZoneInfo) -> list[tuple[tuple[int, int], list[str]]]:
    """Months and what began in them, as plain text."""
    return [(month, [view.id for view in views]) for month, views in months(snapshot, zone).items()]


def test_days_come_newest_first() -> None:
    """The last days, newest first, each with what began on it, newest first, and empty days among them."""
    found = site(
        outage("four-days-ago", "2026-10-29 23:59"),
        outage("three-days-ago", "2026-10-30 00:00"),
        outage("morning", "06:00"),
        outage("noon", "12:00"),
    )
    assert ids_by_day(at(found, sites.at("12:00")), UTC_ZONE, 4) == [
        ("2026-11-02", ["noon", "morning"]),
        ("2026-11-01", []),
        ("2026-10-31", []),
        ("2026-10-30", ["three-days-ago"]),
    ]


def test_days_are_those_of_the_zone() -> None:
    """What began late in the evening of London began on the next day of Tokyo."""
    snapshot = at(site(outage("late", "2026-11-01 23:00")), sites.at("2026-11-02 12:00"))
    assert ids_by_day(snapshot, UTC_ZONE, 2) == [("2026-11-02", []), ("2026-11-01", ["late"])]
    assert ids_by_day(snapshot, TOKYO, 2) == [("2026-11-02", ["late"]), ("2026-11-01", [])]
    assert ids_by_day(at(site(), sites.at("2026-11-02 15:00")), TOKYO, 1) == [("2026-11-03", [])]


def test_a_day_that_comes_once_more() -> None:
    """Where clocks were set back just after midnight, what began before that stands on its day, after an older one."""
    found = site(outage("before", "2010-11-07 02:30"), outage("after", "2010-11-07 03:00"))
    snapshot = at(found, sites.at("2010-11-08 12:00"))
    assert ids_by_day(snapshot, ZoneInfo("America/St_Johns"), 2) == [
        ("2010-11-08", []),
        ("2010-11-07", ["before"]),
    ]


def test_an_incident_stands_on_the_day_it_began() -> None:
    """One that lasts over midnight stands on its first day alone, and on that of started_at where given."""
    long = incident("long", "minor", {}, update("2026-11-01 12:00", "investigating"))
    earlier = incident(
        "earlier", "minor", {}, update("09:00", "investigating"), started_at="2026-11-01 22:00"
    )
    snapshot = at(site(long, earlier), sites.at("12:00"))
    assert ids_by_day(snapshot, UTC_ZONE, 2) == [("2026-11-02", []), ("2026-11-01", ["earlier", "long"])]


def test_maintenance_to_come_is_left_out() -> None:
    """A plan stands among the days and months only when it has begun, then on the day of its window."""
    plan = incident(
        "works",
        "maintenance",
        {},
        update("2026-10-20 09:00", "scheduled"),
        scheduled_for="02:00",
        scheduled_until="04:00",
    )
    before, after = at(site(plan), sites.at("01:59")), at(site(plan), sites.at("02:00"))
    assert ids_by_day(before, UTC_ZONE, 1) == [("2026-11-02", [])]
    assert ids_by_month(before, UTC_ZONE) == []
    assert ids_by_day(after, UTC_ZONE, 1) == [("2026-11-02", ["works"])]
    assert ids_by_month(after, UTC_ZONE) == [((2026, 11), ["works"])]


def test_months_have_no_gap() -> None:
    """From the present month back to the oldest incident every month is there, over the turn of a year too."""
    found = site(
        outage("old", "2025-11-30 12:00"),
        outage("newer", "2026-01-01 00:00"),
        outage("newest", "2026-01-31 12:00"),
    )
    assert ids_by_month(at(found, sites.at("2026-03-01 00:00")), UTC_ZONE) == [
        ((2026, 3), []),
        ((2026, 2), []),
        ((2026, 1), ["newest", "newer"]),
        ((2025, 12), []),
        ((2025, 11), ["old"]),
    ]
    assert ids_by_month(at(found, sites.at("2026-02-01 00:00")), NEW_YORK) == [
        ((2026, 1), ["newest"]),
        ((2025, 12), ["newer"]),
        ((2025, 11), ["old"]),
    ]


def test_without_incidents_there_are_no_months() -> None:
    """A page on which nothing ever began has no history."""
    assert months(at(site(), sites.DAY), UTC_ZONE) == {}


def test_a_beginning_to_come_has_its_month() -> None:
    """Where started_at lies ahead by mistake, the incident still stands in a month."""
    odd = incident("odd", "minor", {}, update("12:00", "investigating"), started_at="2026-12-02 09:00")
    assert ids_by_month(at(site(odd), sites.at("12:00")), UTC_ZONE) == [
        ((2026, 12), ["odd"]),
        ((2026, 11), []),
    ]


def test_what_began_nobody_knows_when_stands_in_the_present() -> None:
    """A file that could not be read and gives no time stands on the newest day and in the newest month."""
    broken = replace(incident("broken", "unknown", {}), raw="…")
    snapshot = at(site(broken, outage("old", "2026-09-30 12:00")), sites.at("12:00"))
    assert ids_by_day(snapshot, UTC_ZONE, 2) == [("2026-11-02", ["broken"]), ("2026-11-01", [])]
    assert ids_by_month(snapshot, UTC_ZONE) == [
        ((2026, 11), ["broken"]),
        ((2026, 10), []),
        ((2026, 9), ["old"]),
    ]


@given(sites.sites(), ANY_MOMENT)
def test_every_incident_that_began_has_one_month(drawn: Site, now: datetime) -> None:
    """Months hold every incident but what is still to come, each once; the months follow each other."""
    snapshot = at(drawn, now)
    found = months(snapshot, UTC_ZONE)
    shown = [view.id for views in found.values() for view in views]
    assert sorted(shown) == sorted(v.id for v in snapshot.incidents if v.phase is not Phase.UPCOMING)
    numbers = [year * 12 + month for year, month in found]
    assert numbers == sorted(numbers, reverse=True)
    assert not numbers or numbers == list(range(numbers[0], numbers[-1] - 1, -1))
    assert all(1 <= month <= 12 for _, month in found)
