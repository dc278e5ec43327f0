"""Incidents and maintenances in ``/status.json``."""

from __future__ import annotations

from mkdocs_status_plugin import links
from mkdocs_status_plugin.outputs import ids
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.status.moments import instant, instant_or_none
from mkdocs_status_plugin.state import IncidentView, UpdateView


def incident(publication: Publication, view: IncidentView) -> dict[str, object]:
    """One incident with all its updates that have happened, newest first."""
    told = view.incident
    url = publication.links.absolute(links.incident(view.id))
    return {
        "id": view.id,
        "api_id": ids.incident(view.id),
        "title": told.title,
        "impact": str(told.impact),
        "phase": str(view.phase),
        "status": None if view.status is None else str(view.status),
        "overrunning": view.overrunning,
        "pinned": view.pinned,
        "readable": told.readable,
        "path": told.path,
        "url": url,
        "atom": publication.links.absolute(links.beside_incident(view.id, links.UPDATES_ATOM)),
        "began_at": instant_or_none(view.began_at),
        "ended_at": instant_or_none(view.ended_at),
        "monitoring_at": instant_or_none(view.monitoring_at),
        "closed_at": instant_or_none(view.closed_at),
        "scheduled_for": instant_or_none(told.scheduled_for),
        "scheduled_until": instant_or_none(told.scheduled_until),
        "auto_complete": told.auto_complete,
        "affected": [{"id": id_, "status": str(status)} for id_, status in view.affected],
        "also_affects": told.also_affects or None,
        "summary": publication.plain(told.summary) or None,
        "updates": [_update(publication, url, update) for update in view.updates],
    }


def _update(publication: Publication, url: str, shown: UpdateView) -> dict[str, object]:
    update = shown.update
    return {
        "at": instant(update.at),
        "status": str(update.status),
        "text": publication.plain(update.text),
        "url": f"{url}#{update.anchor}",
        "changes": [
            {"id": change.component_id, "old": str(change.old), "new": str(change.new)}
            for change in shown.visible_changes
        ],
    }
