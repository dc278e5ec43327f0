"""Calendars to subscribe to (RFC 5545): the planned windows of the site and of each component.

Each window is also a calendar of its own, for "add to calendar". Instants are UTC; there are no alarms,
and a window blocks nobody's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.prop import vCategory, vDuration, vText

from mkdocs_status_plugin import links, markup
from mkdocs_status_plugin.model import UpdateStatus
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import clean, one_line
from mkdocs_status_plugin.state import IncidentView, Phase
from mkdocs_status_plugin.state.lifecycle import EVER

PAST = 200
"""How many windows that are over a calendar holds, the newest."""

BUDGET = 900_000
"""How many bytes its windows take at most; those to come go first."""

TEXT = 2000
"""How many characters of text a window carries; its page has all of them."""

REFRESH = timedelta(hours=1)


class _Text(vText):
    """A text as RFC 5545 (3.3.11) wants it; the library's own takes a written ``\\N`` for a line end."""

    def to_ical(self) -> bytes:
        """The text with its marks escaped, line ends as ``\\n``."""
        text = str(self)
        for mark, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
            text = text.replace(mark, escaped)
        return text.encode()


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Every calendar, by its path."""
    name = one_line(publication.site_name)
    views = [view for view in publication.snapshot.incidents if _has_window(view)]
    events = {view.id: _event(publication, view) for view in views}
    yield links.CALENDAR, _calendar(publication, name, links.CALENDAR, views, events)
    for component in publication.snapshot.site.leaves:
        own = [view for view in views if component.id in view.incident.component_ids]
        path = links.beside_component(component.id, links.CALENDAR)
        yield path, _calendar(publication, one_line(f"{component.name} - {name}"), path, own, events)
    # Pages of windows that are announced only later are there before they show, and so are their calendars.
    for view in {view.id: view for then in reversed(publication.ahead) for view in then.incidents}.values():
        if _has_window(view):
            path = links.beside_incident(view.id, links.EVENT)
            event = events.get(view.id) or _event(publication, view)
            yield path, _calendar(publication, name, path, [view], {view.id: event})


def _has_window(view: IncidentView) -> bool:
    """Whether it is planned work; one that can be read only in part stays where people look for it."""
    return view.incident.scheduled_for is not None and (
        view.incident.is_maintenance or not view.incident.readable
    )


def _event(publication: Publication, view: IncidentView) -> bytes:
    """One window.

    ``SEQUENCE`` is the number of the window's updates, which is all that a text tells of its own edits: it
    grows when a change is announced as it should be, by an update. ``DTSTAMP`` is the instant of the
    newest one, so that the same text gives the same bytes.
    """
    incident, words = view.incident, publication.words
    start = incident.scheduled_for
    stamp = view.newest_at or start
    cancelled = view.status is UpdateStatus.CANCELLED
    title = words.plain("calendar.cancelled", title=incident.title) if cancelled else incident.title
    name = publication.snapshot.site.component_name
    event = Event()
    event.add("uid", f"{incident.id}@{publication.links.host}")
    event.add("dtstamp", stamp)
    event.add("dtstart", start)
    if start and incident.scheduled_until and incident.scheduled_until > start:
        event.add("dtend", incident.scheduled_until)
    event.add("summary", _Text(one_line(title)))
    event.add("description", _Text(_description(publication, view)))
    event.add("sequence", len(view.updates))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED" if incident.readable else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("last-modified", stamp)
    if view.updates:
        event.add("created", view.updates[-1].update.at)
    if incident.component_ids:
        categories = vCategory([])
        categories.cats = [_Text(one_line(name(id_))) for id_ in incident.component_ids]
        event.add("categories", categories)
    if publication.links.site_url:
        event.add("url", publication.links.absolute(links.incident(incident.id)))
    made: bytes = event.to_ical()
    return made


def _description(publication: Publication, view: IncidentView) -> str:
    """The summary and what was said last, as plain text, and where the whole stands."""
    incident, words = view.incident, publication.words
    said = (markup.plain(told.update.text) for told in view.timeline)
    parts = [
        "" if incident.readable else words.plain("calendar.unreadable"),
        markup.plain(incident.summary),
        next((text for text in said if text.strip()), ""),
    ]
    text = "\n\n".join(part.strip() for part in map(_lines, parts) if part.strip())
    if len(text) > TEXT:
        text = text[: TEXT - 1].rstrip() + "…"
    address = publication.links.absolute(links.incident(incident.id)) if publication.links.site_url else ""
    return "\n\n".join(part for part in (text, address) if part)


def _lines(text: str) -> str:
    """The text with line ends as ``\\n`` alone: programs differ over what else ends a line."""
    return clean(text).replace("\u2028", "\n").replace("\u2029", "\n")


def _calendar(
    publication: Publication,
    name: str,
    path: str,
    views: Iterable[IncidentView],
    events: dict[str, bytes],
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//mkdocs-status-plugin//Status page//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _Text(name))
    calendar.add("x-wr-calname", _Text(name))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    if publication.links.site_url:
        calendar.add("source", publication.links.absolute(path), parameters={"VALUE": "URI"})
    held = list(_fitting(views, events))
    if not held:
        calendar.add_component(_utc())
    end = b"END:VCALENDAR\r\n"
    made: bytes = calendar.to_ical()
    return made.removesuffix(end) + b"".join(held) + end


def _fitting(views: Iterable[IncidentView], events: dict[str, bytes]) -> Iterator[bytes]:
    """What is not over, the soonest first, then what is, the newest first, as long as there is room."""
    ordered = sorted(views, key=lambda view: (view.incident.scheduled_for or EVER, view.id))
    ahead = [view for view in ordered if view.phase is not Phase.PAST]
    past = [view for view in reversed(ordered) if view.phase is Phase.PAST]
    left = BUDGET
    for view in [*ahead, *past[:PAST]]:
        left -= len(events[view.id])
        if left < 0:
            return
        yield events[view.id]


def _utc() -> Timezone:
    """UTC itself, for a calendar without windows: RFC 5545 (3.6) wants one component at least in each."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - a zone's rules stand in its local time
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    standard.add("tzname", "UTC")
    zone.add_component(standard)
    return zone
