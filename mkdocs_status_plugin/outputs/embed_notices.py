"""What other sites are told: one sentence, and from when until when it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import Moments, sentence
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import one_line
from mkdocs_status_plugin.state import BannerKind, IncidentView, Snapshot, Span, phased, seen_at

SOON = timedelta(days=1)
"""How long before it begins a maintenance is worth a notice."""

AHEAD = 50
"""How many moments to come a notice knows; a script on other people's pages is to be small."""

LONGEST = 240
"""How many characters a sentence has at most."""


class Notice(NamedTuple):
    """``state`` chooses the mark, ``text`` is one line, ``path`` leads to a page from the site's root."""

    state: str
    text: str
    path: str


class Notices:
    """What there is to tell, over the time that is already known."""

    def __init__(self, publication: Publication) -> None:
        """Take one build."""
        self.publication = publication
        self.moments = Moments(publication.words.locale, publication.zone)

    def troubles(self) -> tuple[Span[Notice | None], ...]:
        """What is wrong or planned within :data:`SOON`; None while there is nothing to say."""
        return phased(self._snapshots(), self._trouble)

    def states(self) -> tuple[Span[Notice], ...]:
        """How the whole is, good or bad."""
        return phased(self.publication.ahead[: AHEAD + 1], self._state)

    def planned(self, most: int) -> list[Notice]:
        """Each maintenance to come, the soonest first."""
        found = self.publication.snapshot.upcoming
        return [self._plan([view]) for view in found if view.incident.scheduled_for][:most]

    def _snapshots(self) -> Sequence[Snapshot]:
        """Those of the known future, and those at which a maintenance comes near."""
        ahead = self.publication.ahead[: AHEAD + 1]
        found = {snapshot.now: snapshot for snapshot in ahead}
        beyond = ahead[-1].next_change
        begins = [view.incident.scheduled_for for snapshot in ahead for view in snapshot.upcoming]
        for at in sorted({begin - SOON for begin in begins if begin})[:AHEAD]:
            if ahead[0].now < at and (beyond is None or at < beyond.at) and at not in found:
                found[at] = seen_at(ahead, at)
        return [found[at] for at in sorted(found)]

    def _trouble(self, snapshot: Snapshot) -> Notice | None:
        if snapshot.banner.kind is not BannerKind.OPERATIONAL:
            return self._state(snapshot)
        soon = [
            view
            for view in snapshot.upcoming
            if view.incident.scheduled_for and view.incident.scheduled_for - SOON <= snapshot.now
        ]
        return self._plan(soon) if soon else None

    def _state(self, snapshot: Snapshot) -> Notice:
        banner = snapshot.banner
        state = "unknown" if banner.kind is BannerKind.UNKNOWN else banner.level
        text = sentence(self.publication.words, snapshot.site, banner)
        return Notice(str(state), _shortened(text), self._page(banner.incident_ids))

    def _plan(self, views: Sequence[IncidentView]) -> Notice:
        words, first = self.publication.words, views[0].incident
        start = self.moments.text(first.scheduled_for) if first.scheduled_for else ""
        if len(views) == 1 and first.scheduled_until:
            until = self.moments.text(first.scheduled_until)
            window = words.plain("incident.window_from_to", start=start, end=until)
        else:
            window = words.plain("incident.window_from", start=start)
        names = words.names([view.incident.title for view in views])
        text = words.plain("embed.planned", names=names, window=window)
        return Notice("under_maintenance", _shortened(text), self._page([view.id for view in views]))

    def _page(self, incident_ids: Sequence[str]) -> str:
        """The page of the one incident that it is about, or else the front page."""
        source = links.incident(incident_ids[0]) if len(incident_ids) == 1 else links.FRONT
        return self.publication.links.address(source)


def _shortened(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
