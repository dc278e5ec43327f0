"""What a change of the files means to the public: two snapshots of one moment, compared.

Pure: whoever reads the files of two revisions gives their snapshots, and gets what became of the banner, the
components, and each incident. :mod:`mkdocs_status_plugin.changes_told` puts it into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_status_plugin.model import ComponentStatus, Incident, Update
from mkdocs_status_plugin.problems import Problem
from mkdocs_status_plugin.state import Snapshot


class Kind(StrEnum):
    """What became of an incident."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """One incident before and after; one of the two is None where it is new or removed.

    ``added``, ``edited`` (before and after) and ``removed`` are updates, the oldest first; they are told
    apart by their anchors, as feeds and links do.
    """

    kind: Kind
    before: Incident | None
    after: Incident | None
    added: tuple[Update, ...] = ()
    edited: tuple[tuple[Update, Update], ...] = ()
    removed: tuple[Update, ...] = ()

    @property
    def incident(self) -> Incident:
        """The incident as it is now, or as it was where it is removed."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True, slots=True)
class ComponentChanged:
    """A component before and after; a status is None where the list does not hold it."""

    id: str
    name: str
    before: ComponentStatus | None
    after: ComponentStatus | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that a change means at one moment. ``problems`` are those that it brings."""

    before: Snapshot
    after: Snapshot
    components: tuple[ComponentChanged, ...]
    incidents: tuple[IncidentChange, ...]
    problems: tuple[Problem, ...]


def meaning(
    before: Snapshot, after: Snapshot, old_problems: Sequence[Problem], new_problems: Sequence[Problem]
) -> Meaning:
    """Compare two snapshots of one moment, with the findings in the files of each."""
    known = {(problem.path, problem.code, problem.message) for problem in old_problems}
    return Meaning(
        before=before,
        after=after,
        components=tuple(_components(before, after)),
        incidents=tuple(_incidents(before, after)),
        problems=tuple(one for one in new_problems if (one.path, one.code, one.message) not in known),
    )


def _components(before: Snapshot, after: Snapshot) -> list[ComponentChanged]:
    ids = dict.fromkeys([*after.component, *before.component])
    found = []
    for id_ in ids:
        old, new = before.component.get(id_), after.component.get(id_)
        name = new.component.name if new else old.component.name if old else id_
        change = ComponentChanged(id_, name, old.status if old else None, new.status if new else None)
        if change.before is not change.after:
            found.append(change)
    return found


def _incidents(before: Snapshot, after: Snapshot) -> list[IncidentChange]:
    old, new = dict(before.site.incidents_by_id), dict(after.site.incidents_by_id)
    found = []
    gone = {id_: one for id_, one in old.items() if id_ not in new}
    for id_, incident in new.items():
        was = old.get(id_)
        if was is None:
            moved = next((one for one in gone.values() if _alike(one, incident)), None)
            if moved:
                del gone[moved.id]
            found.append(_compared(Kind.MOVED if moved else Kind.NEW, moved, incident))
        elif was != incident:
            found.append(_compared(Kind.CHANGED, was, incident))
    found += [IncidentChange(Kind.REMOVED, one, None, removed=one.updates) for one in gone.values()]
    return found


def _alike(one: Incident, other: Incident) -> bool:
    """Whether a file was only renamed, perhaps with another word changed."""
    anchors = [update.anchor for update in one.updates]
    return bool(anchors) and anchors == [update.anchor for update in other.updates[: len(anchors)]]


def _compared(kind: Kind, before: Incident | None, after: Incident) -> IncidentChange:
    old = {update.anchor: update for update in before.updates} if before else {}
    new = {update.anchor: update for update in after.updates}
    return IncidentChange(
        kind,
        before,
        after,
        added=tuple(update for anchor, update in new.items() if anchor not in old),
        edited=tuple(
            (old[anchor], update) for anchor, update in new.items() if anchor in old and old[anchor] != update
        ),
        removed=tuple(update for anchor, update in old.items() if anchor not in new),
    )
