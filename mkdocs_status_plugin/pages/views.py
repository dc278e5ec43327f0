"""Snapshots as pages need them: what is true at build, and what will be true by itself later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from mkdocs_status_plugin.model import ComponentStatus, Group, Update
from mkdocs_status_plugin.state import Banner, IncidentView, Snapshot, Span, phased

T = TypeVar("T")


@dataclass(frozen=True)
class Moving:
    """The snapshot at build, and those at each later instant at which something changes by itself.

    Every method gives spans: stretches of time with what is true in them, the first being the one
    at build. A page writes them all and its script shows the one that is true.
    """

    snapshots: tuple[Snapshot, ...]

    @property
    def snapshot(self) -> Snapshot:
        """What is true at build."""
        return self.snapshots[0]

    def spans(self, question: Callable[[Snapshot], T]) -> tuple[Span[T], ...]:
        """The answers to a question over time."""
        return phased(self.snapshots, question)

    def banner(self) -> tuple[Span[Banner], ...]:
        """The banner over time."""
        return self.spans(lambda snapshot: snapshot.banner)

    def component(self, component_id: str) -> tuple[Span[ComponentStatus], ...]:
        """A component's status over time."""
        return self.spans(lambda snapshot: snapshot.component[component_id].status)

    def group(self, group: Group) -> tuple[Span[ComponentStatus], ...]:
        """A group's status over time."""
        return self.spans(lambda snapshot: snapshot.groups[group].status)

    def incident(self, incident_id: str) -> tuple[Span[IncidentView | None], ...]:
        """An incident over time; None where it does not show."""
        return self.spans(lambda snapshot: snapshot.by_id.get(incident_id))

    def while_at_top(self, incident_id: str) -> tuple[Span[bool], ...]:
        """When an incident stands among the active (or pinned) ones."""
        return self.spans(lambda s: any(v.id == incident_id for v in (*s.active, *s.pinned)))

    def while_upcoming(self, incident_id: str) -> tuple[Span[bool], ...]:
        """When a maintenance stands among the planned ones."""
        return self.spans(lambda s: any(v.id == incident_id for v in s.upcoming))

    def while_any_at_top(self) -> tuple[Span[bool], ...]:
        """When there is anything among the active (or pinned) ones."""
        return self.spans(lambda s: bool(s.active or s.pinned))

    def while_any_upcoming(self) -> tuple[Span[bool], ...]:
        """When any maintenance is planned."""
        return self.spans(lambda s: bool(s.upcoming))

    @cached_property
    def top(self) -> tuple[IncidentView, ...]:
        """All that stand at the top now or later, in the order in which they first do."""
        return self._ever(lambda s: (*s.active, *s.pinned))

    @cached_property
    def upcoming(self) -> tuple[IncidentView, ...]:
        """All that are planned now or later, in the order in which they first are."""
        return self._ever(lambda s: s.upcoming)

    def _ever(self, which: Callable[[Snapshot], tuple[IncidentView, ...]]) -> tuple[IncidentView, ...]:
        found: dict[str, IncidentView] = {}
        for snapshot in self.snapshots:
            for view in which(snapshot):
                found.setdefault(view.id, view)
        return tuple(found.values())

    def last(self, incident_id: str) -> IncidentView | None:
        """An incident as it will be when all that is known has happened."""
        return self.snapshots[-1].by_id.get(incident_id)

    def is_future(self, update: Update) -> bool:
        """Whether an update has not happened yet at build."""
        return update.at > self.snapshot.now

    def ever_shown(self) -> Iterator[IncidentView]:
        """Every incident that shows now or later, as it first does."""
        seen: set[str] = set()
        for snapshot in self.snapshots:
            for view in snapshot.incidents:
                if view.id not in seen:
                    seen.add(view.id)
                    yield view
