"""Calendars to subscribe to (RFC 5545): the planned windows of the site and of each component.

Each window is also a calendar of its own, for "add to calendar". Instants are UTC; there are no alarms,
and a window blocks nobody's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from mkdocs_status_plugin import links
from mkdocs_status_plugin.keeping import key
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import one_line
from mkdocs_status_plugin.state import IncidentView, Phase
from mkdocs_status_plugin.state.lifecycle import EVER

PAST = 200
"""How many windows that are over a calendar holds, the newest."""

BUDGET = 900_000
"""How many bytes its windows take at most; those to come go first."""

END = "END:VCALENDAR\r\n"


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Every calendar, by its path."""
    name, site = one_line(publication.site_name), publication.snapshot.site
    views = [view for view in publication.snapshot.incidents if _has_window(view)]
    events = {view.id: _recalled(publication, view) for view in views}
    yield links.CALENDAR, _calendar(publication, name, links.CALENDAR, views, events)
    for component in site.leaves:
        own = [view for view in views if component.id in view.incident.component_ids]
        path = links.beside_component(component.id, links.CALENDAR)
        title = one_line(f"{site.component_name(component.id)} - {name}")
        yield path, _calendar(publication, title, path, own, events)
    # Pages of windows that are announced only later are there before they show, and so are their calendars.
    for view in publication.foreseen:
        if _has_window(view):
            path = links.beside_incident(view.id, links.EVENT)
            event = events.get(view.id) or _recalled(publication, view)
            yield path, _calendar(publication, name, path, [view], {view.id: event})


def _has_window(view: IncidentView) -> bool:
    """Whether it is planned work; one that can be read only in part stays where people look for it."""
    return view.incident.scheduled_for is not None and (
        view.incident.is_maintenance or not view.incident.readable
    )


def _recalled(publication: Publication, view: IncidentView) -> bytes:
    """One window, from an earlier build where nothing has happened to it since."""
    return publication.recall_present("event", view, partial(_event, publication, view))


def _event(publication: Publication, view: IncidentView) -> bytes:
    # The library takes longer to load than all of this to run, and most builds have nothing for it to do.
    from mkdocs_status_plugin.outputs.calendar_parts import event

    return event(publication, view)


def _around(publication: Publication, name: str, path: str, full: bool) -> str:
    from mkdocs_status_plugin.outputs.calendar_parts import calendar

    return calendar(publication, name, path, full=full).decode()


def _calendar(
    publication: Publication,
    name: str,
    path: str,
    views: Iterable[IncidentView],
    events: dict[str, bytes],
) -> bytes:
    held = list(_fitting(views, events))
    made_from = [key(publication.memo.base, name, path, str(bool(held)))]
    around = publication.memo.recall(
        "calendar", made_from, partial(_around, publication, name, path, bool(held))
    )
    return around.removesuffix(END).encode() + b"".join(held) + END.encode()


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
