"""Instants, days and durations as visitors read them, in the page's language and display zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.units import format_unit
from markupsafe import Markup

MACHINE = "%Y-%m-%dT%H:%M:%SZ"
"""How an instant (UTC) stands in ``datetime`` attributes and in our own data."""


@dataclass(frozen=True)
class Moments:
    """Formats for one page language and one display zone."""

    locale: Locale
    zone: ZoneInfo

    def text(self, at: datetime) -> str:
        """An instant in the display zone, with the zone's name: ``2 Nov 2026, 14:05 UTC``."""
        local = at.astimezone(self.zone)
        day = format_date(local.date(), format="medium", locale=self.locale)
        return f"{day}, {local:%H:%M} {_zone_name(local)}"

    def clock(self, at: datetime) -> str:
        """Only the time of day and the zone: ``14:05 UTC``."""
        local = at.astimezone(self.zone)
        return f"{local:%H:%M} {_zone_name(local)}"

    def element(self, at: datetime, *, clock: bool = False) -> Markup:
        """A ``time`` element with the instant in UTC for programs and the text for people."""
        shown = self.clock(at) if clock else self.text(at)
        return Markup('<time datetime="{}">{}</time>').format(at.strftime(MACHINE), shown)

    def day(self, day: date) -> str:
        """A day: ``2 Nov 2026``."""
        return format_date(day, format="medium", locale=self.locale)

    def short_day(self, day: date) -> str:
        """A day without its year: ``2 Nov``."""
        return format_skeleton("MMMd", day, locale=self.locale)

    def month(self, year: int, month: int) -> str:
        """A month: ``November 2026``."""
        return format_skeleton("yMMMM", date(year, month, 1), locale=self.locale)

    def duration(self, length: timedelta) -> str:
        """A duration in its two largest units: ``1 h 40 min``, ``3 days 2 h``."""
        minutes = max(0, round(length.total_seconds() / 60))
        days, hours, left = minutes // 1440, minutes // 60 % 24, minutes % 60
        if days:
            parts = [(days, "duration-day"), (hours, "duration-hour")]
        else:
            parts = [(hours, "duration-hour"), (left, "duration-minute")]
        texts = [format_unit(n, unit, "short", locale=self.locale) for n, unit in parts if n]
        return " ".join(texts) or format_unit(minutes, "duration-minute", "short", locale=self.locale)

    def today(self, now: datetime) -> date:
        """The day it is in the display zone."""
        return now.astimezone(self.zone).date()


def _zone_name(local: datetime) -> str:
    """``UTC`` or an abbreviation with letters; otherwise the offset, for zones that have no name."""
    name = local.tzname() or ""
    return name if name.isalpha() else f"UTC{local:%z}"[:6] + ":" + f"{local:%z}"[3:]
