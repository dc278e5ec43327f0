"""The incidents of a snapshot by the day and by the month in which they began."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.state.snapshot import IncidentView, Phase, Snapshot

LONG = timedelta(days=30)
"""How long nothing may have been told of an incident for it to be taken for final."""


def is_long_over(view: IncidentView, now: datetime) -> bool:
    """Whether an incident is over, and nothing has been told of it for long at ``now`` (UTC)."""
    if view.phase is not Phase.PAST or view.closed_at is None or not view.incident.updates:
        return False
    return max(view.closed_at, view.incident.updates[-1].at) < now - LONG


def calendar_days(
    snapshot: Snapshot, zone: ZoneInfo, days: int
) -> tuple[tuple[date, tuple[IncidentView, ...]], ...]:
    """The last ``days`` calendar days of ``zone``, newest first, each with what began on it.

    Maintenance that is still to come is left out. What began at an unknown time, because its file
    could not be read, stands on the newest day.
    """
    today = snapshot.now.astimezone(zone).date()
    found: dict[date, list[IncidentView]] = {today - timedelta(days=ago): [] for ago in range(days)}
    before = today - timedelta(days=days)
    for view in snapshot.incidents:
        day = _day(view, snapshot, zone)
        if day in found and view.phase is not Phase.UPCOMING:
            found[day].append(view)
        # They stand in the order in which they began. Where a clock is set back at midnight a day may come once more.
        if day < before:
            break
    return tuple((day, tuple(views)) for day, views in found.items())


def months(snapshot: Snapshot, zone: ZoneInfo) -> Mapping[tuple[int, int], tuple[IncidentView, ...]]:
    """Every month (year and month of ``zone``), newest first, with what began in it, newest first.

    Without a gap from the present month to that of the oldest incident, so that a month's page, once
    there, stays; empty when nothing ever began. Maintenance that is still to come is left out. What
    began at an unknown time, because its file could not be read, stands in the present month.
    """
    begun = _begun(snapshot, zone)
    if not begun:
        return {}
    today = snapshot.now.astimezone(zone).date()
    numbers = [_number(day) for day, _ in begun]
    newest, oldest = max(_number(today), *numbers), min(_number(today), *numbers)
    found: dict[int, list[IncidentView]] = {number: [] for number in range(newest, oldest - 1, -1)}
    for number, (_, view) in zip(numbers, begun, strict=True):
        found[number].append(view)
    return {(number // 12, number % 12 + 1): tuple(views) for number, views in found.items()}


def _begun(snapshot: Snapshot, zone: ZoneInfo) -> list[tuple[date, IncidentView]]:
    return [
        (_day(view, snapshot, zone), view) for view in snapshot.incidents if view.phase is not Phase.UPCOMING
    ]


def _day(view: IncidentView, snapshot: Snapshot, zone: ZoneInfo) -> date:
    return (view.began_at or snapshot.now).astimezone(zone).date()


def _number(day: date) -> int:
    """A month as a number that grows by one a month."""
    return day.year * 12 + day.month - 1
