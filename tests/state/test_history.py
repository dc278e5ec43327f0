"""The exact past: what holds for every site, and the figures that people read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.model import ComponentStatus, Site
from mkdocs_status_plugin.state import Day, History, Timeline, history, intervals, uptime_text
from tests.state.sites import ANY_MOMENT, DAY, IDS, at, incident, site, sites, update

UTC_ZONE = ZoneInfo("UTC")
ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("UTC", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu")]
)
WEIGHT = {"major_outage": Fraction(1), "partial_outage": Fraction(3, 10)}


def of(uptime: Fraction | None) -> History:
    """A history with the given uptime and nothing else."""
    return History("api", (), uptime, 0.0, 0.0)


@pytest.mark.parametrize(
    ("down", "text"),
    [
        ("0", "100"),
        ("0.0000000001", "99.9999"),
        ("0.000002", "99.9998"),
        ("0.000001", "99.9999"),
        ("0.0000019", "99.9998"),
        ("0.00001", "99.999"),
        ("0.000046", "99.995"),
        ("0.0001", "99.99"),
        ("0.000101", "99.98"),
        ("0.0005", "99.95"),
        ("0.005", "99.50"),
        ("0.01", "99.00"),
        ("0.010001", "98.99"),
        ("0.0834", "91.66"),
        ("0.999", "0.10"),
        ("0.99999", "0.00"),
        ("1", "0.00"),
    ],
)
def test_uptime_has_the_decimals_that_it_earns(down: str, text: str) -> None:
    """Two decimals, or up to the first that is not a nine, at most four, rounded down."""
    assert str(uptime_text(of(1 - Fraction(down)))) == text


def test_no_uptime_without_data() -> None:
    """Where no time is counted there is no figure."""
    assert uptime_text(of(None)) is None


@given(st.fractions(0, 1))
def test_a_hundred_percent_means_no_downtime(down: Fraction) -> None:
    """The figure never says more than is true, and 100 only when there was no downtime at all."""
    shown = uptime_text(of(1 - down))
    assert shown is not None
    assert (shown == 100) is (down == 0)
    assert Fraction(shown) <= 100 * (1 - down)
    assert 100 * (1 - down) - Fraction(shown) < Fraction(1, 100)


def test_ninety_days_with_one_second_down() -> None:
    """One second in ninety days shows."""
    outage = incident(
        "blip",
        "critical",
        {"api": "major_outage"},
        update("10:00", "investigating"),
        update("11:00", "resolved"),
    )
    short = replace(outage, started_at=DAY, resolved_at=DAY + timedelta(seconds=1))
    found = history(
        Timeline(site(short)), site().leaves[0], DAY + timedelta(hours=24, microseconds=-1), UTC_ZONE, 90
    )
    assert found.down_seconds == 1
    assert uptime_text(found) == Decimal("99.9999")


@given(sites(), ANY_MOMENT, st.sampled_from(IDS))
def test_intervals_are_the_states_of_their_moments(drawn: Site, now: datetime, component_id: str) -> None:
    """Where nobody moved an end, an interval holds a moment exactly when its incident held the component then."""
    plain = replace(
        drawn,
        incidents=tuple(replace(i, started_at=None, resolved_at=None) for i in drawn.incidents if i.readable),
    )
    timeline = Timeline(plain)
    found = intervals(timeline, component_id, now)
    for moment in sorted({moment for moment, _ in timeline.moments if moment < now}):
        covering = {(i.incident_id, i.status) for i in found if i.start <= moment < i.end}
        holding = {
            (view.id, status)
            for view in timeline.at(moment).active
            for id_, status in view.affected
            if id_ == component_id and status is not ComponentStatus.OPERATIONAL
        }
        assert covering == holding


@given(sites(), ANY_MOMENT, st.sampled_from(IDS))
def test_intervals_lie_where_they_may(drawn: Site, now: datetime, component_id: str) -> None:
    """Never backwards, never after now, never operational, within started_at and resolved_at, in order."""
    found = intervals(Timeline(drawn), component_id, now)
    assert list(found) == sorted(found)
    for interval in found:
        told = drawn.incidents_by_id[interval.incident_id]
        assert interval.start <= interval.end <= now
        assert interval.status is not ComponentStatus.OPERATIONAL
        if told.started_at:
            assert interval.start >= min(told.started_at, now)
        if told.resolved_at and told.readable and Timeline(drawn).at(now).by_id[told.id].closed_at:
            assert interval.end <= told.resolved_at
        same = [i for i in found if i.incident_id == interval.incident_id]
        assert not any(i.start < interval.start < i.end for i in same)


@given(sites(), ANY_MOMENT, st.sampled_from(IDS), ZONES)
def test_days_add_up(drawn: Site, now: datetime, component_id: str, zone: ZoneInfo) -> None:
    """Days follow each other up to today, count every second once, and give the uptime."""
    timeline = Timeline(drawn)
    found = history(timeline, drawn.by_id[component_id], now, zone, 3)
    today = now.astimezone(zone).date()
    assert [day.date for day in found.days] == [today - timedelta(days=ago) for ago in (2, 1, 0)]
    start = datetime(found.days[0].date.year, found.days[0].date.month, found.days[0].date.day, tzinfo=zone)
    assert found.counted_seconds == (now - start).total_seconds()
    down = sum(
        (WEIGHT.get(status, 0) * Fraction(s) for day in found.days for status, s in day.seconds.items()),
        Fraction(0),
    )
    assert Fraction(found.down_seconds).limit_denominator(10) == down
    assert found.uptime == 1 - down / Fraction(found.counted_seconds)
    for day in found.days:
        assert sum(day.seconds.values()) <= 86400
        assert all(seconds > 0 for seconds in day.seconds.values())
        _check_day(day)


def _check_day(day: Day) -> None:
    assert day.worst is not None
    statuses = [*day.seconds, *(part.status for part in day.incidents)]
    assert day.worst.severity >= max((status.severity for status in statuses), default=0)
    assert set(day.seconds) <= {status for status in ComponentStatus if status.severity <= day.worst.severity}
    assert all(part.status is not ComponentStatus.OPERATIONAL for part in day.incidents)
    ranks = [(part.status.severity, part.seconds) for part in day.incidents]
    assert ranks == sorted(ranks, reverse=True)
    if day.seconds:
        longest = max(part.seconds for part in day.incidents)
        assert longest <= sum(day.seconds.values()) <= sum(part.seconds for part in day.incidents)


@given(sites(), ANY_MOMENT, st.sampled_from(IDS), ZONES)
def test_today_is_never_better_than_now(
    drawn: Site, now: datetime, component_id: str, zone: ZoneInfo
) -> None:
    """The newest day is at least as bad as the component is at this moment, and names who makes it so."""
    timeline = Timeline(drawn)
    view = timeline.at(now).component[component_id]
    today = history(timeline, view.component, now, zone, 1).days[-1]
    assert today.worst is not None
    assert today.worst.severity >= view.status.severity
    assert {part.id for part in today.incidents} >= set(view.incident_ids)


@given(sites(), ANY_MOMENT, st.sampled_from(IDS))
def test_seconds_are_those_of_the_worst_at_each_instant(
    drawn: Site, now: datetime, component_id: str
) -> None:
    """Measured minute by minute with intervals that begin and end on whole minutes, the time per status is the same."""
    found = intervals(Timeline(drawn), component_id, now)
    first = datetime(now.year, now.month, now.day, tzinfo=UTC)
    measured: dict[str, float] = {}
    for number in range((now - first) // timedelta(minutes=1)):
        minute = first + number * timedelta(minutes=1)
        held = [i.status for i in found if i.start <= minute < i.end]
        if held:
            top = max(held, key=lambda status: status.severity)
            measured[top] = measured.get(top, 0) + 60
    (day,) = history(Timeline(drawn), drawn.by_id[component_id], now, UTC_ZONE, 1).days
    assert dict(day.seconds) == measured


def test_a_day_that_a_zone_skipped_holds_no_data() -> None:
    """Samoa had no 30 December 2011: that day has no hours, and so no data, though trouble lasted over it."""
    now = datetime(2012, 1, 1, tzinfo=UTC)
    outage = incident(
        "outage", "minor", {"api": "degraded_performance"}, update("2011-12-30 09:00", "investigating")
    )
    found = history(Timeline(site(outage)), site().leaves[0], now, ZoneInfo("Pacific/Apia"), 4)
    assert [(day.date, day.worst) for day in found.days] == [
        (date(2011, 12, 29), "degraded_performance"),
        (date(2011, 12, 30), None),
        (date(2011, 12, 31), "degraded_performance"),
        (date(2012, 1, 1), "degraded_performance"),
    ]
    assert [sum(day.seconds.values()) for day in found.days] == [3600, 0, 86400, 14 * 3600]
    assert found.counted_seconds == 86400 * 2 + 14 * 3600


def test_updates_that_leave_a_status_as_it_is_make_one_interval() -> None:
    """An interval ends where the status becomes another, not at every update, and not where it becomes it again."""
    outage = incident(
        "outage",
        "major",
        {"api": "partial_outage"},
        update("01:00", "investigating"),
        update("02:00", "identified", web="major_outage"),
        update("03:00", "monitoring", api="degraded_performance"),
        update("03:30", "monitoring"),
        update("04:00", "identified", api="partial_outage"),
        update("05:00", "resolved"),
        update("06:00", "investigating"),
    )
    assert intervals(Timeline(site(outage)), "api", at("07:00")) == (
        (at("01:00"), at("03:00"), "partial_outage", "outage"),
        (at("03:00"), at("04:00"), "degraded_performance", "outage"),
        (at("04:00"), at("05:00"), "partial_outage", "outage"),
        (at("06:00"), at("07:00"), "partial_outage", "outage"),
    )


def test_what_takes_no_time_leaves_one_trace() -> None:
    """An incident that opened, changed and closed within one minute is one interval, with the status it had last."""
    blip = incident(
        "blip",
        "critical",
        {"api": "major_outage"},
        update("01:00", "investigating"),
        update("01:00", "identified", api="partial_outage"),
        update("01:00", "monitoring", api="degraded_performance"),
        update("01:00", "resolved"),
    )
    assert intervals(Timeline(site(blip)), "api", at("02:00")) == (
        (at("01:00"), at("01:00"), "degraded_performance", "blip"),
    )


@given(sites(), ANY_MOMENT, ANY_MOMENT, st.sampled_from(IDS))
def test_what_is_left_out_was_over_before(
    drawn: Site, now: datetime, since: datetime, component_id: str
) -> None:
    """Whoever asks from a moment on is told everything that ended then or later."""
    timeline = Timeline(drawn)
    whole = intervals(timeline, component_id, now)
    asked = intervals(timeline, component_id, now, since)
    assert [found for found in asked if found.end >= since] == [
        found for found in whole if found.end >= since
    ]


def test_what_was_over_before_is_left_out() -> None:
    """Incidents that were over before the moment from which on somebody asks are not gone through."""
    early, late = (
        incident(
            id_, "major", {"api": "partial_outage"}, update(start, "identified"), update(end, "resolved")
        )
        for id_, start, end in (("early", "01:00", "02:00"), ("late", "03:00", "04:00"))
    )
    timeline = Timeline(site(early, late))
    asked = {
        since: intervals(timeline, "api", at("05:00"), at(since)) for since in ("02:00", "02:01", "04:01")
    }
    assert {since: [found.incident_id for found in told] for since, told in asked.items()} == {
        "02:00": ["early", "late"],
        "02:01": ["late"],
        "04:01": [],
    }


def test_a_component_that_nobody_names_has_no_intervals() -> None:
    """A component without incidents was operational all the time."""
    assert intervals(Timeline(site()), "api", DAY) == ()
