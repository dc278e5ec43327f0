"""A site over all time, and the one function that answers what is true at a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property, partial
from itertools import takewhile

from mkdocs_status_plugin.model import (
    Component,
    ComponentChange,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Site,
    UpdateStatus,
    worst,
)
from mkdocs_status_plugin.state.lifecycle import EVER, Step, beginning, ending, reported, steps
from mkdocs_status_plugin.state.snapshot import (
    Change,
    ComponentView,
    GroupView,
    IncidentView,
    NextChange,
    Phase,
    Snapshot,
    UpdateView,
)
from mkdocs_status_plugin.state.summary import banner, indicator


class Timeline:
    """Every step of every incident, worked out once, so that many moments can be asked for."""

    def __init__(self, site: Site) -> None:
        """Take a site; nothing here depends on the present."""
        self.site = site
        self.steps: Mapping[str, tuple[Step, ...]] = {i.id: steps(i) for i in site.incidents}
        self._ahead: tuple[datetime, tuple[tuple[datetime, str], ...]] | None = None
        self._views: dict[tuple[str, int, bool], IncidentView] = {}

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

    def at(self, now: datetime) -> Snapshot:
        """What is true at ``now`` (UTC): the only place that decides it."""
        views: list[IncidentView] = []
        not_yet: list[Incident] = []
        for incident in self.site.incidents:
            view = self._view(incident, now)
            if view is not None:
                views.append(view)
            else:
                not_yet.append(incident)
        # By id first, so that the order of the files never shows where two began at once.
        views.sort(key=lambda view: view.id)
        views.sort(key=lambda view: (view.began_at is None, view.began_at or EVER), reverse=True)
        active = sorted((v for v in views if v.phase is Phase.ACTIVE), key=_urgency, reverse=True)
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
            upcoming=tuple(sorted((v for v in views if v.phase is Phase.UPCOMING), key=_soonest)),
            past=tuple(v for v in views if v.phase is Phase.PAST),
            pinned=tuple(v for v in views if v.phase is Phase.PAST and v.pinned),
            not_yet=tuple(sorted(not_yet, key=lambda incident: incident.id)),
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
            view = self._views[key] = _incident(incident, made, pinned)
        return view


def at(site: Site, now: datetime) -> Snapshot:
    """What is true of a site at ``now`` (UTC)."""
    return Timeline(site).at(now)


def _incident(incident: Incident, made: tuple[Step, ...], pinned: bool) -> IncidentView:
    current = made[-1]
    phase = Phase.PAST if current.ended else Phase.UPCOMING if current.planned else Phase.ACTIVE
    first = beginning(made)
    began = incident.started_at or (first.at if first else None)
    if phase is Phase.UPCOMING:
        began = incident.scheduled_for or made[0].at
    closing = ending(made)
    ended = (incident.resolved_at or closing.at) if closing else None
    return IncidentView(
        incident=incident,
        phase=phase,
        status=current.status,
        overrunning=current.overrunning,
        passed=len(made),
        began_at=began,
        ended_at=max(ended, began) if ended and began else ended,
        monitoring_at=_first_of(_MONITORING, made),
        closed_at=closing.at if closing else None,
        pinned=pinned,
        tell_affected=partial(_affected, incident, made, phase),
        tell_updates=partial(_updates, incident, made),
    )


_MONITORING = {UpdateStatus.MONITORING, UpdateStatus.VERIFYING}


def _first_of(statuses: set[UpdateStatus], made: tuple[Step, ...]) -> datetime | None:
    """When an update first said one of some statuses."""
    for step in made:
        if step.update is not None and step.update.status in statuses:
            return step.at
    return None


def _affected(incident: Incident, made: tuple[Step, ...], phase: Phase) -> tuple[ComponentChange, ...]:
    if phase is Phase.ACTIVE:
        return tuple(made[-1].holds.items())
    if phase is Phase.UPCOMING:
        planned = dict(incident.components)
        for step in made:
            planned.update(step.update.changes if step.update else ())
        return tuple(planned.items())
    held: dict[str, ComponentStatus] = dict.fromkeys(dict(incident.components), ComponentStatus.OPERATIONAL)
    first = beginning(made)
    for holds in (reported(incident, first) if first else {}, *(step.holds for step in made)):
        for id_, status in holds.items():
            held[id_] = worst((status, held.get(id_, status)))
    return tuple(held.items())


def _updates(incident: Incident, made: tuple[Step, ...]) -> tuple[UpdateView, ...]:
    """Newest first, each with the components named so far, before and after.

    What changed is not said for a file that could not be read: nobody knows what stands between.
    """
    shown: list[UpdateView] = []
    named = dict.fromkeys([id_ for id_, _ in incident.components])
    before: Mapping[str, ComponentStatus] = {}
    fine = ComponentStatus.OPERATIONAL
    for step in made:
        update, holds = step.update, step.holds
        if update is not None:
            named.update(dict.fromkeys([id_ for id_, _ in update.changes]))
            changes = [Change(id_, before.get(id_, fine), holds.get(id_, fine)) for id_ in named]
            shown.append(UpdateView(update, tuple(changes) if incident.readable else ()))
        before = holds
    return tuple(reversed(shown))


_RANK = {
    Impact.CRITICAL: 5,
    Impact.UNKNOWN: 4,
    Impact.MAJOR: 3,
    Impact.MINOR: 2,
    Impact.MAINTENANCE: 1,
    Impact.NONE: 0,
}


def _soonest(view: IncidentView) -> tuple[datetime, str]:
    return (view.began_at or EVER, view.id)


def _urgency(view: IncidentView) -> tuple[int, int, datetime]:
    """Worst first: by impact, then by the worst component now, then the newest."""
    now_worst = worst(tuple(status for _, status in view.affected))
    return (_RANK[view.incident.impact], now_worst.severity, view.newest_at or EVER)


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
