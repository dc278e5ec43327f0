"""What a feed tells of an incident: an entry for each update, written or made by the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import Moments
from mkdocs_status_plugin.model import ComponentStatus, Incident, Update, UpdateStatus
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

    ``id`` is a tag URI that stays the same under edits of title and text. ``at`` is the instant of the
    update (UTC), or where ``dated`` is False a stand-in for an instant that nobody can know.
    ``edition`` are microseconds that are others after an edit, see :meth:`Teller.entries`. ``html`` is safe
    and its links are absolute. ``categories`` are pairs of an id and its words: the impact, then the
    components.
    """

    id: str
    link: str
    title: str
    at: datetime
    edition: int
    html: str
    categories: tuple[tuple[str, str], ...]
    dated: bool = True

    @property
    def updated(self) -> datetime:
        """When the entry last changed, as far as can be told (UTC)."""
        return self.at.replace(microsecond=self.edition)

    def to_json(self) -> list[object]:
        """The entry as what JSON has."""
        at = self.at.isoformat()
        return [self.id, self.link, self.title, at, self.edition, self.html, self.categories, self.dated]

    @classmethod
    def from_json(cls, kept: list[Any]) -> Entry:
        """The entry of :meth:`to_json`."""
        id_, link, title, at, edition, html, categories, dated = kept
        when = datetime.fromisoformat(at)
        named = tuple((category, words) for category, words in categories)
        return cls(id_, link, title, when, edition, str(html), named, dated)


def tag(site_url: str, name: str) -> str:
    """A permanent name for something of a site: a tag URI of its host and folder (RFC 4151)."""
    parts = urlsplit(site_url)
    return f"tag:{parts.hostname},{_SINCE}:{parts.path or '/'}{name}"


def fraction(said: str) -> int:
    """Microseconds below a second, made from a text: nearly always others for another text."""
    return int.from_bytes(sha256(said.encode("utf-8", "replace")).digest()[:8]) % 1_000_000


def sequenced(told: Mapping[str, Sequence[datetime]]) -> Mapping[str, Sequence[datetime]]:
    """The instants of the entries of all incidents, by incident and oldest first, no two of them the same.

    Of several at one instant each comes a second after the one before it: by the order in their
    incident, then by incident. Some readers, Slack's among them, refuse a feed in which a date stands twice.
    """
    ordered = sorted((at, id_, place) for id_, found in told.items() for place, at in enumerate(found))
    moved: dict[str, list[datetime]] = {id_: [] for id_ in told}
    before: datetime | None = None
    for at, id_, _ in ordered:
        before = at if before is None or at > before else before + timedelta(seconds=1)
        moved[id_].append(before)
    return moved


class Teller:
    """Makes the entries of a site's incidents."""

    def __init__(self, publication: Publication) -> None:
        """Take one build."""
        self.publication = publication
        self.words = lru_cache(maxsize=None, typed=True)(publication.words)
        self.plain = lru_cache(maxsize=None, typed=True)(publication.words.plain)
        self.moments = Moments(publication.words.locale, publication.zone)

    def instants(self, view: IncidentView) -> list[datetime]:
        """When each of :meth:`entries` was, without making them."""
        now = self.publication.snapshot.now
        found = [step.at for step in self.publication.timeline.passed(view.id, now) if step.at != EVER]
        return found if view.incident.readable else [*found, self._today()]

    def entries(self, view: IncidentView) -> Iterator[Entry]:
        """The entries of one incident, oldest first; there is at least one.

        Where the clock alone began a maintenance, brought it past its planned end or completed it, there
        is an entry too. A file that could not be read has one of its own, dated to the day of the build:
        nobody knows since when it is so, and it must not sink below older news.

        State comes from the text alone, so no edit has a time that could be told, yet ``updated`` is to change
        with each (RFC 4287, 4.2.15). Therefore it is the instant of the update plus a fraction of a second that
        is made from what the entry says: true to the second, and another as soon as a word is another.
        """
        incident = view.incident
        shown = {told.update.anchor: told for told in view.updates}
        before: Step | None = None
        for step in self.publication.timeline.passed(view.id, self.publication.snapshot.now):
            if step.at == EVER:
                continue
            if step.update is not None:
                changes = shown[step.update.anchor].visible_changes
                yield self._written(incident, step.update, changes, before is None)
            else:
                yield self._clock(incident, before, step)
            before = step
        if not incident.readable:
            yield self._unreadable(incident)

    def _written(self, incident: Incident, update: Update, changes: tuple[Change, ...], first: bool) -> Entry:
        """The entry of an update that somebody wrote."""
        opening = self._opening(incident) if first else Markup("")
        plan = self._plan(incident) if update.status is UpdateStatus.SCHEDULED else Markup("")
        return self._entry(
            incident,
            anchor=update.anchor,
            fragment=f"#{update.anchor}",
            at=update.at,
            status=f"update.{update.status}",
            html=self._changes(f"update.{update.status}", changes) + plan + opening + self._text(update.text),
            said=(update.text, repr(update.changes), *self._said(incident, first)),
        )

    def _clock(self, incident: Incident, before: Step | None, step: Step) -> Entry:
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
        opening = self._opening(incident) if first else Markup("")
        return self._entry(
            incident,
            anchor=f"clock-{what}",
            fragment="",
            at=step.at,
            status=f"update.{what}",
            html=self._changes(f"update.{what}", changes) + self._plan(incident) + opening,
            said=(repr(incident.scheduled_for), repr(incident.scheduled_until), *self._said(incident, first)),
        )

    def _unreadable(self, incident: Incident) -> Entry:
        """The entry of a file that could not be read."""
        raw = incident.raw or ""
        quoted = raw[:RAW] + "…" * (len(raw) > RAW)
        html = Markup("<p>{}</p><pre>{}</pre>").format(self.words("incident.unreadable"), quoted)
        return self._entry(
            incident, "unreadable", "", self._today(), "update.unknown", html, (raw,), dated=False
        )

    def _today(self) -> datetime:
        now = self.publication.snapshot.now
        return datetime.combine(now.date(), time(), now.tzinfo)

    def _entry(
        self,
        incident: Incident,
        anchor: str,
        fragment: str,
        at: datetime,
        status: str,
        html: Markup,
        said: tuple[str, ...],
        *,
        dated: bool = True,
    ) -> Entry:
        address = self.publication.links.absolute(links.incident(incident.id))
        title = one_line(
            self.publication.words.plain("feed.title", status=self.plain(status), title=incident.title)
        )
        edition = fraction(repr((incident.title, str(incident.impact), status, said)))
        name = self.publication.snapshot.site.component_name
        return Entry(
            id=tag(self.publication.links.site_url, links.beside_incident(incident.id, anchor)),
            link=address + fragment,
            title=title,
            at=at,
            edition=edition,
            dated=dated,
            html=html,
            categories=(
                (str(incident.impact), self.plain(f"impact.{incident.impact}")),
                *((id_, name(id_)) for id_ in incident.component_ids),
            ),
        )

    def _said(self, incident: Incident, first: bool) -> tuple[str, ...]:
        return (incident.summary, incident.also_affects) if first else ()

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
        # Every part is escaped already.
        return Markup(f"<p>{' · '.join((f'<strong>{self.words(status)}</strong>', *parts))}</p>")  # noqa: S704  # nosec B704

    def _plan(self, incident: Incident) -> Markup:
        """When it is planned, and what it will affect."""
        name = self.publication.snapshot.site.component_name
        html = Markup("")
        if incident.scheduled_for:
            start = self.moments.text(incident.scheduled_for)
            window = self.words("incident.window_from", start=start)
            if incident.scheduled_until:
                end = self.moments.text(incident.scheduled_until)
                window = self.words("incident.window_from_to", start=start, end=end)
            html += Markup("<p>{}: {}</p>").format(self.words("incident.planned"), window)
        planned = [
            self.words("feed.planned", component=name(id_), status=self.words(f"status.{status}"))
            for id_, status in incident.components
        ]
        if planned:
            html += Markup("<p>{}: {}</p>").format(
                self.words("incident.components"), Markup(" · ").join(planned)
            )
        return html

    def _opening(self, incident: Incident) -> Markup:
        """What stands above the updates; told with the first of them."""
        html = Markup("")
        if incident.also_affects:
            html += Markup("<p>{}: {}</p>").format(self.words("incident.also_affects"), incident.also_affects)
        return html + self._text(incident.summary)

    def _text(self, text: str) -> Markup:
        if not text.strip():
            return Markup("")
        # markup is the one place that makes HTML from incident text, sanitized there.
        return Markup(self.publication.render(text).html(self.publication.links.site_url))  # noqa: S704  # nosec B704 - sanitized there
