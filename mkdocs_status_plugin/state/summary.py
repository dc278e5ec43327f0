"""The state of the whole: Statuspage's indicator, and the banner that is never greener than it."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from mkdocs_status_plugin.model import ComponentStatus, Impact, worst
from mkdocs_status_plugin.state.snapshot import (
    Banner,
    BannerKind,
    ComponentView,
    IncidentView,
    Indicator,
)

_Test = Callable[[list[ComponentStatus]], bool]


def _all(status: ComponentStatus) -> _Test:
    return lambda found: bool(found) and all(s is status for s in found)


def _any(status: ComponentStatus) -> _Test:
    return lambda found: status in found


# Statuspage's table, read off recorded responses (statuspage-api.md, section 2): first match wins.
_TABLE: tuple[tuple[_Test, Indicator], ...] = (
    (_all(ComponentStatus.MAJOR_OUTAGE), Indicator.CRITICAL),
    (_any(ComponentStatus.MAJOR_OUTAGE), Indicator.MAJOR),
    (_all(ComponentStatus.PARTIAL_OUTAGE), Indicator.MAJOR),
    (_any(ComponentStatus.PARTIAL_OUTAGE), Indicator.MINOR),
    (_any(ComponentStatus.DEGRADED_PERFORMANCE), Indicator.MINOR),
    (_any(ComponentStatus.UNDER_MAINTENANCE), Indicator.MAINTENANCE),
)


def indicator(
    components: Sequence[ComponentView], active: Sequence[IncidentView], complete: bool
) -> Indicator:
    """Statuspage's indicator from the component statuses.

    A page without a component has only its incidents to go by, and so has one whose component list could not be
    read. Ours is stricter in one point: while that or an active incident could not be read, it is at least ``minor``.
    """
    found = [view.status for view in components]
    level = next((level for test, level in _TABLE if test(found)), Indicator.NONE)
    if not found or not complete:
        level = _loudest(level, components, active)
    if not complete or any(not view.incident.readable for view in active):
        return _worse(level, Indicator.MINOR)
    return level


_LEVEL = {
    Impact.MINOR: Indicator.MINOR,
    Impact.MAJOR: Indicator.MAJOR,
    Impact.CRITICAL: Indicator.CRITICAL,
    Impact.UNKNOWN: Indicator.MINOR,
    Impact.MAINTENANCE: Indicator.MAINTENANCE,
}

_KIND = {
    ComponentStatus.MAJOR_OUTAGE: BannerKind.MAJOR_OUTAGE,
    ComponentStatus.PARTIAL_OUTAGE: BannerKind.PARTIAL_OUTAGE,
    ComponentStatus.DEGRADED_PERFORMANCE: BannerKind.DEGRADED_PERFORMANCE,
}


def banner(
    components: Sequence[ComponentView],
    active: Sequence[IncidentView],
    level: Indicator,
    complete: bool,
) -> Banner:
    """The sentence's subject and the colour of the whole.

    An incident that is active keeps the banner from being green even where every component it
    names is operational again. Where it names none that the page lists, or could read, its impact gives the
    colour. Notices (impact ``none``) leave the banner alone.
    """
    unread = [view for view in active if not view.incident.readable]
    level = _loudest(level, components, active)
    top = worst(tuple(view.status for view in components))
    named = [view for view in components if view.status is top]
    holding = {(view.component.id, top) for view in named}
    causes = [view.id for view in active if holding.intersection(view.affected)]
    if top in _KIND:
        kind, subjects = _KIND[top], causes
    elif unread or not complete:
        kind, named, subjects = BannerKind.UNKNOWN, [], [view.id for view in unread]
    elif troubles := [view for view in active if view.is_trouble]:
        kind, named, subjects = BannerKind.INCIDENT, [], [view.id for view in troubles]
    elif top is ComponentStatus.UNDER_MAINTENANCE:
        kind, subjects = BannerKind.UNDER_MAINTENANCE, causes
    elif works := [view for view in active if view.incident.is_maintenance]:
        kind, named, subjects = BannerKind.UNDER_MAINTENANCE, [], [view.id for view in works]
    else:
        kind, named, subjects = BannerKind.OPERATIONAL, [], []
    return Banner(
        kind=kind,
        level=level,
        component_ids=tuple(view.component.id for view in named),
        incident_ids=tuple(subjects),
        unread=len(unread),
        complete=complete,
    )


def _own_level(view: IncidentView, listed: Set[str]) -> Indicator:
    """The colour an incident asks for by itself, beside what its components say where the page lists them."""
    if not view.incident.is_maintenance and any(id_ in listed for id_, _ in view.affected):
        return Indicator.MINOR
    return _LEVEL[view.incident.impact]


def _loudest(
    level: Indicator, components: Sequence[ComponentView], active: Sequence[IncidentView]
) -> Indicator:
    """The worst of a level and of what active incidents ask for; notices ask for nothing."""
    listed = {view.component.id for view in components}
    for view in active:
        if view.incident.impact is not Impact.NONE:
            level = _worse(level, _own_level(view, listed))
    return level


def _worse(one: Indicator, other: Indicator) -> Indicator:
    return max(one, other, key=lambda indicator: indicator.severity)
