"""All incidents as the API has them, without an entry for any that no answer shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from heapq import nlargest

from mkdocs_status_plugin.outputs.api.components import Listing
from mkdocs_status_plugin.outputs.api.context import Context
from mkdocs_status_plugin.outputs.api.incidents import Entry
from mkdocs_status_plugin.state import IncidentView, Phase


class Told:
    """Every incident and maintenance of a publication."""

    def __init__(self, context: Context, listing: Listing) -> None:
        """Take one build."""
        self._context = context
        self._listing = listing
        self._views = context.publication.snapshot.incidents
        self._steps = context.publication.timeline.steps
        self._entries: dict[str, Entry] = {}

    def unfinished(self) -> list[Entry]:
        """Those whose status does not surely say that they are over; a file that could not be read is looked at."""
        return [
            self._entry(view)
            for view in self._views
            if view.phase is not Phase.PAST or not view.incident.readable
        ]

    def newest(self, count: int, *, maintenance: bool) -> list[Entry]:
        """So many incidents, or else maintenances, in the order of :func:`in_order`."""
        found = (
            (self._created_at(view), view.id, view)
            for view in self._views
            if view.incident.is_maintenance is maintenance
        )
        return [self._entry(view) for _, _, view in nlargest(count, found)]

    @cached_property
    def updated_at(self) -> datetime | None:
        """When any of them was last told of, in UTC."""
        newest: datetime | None = None
        for view in self._views:
            # Nothing is told of one after its last step.
            if (
                newest is None
                or not view.incident.readable
                or self._steps[view.id][view.passed - 1].at > newest
            ):
                at = self._entry(view).updated_at
                newest = at if newest is None else max(newest, at)
        return newest

    def _created_at(self, view: IncidentView) -> datetime:
        """When it was first told of; a file that can be read is so by its first step."""
        return self._steps[view.id][0].at if view.incident.readable else self._entry(view).created_at

    def _entry(self, view: IncidentView) -> Entry:
        if view.id not in self._entries:
            self._entries[view.id] = Entry(self._context, self._listing, view)
        return self._entries[view.id]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries as every answer has them: by when they were first told of, the newest first."""
    return sorted(entries, key=lambda entry: (entry.created_at, entry.view.id), reverse=True)
