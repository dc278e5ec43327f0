"""The exact past of one component: when it was what, day by day, and its uptime.

The formula (outputs.md, "Uptime"): each instant counts the worst status that any incident gives the
component. Downtime is all of a major outage and 0.3 of a partial outage; degraded performance and
maintenance count as up; days before the component's ``since`` are not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.model import Component, ComponentStatus, worst
from mkdocs_status_plugin.state.intervals import Interval, held, intervals
from mkdocs_status_plugin.state.timeline import Timeline

DOWNTIME = {ComponentStatus.MAJOR_OUTAGE: Fraction(1), ComponentStatus.PARTIAL_OUTAGE: Fraction(3, 10)}
"""How much of its time each status counts as down; what is not named counts as up."""


class DayIncident(NamedTuple):
    """An incident's part in one day of a component: the worst status it gave, and for how long it gave any.

    ``seconds`` is the whole time on that day in which the incident made the component other than
    operational; other incidents may have done so at the same time.
    """

    id: str
    status: ComponentStatus
    seconds: float


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day (of the display zone) of a component.

    ``worst`` is None where there is no data: before ``since``. ``seconds`` gives the time in each
    status other than operational, where each instant counts once, with the worst status of it.
    ``incidents`` are those that made the component other than operational, worst first, longest first.
    """

    date: date
    worst: ComponentStatus | None
    seconds: Mapping[ComponentStatus, float] = field(default_factory=dict)
    incidents: tuple[DayIncident, ...] = ()


class History(NamedTuple):
    """The days of a component, oldest first, today last, and its uptime over them.

    ``uptime`` is a share between 0 and 1, exact, or None when no time is counted.
    ``down_seconds`` is the downtime after the formula, so a partial outage weighs 0.3 in it.
    """

    component_id: str
    days: tuple[Day, ...]
    uptime: Fraction | None
    counted_seconds: float
    down_seconds: float


def history(timeline: Timeline, component: Component, now: datetime, zone: ZoneInfo, days: int) -> History:
    """The last ``days`` days of a component up to ``now`` (UTC), today included and cut at ``now``.

    Days are those of ``zone``, 23 and 25 hours long where its clocks change. Today is never better
    than the component is now: an incident that begins this instant and a status set by hand count
    for its worst. Nobody knows since when a status set by hand holds, so it adds no time.
    """
    today = now.astimezone(zone).date()
    dates = [today - timedelta(days=ago) for ago in reversed(range(days))]
    edges = [*(_midnight(day, zone) for day in dates), now]
    pieces = _by_day(intervals(timeline, component.id, now, edges[0]), edges)
    pieces[-1] += held(timeline, component.id, now)
    told: list[Day] = []
    counted, down = timedelta(), Fraction(0)
    for day, start, end, found in zip(dates, edges[:-1], edges[1:], pieces, strict=True):
        if component.since is not None and day < component.since:
            told.append(Day(day, None))
            continue
        spent = _spent(found)
        counted += end - start
        down += sum((DOWNTIME.get(status, 0) * _micro(time) for status, time in spent.items()), Fraction(0))
        statuses = [piece.status for piece in found]
        if day == today and component.status is not None:
            statuses.append(component.status)
        told.append(
            Day(
                date=day,
                worst=worst(tuple(statuses)) if start < end or day == today else None,
                seconds={status: time.total_seconds() for status, time in spent.items()},
                incidents=_incidents(found),
            )
        )
    return History(
        component_id=component.id,
        days=tuple(told),
        uptime=1 - down / _micro(counted) if counted else None,
        counted_seconds=counted.total_seconds(),
        down_seconds=float(down / 1_000_000),
    )


def uptime_text(history: History) -> Decimal | None:
    """The uptime in percent, with as many decimals as it earns; None when no time is counted.

    Rounded down, with two decimals, or up to the first decimal that is not a nine, at most four. So
    it is 100, without decimals, only when there was no downtime at all.
    """
    if history.uptime is None:
        return None
    if history.uptime == 1:
        return Decimal(100)
    ten_thousandths = history.uptime * 1_000_000 // 1
    text = f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04d}"
    whole, decimals = text.split(".")
    nines = len(decimals) - len(decimals.lstrip("9")) if whole == "99" else 0
    earned = decimals[:2] + decimals[2 : nines + 1].rstrip("0")
    return Decimal(f"{whole}.{earned}")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which a day begins; where clocks skip midnight, when they do so."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _micro(time: timedelta) -> int:
    return time // timedelta(microseconds=1)


def _by_day(found: Iterable[Interval], edges: Sequence[datetime]) -> list[list[Interval]]:
    """The pieces of each interval in each day; the days lie between ``edges``, the last ends at now."""
    days: list[list[Interval]] = [[] for _ in edges[1:]]
    for interval in found:
        number = min(bisect_right(edges, interval.start), len(days)) - 1
        if interval.start == interval.end and number >= 0:
            days[number].append(interval)
            continue
        for later in range(max(number, 0), len(days)):
            start, end = max(interval.start, edges[later]), min(interval.end, edges[later + 1])
            if start < end:
                days[later].append(interval._replace(start=start, end=end))
            elif interval.end <= edges[later]:
                break
    return days


def _spent(pieces: Iterable[Interval]) -> dict[ComponentStatus, timedelta]:
    """How long each status was the worst of all that held at the instant."""
    turns = [(piece.start, piece.status, 1) for piece in pieces]
    turns += [(piece.end, piece.status, -1) for piece in pieces]
    turns.sort(key=lambda turn: turn[0])
    holding: Counter[ComponentStatus] = Counter()
    spent: dict[ComponentStatus, timedelta] = {}
    for (at, status, step), (following, _, _) in pairwise(turns):
        holding[status] += step
        if at < following and (top := worst(tuple(+holding))).severity:
            spent[top] = spent.get(top, timedelta()) + (following - at)
    return spent


def _incidents(pieces: Iterable[Interval]) -> tuple[DayIncident, ...]:
    found: dict[str, DayIncident] = {}
    for start, end, status, id_ in pieces:
        known = found.get(id_, DayIncident(id_, status, 0.0))
        seconds = known.seconds + (end - start).total_seconds()
        found[id_] = DayIncident(id_, worst((known.status, status)), seconds)
    return tuple(sorted(found.values(), key=lambda i: (-i.status.severity, -i.seconds, i.id)))
