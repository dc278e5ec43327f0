"""Windows and calendars as RFC 5545 writes them, by the icalendar library."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.prop import vCategory, vDuration, vText

from mkdocs_status_plugin import links, markup
from mkdocs_status_plugin.model import UpdateStatus
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import clean, one_line
from mkdocs_status_plugin.state import IncidentView

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


def event(publication: Publication, view: IncidentView) -> bytes:
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
    made = Event()
    made.add("uid", f"{incident.id}@{publication.links.host}")
    made.add("dtstamp", stamp)
    made.add("dtstart", start)
    if start and incident.scheduled_until and incident.scheduled_until > start:
        made.add("dtend", incident.scheduled_until)
    made.add("summary", _Text(one_line(title)))
    made.add("description", _Text(_description(publication, view)))
    made.add("sequence", len(view.updates))
    made.add("status", "CANCELLED" if cancelled else "CONFIRMED" if incident.readable else "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    made.add("last-modified", stamp)
    if view.updates:
        made.add("created", view.updates[-1].update.at)
    if incident.component_ids:
        categories = vCategory([])
        categories.cats = [_Text(one_line(name(id_))) for id_ in incident.component_ids]
        made.add("categories", categories)
    if publication.links.site_url:
        made.add("url", publication.links.absolute(links.incident(incident.id)))
    written: bytes = made.to_ical()
    return written


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


def calendar(publication: Publication, name: str, path: str, *, full: bool) -> bytes:
    """A calendar without its windows; if there will be none (not ``full``), with UTC to be valid."""
    made = Calendar()
    made.add("prodid", "-//mkdocs-status-plugin//Status page//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", _Text(name))
    made.add("x-wr-calname", _Text(name))
    made.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    if publication.links.site_url:
        made.add("source", publication.links.absolute(path), parameters={"VALUE": "URI"})
    if not full:
        made.add_component(_utc())
    written: bytes = made.to_ical()
    return written


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
