"""The page of one incident, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import own_name
from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.pages import searched
from mkdocs_status_plugin.pages.model import Content, Page
from mkdocs_status_plugin.pages.press import Press
from mkdocs_status_plugin.pages.views import known
from mkdocs_status_plugin.problems import Problem
from mkdocs_status_plugin.state import IncidentView

_KIND = "incident"
_FRAME = "st-report"


def incident_page(
    press: Press, view: IncidentView, publication: Publication, source: str, language: str = ""
) -> Page:
    """An incident as a report; ``language`` is that of a translation, or empty."""
    incident = view.incident
    told = incident.translations if language else ()
    file = next((one.path for one in told if one.language == language), incident.path)
    made_from = known(publication.settled, [(view, ())], language)
    dated = view.id not in publication.long_over
    report = _Report(press, view, publication, source, language, file, made_from, dated)
    kept = press.kept(_KIND, source, _FRAME, made_from, dated=dated)
    return Page(source, _KIND, incident.title, report.content, file, report.text, *kept)


class _Report(NamedTuple):
    """What the page says, worked out when it is asked for: a history has thousands, and most are known already."""

    press: Press
    view: IncidentView
    publication: Publication
    source: str
    language: str
    file: str
    known: Sequence[str]
    dated: bool

    def content(self) -> Content:
        """All of it."""
        press, incident = self.press, self.view.incident
        return press.content(
            _KIND,
            self.source,
            title=incident.title,
            file=self.file,
            description=self.description,
            feeds=[(links.beside_incident(incident.id, links.UPDATES_ATOM), incident.title)],
            known=self.known,
            frame=_FRAME,
            dated=self.dated,
            language=self.language,
            others=_others(incident, self.language),
            view=self.view,
            ways=self.ways,
            last=press.moving.last(incident.id) or self.view,
            problems=self.problems(),
        )

    def text(self) -> str:
        """What a search finds it by."""

        def made() -> str:
            return searched.incident(self.press, self.view)

        return self.press.memo.recall("found", self.known, made) if self.known else made()

    def description(self) -> str:
        """Its state and the beginning of its newest update."""
        words, view = self.press.words, self.view
        state = words.plain(f"update.{view.status or 'unknown'}")
        text = view.updates[0].update.text if view.updates else view.incident.also_affects
        return words.plain("page.incident_description", state=state, text=self.press.render(text).excerpt())

    def ways(self) -> list[tuple[str, str]]:
        """Where one can go on from here, each with the key of its words."""
        press = self.press
        found = [(press.links.relative(links.FRONT, self.source), "incident.back")]
        if press.links.site_url and not self.language:
            feed = links.beside_incident(self.view.id, links.UPDATES_ATOM)
            found.append((press.links.relative(feed, self.source), "follow.atom"))
        edit = press.settings.edit_url(self.file)
        return [*found, (edit, "incident.edit")] if edit else found

    def problems(self) -> list[Problem]:
        """Why its file could not be read."""
        incident = self.view.incident
        if incident.readable:
            return []
        return [one for one in self.publication.problems if one.path == incident.path and one.is_error]


def _others(incident: Incident, language: str) -> list[tuple[str, str, str]]:
    """The incident's pages in other languages: language, source, and the language's own name."""
    translated = [told.language for told in incident.translations if told.language != language]
    found = [(other, links.translation(incident.id, other), own_name(other)) for other in translated]
    return [("", links.incident(incident.id), ""), *found] if language else found
