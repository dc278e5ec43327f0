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

    Its id and path are not in it: the file's name says both. What is said of all updates stands together, for JSON is
    quick with few long values. What few of them have stands beside, by their numbers.
    """
    told = _told(data)
    places: list[int] = []
    few: dict[int, list[Any]] = {}
    moments = [_moment(update.at) for update in incident.updates]
    end = 0
    for number, update in enumerate(incident.updates):
        # The texts mostly follow each other; any other place at which the same stands is as good.
        start = told.find(update.text, end)
        start = start if start >= 0 else told.find(update.text)
        end = start + len(update.text)
        text = None
        if start < 0:
            text, start, end = update.text, 0, 0
        anchor = None if update.anchor == f"{moments[number]}Z" else update.anchor
        if text is not None or anchor is not None or update.changes:
            few[number] = [text, update.changes, anchor]
        places += [update.line, start, end]
    return [
        incident.title,
        incident.impact.value,
        incident.components,
        " ".join(moments),
        " ".join(update.status for update in incident.updates),
        places,
        few,
        dict(incident.lines),
        incident.also_affects,
        incident.summary,
        incident.auto_complete,
        {name: _moment(at) for name in _MOMENTS if (at := getattr(incident, name))},
    ]


def from_json(id_: str, path: str, data: bytes, kept: Sequence[Any]) -> Incident:
    """The incident of :func:`to_json`, of this id and in the file of this path, which holds the same bytes."""
    (
        title,
        impact,
        components,
        at,
        statuses,
        places,
        few,
        lines,
        also_affects,
        summary,
        auto_complete,
        moments,
    ) = kept
    told = _told(data)
    when = datetime.fromisoformat
    place = iter(places)
    anchors = [f"{moment}Z" for moment in at.split()]
    # Nearly all that is ever read goes this way.
    updates = [
        *map(
            Update._make,
            [
                (when(anchor), _STATUSES[status], told[start:end], anchor, (), line)
                for anchor, status, line, start, end in zip(
                    anchors, statuses.split(), place, place, place, strict=True
                )
            ],
        )
    ]
    for number, (text, changes, anchor) in few.items():
        usual = updates[int(number)]
        updates[int(number)] = Update(
            usual.at,
            usual.status,
            usual.text if text is None else text,
            anchor or usual.anchor,
            _changes(changes),
            usual.line,
        )
    known: dict[str, Any] = (
        {name: when(f"{at}+00:00") for name, at in moments.items()} if moments else moments
    )
    return Incident(
        id=id_,
        path=path,
        title=title,
        impact=_IMPACTS[impact],
        components=_changes(components),
        updates=tuple(updates),
        also_affects=also_affects,
        summary=summary,
        auto_complete=auto_complete,
        lines=lines,
        **known,
    )


def _moment(at: datetime) -> str:
    """An instant as the anchors of updates have it: ``2026-11-02T14:05``, in UTC."""
    return at.isoformat()[: 19 if at.second else 16]


def _told(data: bytes) -> str:
    """A file's text with the line ends that texts have."""
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _changes(kept: Sequence[Sequence[str]]) -> tuple[ComponentChange, ...]:
    return tuple([(id_, _COMPONENT_STATUSES[status]) for id_, status in kept])
