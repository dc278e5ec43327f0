"""Components and groups in ``/status.json``, with their days and uptime."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_status_plugin import links
from mkdocs_status_plugin.model import ComponentStatus
from mkdocs_status_plugin.outputs import ids
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.state import ComponentView, Day, GroupView, History, uptime_text


def tree(publication: Publication, nodes: Sequence[ComponentView | GroupView]) -> list[dict[str, object]]:
    """Components and groups as the component list has them, groups inside groups included."""
    return [
        _group(publication, node) if isinstance(node, GroupView) else _component(publication, node)
        for node in nodes
    ]


def _group(publication: Publication, view: GroupView) -> dict[str, object]:
    return {
        "type": "group",
        "id": view.group.id,
        "name": view.group.name,
        "description": view.group.description or None,
        "status": str(view.status),
        "components": tree(publication, view.members),
    }


def _component(publication: Publication, view: ComponentView) -> dict[str, object]:
    component = view.component
    history = publication.histories[component.id]
    address = publication.links.absolute
    return {
        "type": "component",
        "id": component.id,
        "api_id": ids.component(component.id),
        "name": component.name,
        "description": component.description or None,
        "link": component.link or None,
        "status": str(view.status),
        "by_hand": view.by_hand,
        "incident_ids": view.incident_ids,
        "since": component.since.isoformat() if component.since else None,
        "uptime": _uptime(history),
        "first_day": history.days[0].date.isoformat(),
        "last_day": history.days[-1].date.isoformat(),
        "days": [
            _day(day, day.worst) for day in history.days if day.worst is not None and day.worst.severity
        ],
        "url": address(links.component(component.id)),
        "atom": address(links.beside_component(component.id, links.ATOM)),
        "calendar": address(links.beside_component(component.id, links.CALENDAR)),
        "badge": address(links.beside_component(component.id, links.BADGE)),
        "badge_json": address(links.beside_component(component.id, links.BADGE_JSON)),
    }


def _uptime(history: History) -> dict[str, object]:
    percent = uptime_text(history)
    return {
        "percent": None if percent is None else float(percent),
        "counted_seconds": history.counted_seconds,
        "down_seconds": history.down_seconds,
    }


def _day(day: Day, worst: ComponentStatus) -> dict[str, object]:
    return {
        "date": day.date.isoformat(),
        "worst": str(worst),
        "seconds": {str(status): seconds for status, seconds in day.seconds.items()},
        "incidents": [
            {"id": one.id, "status": str(one.status), "seconds": one.seconds} for one in day.incidents
        ],
    }
