"""What a feed tells of an incident: an entry for each update, written or made by the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from markupsafe import Markup

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import Moments
from mkdocs_status_plugin.model import ComponentStatus, Update, UpdateStatus
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import one_line
from mkdocs_status_plugin.state import Change, IncidentView
from mkdocs_status_plugin.state.lifecycle import EVER, Step

RAW = 4000
"""How many characters of a file that could not be read an entry quotes; its page has all of them."""

_SINCE = 2026
"""The year in tag URIs (RFC 4151). It says since when a host's name is meant, so it never changes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One update as a feed tells it.

    ``id`` is a tag URI that stays the same under edits of title and text. ``published`` is the instant
    of the update (UTC), or None where nobody can know it; ``updated`` changes with every edit, see
    :func:`entries`. ``html`` is safe and its links are absolute. ``categories`` are pairs of an id
    and its words: the impact, then the components.
    """

    id: str
    link: str
    title: str
    published: datetime | None
    updated: datetime
    html: str
    categories: tuple[tuple[str, str], ...]


def tag(site_url: str, name: str) -> str:
    """A permanent name for something of a site: a tag URI of its host and folder (RFC 4151)."""
    parts = urlsplit(site_url)
    return f"tag:{parts.hostname},{_SINCE}:{parts.path or '/'}{name}"


def fraction(said: str) -> int:
    """Microseconds below a second, made from a text: nearly always others for another text."""
    return int.from_bytes(sha256(said.encode("utf-8", "replace")).digest()[:8]) % 1_000_000


def entries(publication: Publication, view: IncidentView) -> Iterator[Entry]:
    """The entries of one incident, oldest first; there is at least one.

    Where the clock alone began a maintenance, brought it past its planned end or completed it, there
    is an entry too. A file that could not be read has one of its own, dated to the day of the build:
    nobody knows since when it is so, and it must not sink below older news.

    ``updated``: state comes from the text alone, so no edit has a time that could be told (RFC 4287,
    4.2.15, asks for one). It is the instant of the update plus a fraction of a second that is made
    from what the entry says: true to the minute, and another as soon as a word is another. Of
    several updates at one instant each comes a whole second after the one before it.
    """
    teller = _Teller(publication, view)
    shown = {told.update.anchor: told for told in view.updates}
    before: Step | None = None
    for step in publication.timeline.passed(view.id, publication.snapshot.now):
        if step.at == EVER:
            continue
        if step.update is not None:
            yield teller.written(step.update, shown[step.update.anchor].visible_changes, before is None)
        else:
            yield teller.clock(before, step)
        before = step
    if not view.incident.readable:
        yield teller.unreadable()


class _Teller:
    """Makes the entries of one incident."""

    def __init__(self, publication: Publication, view: IncidentView) -> None:
        self.publication = publication
        self.incident = view.incident
        self.words = publication.words
        self.moments = Moments(publication.words.locale, publication.zone)
        self.address = publication.links.absolute(links.incident(view.id))
        self.taken: Counter[datetime] = Counter()

    def written(self, update: Update, changes: tuple[Change, ...], first: bool) -> Entry:
        """The entry of an update that somebody wrote."""
        opening = self._opening() if first else Markup("")
        plan = self._plan() if update.status is UpdateStatus.SCHEDULED else Markup("")
        return self._entry(
            anchor=update.anchor,
            fragment=f"#{update.anchor}",
            at=update.at,
            status=f"update.{update.status}",
            html=self._changes(f"update.{update.status}", changes) + plan + opening + self._text(update.text),
            said=(update.text, repr(update.changes), *self._said(first)),
        )

    def clock(self, before: Step | None, step: Step) -> Entry:
        """The entry of what came by itself."""
        held = before.holds if before else {}
        changes = tuple(
            Change(id_, old, new)
            for id_ in dict.fromkeys((*held, *step.holds))
            if (old := held.get(id_, ComponentStatus.OPERATIONAL))
            is not (new := step.holds.get(id_, ComponentStatus.OPERATIONAL))
        )
        what = "overrunning" if step.overrunning else str(step.status)
        first = before is None
        opening = self._opening() if first else Markup("")
        return self._entry(
            anchor=f"clock-{what}",
            fragment="",
            at=step.at,
            status=f"update.{what}",
            html=self._changes(f"update.{what}", changes) + self._plan() + opening,
            said=(repr(self.incident.scheduled_for), repr(self.incident.scheduled_until), *self._said(first)),
        )

    def unreadable(self) -> Entry:
        """The entry of a file that could not be read."""
        raw = self.incident.raw or ""
        quoted = raw[:RAW] + "…" * (len(raw) > RAW)
        today = datetime.combine(
            self.publication.snapshot.now.date(), time(), self.publication.snapshot.now.tzinfo
        )
        html = Markup("<p>{}</p><pre>{}</pre>").format(self.words("incident.unreadable"), quoted)
        return self._entry("unreadable", "", today, "update.unknown", html, (raw,), known=False)

    def _entry(
        self,
        anchor: str,
        fragment: str,
        at: datetime,
        status: str,
        html: Markup,
        said: tuple[str, ...],
        *,
        known: bool = True,
    ) -> Entry:
        incident, words = self.incident, self.words
        title = one_line(words.plain("feed.title", status=words.plain(status), title=incident.title))
        edition = fraction(repr((incident.title, str(incident.impact), status, said)))
        self.taken[at] += 1
        name = self.publication.snapshot.site.component_name
        return Entry(
            id=tag(self.publication.links.site_url, links.beside_incident(incident.id, anchor)),
            link=self.address + fragment,
            title=title,
            published=at if known else None,
            updated=at + timedelta(seconds=self.taken[at] - 1, microseconds=edition),
            html=html,
            categories=(
                (str(incident.impact), words.plain(f"impact.{incident.impact}")),
                *((id_, name(id_)) for id_ in incident.component_ids),
            ),
        )

    def _said(self, first: bool) -> tuple[str, ...]:
        return (self.incident.summary, self.incident.also_affects) if first else ()

    def _changes(self, status: str, changes: tuple[Change, ...]) -> Markup:
        """One line: the status, and what became of which component."""
        name = self.publication.snapshot.site.component_name
        parts = [
            self.words(
                "feed.change",
                component=name(change.component_id),
                old=self.words(f"status.{change.old}"),
                new=self.words(f"status.{change.new}"),
            )
            for change in changes
        ]
        return Markup("<p>{}</p>").format(
            Markup(" · ").join([Markup("<strong>{}</strong>").format(self.words(status)), *parts])
        )

    def _plan(self) -> Markup:
        """When it is planned, and what it will affect."""
        incident, name = self.incident, self.publication.snapshot.site.component_name
        html = Markup("")
        if incident.scheduled_for and incident.scheduled_until:
            start, end = (
                self.moments.text(incident.scheduled_for),
                self.moments.text(incident.scheduled_until),
            )
            html += Markup("<p>{}</p>").format(self.words("incident.window_from_to", start=start, end=end))
        elif incident.scheduled_for:
            start = self.moments.text(incident.scheduled_for)
            html += Markup("<p>{}</p>").format(self.words("incident.window_from", start=start))
        planned = [
            self.words("feed.planned", component=name(id_), status=self.words(f"status.{status}"))
            for id_, status in incident.components
        ]
        if planned:
            html += Markup("<p>{}: {}</p>").format(
                self.words("incident.components"), Markup(" · ").join(planned)
            )
        return html

    def _opening(self) -> Markup:
        """What stands above the updates; told with the first of them."""
        html = Markup("")
        if self.incident.also_affects:
            html += Markup("<p>{}: {}</p>").format(
                self.words("incident.also_affects"), self.incident.also_affects
            )
        return html + self._text(self.incident.summary)

    def _text(self, text: str) -> Markup:
        if not text.strip():
            return Markup("")
        # markup is the one place that makes HTML from incident text, sanitized there.
        return Markup(self.publication.render(text).html(self.publication.links.site_url))  # noqa: S704  # nosec B704 - sanitized there
