"""Alerts of monitors, as their webhooks send them: Alertmanager, Grafana, PagerDuty.

What a monitor says is for its own people. Only its summary becomes a title, for a person to reword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from mkdocs_status_plugin.github.events import BadEvent, part, text
from mkdocs_status_plugin.github.issues import by_bot

_IMPACTS = {
    "critical": "critical",
    "page": "critical",
    "p1": "critical",
    "error": "major",
    "high": "major",
    "p2": "major",
    "warning": "minor",
    "low": "minor",
    "info": "minor",
    "p3": "minor",
    "p4": "minor",
    "p5": "minor",
}
_MOST = 120
_WORD = re.compile(r"<!-- mkdocs-status: alert (firing|over) -->")


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert, or one group of them.

    ``key`` is 12 hexadecimal digits, the same in each message about it. ``components`` are names that may
    or may not be listed. ``impact`` is a guess from its severity.
    """

    monitor: str
    key: str
    firing: bool
    title: str
    impact: str
    components: tuple[str, ...]


def alert(event: Mapping[str, Any]) -> Alert:
    """The alert of a ``repository_dispatch`` event.

    The payload is ``client_payload`` itself, or stands in it as ``payload``: GitHub allows no more than
    ten keys at its top.

    Raises:
        BadEvent: if it is none of the kinds that are known.
    """
    kind = text(event, "action")
    payload = part(event, "client_payload")
    payload = part(payload, "payload") or payload
    if kind in {"alertmanager", "grafana"}:
        return _alertmanager(kind, payload)
    if kind == "pagerduty":
        return _pagerduty(payload)
    raise BadEvent("the event is of none of these types: alertmanager, grafana, pagerduty")


def last_word(found: Alert, now: datetime) -> str:
    """The one comment of a draft about what its monitor says; ``now`` in UTC."""
    state = "firing" if found.firing else "over"
    said = "firing again" if found.firing else "over. Close this draft, or publish it"
    return f"The monitor's last word, of {now:%Y-%m-%d %H:%M} UTC: {said}.\n\n<!-- mkdocs-status: alert {state} -->"


def latest(comments: Iterable[Mapping[str, Any]]) -> tuple[int, bool]:
    """The id of that comment (0 if there is none yet), and whether the alert was firing then."""
    for comment in comments:
        found = _WORD.search(text(comment, "body"))
        id_ = comment.get("id")
        if found and by_bot(comment) and isinstance(id_, int):
            return id_, found[1] == "firing"
    return 0, True


def _alertmanager(kind: str, payload: Mapping[str, Any]) -> Alert:
    """Alertmanager's webhook, version 4; Grafana's is the same with more in it."""
    listed = payload.get("alerts")
    alerts = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    status = text(payload, "status")
    if not alerts or status not in {"firing", "resolved"}:
        raise BadEvent(f"this is no message of {kind}: it has no alerts, or no status")
    labels = [part(payload, "commonLabels"), *(part(one, "labels") for one in alerts)]
    notes = [part(payload, "commonAnnotations"), *(part(one, "annotations") for one in alerts)]
    key = text(payload, "groupKey") or repr(sorted(part(alerts[0], "labels").items()))
    title = _first(notes, "summary") or _first(labels, "alertname") or "An alert"
    severity = _first(labels, "severity").lower()
    components = dict.fromkeys(name for one in labels for name in [text(one, "component")] if name)
    return Alert(
        kind, _key(kind, key), status == "firing", _line(title), _impact(severity), tuple(components)
    )


def _pagerduty(payload: Mapping[str, Any]) -> Alert:
    """PagerDuty's webhook, version 3."""
    message = part(payload, "event")
    data = part(message, "data")
    kind, id_ = text(message, "event_type"), text(data, "id")
    if not kind.startswith("incident.") or not id_:
        raise BadEvent("this is no message of PagerDuty about an incident")
    priority = text(part(data, "priority"), "summary").lower()
    service = text(part(data, "service"), "summary")
    return Alert(
        "pagerduty",
        _key("pagerduty", id_),
        kind != "incident.resolved",
        _line(text(data, "title") or "An alert"),
        _impact(priority or text(data, "urgency")),
        (service,) if service else (),
    )


def _first(holders: list[Mapping[str, Any]], name: str) -> str:
    found: Iterator[str] = (value for holder in holders for value in [text(holder, name)] if value)
    return next(found, "")


def _impact(severity: str) -> str:
    return _IMPACTS.get(severity, "major")


def _line(title: str) -> str:
    return " ".join(title.split())[:_MOST] or "An alert"


def _key(kind: str, text_of_it: str) -> str:
    return sha256(f"{kind}\n{text_of_it}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
