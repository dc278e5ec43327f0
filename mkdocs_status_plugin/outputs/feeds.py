"""Feeds: Atom (RFC 4287) and RSS 2.0 for the site, Atom for each component and each incident.

One entry for each update, so that a reader who subscribes hears every one. Permanent ids and absolute
links need the site's own address: without a ``site_url`` there are no feeds.

Written with the standard library. feedgenerator, which is made for this, reads the clock for a feed
without entries, so that two builds of one commit would differ, and knows a category's id or its words, not both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import partial
from heapq import nlargest

from mkdocs_status_plugin import links
from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.outputs.content import FileContent
from mkdocs_status_plugin.outputs.feeds_entries import Entry, Teller, fraction, sequenced, tag
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import Element, attribute, content, element, one_line, written

NEWEST = 50
"""How many entries a feed holds."""

BUDGET = 900_000
"""How many bytes they may take: long reports make a feed shorter, never larger than 1 MB."""

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"

_HELD = 500
"""So many incidents' entries are held at once: feeds of components share the newest, and each has one of its own."""

_Written = tuple[Entry, str]
"""An entry, and its XML in Atom, which is the same in every feed."""


def files(publication: Publication) -> Iterator[tuple[str, FileContent]]:
    """Every feed, by its path."""
    if not publication.links.site_url:
        return
    site, name = publication.snapshot.site, publication.site_name
    told = _Told(publication)
    everything = told.newest(told.instants)
    yield links.ATOM, _atom(publication, links.ATOM, name, links.FRONT, everything)
    yield links.RSS, _rss(publication, [entry for entry, _ in everything])
    for component in site.leaves:
        path = links.beside_component(component.id, links.ATOM)
        title = f"{site.component_name(component.id)} - {name}"
        named = publication.timeline.naming.get(component.id, ())
        found = told.newest(incident.id for incident in named if incident.id in told.instants)
        yield path, _atom(publication, path, title, links.component(component.id), found)
    # Pages of incidents to come are there before they show, and so are their feeds.
    for incident in {
        view.id: view.incident for then in publication.ahead for view in then.incidents
    }.values():
        yield links.beside_incident(incident.id, links.UPDATES_ATOM), partial(_own, told, incident)


def _own(told: _Told, incident: Incident) -> bytes:
    """The feed of one incident."""
    publication = told.publication

    def made() -> str:
        path = links.beside_incident(incident.id, links.UPDATES_ATOM)
        title = f"{incident.title} - {publication.site_name}"
        found = told.newest([incident.id] if incident.id in told.instants else [])
        return _atom(publication, path, title, links.incident(incident.id), found).decode()

    view = told.views.get(incident.id)
    if view is None:
        return made().encode()
    return publication.recall("feed", view, made, *map(str, told.instants[incident.id])).encode()


class _Told:
    """The entries of all incidents: when each was, at once; what it says, when it is asked for."""

    def __init__(self, publication: Publication) -> None:
        """Take one build."""
        self.publication = publication
        self._teller = Teller(publication)
        self.views = {view.id: view for view in publication.snapshot.incidents}
        self.instants = sequenced({id_: self._teller.instants(view) for id_, view in self.views.items()})
        self._written: dict[str, list[_Written]] = {}

    def newest(self, ids: Iterable[str]) -> list[_Written]:
        """The newest entries of some incidents, as many as fit."""
        # No two entries are of one instant, see sequenced().
        candidates = ((at, id_, place) for id_ in ids for place, at in enumerate(self.instants[id_]))
        kept: list[_Written] = []
        left = BUDGET
        for _, id_, place in nlargest(NEWEST, candidates):
            entry, xml = self._of(id_)[place]
            left -= len(xml.encode())
            if left < 0:
                break
            kept.append((entry, xml))
        return kept

    def _of(self, id_: str) -> list[_Written]:
        """The entries of one incident, oldest first."""
        if id_ not in self._written:
            if len(self._written) > _HELD:
                self._written.clear()
            instants, view = self.instants[id_], self.views[id_]

            def made() -> list[list[object]]:
                moved = zip(self._teller.entries(view), instants, strict=True)
                return [replace(entry, at=at).to_json() for entry, at in moved]

            kept = self.publication.recall("entries", view, made, *map(str, instants))
            entries = [Entry.from_json(one) for one in kept]
            self._written[id_] = [(entry, _entry(entry)) for entry in entries]
        return self._written[id_]


def _updated(publication: Publication, found: Sequence[Entry]) -> datetime:
    """When a feed last changed: a second after its newest entry, plus a fraction made from all of them.

    So it is another after an edit of any of them, too. A feed without entries is as old as the build.
    """
    if not found:
        return publication.snapshot.now
    editions = " ".join(entry.updated.isoformat() for entry in found)
    return found[0].at + timedelta(seconds=1, microseconds=fraction(editions))


def _atom(publication: Publication, path: str, title: str, page: str, found: Sequence[_Written]) -> bytes:
    site = publication.links
    feed = element(
        "feed",
        "",
        {"xmlns": ATOM_NAMESPACE, "xml:lang": _language(publication)},
        element("id", tag(site.site_url, path)),
        element("title", one_line(title)),
        element("updated", _instant(_updated(publication, [entry for entry, _ in found]))),
        element("link", "", {"rel": "self", "type": "application/atom+xml", "href": site.absolute(path)}),
        element("link", "", {"rel": "alternate", "type": "text/html", "href": site.absolute(page)}),
        element("author", "", None, element("name", one_line(publication.site_name))),
    )
    return _document(feed, "".join(xml for _, xml in found))


def _entry(entry: Entry) -> str:
    """An entry as Atom's XML. A history has tens of thousands of them, so no tree is built for each."""
    published = f" <published>{_instant(entry.at)}</published>\n" if entry.dated else ""
    categories = "".join(
        f' <category term="{attribute(id_)}" label="{attribute(one_line(words))}" />\n'
        for id_, words in entry.categories
    )
    return (
        f"<entry>\n <id>{content(entry.id)}</id>\n{published}"
        f" <updated>{_instant(entry.updated)}</updated>\n"
        f' <link rel="alternate" type="text/html" href="{attribute(entry.link)}" />\n'
        f" <title>{content(entry.title)}</title>\n{categories}"
        f' <content type="html">{content(entry.html)}</content>\n</entry>\n'
    )


def _rss(publication: Publication, found: Sequence[Entry]) -> bytes:
    site, name = publication.links, one_line(publication.site_name)
    own = {"rel": "self", "type": "application/rss+xml", "href": site.absolute(links.RSS)}
    channel = element(
        "channel",
        "",
        None,
        element("title", name),
        element("link", site.absolute(links.FRONT)),
        element("description", one_line(publication.words.plain("feed.description", name=name))),
        element("language", _language(publication).lower()),
        element("pubDate", _rfc822(_updated(publication, found))),
        element("atom:link", "", own),
        *(
            # The order of the first five is that of a hosted Statuspage's feed.
            element(
                "item",
                "",
                None,
                element("title", entry.title),
                element("description", entry.html),
                element("pubDate", _rfc822(entry.at)),
                element("link", entry.link),
                element("guid", entry.id, {"isPermaLink": "false"}),
                *(element("category", one_line(words)) for _, words in entry.categories),
            )
            for entry in found
        ),
    )
    return _document(element("rss", "", {"version": "2.0", "xmlns:atom": ATOM_NAMESPACE}, channel))


def _document(root: Element, inside: str = "") -> bytes:
    """A whole file; ``inside`` is XML that goes before the root's end."""
    end = f"</{root.tag}>"
    start = _lines(root).removesuffix(end + "\n")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{start}{inside}{end}\n'.encode()


def _lines(root: Element) -> str:
    return written(root, lines=True) + "\n"


def _language(publication: Publication) -> str:
    return publication.words.tag


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _rfc822(at: datetime) -> str:
    return format_datetime(at, usegmt=True)
