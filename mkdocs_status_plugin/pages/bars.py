"""The bars: one mark for each day of a component, with its own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.numbers import format_decimal

from mkdocs_status_plugin.model import ComponentStatus
from mkdocs_status_plugin.pages.press import Press
from mkdocs_status_plugin.state import Day, History, uptime_text


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: its state (a component status or ``no_data``), its text, and where it leads."""

    day: date
    state: str
    text: str
    incident_id: str | None = None


class Bars:
    """The days and the uptime of every component, as the pages show them."""

    def __init__(self, press: Press, histories: Mapping[str, History]) -> None:
        """Take every component's history by its id."""
        self._press = press
        self._histories = histories
        self.rows = cache(self._rows)

    def _rows(self, component_id: str) -> tuple[Bar, ...]:
        return tuple(self._bar(day) for day in self._histories[component_id].days)

    def any_trouble(self, component_id: str) -> bool:
        """Whether any of a component's days was other than operational."""
        return any(bar.state not in (ComponentStatus.OPERATIONAL, "no_data") for bar in self.rows(component_id))

    def uptime(self, component_id: str) -> str:
        """A component's uptime in words: ``99.98 % uptime``."""
        percent = uptime_text(self._histories[component_id])
        if percent is None:
            return self._press.words.plain("component.uptime_none")
        number = format_decimal(
            percent, locale=self._press.words.locale, decimal_quantization=False, group_separator=False
        )
        return self._press.words.plain("component.uptime", percent=f"{number} %")

    def _bar(self, day: Day) -> Bar:
        words, shown = self._press.words, self._press.moments.short_day(day.date)
        if day.worst is None:
            return Bar(day.date, "no_data", words.plain("day.no_data", date=shown))
        if day.worst is ComponentStatus.OPERATIONAL:
            return Bar(day.date, day.worst, words.plain("day.operational", date=shown))
        length = timedelta(seconds=float(day.seconds.get(day.worst, 0)))
        text = words.plain(
            "day.trouble",
            date=shown,
            status=words.plain(f"status.{day.worst}").lower(),
            duration=self._press.moments.duration(length),
        )
        worst = max(day.incidents, key=lambda i: (i.status.severity, i.seconds), default=None)
        if worst is None:
            return Bar(day.date, day.worst, text)
        title = self._press.site.incidents_by_id[worst.id].title
        return Bar(day.date, day.worst, words.plain("day.titled", text=text, title=title), worst.id)
