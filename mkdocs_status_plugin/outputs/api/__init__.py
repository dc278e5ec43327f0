"""Statuspage's public API, version 2: a client made for it works when its base address is changed.

Rules and sections named here are those of the API as recorded from public pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mkdocs_status_plugin.model import ComponentStatus, worst
from mkdocs_status_plugin.outputs.api.components import listing
from mkdocs_status_plugin.outputs.api.context import Context, Json
from mkdocs_status_plugin.outputs.api.incidents import Entry
from mkdocs_status_plugin.outputs.api.told import Told, in_order
from mkdocs_status_plugin.outputs.jsontext import filled, written
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.state import Indicator, Snapshot

NEWEST = 50
"""How many entries the lists of any state hold (section 1)."""

BUDGET = 900_000
"""How many bytes they may take: long reports make the lists shorter, never the file larger than 1 MB."""

_OF_ANY_STATE = {"incidents": False, "scheduled-maintenances": True}
"""The lists of any state, and whether they are of maintenances."""


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The eight files, all from one snapshot."""
    context = Context(publication)
    components = listing(context)
    told = Told(context, components)
    open_now = in_order(told.unfinished())
    incidents = [entry for entry in open_now if not entry.is_maintenance]
    works = [entry for entry in open_now if entry.is_maintenance]
    page = _page(context, told)
    status: Json = {"status": _status(publication.snapshot)}
    rows: Json = {"components": components.rows}
    unresolved: Json = {"incidents": _having(incidents, "investigating", "identified", "monitoring")}
    unfinished: Json = {"scheduled_maintenances": _having(works, "scheduled", "in_progress", "verifying")}
    answers: Mapping[str, Json] = {
        "summary": {**rows, **unresolved, **unfinished, **status},
        "status": status,
        "components": rows,
        "incidents": {"incidents": []},
        "incidents/unresolved": unresolved,
        "scheduled-maintenances": {"scheduled_maintenances": []},
        "scheduled-maintenances/upcoming": {"scheduled_maintenances": _having(works, "scheduled")},
        "scheduled-maintenances/active": {
            "scheduled_maintenances": _having(works, "in_progress", "verifying")
        },
    }
    for name, content in answers.items():
        answer = written({"page": page, **content})
        if name in _OF_ANY_STATE:
            newest = told.newest(NEWEST, maintenance=_OF_ANY_STATE[name])
            answer = filled(answer, (written(entry.json) for entry in newest), BUDGET)
        yield f"api/v2/{name}.json", answer


def _page(context: Context, told: Told) -> Json:
    newest = told.updated_at or context.publication.build.built_at
    return {
        "id": context.page_id,
        "name": context.publication.site_name,
        "url": context.url,
        "time_zone": context.time_zone,
        "updated_at": context.time(newest),
    }


_DESCRIPTION = {
    Indicator.NONE: "All Systems Operational",
    Indicator.MAINTENANCE: "Service Under Maintenance",
    Indicator.MINOR: "Minor Service Outage",
    Indicator.MAJOR: "Partial System Outage",
    Indicator.CRITICAL: "Major System Outage",
}


def _status(snapshot: Snapshot) -> Json:
    """The state of the whole, in the words of section 2.

    Two rows of its table share the indicator ``minor``: mere degradation has words of its own. What
    could not be read may be worse than that, so while something could not be, they are not used.
    """
    description = _DESCRIPTION[snapshot.indicator]
    if snapshot.indicator is Indicator.MINOR and snapshot.banner.complete and not snapshot.banner.unread:
        worst_of_all = worst(tuple(view.status for view in snapshot.components))
        if worst_of_all is ComponentStatus.DEGRADED_PERFORMANCE:
            description = "Partially Degraded Service"
    return {"indicator": str(snapshot.indicator), "description": description}


def _having(entries: Iterable[Entry], *statuses: str) -> list[Json]:
    return [entry.json for entry in entries if entry.status in statuses]
