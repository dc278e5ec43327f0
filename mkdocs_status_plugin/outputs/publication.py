"""What every output may draw on: one snapshot, and how the site is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.build import Build
from mkdocs_status_plugin.language import Words
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.markup import Body
from mkdocs_status_plugin.problems import Problem
from mkdocs_status_plugin.state import History, Snapshot, Timeline, history, outlook


@dataclass(frozen=True)
class Publication:
    """One build as the outputs see it.

    ``snapshot`` and ``timeline`` answer every question of state. ``time_zone`` is the IANA name of
    the display zone; ``history_days`` the length of the history shown. ``render`` gives the safe HTML
    of an incident's text, worked out once for pages and outputs alike. ``problems`` are the findings
    of reading and review.
    """

    snapshot: Snapshot
    timeline: Timeline
    build: Build
    links: Links
    words: Words
    site_name: str
    time_zone: str
    history_days: int
    problems: tuple[Problem, ...]
    render: Callable[[str], Body] = field(repr=False)

    def plain(self, text: str) -> str:
        """An incident's text as plain text, with addresses that work from anywhere."""
        return self.render(text).plain(self.links.site_url or "/")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The display zone."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """The shown history of every component by its id."""
        return {
            component.id: history(self.timeline, component, self.snapshot.now, self.zone, self.history_days)
            for component in self.snapshot.site.leaves
        }

    @cached_property
    def ahead(self) -> tuple[Snapshot, ...]:
        """The snapshot, and those of each later instant at which something changes by itself."""
        return outlook(self.timeline, self.snapshot.now)

    def told_in(self, language: str, words: Words) -> Publication:
        """The same build with the words of another language, and every incident translated to it."""
        timeline = Timeline(self.snapshot.site.told_in(language))
        return replace(self, timeline=timeline, snapshot=timeline.at(self.snapshot.now), words=words)
