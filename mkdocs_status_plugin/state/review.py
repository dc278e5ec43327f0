"""What a person should look at, because of the time it is: warnings that the text alone cannot give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.model import Incident, Site, Update, UpdateStatus
from mkdocs_status_plugin.problems import Code, Problem, in_order
from mkdocs_status_plugin.state.snapshot import ComponentView, IncidentView, Snapshot
from mkdocs_status_plugin.state.timeline import at

FUTURE_TOLERANCE = timedelta(minutes=5)
"""How far ahead an update may be dated before it looks like a mistake: clocks differ a little."""

SILENCE = timedelta(hours=1)
"""How long an active incident may go without an update."""


def review(site: Site, now: datetime) -> list[Problem]:
    """The warnings of a moment (UTC): all of format.md's that depend on what is true now."""
    snapshot = at(site, now)
    found: list[Problem] = []
    for incident in site.incidents:
        if incident.readable:
            found.extend(_future(incident, now))
            found.extend(_order(incident))
            found.extend(_resolved_at(incident, snapshot))
    for view in snapshot.active:
        if view.incident.readable:
            found.extend(_active(view, snapshot))
    for component in snapshot.components:
        found.extend(_by_hand(component, snapshot))
    return in_order(found)


def _problem(incident: Incident, line: int, code: Code, message: str, hint: str) -> Problem:
    return Problem(incident.path, line, 1, code, message, hint)


def _future(incident: Incident, now: datetime) -> Iterator[Problem]:
    for update in incident.updates:
        ahead = update.at - now
        if ahead <= FUTURE_TOLERANCE:
            continue
        zone = _zone_with_offset(ahead, now)
        mistake = (
            f" If that is the local time of {zone} typed as UTC, it should read"
            f" {now:%Y-%m-%d %H:%M} UTC or a little earlier."
            if zone
            else ""
        )
        yield _problem(
            incident,
            update.line,
            Code.FUTURE_UPDATE,
            f"this update is dated {_words(ahead)} in the future: until then it shows nothing and changes"
            " nothing",
            f"it is now {now:%Y-%m-%d %H:%M} UTC.{mistake}",
        )


# One well-known place for each offset, to say in words what a person probably typed.
_PLACES = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)


def _zone_with_offset(ahead: timedelta, now: datetime) -> str | None:
    """A place whose offset from UTC is about the given lead, if there is one."""
    for place in _PLACES:
        offset = now.astimezone(ZoneInfo(place)).utcoffset()
        if offset and timedelta(minutes=-20) <= ahead - offset <= FUTURE_TOLERANCE:
            return place
    return None


def _order(incident: Incident) -> Iterator[Problem]:
    """Updates after the end, and postmortems before it."""
    ended: Update | None = None
    for update in incident.updates:
        if update.status is UpdateStatus.POSTMORTEM:
            if ended is None:
                yield _problem(
                    incident,
                    update.line,
                    Code.POSTMORTEM_BEFORE_END,
                    "a postmortem before the end: the incident stays open",
                    "close it with an update that says Resolved (Completed for maintenance) first",
                )
        elif update.status.ends:
            ended = update
        elif ended is not None:
            yield _problem(
                incident,
                update.line,
                Code.OPEN_AGAIN,
                f"an update after the end (line {ended.line}): the incident is open again",
                "if it is over, say Resolved again; text for afterwards goes into a Postmortem",
            )
            ended = None


def _resolved_at(incident: Incident, snapshot: Snapshot) -> Iterator[Problem]:
    view = snapshot.by_id.get(incident.id)
    if incident.resolved_at is not None and view is not None and view.is_active:
        yield _problem(
            incident,
            incident.lines.get("resolved_at", 1),
            Code.RESOLVED_AT_UNUSED,
            "resolved_at is given, but no update says Resolved: the incident is still active",
            "add an update that says Resolved; resolved_at only corrects the time of the end",
        )


def _active(view: IncidentView, snapshot: Snapshot) -> Iterator[Problem]:
    incident, now = view.incident, snapshot.now
    until = incident.scheduled_until
    if view.overrunning and until is not None:
        yield _problem(
            incident,
            incident.lines.get("scheduled_until", 1),
            Code.OVERRUNNING,
            f"this maintenance should have ended {_words(now - until)} ago and nobody closed it",
            "add an update that says Completed, or move scheduled_until",
        )
    newest = view.newest_at
    if newest is not None and view.is_trouble and now - newest > SILENCE:
        yield _problem(
            incident,
            view.updates[0].update.line,
            Code.SILENT,
            f"active, and without an update for {_words(now - newest)}",
            "say what is known, even if nothing is new; or say Resolved",
        )
    if view.is_trouble and view.affected and not any(status.severity for _, status in view.affected):
        yield _problem(
            incident,
            view.updates[0].update.line if view.updates else 1,
            Code.ALL_OPERATIONAL,
            "active, though every component it names is operational",
            "say Resolved, or say which component is still affected",
        )


def _by_hand(view: ComponentView, snapshot: Snapshot) -> Iterator[Problem]:
    if view.by_hand and not view.incident_ids:
        yield Problem(
            snapshot.site.components_path,
            view.component.line,
            1,
            Code.SET_BY_HAND,
            f"component {view.component.id} is set to {view.component.status} by hand, and no active incident"
            " says why",
            "report an incident, or remove its status here",
        )


def _words(duration: timedelta) -> str:
    """A duration in the two largest units that count: ``2 h 5 min``."""
    minutes = int(duration.total_seconds() // 60)
    parts = ((minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min"))
    return " ".join([f"{number} {unit}" for number, unit in parts if number][:2]) or "less than a minute"
