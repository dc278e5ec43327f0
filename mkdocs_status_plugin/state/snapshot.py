"""The shape of an answer: what is true at one moment. Frozen data, no rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from mkdocs_status_plugin.model import (
    Component,
    ComponentChange,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Site,
    Update,
    UpdateStatus,
)


class Phase(StrEnum):
    """Where an incident stands: announced, going on, or over."""

    UPCOMING = "upcoming"
    ACTIVE = "active"
    PAST = "past"


class Indicator(StrEnum):
    """Statuspage's word for the state of the whole; the colour of the banner."""

    NONE = "none"
    MAINTENANCE = "maintenance"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def severity(self) -> int:
        """0 (none) to 4 (critical); the larger is the worse."""
        return _INDICATORS[self]


_INDICATORS = {indicator: number for number, indicator in enumerate(Indicator)}


class BannerKind(StrEnum):
    """What the banner's sentence is about, from worst to best."""

    MAJOR_OUTAGE = "major_outage"
    PARTIAL_OUTAGE = "partial_outage"
    DEGRADED_PERFORMANCE = "degraded_performance"
    UNKNOWN = "unknown"
    INCIDENT = "incident"
    UNDER_MAINTENANCE = "under_maintenance"
    OPERATIONAL = "operational"


class Banner(NamedTuple):
    """The state of the whole.

    ``kind`` chooses the sentence and ``level`` the colour: the two differ on purpose, so that a
    major outage of one component of fifty is named without painting the page red.
    ``component_ids`` are those that the sentence names and ``incident_ids`` the incidents it is
    about. ``unread`` counts incident files that could not be read; ``complete`` is False when the
    component list could not.
    """

    kind: BannerKind
    level: Indicator
    component_ids: tuple[str, ...] = ()
    incident_ids: tuple[str, ...] = ()
    unread: int = 0
    complete: bool = True


class Change(NamedTuple):
    """A component's status before and after an update."""

    component_id: str
    old: ComponentStatus
    new: ComponentStatus


class UpdateView(NamedTuple):
    """An update that has happened, with every component named so far, before and after it."""

    update: Update
    changes: tuple[Change, ...] = ()

    @property
    def visible_changes(self) -> tuple[Change, ...]:
        """Only the components that became another."""
        return tuple(change for change in self.changes if change.old is not change.new)


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident at one moment. Instants are UTC.

    ``status`` is the state in effect, written or by the clock; None only where nothing could be
    read. ``affected`` gives each component its status now while active, the planned status while
    upcoming, and the worst it had once over. ``began_at`` and ``ended_at`` are when the trouble
    really began and ended (``started_at`` and ``resolved_at`` where given); ``closed_at`` is when
    the ending update, or the clock, closed it. ``updates`` are those that have happened, newest
    first, postmortems included. ``passed`` is how many of its steps have begun: with the incident
    that is all that makes a view, so what few ask for is worked out when it is asked for.
    """

    incident: Incident
    phase: Phase
    status: UpdateStatus | None
    overrunning: bool
    passed: int
    began_at: datetime | None
    ended_at: datetime | None
    monitoring_at: datetime | None
    closed_at: datetime | None
    pinned: bool
    tell_affected: Callable[[], tuple[ComponentChange, ...]] = field(repr=False, compare=False)
    tell_updates: Callable[[], tuple[UpdateView, ...]] = field(repr=False, compare=False)
    _affected: tuple[ComponentChange, ...] | None = field(default=None, init=False, repr=False, compare=False)
    _updates: tuple[UpdateView, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def affected(self) -> tuple[ComponentChange, ...]:
        """Components with their statuses, see above."""
        known = self._affected
        if known is None:
            known = self.tell_affected()
            object.__setattr__(self, "_affected", known)
        return known

    @property
    def updates(self) -> tuple[UpdateView, ...]:
        """The updates that have happened, newest first."""
        known = self._updates
        if known is None:
            known = self.tell_updates()
            object.__setattr__(self, "_updates", known)
        return known

    @property
    def id(self) -> str:
        """The incident's id, which is its address."""
        return self.incident.id

    @property
    def newest_at(self) -> datetime | None:
        """The instant of the newest update that has happened."""
        return self.updates[0].update.at if self.updates else None

    @property
    def timeline(self) -> tuple[UpdateView, ...]:
        """The updates without postmortems, newest first."""
        return tuple(u for u in self.updates if u.update.status is not UpdateStatus.POSTMORTEM)

    @property
    def postmortems(self) -> tuple[UpdateView, ...]:
        """The postmortems, newest first."""
        return tuple(u for u in self.updates if u.update.status is UpdateStatus.POSTMORTEM)

    @property
    def is_active(self) -> bool:
        """Whether it goes on."""
        return self.phase is Phase.ACTIVE

    @property
    def is_trouble(self) -> bool:
        """Whether it is neither planned work nor a mere notice."""
        return self.incident.impact not in (Impact.MAINTENANCE, Impact.NONE)


class ComponentView(NamedTuple):
    """One component at one moment.

    ``incident_ids`` are the active incidents that give it a status worse than operational;
    ``by_hand`` says that its status stands in the component list.
    """

    component: Component
    status: ComponentStatus
    incident_ids: tuple[str, ...] = ()
    by_hand: bool = False


class GroupView(NamedTuple):
    """A group with the worst status of its members."""

    group: Group
    status: ComponentStatus
    members: tuple[ComponentView | GroupView, ...]


class NextChange(NamedTuple):
    """The next instant (UTC) at which anything changes by itself, and the incidents it is about."""

    at: datetime
    incident_ids: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """Everything that is true at ``now`` (UTC).

    ``incidents`` are all that have begun or are announced, newest beginning first; ``active`` worst
    first; ``upcoming`` the soonest first; ``past`` the newest first; ``pinned`` those past ones that
    stay at the top for a while. ``not_yet`` are incidents whose every update is dated in the future.
    ``indicator`` is Statuspage's, from component statuses alone; ``banner.level`` is never greener.
    """

    site: Site
    now: datetime
    tree: tuple[ComponentView | GroupView, ...]
    components: tuple[ComponentView, ...]
    incidents: tuple[IncidentView, ...]
    active: tuple[IncidentView, ...]
    upcoming: tuple[IncidentView, ...]
    past: tuple[IncidentView, ...]
    pinned: tuple[IncidentView, ...]
    not_yet: tuple[Incident, ...]
    banner: Banner
    indicator: Indicator
    next_change: NextChange | None

    @cached_property
    def by_id(self) -> Mapping[str, IncidentView]:
        """Every incident of this moment by its id."""
        return {view.id: view for view in self.incidents}

    @cached_property
    def component(self) -> Mapping[str, ComponentView]:
        """Every component of this moment by its id."""
        return {view.component.id: view for view in self.components}

    @cached_property
    def groups(self) -> Mapping[Group, GroupView]:
        """Every group of this moment, however deep."""
        return dict(_groups(self.tree))


def _groups(nodes: tuple[ComponentView | GroupView, ...]) -> Iterator[tuple[Group, GroupView]]:
    for node in nodes:
        if isinstance(node, GroupView):
            yield node.group, node
            yield from _groups(node.members)
