"""A site over all time, and the one function that answers what is true at a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from mkdocs_status_plugin.model import Component, ComponentStatus, Group, Incident, Site, worst
from mkdocs_status_plugin.state.lifecycle import EVER, Step, steps
from mkdocs_status_plugin.state.ordering import exchanged, newest_first, soonest, urgency
from mkdocs_status_plugin.state.snapshot import (
    ComponentView,
    GroupView,
    IncidentView,
    NextChange,
    Phase,
    Snapshot,
)
from mkdocs_status_plugin.state.summary import banner, indicator
from mkdocs_status_plugin.state.viewing import view_of


class Timeline:
    """Every step of every incident, worked out once, so that many moments can be asked for."""

    def __init__(self, site: Site) -> None:
        """Take a site; nothing here depends on the present."""
        self.site = site
        self.steps: Mapping[str, tuple[Step, ...]] = {i.id: steps(i) for i in site.incidents}
        self._ahead: tuple[datetime, tuple[tuple[datetime, str], ...]] | None = None
        self._views: dict[tuple[str, int, bool], IncidentView] = {}
        self._latest: Snapshot | None = None
        self._mattering: tuple[tuple[datetime, datetime], Set[str]] | None = None

    @cached_property
    def moments(self) -> tuple[tuple[datetime, str], ...]:
        """Every instant (UTC) at which something changes by itself, with the incident's id, in order."""
        return self._moments(EVER)

    def _moments(self, after: datetime) -> tuple[tuple[datetime, str], ...]:
        """The moments that come after one of them; most histories are long, and few of these are."""
        found = {
            (step.at, id_)
            for id_, made in self.steps.items()
            if made and made[-1].at > after
            for step in made
            if step.at > after
        }
        found |= {
            (until, i.id)
            for i in self.site.incidents
            if (until := i.pinned_until) is not None and until > after
        }
        return tuple(sorted(found))

    @cached_property
    def first(self) -> datetime | None:
        """The oldest instant (UTC) at which anything changed or will, or None where nothing ever does."""
        begun = (step.at for made in self.steps.values() for step in made[:2] if step.at > EVER)
        ended = (one.pinned_until for one in self.site.incidents if one.pinned_until)
        return min((*begun, *ended), default=None)

    def next_change(self, now: datetime) -> NextChange | None:
        """The first instant after ``now`` at which something changes, or None."""
        if self._ahead is None or now < self._ahead[0]:
            self._ahead = (now, self._moments(now))
        later = self._ahead[1][bisect_right(self._ahead[1], now, key=lambda moment: moment[0]) :]
        if not later:
            return None
        return NextChange(
            later[0][0], tuple(id_ for at, id_ in takewhile(lambda m: m[0] == later[0][0], later))
        )

    @cached_property
    def naming(self) -> Mapping[str, tuple[Incident, ...]]:
        """Every component's id with the incidents that ever name it."""
        found: dict[str, list[Incident]] = {}
        for incident in self.site.incidents:
            for component_id in incident.component_ids:
                found.setdefault(component_id, []).append(incident)
        return {component_id: tuple(incidents) for component_id, incidents in found.items()}

    def passed(self, incident_id: str, now: datetime) -> tuple[Step, ...]:
        """The steps of an incident that have begun at ``now`` (UTC), oldest first."""
        made = self.steps[incident_id]
        if made and made[-1].at <= now:
            return made
        return made[: bisect_right(made, now, key=lambda step: step.at)]

    def mattering(self, now: datetime, since: datetime) -> Set[str]:
        """The incidents that were not yet over at ``since``, as far as is known at ``now`` (UTC): few of a long history."""
        if self._mattering is None or self._mattering[0] != (now, since):
            found = {i.id for i in self.site.incidents if not self._was_over(i, now, since)}
            self._mattering = ((now, since), found)
        return self._mattering[1]

    def _was_over(self, incident: Incident, now: datetime, since: datetime) -> bool:
        made = self.passed(incident.id, now)
        if not made or not made[-1].ended or made[-1].at >= since:
            return False
        return incident.readable and (incident.resolved_at or EVER) < since

    def at(self, now: datetime) -> Snapshot:
        """What is true at ``now`` (UTC)."""
        # Several ask for the present, one after the other.
        if self._latest is None or self._latest.now != now:
            self._latest = self._at(now)
        return self._latest

    def _at(self, now: datetime) -> Snapshot:
        views: list[IncidentView] = []
        not_yet: list[Incident] = []
        for incident in self.site.incidents:
            view = self._view(incident, now)
            if view is not None:
                views.append(view)
            else:
                not_yet.append(incident)
        views.sort(key=newest_first)
        return self._told(
            now,
            views,
            [view for view in views if view.phase is Phase.PAST],
            [view for view in views if _stands_out(view)],
            sorted(not_yet, key=lambda incident: incident.id),
        )

    def after(self, before: Snapshot) -> Snapshot | None:
        """What is true from the next change of a snapshot of this timeline on; None where it has none.

        The same as :meth:`at` says, but only the incidents that change are looked at, so that a long
        history with many plans costs little more than one without.
        """
        change = before.next_change
        if change is None:
            return None
        changing = set(change.incident_ids)
        incidents = [self.site.incidents_by_id[id_] for id_ in changing]
        was = [view for one in incidents if (view := self._view(one, before.now))]
        now = [view for one in incidents if (view := self._view(one, change.at))]
        shown = {view.id for view in now}
        outstanding = {view.id: view for view in (*before.active, *before.upcoming, *before.pinned)}
        outstanding |= {view.id: view for view in now}
        return self._told(
            change.at,
            exchanged(before.incidents, was, now),
            exchanged(
                before.past,
                [view for view in was if view.phase is Phase.PAST],
                [view for view in now if view.phase is Phase.PAST],
            ),
            sorted(filter(_stands_out, outstanding.values()), key=newest_first),
            [incident for incident in before.not_yet if incident.id not in shown],
        )

    def _told(
        self,
        now: datetime,
        views: Iterable[IncidentView],
        past: Iterable[IncidentView],
        outstanding: Iterable[IncidentView],
        not_yet: Iterable[Incident],
    ) -> Snapshot:
        """The only place that decides what is true of the whole.

        Views come newest beginning first; ``outstanding`` are those of them that :func:`_stands_out`.
        """
        outstanding = tuple(outstanding)
        active = sorted((v for v in outstanding if v.phase is Phase.ACTIVE), key=urgency, reverse=True)
        components = {c.id: _component(c, active) for c in self.site.leaves}
        flat = tuple(components.values())
        level = indicator(flat, active, self.site.complete)
        return Snapshot(
            site=self.site,
            now=now,
            tree=tuple(_node(node, components) for node in self.site.components),
            components=flat,
            incidents=tuple(views),
            active=tuple(active),
            upcoming=tuple(sorted((v for v in outstanding if v.phase is Phase.UPCOMING), key=soonest)),
            past=tuple(past),
            pinned=tuple(v for v in outstanding if v.phase is Phase.PAST),
            not_yet=tuple(not_yet),
            banner=banner(flat, active, level, self.site.complete),
            indicator=level,
            next_change=self.next_change(now),
        )

    def _view(self, incident: Incident, now: datetime) -> IncidentView | None:
        made = self.passed(incident.id, now)
        if not made:
            return None
        pinned = incident.pinned_until is not None and now < incident.pinned_until
        key = (incident.id, len(made), pinned)
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = view_of(incident, made, pinned)
        return view


def at(site: Site, now: datetime) -> Snapshot:
    """What is true of a site at ``now`` (UTC)."""
    return Timeline(site).at(now)


def _stands_out(view: IncidentView) -> bool:
    """Whether a page tells of it before the past: few of a long history."""
    return view.pinned or view.phase is not Phase.PAST


def _component(component: Component, active: list[IncidentView]) -> ComponentView:
    """Worst wins among everything that holds the component, a status set by hand included."""
    held = [(view.id, dict(view.affected).get(component.id)) for view in active]
    holding = [(id_, status) for id_, status in held if status is not None and status.severity]
    by_hand = component.status or ComponentStatus.OPERATIONAL
    return ComponentView(
        component=component,
        status=worst((by_hand, *(status for _, status in holding))),
        incident_ids=tuple(id_ for id_, _ in holding),
        by_hand=bool(by_hand.severity),
    )


def _node(node: Component | Group, views: Mapping[str, ComponentView]) -> ComponentView | GroupView:
    if not isinstance(node, Group):
        return views[node.id]
    members = tuple(_node(member, views) for member in node.members)
    return GroupView(node, worst(_statuses(members)), members)


def _statuses(members: tuple[ComponentView | GroupView, ...]) -> Iterator[ComponentStatus]:
    return (member.status for member in members)
