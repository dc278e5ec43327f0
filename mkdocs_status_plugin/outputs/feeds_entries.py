"""What a feed tells of an incident: an entry for each update, written or made by the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import Moments
from mkdocs_status_plugin.model import ComponentStatus, Incident, Update, UpdateStatus
from mkdocs_status_plugin.outputs.feeds_entry import Entry, fraction, tag
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import one_line
from mkdocs_status_plugin.state import Change, IncidentView
from mkdocs_status_plugin.state.lifecycle import EVER, Step

RAW = 4000
"""How many characters of a file that could not be read an entry quotes; its page has all of them."""


class _About(NamedTuple):
    """What all entries of one incident have in common; ``name`` is what their ids begin with."""

    incident: Incident
    name: str
    address: str
    categories: tuple[tuple[str, str], ...]


class Teller:
    """Makes the entries of a site's incidents."""

    def __init__(self, publication: Publication) -> None:
        """Take one build."""
        self.publication = publication
        self.words = lru_cache(maxsize=None, typed=True)(publication.words)
        self.plain = lru_cache(maxsize=None, typed=True)(publication.words.plain)
        self.moments = Moments(publication.words.locale, publication.zone)
        self._tag = tag(publication.links.site_url, "")

    def instants(self, view: IncidentView) -> list[datetime]:
        """When each of :meth:`entries` was, without making them, in their order."""
        steps = self.publication.timeline.steps[view.id][: view.passed]
        if view.incident.readable:
            return [step.at for step in steps]
        return [*(step.at for step in steps if step.at != EVER), self._today()]

    def entries(self, view: IncidentView, instants: Sequence[datetime]) -> Iterator[Entry]:
        """The entries of one incident at these instants, as they came; there is at least one.

        Where the clock alone began a maintenance, brought it past its planned end or completed it, there
        is an entry too. A file that could not be read has one of its own, the last, dated to the day of the build:
        nobody knows since when it is so, and it must not sink below older news.

        State comes from the text alone, so no edit has a time that could be told, yet ``updated`` is to change
        with each (RFC 4287, 4.2.15). Therefore it is the instant of the update plus a fraction of a second that
        is made from what the entry says: true to the second, and another as soon as a word is another.
        """
        about = self._about(view.incident)
        shown = {told.update.anchor: told for told in view.updates}
        ats = iter(instants)
        before: Step | None = None
        for step in self.publication.timeline.passed(view.id, self.publication.snapshot.now):
            if step.at == EVER:
                continue
            if step.update is not None:
                changes = shown[step.update.anchor].visible_changes
                yield self._written(about, next(ats), step.update, changes, before is None)
            else:
                yield self._clock(about, next(ats), before, step)
            before = step
        if not view.incident.readable:
            yield self._unreadable(about, next(ats))

    def _about(self, incident: Incident) -> _About:
        name = self.publication.snapshot.site.component_name
        return _About(
            incident=incident,
            name=self._tag + links.beside_incident(incident.id, ""),
            address=self.publication.links.absolute(links.incident(incident.id)),
            categories=(
                (str(incident.impact), self.plain(f"impact.{incident.impact}")),
                *((id_, name(id_)) for id_ in incident.component_ids),
            ),
        )

    def _written(
        self, about: _About, at: datetime, update: Update, changes: tuple[Change, ...], first: bool
    ) -> Entry:
        """The entry of an update that somebody wrote."""
        incident = about.incident
        opening = self._opening(incident) if first else ""
        plan = self._plan(incident) if update.status is UpdateStatus.SCHEDULED else ""
        status = f"update.{update.status}"
        return self._entry(
            about,
            anchor=update.anchor,
            fragment=f"#{update.anchor}",
            at=at,
            status=status,
            html=self._changes(status, changes) + plan + opening + self._text(update.text),
            said=(update.text, repr(update.changes), *self._said(incident, first)),
        )

    def _clock(self, about: _About, at: datetime, before: Step | None, step: Step) -> Entry:
        """The entry of what came by itself."""
        incident = about.incident
        held = before.holds if before else {}
        changes = tuple(
            Change(id_, old, new)
            for id_ in dict.fromkeys((*held, *step.holds))
            if (old := held.get(id_, ComponentStatus.OPERATIONAL))
            is not (new := step.holds.get(id_, ComponentStatus.OPERATIONAL))
        )
        what = "overrunning" if step.overrunning else str(step.status)
        first = before is None
        opening = self._opening(incident) if first else ""
        return self._entry(
            about,
            anchor=f"clock-{what}",
            fragment="",
            at=at,
            status=f"update.{what}",
            html=self._changes(f"update.{what}", changes) + self._plan(incident) + opening,
            said=(repr(incident.scheduled_for), repr(incident.scheduled_until), *self._said(incident, first)),
        )

    def _unreadable(self, about: _About, at: datetime) -> Entry:
        """The entry of a file that could not be read."""
        raw = about.incident.raw or ""
        quoted = raw[:RAW] + "…" * (len(raw) > RAW)
        html = str(Markup("<p>{}</p><pre>{}</pre>").format(self.words("incident.unreadable"), quoted))
        return self._entry(about, "unreadable", "", at, "update.unknown", html, (raw,), dated=False)

    def _today(self) -> datetime:
        now = self.publication.snapshot.now
        return datetime.combine(now.date(), time(), now.tzinfo)

    def _entry(
        self,
        about: _About,
        anchor: str,
        fragment: str,
        at: datetime,
        status: str,
        html: str,
        said: tuple[str, ...],
        *,
        dated: bool = True,
    ) -> Entry:
        incident = about.incident
        title = self.publication.words.plain("feed.title", status=self.plain(status), title=incident.title)
        return Entry(
            id=about.name + anchor,
            link=about.address + fragment,
            title=one_line(title),
            at=at,
            edition=fraction(repr((incident.title, str(incident.impact), status, said))),
            html=html,
            categories=about.categories,
            dated=dated,
        )

    def _said(self, incident: Incident, first: bool) -> tuple[str, ...]:
        return (incident.summary, incident.also_affects) if first else ()

    def _changes(self, status: str, changes: tuple[Change, ...]) -> str:
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
        return f"<p>{' · '.join((f'<strong>{self.words(status)}</strong>', *parts))}</p>"

    def _plan(self, incident: Incident) -> str:
        """When it is planned, and what it will affect."""
        name = self.publication.snapshot.site.component_name
        html = ""
        if incident.scheduled_for:
            start = self.moments.text(incident.scheduled_for)
            window = self.words("incident.window_from", start=start)
            if incident.scheduled_until:
                end = self.moments.text(incident.scheduled_until)
                window = self.words("incident.window_from_to", start=start, end=end)
            html += _paragraph(self.words("incident.planned"), window)
        planned = [
            self.words("feed.planned", component=name(id_), status=self.words(f"status.{status}"))
            for id_, status in incident.components
        ]
        if planned:
            html += _paragraph(self.words("incident.components"), Markup(" · ").join(planned))
        return html

    def _opening(self, incident: Incident) -> str:
        """What stands above the updates; told with the first of them."""
        html = ""
        if incident.also_affects:
            html += _paragraph(self.words("incident.also_affects"), incident.also_affects)
        return html + self._text(incident.summary)

    def _text(self, text: str) -> str:
        return self.publication.render(text).html(self.publication.links.site_url) if text.strip() else ""


def _paragraph(head: Markup, said: str) -> str:
    """A paragraph of HTML; what is said is escaped unless it is HTML."""
    return str(Markup("<p>{}: {}</p>").format(head, said))
