"""What a status page is: components, incidents, updates.

Everything here is frozen data from the standard library. Every instant is a timezone-aware
``datetime`` in UTC; calendar days are plain ``date`` values. Nothing here knows the present
moment: what holds *now* is the business of :mod:`mkdocs_status_plugin.state`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from mkdocs_status_plugin.statuses import ENDING, ComponentStatus, Impact, UpdateStatus, worst


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that can break.

    ``since`` is the first day (in the page's display zone) for which a history is claimed.
    ``status`` is the status set by hand in the component list, or None.
    """

    id: str
    name: str
    description: str = ""
    link: str = ""
    since: date | None = None
    status: ComponentStatus | None = None
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Components (and further groups) under one heading; ``id`` is None unless one was given."""

    name: str
    members: tuple[Component | Group, ...]
    id: str | None = None
    description: str = ""
    line: int = field(default=1, compare=False)


ComponentChange = tuple[str, ComponentStatus]
"""A component's id and the status it takes."""


class Update(NamedTuple):
    """One timestamped section of an incident.

    ``at`` is in UTC. ``text`` is Markdown without comments, as written otherwise. ``changes``
    are the component statuses that change with this update. ``anchor`` is unique in its
    incident and stays the same under edits of the text. ``line`` is that of the heading.
    """

    at: datetime
    status: UpdateStatus
    text: str
    anchor: str
    changes: tuple[ComponentChange, ...] = ()
    line: int = 1

    # Two updates are the same wherever they stand in their files.

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Update) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-1])


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of one incident in another language; its state is always the original's.

    ``language`` is as in the file's name (``de``, ``pt-BR``). ``texts`` are Markdown by the anchor of
    the update; what it lacks is told in the original's words.
    """

    language: str
    path: str
    title: str
    summary: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident or maintenance: one file.

    ``id`` is the address (the stem in lower-case letters, digits and hyphens). ``path`` is the
    file, relative to the project, with ``/``. ``updates`` are ordered oldest first. ``raw`` is
    None for a file that could be read, otherwise its whole text: then ``impact`` is
    ``UNKNOWN``, the other fields hold what could be read, and the incident counts as active.
    ``lines`` gives the line of each front matter key that was found. ``translations`` are ordered by
    language.
    """

    id: str
    path: str
    title: str
    impact: Impact
    components: tuple[ComponentChange, ...] = ()
    updates: tuple[Update, ...] = ()
    also_affects: str = ""
    summary: str = ""
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    auto_complete: bool = False
    started_at: datetime | None = None
    resolved_at: datetime | None = None
    pinned_until: datetime | None = None
    raw: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    translations: tuple[Translation, ...] = ()
    _named: tuple[str, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def readable(self) -> bool:
        """Whether the whole file was understood."""
        return self.raw is None

    @property
    def is_maintenance(self) -> bool:
        """Whether this is planned work rather than trouble."""
        return self.impact is Impact.MAINTENANCE

    def told_in(self, language: str) -> Incident:
        """The same incident in the words of a translation, where there is one; the state is the same."""
        found = next((told for told in self.translations if told.language == language), None)
        if found is None:
            return self
        updates = tuple(
            update._replace(text=found.texts.get(update.anchor, update.text)) for update in self.updates
        )
        return replace(self, title=found.title, summary=found.summary or self.summary, updates=updates)

    @property
    def component_ids(self) -> tuple[str, ...]:
        """Every component that the incident ever names, in order of first mention."""
        known = self._named
        if known is None:
            named = dict.fromkeys([component_id for component_id, _ in self.components])
            for update in self.updates:
                if update.changes:
                    named.update(dict.fromkeys([component_id for component_id, _ in update.changes]))
            known = tuple(named)
            object.__setattr__(self, "_named", known)
        return known


@dataclass(frozen=True)
class Site:
    """All that the files say.

    ``components`` is the tree of the component list. ``complete`` is False when the component
    list itself could not be read in whole, so that a component may be missing here.
    """

    components: tuple[Component | Group, ...] = ()
    incidents: tuple[Incident, ...] = ()
    complete: bool = True
    components_path: str = "components.yml"

    @cached_property
    def leaves(self) -> tuple[Component, ...]:
        """Every component, in the order of the list, groups resolved."""
        return tuple(component for _, component in _placed(self.components))

    @cached_property
    def by_id(self) -> Mapping[str, Component]:
        """Every component by its id."""
        return {component.id: component for component in self.leaves}

    @cached_property
    def incidents_by_id(self) -> Mapping[str, Incident]:
        """Every incident by its id."""
        return {incident.id: incident for incident in self.incidents}

    def told_in(self, language: str) -> Site:
        """The same site with every incident in a language, where it is translated."""
        if not any(incident.translations for incident in self.incidents):
            return self
        return replace(self, incidents=tuple(incident.told_in(language) for incident in self.incidents))

    def component_name(self, component_id: str) -> str:
        """The name that visitors know a component by; its id where the list does not hold it.

        Where components of several groups have the same name, as ``API (Oslo)``: outside of its place in
        the list nobody could tell which is meant.
        """
        return self._names.get(component_id, component_id)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        same = Counter(component.name.casefold() for component in self.leaves)
        return {
            component.id: f"{component.name} ({', '.join(groups)})"
            if groups and same[component.name.casefold()] > 1
            else component.name
            for groups, component in _placed(self.components)
        }


def _placed(
    nodes: tuple[Component | Group, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Component]]:
    """Every component with the names of the groups that it stands in, the innermost first."""
    for node in nodes:
        if isinstance(node, Group):
            yield from _placed(node.members, (node.name, *above))
        else:
            yield above, node


__all__ = [
    "ENDING",
    "Component",
    "ComponentChange",
    "ComponentStatus",
    "Group",
    "Impact",
    "Incident",
    "Site",
    "Translation",
    "Update",
    "UpdateStatus",
    "worst",
]
