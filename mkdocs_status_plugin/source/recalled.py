"""Incidents as JSON and back, so that a file that has not changed need not be read again.

Only incidents of files with which nothing at all is wrong go this way. The file itself is there all the same, so of a text
only its place in it is kept.
"""

from __future__ import annotations

import codecs
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


def to_json(incident: Incident, data: bytes) -> list[Any]:
    """A readable incident without translations, in a file of these bytes, as what JSON has.

    Its id and path are not in it: the file's name says both.
    """
    told = _told(data)
    updates: list[list[Any]] = []
    end = 0
    for update in incident.updates:
        at = update.at.isoformat()
        kept: list[Any] = [at, update.status.value, update.line]
        # The texts mostly follow each other; any other place at which the same stands is as good.
        start = told.find(update.text, end)
        start = start if start >= 0 else told.find(update.text)
        end = start + len(update.text)
        kept += [start, end] if start >= 0 else [update.text, 0]
        if update.changes or update.anchor != _anchor(at):
            kept += [update.changes, update.anchor]
        updates.append(kept)
    return [
        incident.title,
        incident.impact.value,
        incident.components,
        updates,
        dict(incident.lines),
        incident.also_affects,
        incident.summary,
        incident.auto_complete,
        {name: at.isoformat() for name in _MOMENTS if (at := getattr(incident, name))},
    ]


def from_json(id_: str, path: str, data: bytes, kept: Sequence[Any]) -> Incident:
    """The incident of :func:`to_json`, of this id and in the file of this path, which holds the same bytes."""
    title, impact, components, updates, lines, also_affects, summary, auto_complete, moments = kept
    told = _told(data)
    when = datetime.fromisoformat
    made = []
    for at, status, line, start, end, *more in updates:
        text = start if type(start) is str else told[start:end]
        changes, anchor = (_changes(more[0]), more[1]) if more else ((), _anchor(at))
        made.append(Update(when(at), _STATUSES[status], text, anchor, changes, line))
    known: dict[str, Any] = {name: when(at) for name, at in moments.items()} if moments else moments
    return Incident(
        id=id_,
        path=path,
        title=title,
        impact=_IMPACTS[impact],
        components=_changes(components),
        updates=tuple(made),
        also_affects=also_affects,
        summary=summary,
        auto_complete=auto_complete,
        lines=lines,
        **known,
    )


def _told(data: bytes) -> str:
    """A file's text with the line ends that texts have."""
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _anchor(at: str) -> str:
    """The anchor of an update, if no other has the same moment; see :func:`mkdocs_status_plugin.source.updates.anchors`."""
    return f"{at[:16]}Z" if at[16:19] == ":00" else f"{at[:19]}Z"


def _changes(kept: Sequence[Sequence[str]]) -> tuple[ComponentChange, ...]:
    return tuple([(id_, _COMPONENT_STATUSES[status]) for id_, status in kept])
