"""Incidents as JSON and back, so that a file that has not changed need not be read again.

Only incidents of files with which nothing at all is wrong go this way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mkdocs_status_plugin.model import (
    ComponentChange,
    ComponentStatus,
    Impact,
    Incident,
    Update,
    UpdateStatus,
)

_MOMENTS = ("scheduled_for", "scheduled_until", "started_at", "resolved_at", "pinned_until")
_STATUSES = {status.value: status for status in UpdateStatus}
_COMPONENT_STATUSES = {status.value: status for status in ComponentStatus}
_IMPACTS = {impact.value: impact for impact in Impact}


def to_json(incident: Incident) -> list[Any]:
    """A readable incident without translations, as what JSON has."""
    return [
        incident.id,
        incident.title,
        incident.impact.value,
        incident.components,
        [
            [
                update.at.isoformat(),
                update.status.value,
                update.text,
                update.anchor,
                update.changes,
                update.line,
            ]
            for update in incident.updates
        ],
        incident.also_affects,
        incident.summary,
        [at.isoformat() if (at := getattr(incident, name)) else None for name in _MOMENTS],
        incident.auto_complete,
        dict(incident.lines),
    ]


def from_json(path: str, kept: Sequence[Any]) -> Incident:
    """The incident of :func:`to_json`, in the file of this path."""
    id_, title, impact, components, updates, also_affects, summary, moments, auto_complete, lines = kept
    when = datetime.fromisoformat
    known: dict[str, Any] = {
        name: when(at) for name, at in zip(_MOMENTS, moments, strict=True) if at is not None
    }
    return Incident(
        id=id_,
        path=path,
        title=title,
        impact=_IMPACTS[impact],
        components=_changes(components),
        updates=tuple(
            Update(when(at), _STATUSES[status], text, anchor, _changes(changes), line)
            for at, status, text, anchor, changes, line in updates
        ),
        also_affects=also_affects,
        summary=summary,
        auto_complete=auto_complete,
        lines=lines,
        **known,
    )


def _changes(kept: Sequence[Sequence[str]]) -> tuple[ComponentChange, ...]:
    return tuple((id_, _COMPONENT_STATUSES[status]) for id_, status in kept)
