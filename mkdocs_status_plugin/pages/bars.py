"""The bars: one mark for each day of a component, with its own text."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from mkdocs_status_plugin.model import ComponentStatus
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.pages.press import Press
from mkdocs_status_plugin.state import Day, Snapshot, Span, history, phased, uptime_text


class Bar(NamedTuple):
    """One day: its state (a component status or ``no_data``), what happened with and without the day, and where it leads."""

    day: date
    state: str
    text: str
    what: str
    incident_id: str | None = None

    @property
    def is_trouble(self) -> bool:
        """Whether the day is known to have been other than operational."""
        return self.state not in (ComponentStatus.OPERATIONAL, "no_data")


class Bars:
    """The days and the uptime of every component, as the pages show them."""

    def __init__(self, press: Press, publication: Publication) -> None:
        """Take what is known of the past and of the rest of today."""
        self._press = press
        self._moving = press.moving
        self._publication = publication
        self.rows = cache(self._rows)
        self.today = cache(self._today)

    def _rows(self, component_id: str) -> tuple[Bar, ...]:
        """Every day up to yesterday, and today as it is at build."""
        days = self._publication.histories[component_id].days
        return (*(self._bar(day) for day in days[:-1]), self._bar(days[-1], over=False))

    def _today(self, component_id: str) -> tuple[Span[Bar], ...]:
        """Today's bar over the rest of the day."""
        component = self._press.site.by_id[component_id]

        def bar(snapshot: Snapshot) -> Bar:
            told = history(self._publication.timeline, component, snapshot.now, self._press.zone, 1)
            return self._bar(told.days[-1], over=False)

        later = self._moving.same_day()[1:]
        return phased((self._moving.snapshot, *later), bar)

    def any_trouble(self, component_id: str) -> bool:
        """Whether any of a component's days was other than operational."""
        return any(bar.is_trouble for bar in self.rows(component_id))

    def uptime(self, component_id: str) -> str:
        """A component's uptime in words: ``99.98% uptime``."""
        percent = uptime_text(self._publication.histories[component_id])
        if percent is None:
            return self._press.words.plain("component.uptime_none")
        return self._press.words.plain("component.uptime", percent=self._press.words.percent(percent))

    def _bar(self, day: Day, *, over: bool = True) -> Bar:
        """One day's mark; a day that is not over says what happened, but not yet for how long."""
        words, shown = self._press.words, self._press.moments.short_day(day.date)

        def bar(state: str, what: str, incident_id: str | None = None) -> Bar:
            text = words.plain("day.dated", date=shown, text=what)
            return Bar(day.date, state, text, what, incident_id)

        if day.worst is None:
            return bar("no_data", words.plain("day.no_data"))
        if day.worst is ComponentStatus.OPERATIONAL:
            return bar(day.worst, words.plain("day.operational"))
        length = timedelta(seconds=float(day.seconds.get(day.worst, 0)))
        what = words.plain(
            "day.trouble" if over else "day.trouble_today",
            status=words.plain(f"status.{day.worst}"),
            duration=self._press.moments.duration(length),
        )
        worst = max(day.incidents, key=lambda i: (i.status.severity, i.seconds), default=None)
        if worst is None:
            return bar(day.worst, what)
        title = self._press.site.incidents_by_id[worst.id].title
        return bar(day.worst, words.plain("day.titled", text=what, title=title), worst.id)
