"""Components and groups as the API lists them: one level of groups, in one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import NamedTuple

from mkdocs_status_plugin.model import Component, ComponentStatus, worst
from mkdocs_status_plugin.outputs import ids
from mkdocs_status_plugin.outputs.api.context import Context, Json
from mkdocs_status_plugin.state import ComponentView, GroupView

_BETWEEN = " - "
"""Between a group's name and a member's (section 1, "incident_update"), and between nested groups (section 4)."""


class _Section(NamedTuple):
    """A group as the API knows it: without groups inside."""

    id: str
    name: str
    description: str
    members: tuple[ComponentView, ...]


class Listing(NamedTuple):
    """``rows`` are all components and groups in the API's order.

    ``by_id`` gives the row of each component, and ``names`` its name with that of its group, by the
    id in the component list.
    """

    rows: tuple[Json, ...]
    by_id: Mapping[str, Json]
    names: Mapping[str, str]


def listing(context: Context) -> Listing:
    """Every component and group of the page.

    Sorted by position: top level and members of each group are numbered from 1 on, so groups and
    members interleave (section 1, "component").
    """
    moments = _Moments(context)
    rows: list[tuple[int, Json]] = []
    by_id: dict[str, Json] = {}
    names: dict[str, str] = {}

    def add(view: ComponentView, position: int, section: _Section | None) -> None:
        row = _component(context, moments, view, position, section)
        key = view.component.id
        by_id[key] = row
        names[key] = (section.name + _BETWEEN if section else "") + view.component.name
        rows.append((position, row))

    for position, entry in enumerate(_sections(context), 1):
        if isinstance(entry, _Section):
            rows.append((position, _group(context, moments, entry, position)))
            for number, member in enumerate(entry.members, 1):
                add(member, number, entry)
        else:
            add(entry, position, None)
    rows.sort(key=lambda row: row[0])
    return Listing(tuple(row for _, row in rows), by_id, names)


def _sections(context: Context) -> Iterator[ComponentView | _Section]:
    """The top level of the list: a group inside another follows it, as ``Outer - Inner`` (section 4)."""
    taken: Counter[tuple[str, ...]] = Counter()

    def flat(
        nodes: tuple[ComponentView | GroupView, ...], above: tuple[str, ...]
    ) -> Iterator[ComponentView | _Section]:
        for node in nodes:
            if isinstance(node, ComponentView):
                if not above:
                    yield node
                continue
            path = (*above, node.group.name)
            taken[path] += 1
            members = tuple(member for member in node.members if isinstance(member, ComponentView))
            if members:
                given = node.group.id
                id_ = ids.nameless_group(path, taken[path]) if given is None else ids.group(given)
                yield _Section(id_, _BETWEEN.join(path), node.group.description, members)
            yield from flat(node.members, path)

    return flat(context.publication.snapshot.tree, ())


class _Moments:
    """Since when the page knows a component, and when its status last changed."""

    def __init__(self, context: Context) -> None:
        self._zone = context.publication.zone
        self._now = context.publication.snapshot.now
        self._timeline = context.publication.timeline
        self._changed: dict[str, datetime] = {}

    def created(self, component: Component) -> datetime:
        """The beginning of its first day; without one, the oldest instant that the page tells of."""
        if component.since is None:
            return min(self._timeline.first or self._now, self._now)
        return min(datetime.combine(component.since, time(), self._zone).astimezone(UTC), self._now)

    def changed(self, component: Component) -> datetime:
        """The newest instant at which an incident gave it another status than before."""
        if component.id not in self._changed:
            self._changed[component.id] = self._newest(component)
        return self._changed[component.id]

    def _newest(self, component: Component) -> datetime:
        newest = self.created(component)
        for incident in reversed(self._timeline.naming.get(component.id, ())):
            # Files mostly lie in the order of time: once a late change is found, few others can be later.
            if self._timeline.steps[incident.id][-1].at <= newest:
                continue
            before = ComponentStatus.OPERATIONAL
            for step in self._timeline.passed(incident.id, self._now):
                status = step.holds.get(component.id, ComponentStatus.OPERATIONAL)
                if status is not before:
                    newest = max(newest, step.at)
                before = status
        return newest


def _component(
    context: Context, moments: _Moments, view: ComponentView, position: int, section: _Section | None
) -> Json:
    component = view.component
    return {
        "id": ids.component(component.id),
        "name": component.name,
        "status": str(view.status),
        "created_at": context.time(moments.created(component)),
        "updated_at": context.time(moments.changed(component)),
        "position": position,
        "description": component.description or None,
        "showcase": True,
        "start_date": component.since.isoformat() if component.since else None,
        "group_id": section.id if section else None,
        "page_id": context.page_id,
        "group": False,
        "only_show_if_degraded": False,
    }


def _group(context: Context, moments: _Moments, section: _Section, position: int) -> Json:
    """A group, as bad as the worst of its own members (section 1, "component")."""
    members = [view.component for view in section.members]
    return {
        "id": section.id,
        "name": section.name,
        "status": str(worst(tuple(view.status for view in section.members))),
        "created_at": context.time(min(map(moments.created, members))),
        "updated_at": context.time(max(map(moments.changed, members))),
        "position": position,
        "description": section.description or None,
        "showcase": True,
        "start_date": None,
        "group_id": None,
        "page_id": context.page_id,
        "group": True,
        "only_show_if_degraded": False,
        "components": [ids.component(component.id) for component in members],
    }
