"""What a person should look at, because of the time it is: warnings that the text alone cannot give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.model import Incident, Site, Update, UpdateStatus
from mkdocs_status_plugin.problems import Code, Problem, in_order
from mkdocs_status_plugin.state.lifecycle import Step
from mkdocs_status_plugin.state.snapshot import ComponentView, IncidentView, Phase
from mkdocs_status_plugin.state.timeline import Timeline

FUTURE_TOLERANCE = timedelta(minutes=5)
"""How far ahead an update may be dated before it looks like a mistake: clocks differ a little."""

SILENCE = timedelta(hours=1)
"""How long an active incident may go without an update."""


def review(site: Site, now: datetime, timeline: Timeline | None = None) -> list[Problem]:
    """The warnings of a moment (UTC): all of format.md's that depend on what is true now.

    Of a file that could not be read only the updates dated in the future are told; the rest waits
    until it can be. Whoever has the site's timeline already hands it over.
    """
    timeline = timeline or Timeline(site)
    snapshot = timeline.at(now)
    found: list[Problem] = []
    for incident in site.incidents:
        # Updates are in order, and of nearly every incident all are past.
        if incident.updates and incident.updates[-1].at > now:
            found.extend(_future(incident, now))
    for view in snapshot.incidents:
        if view.incident.readable and view.phase is not Phase.PAST:
            found.extend(_order(view.incident, timeline.passed(view.id, now)))
    for view in snapshot.active:
        if view.incident.readable:
            found.extend(_resolved_at(view.incident))
            found.extend(_active(view, now))
    for component in snapshot.components:
        found.extend(_by_hand(component, site))
    return in_order(found)


def _problem(incident: Incident, line: int, code: Code, message: str, hint: str) -> Problem:
    return Problem(incident.path, line, 1, code, message, hint)


def _future(incident: Incident, now: datetime) -> Iterator[Problem]:
    for update in incident.updates:
        ahead = update.at - now
        if ahead <= FUTURE_TOLERANCE:
            continue
        yield _problem(
            incident,
            update.line,
            Code.FUTURE_UPDATE,
            f"this update is dated {_words(ahead)} in the future: until then it shows nothing and changes"
            " nothing",
            f"it is now {now:%Y-%m-%d %H:%M} UTC{_mistake(update, now)}",
        )


def _mistake(update: Update, now: datetime) -> str:
    """Whether the lead of an update looks like the offset of a time zone, and what would be right then."""
    for place in _PLACES:
        offset = now.astimezone(ZoneInfo(place)).utcoffset() or timedelta()
        meant = update.at - offset
        if offset and now - _TYPED_WITHIN <= meant <= now + FUTURE_TOLERANCE:
            return f". If that is the local time of {place} typed as UTC, write {meant:%Y-%m-%d %H:%M} UTC"
    return ""


_TYPED_WITHIN = timedelta(minutes=20)  # an update is checked soon after it was written

# One well-known place for each offset, to say in words what a person probably typed.
_PLACES = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Pacific/Auckland",
)


def _order(incident: Incident, passed: Sequence[Step]) -> Iterator[Problem]:
    """Updates after the end, and postmortems before it, of an incident that is open."""
    ended: Step | None = None
    for step in passed:
        update = step.update
        if update is not None and update.status is UpdateStatus.POSTMORTEM and ended is None:
            yield _problem(
                incident,
                update.line,
                Code.POSTMORTEM_BEFORE_END,
                "a postmortem before the end: the incident stays open",
                f"close it with an update that says {_end(incident)} first",
            )
        elif step.ended:
            ended = ended or step
        elif update is not None and ended is not None:
            where = f"line {ended.update.line}" if ended.update else "by auto_complete"
            yield _problem(
                incident,
                update.line,
                Code.OPEN_AGAIN,
                f"an update after the end ({where}): the incident is open again",
                f"if it is over, say {_end(incident)} again; text for afterwards goes into a Postmortem",
            )
            ended = None


def _end(incident: Incident) -> str:
    return "Completed" if incident.is_maintenance else "Resolved"


def _resolved_at(incident: Incident) -> Iterator[Problem]:
    if incident.resolved_at is not None:
        yield _problem(
            incident,
            incident.lines.get("resolved_at", 1),
            Code.RESOLVED_AT_UNUSED,
            "resolved_at is given, but the newest update ends nothing: the incident is active",
            f"add an update that says {_end(incident)}; resolved_at only corrects the time of the end",
        )


def _active(view: IncidentView, now: datetime) -> Iterator[Problem]:
    incident = view.incident
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
    if newest is not None and view.is_trouble and now - newest >= SILENCE:
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
            view.updates[0].update.line,
            Code.ALL_OPERATIONAL,
            "active, though every component it names is operational",
            "say Resolved, or say which component is still affected",
        )


def _by_hand(view: ComponentView, site: Site) -> Iterator[Problem]:
    if view.by_hand and not view.incident_ids:
        yield Problem(
            site.components_path,
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
