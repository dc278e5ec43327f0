"""Points in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source import TimeFault, parse_time, written_time
from mkdocs_status_plugin.source.times import parse_day

moments = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30))  # noqa: DTZ001 - each test gives them a zone
zones = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Etc/GMT+3"]
)


def time_or_fault(text: str) -> datetime | TimeFault:
    """A time, or why it is none."""
    try:
        return parse_time(text)
    except TimeFault as fault:
        return fault


@given(moments)
def test_written_is_read(moment: datetime) -> None:
    """What is written is read as the same second."""
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    assert parse_time(written_time(moment)) == moment


@given(moments, st.integers(-14 * 60, 14 * 60), st.sampled_from(["T", " "]))
def test_offsets(moment: datetime, minutes: int, between: str) -> None:
    """Every offset up to fourteen hours is read, as ISO 8601 writes it."""
    local = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)), microsecond=0)
    assert parse_time(local.isoformat(between)) == local


@given(moments, zones)
def test_zones(moment: datetime, zone: str) -> None:
    """A local time is the one instant that bears it, or an error that shows both readings."""
    text = f"{moment:%Y-%m-%d %H:%M:%S} {zone}"
    readings = {
        moment.replace(microsecond=0, tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)
    }
    if len(readings) == 1:
        assert {parse_time(text)} == readings
        return
    with pytest.raises(TimeFault) as caught:
        parse_time(text)
    assert caught.value.code is Code.AMBIGUOUS_TIME
    assert all(written_time(reading) in caught.value.hint for reading in readings)


@given(
    st.text(max_size=40)
    | st.from_regex(r"[0-9]{4}.[0-9]{1,2}.[0-9]{1,2}.[0-9]{1,2}:[0-9]{2}.{0,9}", fullmatch=True)
)
def test_any_text_is_a_time_or_a_fault(text: str) -> None:
    """Whatever is typed is a time in UTC, or a fault whose suggestion is a time."""
    found = time_or_fault(text)
    if isinstance(found, datetime):
        assert found.tzinfo is UTC
    elif found.suggestion and found.code is not Code.AMBIGUOUS_TIME:
        assert isinstance(time_or_fault(found.suggestion), datetime)


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("2026-11-02 14:05", "2026-11-02 14:05 UTC"),
        ("2026-11-02T14:05:30", "2026-11-02T14:05:30 UTC"),
        ("2.11.2026 14:05 UTC", "2026-11-02 14:05 UTC"),
        ("2026/11/2 9:05", "2026-11-02 09:05 UTC"),
        ("2026-11-02 12:05 AM UTC", "2026-11-02 00:05 UTC"),
        ("2026-11-02 12:05 p.m. UTC", "2026-11-02 12:05 UTC"),
        ("2026-11-02 5:05 pm UTC", "2026-11-02 17:05 UTC"),
        ("14:05 UTC, 2026-11-02", "2026-11-02 14:05 UTC"),
        ("2026-11-02 14.05 +01:00", "2026-11-02 14:05 +01:00"),
        ("2026-11-02 14:05:30.5 Europe/Berlin", "2026-11-02 14:05:30 Europe/Berlin"),
        ("2026-11-02 14:05 europe/berln", "2026-11-02 14:05 Europe/Berlin"),
        ("2026-11-02 14:05 New York", "2026-11-02 14:05 America/New_York"),
        ("2026-11-02 14:05 GMT+2", "2026-11-02 14:05 +02:00"),
        ("2026-11-02 14:05 UTC\u22125", "2026-11-02 14:05 -05:00"),
        ("2026-11-02 14:05 Oslo", "2026-11-02 14:05 Europe/Oslo"),
        ("2.11.2026 02:00+02:00", "2026-11-02 02:00 +02:00"),
        ("2026-11-02 14:05 PST", "2026-11-02 14:05 -08:00"),
        ("2026-10-25 02:30 Europe/Berlin", "2026-10-25 02:30 +02:00"),
        ("2026-03-29 02:30 Europe/Berlin", "2026-03-29 02:30 +01:00"),
        ("11/02/2026 14:05 UTC", ""),
        ("yesterday", ""),
    ],
)
def test_suggestions(typed: str, suggestion: str) -> None:
    """Where it can be told what is meant, it is shown; a day that may be a month is not."""
    with pytest.raises(TimeFault) as caught:
        parse_time(typed)
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize(
    "typed",
    [
        "2024-02-30",
        "2024-2-3",
        "24-02-03",
        "2024-03-01 14:05 UTC",
        "",
        "\u0662\u0660\u0662\u0664-03-01",
        "0024-03-01",
    ],
)
def test_days(typed: str) -> None:
    """A day is year, month and day in digits, and exists."""
    with pytest.raises(TimeFault):
        parse_day(typed)
