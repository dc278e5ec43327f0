"""Instants, days and durations as visitors read them, in the page's language and display zone.

Whatever the language, digits are Latin, the calendar is Gregorian and a time of day is written
``14:05`` with its zone behind it: so times can be compared with logs, with the reports' own files and
with another language's page, and copied from one into the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_timedelta, get_datetime_format
from markupsafe import Markup, escape

_KEPT = 5000
"""How many instants are kept as text: a page asks for its own several times, a long history for all of them once."""

_Unit = Literal["day", "hour", "minute"]


@dataclass(frozen=True)
class Moments:
    """Formats for one page language and one display zone.

    A long history asks for the same days and instants again and again, so what has been told is kept.
    """

    locale: Locale
    zone: ZoneInfo
    _elements: dict[datetime, Markup] = field(default_factory=dict, repr=False, compare=False)
    _days: dict[tuple[str, date], str] = field(default_factory=dict, repr=False, compare=False)

    def text(self, at: datetime) -> str:
        """An instant in the display zone, with the zone's name: ``2 Nov 2026, 14:05 UTC``."""
        local = at.astimezone(self.zone)
        return self._joined.format(_clock(local), self.day(local.date()))

    def clock(self, at: datetime) -> str:
        """Only the time of day and the zone: ``14:05 UTC``."""
        return _clock(at.astimezone(self.zone))

    def element(self, at: datetime, *, clock: bool = False) -> Markup:
        """A ``time`` element with the instant in UTC for programs and the text for people."""
        if clock:
            return _element(at, self.clock(at))
        known = self._elements.get(at)
        if known is None:
            known = _element(at, self.text(at))
            if len(self._elements) >= _KEPT:
                self._elements.clear()
            self._elements[at] = known
        return known

    def day(self, day: date) -> str:
        """A day: ``2 Nov 2026``."""
        return self._date("yMMMd", day)

    def short_day(self, day: date) -> str:
        """A day without its year: ``2 Nov``."""
        return self._date("MMMd", day)

    def _date(self, skeleton: str, day: date) -> str:
        known = self._days.get((skeleton, day))
        if known is None:
            known = self._days[skeleton, day] = format_skeleton(skeleton, day, locale=self.locale)
        return known

    @cached_property
    def _joined(self) -> str:
        """The pattern that joins a time of day (0) and a date (1), the date always first.

        Behind the zone a day would read like its offset: ``14:05 UTC 2 thg 11``.
        """
        pattern = str(get_datetime_format("medium", locale=self.locale)).replace("'", "")
        return pattern if pattern.startswith("{1}") else "{1}, {0}"

    def month(self, year: int, month: int) -> str:
        """A month: ``November 2026``."""
        return self._date("yMMMM", date(year, month, 1))

    def duration(self, length: timedelta) -> str:
        """A duration in its two largest units: ``1 hr 40 mins``, ``3 days 2 hrs``.

        With CLDR's short names, one after the other, as browsers have them: the page's script tells
        durations that still grow.
        """
        minutes = max(0, round(length.total_seconds() / 60))
        days, hours, left = minutes // 1440, minutes // 60 % 24, minutes % 60
        parts: list[tuple[int, _Unit]] = [(hours, "hour"), (left, "minute")]
        if days:
            parts = [(days, "day"), (hours, "hour")]
        texts = [_amount(self.locale, number, unit) for number, unit in parts if number]
        return " ".join(texts) or _amount(self.locale, 0, "minute")

    def today(self, now: datetime) -> date:
        """The day it is in the display zone."""
        return now.astimezone(self.zone).date()


def machine(at: datetime) -> str:
    """An instant (UTC) as it stands in ``datetime`` attributes and in our own data: ``2026-11-02T14:05:00Z``."""
    # Much quicker than to format each part of it.
    return f"{at.isoformat()[:19]}Z"


def _element(at: datetime, shown: str) -> Markup:
    # Both parts are ours, the text escaped.
    return Markup(f'<time datetime="{machine(at)}">{escape(shown)}</time>')  # noqa: S704  # nosec B704 - escaped


def _clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02} {_zone_name(local)}"


@lru_cache(maxsize=4096)
def _amount(locale: Locale, number: int, unit: _Unit) -> str:
    """A number of one unit. ``format_unit`` knows no singular where CLDR leaves it out as the same as the plural."""
    length = timedelta(**{f"{unit}s": number})
    return format_timedelta(length, granularity=unit, threshold=math.inf, format="short", locale=locale)


def _zone_name(local: datetime) -> str:
    """``UTC`` or an abbreviation with letters; otherwise the offset, for zones that have no name."""
    name = local.tzname() or ""
    return name if name.isalpha() else f"UTC{local:%z}"[:6] + ":" + f"{local:%z}"[3:]
