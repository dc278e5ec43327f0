"""Feeds: Atom (RFC 4287) and RSS 2.0 for the site, Atom for each component and each incident.

One entry for each update, so that a reader who subscribes hears every one. Permanent ids and absolute
links need the site's own address: without a ``site_url`` there are no feeds.

Written with the standard library. feedgenerator, which is made for this, reads the clock for a feed
without entries, so that two builds of one commit would differ, and knows a category's id or its words, not both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

from mkdocs_status_plugin import links
from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.outputs.content import FileContent, Later
from mkdocs_status_plugin.outputs.feeds_entries import Teller
from mkdocs_status_plugin.outputs.feeds_entry import Entry, Turn, fraction, sequenced, tag
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import attribute, content, element, leaf, one_line, written

NEWEST = 50
"""How many entries a feed holds."""

BUDGET = 900_000
"""How many bytes they may take: long reports make a feed shorter, never larger than 1 MB."""

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"

_HELD = 500
"""So many incidents' entries are held at once: feeds of components share the newest, and each has one of its own."""


class _Written(NamedTuple):
    """An entry, when it last changed, and its XML in Atom, which is the same in every feed."""

    entry: Entry
    updated: str
    xml: str


def files(publication: Publication) -> Iterator[tuple[str, FileContent]]:
    """Every feed, by its path."""
    if not publication.links.site_url:
        return
    site, name = publication.snapshot.site, publication.site_name
    told = _Told(publication)
    everything = told.newest(told.ordered)
    yield links.ATOM, _atom(publication, links.ATOM, name, links.FRONT, everything).encode()
    yield links.RSS, _rss(publication, everything)
    for component in site.leaves:
        path = links.beside_component(component.id, links.ATOM)
        title = f"{site.component_name(component.id)} - {name}"
        naming = {incident.id for incident in publication.timeline.naming.get(component.id, ())}
        found = told.newest(one for one in told.ordered if one[1] in naming)
        yield path, _atom(publication, path, title, links.component(component.id), found).encode()
    # Pages of incidents to come are there before they show, and so are their feeds.
    for view in publication.foreseen:
        yield links.beside_incident(view.id, links.UPDATES_ATOM), _own(told, view.incident)


def _own(told: _Told, incident: Incident) -> Later:
    """The feed of one incident, made when it is asked for: a history has thousands."""
    publication = told.publication

    def made() -> bytes:
        path = links.beside_incident(incident.id, links.UPDATES_ATOM)
        title = f"{incident.title} - {publication.site_name}"
        return _atom(publication, path, title, links.incident(incident.id), told.own(incident.id)).encode()

    view = told.views.get(incident.id)
    kept = publication.named("feed", view, *told.moved(view.id)) if view else ""
    return Later(partial(publication.memo.keep.recall, kept, made) if kept else made, kept)


class _Told:
    """The entries of all incidents: when each was, at once; what it says, when it is asked for.

    ``ordered`` are all of them, the newest first.
    """

    def __init__(self, publication: Publication) -> None:
        """Take one build."""
        self.publication = publication
        self.views = {view.id: view for view in publication.snapshot.incidents}
        self._teller = Teller(publication)
        # The oldest first, for what is nearly in order is sorted soon.
        self._instants = {
            view.id: self._teller.instants(view) for view in reversed(publication.snapshot.incidents)
        }
        self.ordered, self._moved = sequenced(self._instants)
        self.ordered.reverse()
        self._written: dict[str, list[_Written]] = {}

    def moved(self, id_: str) -> list[str]:
        """The instants of an incident's entries where others of the same instants made them move, else nothing."""
        return [*map(str, self._instants[id_])] if id_ in self._moved else []

    def newest(self, ordered: Iterable[Turn]) -> list[_Written]:
        """The first of some entries, the newest first, as many as fit."""
        return _fitting(self._of(id_)[place] for _, id_, place in ordered)

    def own(self, id_: str) -> list[_Written]:
        """The entries of one incident, the newest first, as many as fit."""
        if id_ not in self.views:
            return []
        found = self._written.get(id_) or list(map(_entry, self._made(id_)))
        return _fitting(sorted(found, key=lambda one: one.entry.at, reverse=True))

    def _of(self, id_: str) -> list[_Written]:
        """The entries of one incident, as they came, for several feeds."""
        if id_ not in self._written:
            if len(self._written) > _HELD:
                self._written.clear()

            def made() -> list[list[object]]:
                return [entry.to_json() for entry in self._made(id_)]

            kept = self.publication.recall("entries", self.views[id_], made, *self.moved(id_))
            self._written[id_] = [_entry(Entry.from_json(one)) for one in kept]
        return self._written[id_]

    def _made(self, id_: str) -> Iterator[Entry]:
        return self._teller.entries(self.views[id_], self._instants[id_])


def _fitting(found: Iterable[_Written]) -> list[_Written]:
    """The first of some entries, as many as a feed holds."""
    kept: list[_Written] = []
    left = BUDGET
    for one in islice(found, NEWEST):
        left -= len(one.xml.encode())
        if left < 0:
            break
        kept.append(one)
    return kept


def _updated(publication: Publication, found: Sequence[_Written]) -> datetime:
    """When a feed last changed: a second after its newest entry, plus a fraction made from all of them.

    So it is another after an edit of any of them, too. A feed without entries is as old as the build.
    """
    if not found:
        return publication.snapshot.now
    editions = " ".join([one.updated for one in found])
    return found[0].entry.at + timedelta(seconds=1, microseconds=fraction(editions))


def _atom(publication: Publication, path: str, title: str, page: str, found: Sequence[_Written]) -> str:
    """A feed in Atom. A history has thousands of them, so no tree is built for each."""
    site = publication.links
    language, own, shown = _language(publication), site.absolute(path), site.absolute(page)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="{ATOM_NAMESPACE}" xml:lang="{attribute(language)}">\n'
        f" {leaf('id', tag(site.site_url, path))}\n"
        f" {leaf('title', one_line(title))}\n"
        f" {leaf('updated', _instant(_updated(publication, found).isoformat()))}\n"
        f' <link rel="self" type="application/atom+xml" href="{attribute(own)}" />\n'
        f' <link rel="alternate" type="text/html" href="{attribute(shown)}" />\n'
        f" <author>\n  {leaf('name', one_line(publication.site_name))}\n </author>\n"
        f"{''.join([one.xml for one in found])}</feed>\n"
    )


def _entry(entry: Entry) -> _Written:
    """An entry in Atom."""
    updated = entry.updated.isoformat()
    published = f" <published>{_instant(entry.at.isoformat())}</published>\n" if entry.dated else ""
    xml = (
        f"<entry>\n <id>{content(entry.id)}</id>\n{published}"
        f" <updated>{_instant(updated)}</updated>\n"
        f' <link rel="alternate" type="text/html" href="{attribute(entry.link)}" />\n'
        f" <title>{content(entry.title)}</title>\n{_categories(entry.categories)}"
        f' <content type="html">{content(entry.html)}</content>\n</entry>\n'
    )
    return _Written(entry, updated, xml)


@lru_cache(maxsize=256)
def _categories(found: tuple[tuple[str, str], ...]) -> str:
    """All entries of an incident have the same, and many incidents, too."""
    return "".join(
        f' <category term="{attribute(id_)}" label="{attribute(one_line(words))}" />\n'
        for id_, words in found
    )


def _rss(publication: Publication, found: Sequence[_Written]) -> bytes:
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
            for entry, _, _ in found
        ),
    )
    root = element("rss", "", {"version": "2.0", "xmlns:atom": ATOM_NAMESPACE}, channel)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written(root, lines=True)}\n'.encode()


def _language(publication: Publication) -> str:
    return publication.words.tag


def _instant(at: str) -> str:
    return at.replace("+00:00", "Z")


def _rfc822(at: datetime) -> str:
    return format_datetime(at, usegmt=True)
