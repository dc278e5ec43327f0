"""What every output may draw on: one snapshot, and how the site is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.build import Build
from mkdocs_status_plugin.keeping import Memo
from mkdocs_status_plugin.language import Words
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.markup import Body
from mkdocs_status_plugin.problems import Problem
from mkdocs_status_plugin.state import (
    History,
    IncidentView,
    Phase,
    Snapshot,
    Timeline,
    history,
    is_long_over,
    outlook,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Publication:
    """One build as the outputs see it.

    ``snapshot`` and ``timeline`` answer every question of state. ``time_zone`` is the IANA name of
    the display zone; ``history_days`` the length of the history shown. ``render`` gives the safe HTML
    of an incident's text, worked out once for pages and outputs alike. ``problems`` are the findings
    of reading and review. ``memo`` recalls what earlier builds have worked out.
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
    memo: Memo = field(default_factory=Memo, repr=False)

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

    @cached_property
    def foreseen(self) -> tuple[IncidentView, ...]:
        """Every incident as it is, then those that are announced later, as they will be when they first show."""
        steps, end = self.timeline.steps, self.ahead[-1].now
        coming = {one.id for one in self.snapshot.not_yet if steps[one.id] and steps[one.id][0].at <= end}
        found = list(self.snapshot.incidents)
        for later in self.ahead[1:]:
            if not coming:
                break
            first = [view for view in later.incidents if view.id in coming]
            coming -= {view.id for view in first}
            found += first
        return tuple(found)

    @cached_property
    def _over(self) -> tuple[IncidentView, ...]:
        """The incidents that are over and will not change by themselves."""
        changing = {id_ for then in self.ahead if then.next_change for id_ in then.next_change.incident_ids}
        return tuple(
            view
            for view in self.snapshot.incidents
            if view.phase is Phase.PAST
            and view.incident.readable
            and not view.pinned
            and view.id not in changing
        )

    @cached_property
    def settled(self) -> Mapping[str, str]:
        """The incidents that are over and will not change by themselves: their ids, each with a hash of all of it.

        How many of its steps have passed is part of it: that, and its files, is all that makes its view.
        """
        prints = self.memo.prints
        return {view.id: self._hash(view, prints) for view in self._over} if prints else {}

    @cached_property
    def long_over(self) -> Set[str]:
        """The ids of those of which nothing has been told for long either: hardly anything will be."""
        return {view.id for view in self._over if is_long_over(view, self.snapshot.now)}

    def recall(self, kind: str, view: IncidentView, make: Callable[[], T], *more: str) -> T:
        """What is told of an incident (of what JSON has, or bytes), from an earlier build where it can have changed nothing.

        ``more`` is what it is made from beside the incident and what is the same for the whole site.
        """
        kept = self.named(kind, view, *more)
        return self.memo.keep.recall(kept, make) if kept else make()

    def named(self, kind: str, view: IncidentView, *more: str) -> str:
        """The key by which that is kept; empty where it could change something."""
        known = self.settled.get(view.id)
        return self.memo.named(kind, (known, *more)) if known else ""

    def recall_present(self, kind: str, view: IncidentView, make: Callable[[], T]) -> T:
        """The same of any incident, for what tells nothing of it but how it is: that is another once a step has passed."""
        prints = self.memo.prints
        if not prints or not view.incident.readable:
            return make()
        return self.memo.recall(kind, (self._hash(view, prints),), make)

    def _hash(self, view: IncidentView, prints: Mapping[str, str]) -> str:
        incident = view.incident
        said = f"{self.memo.base} {view.passed} {incident.id} {incident.path} {prints[incident.path]}"
        for told in incident.translations:
            said += f" {told.path} {prints[told.path]}"
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def told_in(self, language: str, words: Words) -> Publication:
        """The same build with the words of another language, and every incident translated to it."""
        timeline = Timeline(self.snapshot.site.told_in(language))
        return replace(
            self,
            timeline=timeline,
            snapshot=timeline.at(self.snapshot.now),
            words=words,
            memo=self.memo.speaking(language),
        )
