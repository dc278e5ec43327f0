"""Pieces of HTML that pages share: an incident in a line, in a few words or in full, its updates and what they change.

A history asks for them a hundred thousand times, so they are plain functions, not templates. The rule in their place: a
value goes into the text only through ``escape``, or as what somebody else has made safe (:class:`Markup`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from markupsafe import Markup, escape

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import Moments, machine
from mkdocs_status_plugin.markup import Body
from mkdocs_status_plugin.model import ComponentChange, Incident, UpdateStatus
from mkdocs_status_plugin.pages.icons import icon
from mkdocs_status_plugin.pages.signs import Signs, safe, span_of
from mkdocs_status_plugin.pages.views import Listing, Moving
from mkdocs_status_plugin.state import Change, IncidentView, Phase, Span, UpdateView


@dataclass(frozen=True)
class Pieces(Signs):
    """The pieces of pages that stand equally deep. ``render`` makes safe HTML of incident text."""

    moments: Moments
    moving: Moving
    render: Callable[[str], Body] = field(repr=False)

    def facts(self, view: IncidentView) -> Markup:
        """The line under an incident's title: what, since when, how long. Ages are the script's business."""
        incident, moments, words = view.incident, self.moments, self.words
        began, ended = view.began_at, view.ended_at
        planned = incident.scheduled_for if incident.is_maintenance else None
        happened = began if view.status != UpdateStatus.CANCELLED else None
        items = [_item(self._window(incident))] if planned else []
        if happened and happened != planned:
            word = f"{words('incident.began')} " if planned or not ended else ""
            items.append(_item(f"{word}{moments.element(happened)}"))
        if happened and ended:
            items.append(_item(words("incident.lasted", duration=moments.duration(ended - happened))))
        elif view.is_active and began:
            items.append(_item("", self._since(began, "incident.ongoing")))
        if view.is_active and (newest := view.newest_at):
            shown = words("incident.newest", time=moments.element(newest))
            items.append(_item(shown, self._since(newest, "incident.since_update")))
        if view.phase is Phase.UPCOMING:
            way = self.way(links.beside_incident(view.id, links.EVENT))
            items.append(f'<a class="st-facts__item" href="{way}">{words("incident.calendar")}</a>\n')
        if view.overrunning:
            loud = words("incident.overrunning")
            items.append(f'<span class="st-facts__item st-facts__item--loud">{loud}</span>\n')
        state = words("update.overrunning" if view.overrunning else f"update.{view.status or 'unknown'}")
        return safe(
            f'<p class="st-facts">\n{self.impacts[incident.impact]}\n'
            f'<strong class="st-facts__state">{state}</strong>\n{"".join(items)}</p>\n'
        )

    def _since(self, at: datetime, key: str) -> str:
        text = escape(self.words.plain(key, duration="{}"))
        return f' data-st-since="{machine(at)}" data-st-text="{text}"'

    def _window(self, incident: Incident) -> str:
        start, end, element = incident.scheduled_for, incident.scheduled_until, self.moments.element
        if start and end:
            clock = self.moments.today(start) == self.moments.today(end)
            shown = self.words("incident.window_from_to", start=element(start), end=element(end, clock=clock))
            return f"{shown}\n"
        return f"{self.words('incident.window_from', start=element(start))}\n" if start else ""

    def affected(self, changes: Iterable[ComponentChange]) -> Markup:
        """Components with their statuses."""
        said = "".join(f"<li>{self.component(id_)} {self.states[status]}</li>\n" for id_, status in changes)
        return safe(f'<ul class="st-affected">\n{said}</ul>\n')

    def report(self, view: IncidentView, hide: str = "", *, components: bool = True) -> Markup:
        """What is true of an incident, for each phase in which it shows but the one to ``hide``."""
        changing = self.moving.incident(view.id)
        said = ""
        for span in changing:
            now = span.value
            if now and now.phase != hide:
                affected = self._affected(now) if components and now.affected else ""
                said += f"<div{span_of(span, changing)}>\n{self.facts(now)}\n{affected}</div>\n"
        return safe(said)

    def _affected(self, view: IncidentView) -> str:
        lead = f'<p class="st-also">{self.words("incident.worst")}</p>\n' if view.phase is Phase.PAST else ""
        return f"{lead}{self.affected(view.affected)}\n"

    def text(self, text: str, css: str = "st-text") -> Markup:
        """A block of incident text, with links that work from here."""
        return safe(f'<div class="{css}" dir="auto">{self.render(text).html(self.root)}</div>\n')

    def timeline(self, view: IncidentView, updates: Iterable[UpdateView], level: int, *, own: bool) -> Markup:
        """An incident's updates. ``own`` pages carry the permanent anchors; elsewhere the times link to them."""
        said = "".join(f"{self._update(view, shown, level, own=own)}\n" for shown in updates)
        return safe(f'<ol class="st-timeline">\n{said}</ol>\n')

    def _update(self, view: IncidentView, shown: UpdateView, level: int, *, own: bool) -> str:
        update = shown.update
        anchor = escape(update.anchor)
        way, attributes = f"{self.incident(view.id)}#{anchor}", ""
        if own:
            way, attributes = f"#{anchor}", f' id="{anchor}"'
        if self.moving.is_future(update):
            attributes += f' data-st-from="{machine(update.at)}" hidden'
        return (
            f'<li class="st-update st-update--{update.status}"{attributes}>\n'
            '<i class="st-dot" aria-hidden="true"></i>\n'
            f'<h{level} class="st-update__head">'
            f'<span class="st-update__status">{self.words(f"update.{update.status}")}</span> '
            f'<a class="st-update__time" href="{way}">{self.moments.element(update.at)}</a></h{level}>\n'
            f"{self._changes(shown.visible_changes)}\n{self.text(update.text)}</li>\n"
        )

    def _changes(self, changes: Sequence[Change]) -> str:
        """What an update changes, the same for several components in one line, the worst first."""
        if not changes:
            return ""
        lines = ""
        for _, found in groupby(sorted(changes, key=_worst_first), key=_worst_first):
            same = list(found)
            old, new = self.states[same[0].old], self.states[same[0].new]
            names = self.linked_names(change.component_id for change in same)
            lines += f'<li>{names}: {old} <span class="st-into">{self.arrow} {new}</span></li>\n'
        return f'<ul class="st-changes">\n{lines}</ul>\n'

    def unreadable(self, incident: Incident) -> Markup:
        """That a file could not be read, and what stands in it."""
        words = self.words
        raw = ""
        if incident.raw:
            label = words("incident.unreadable_raw")
            raw = f'<pre class="st-raw" tabindex="0" role="group" aria-label="{label}">{escape(incident.raw)}</pre>\n'
        note = f'<p class="st-note st-note--loud">{icon("unknown")} {words("incident.unreadable")}</p>\n'
        return safe(f"{note}{raw}")

    def row(self, view: IncidentView, spans: Sequence[Span[bool]], level: int) -> Markup:
        """One incident, as the lists of the past show it; ``spans`` tell when it stands in the list."""
        incident = view.incident
        ids = incident.component_ids
        named = f'<p class="st-row__components">{self.names(ids)}</p>\n' if ids else ""
        last = ""
        if not view.is_active and (timeline := view.timeline):
            last = self.text(timeline[0].update.text, "st-text st-row__text")
        elif not incident.readable:
            last = f'<p class="st-note">{self.words("incident.unreadable")}</p>\n'
        head = f'class="st-row st-impact-{incident.impact}" data-st-components="{escape(" ".join(ids))}"'
        said = (
            f'<h{level} class="st-row__title"><a href="{self.incident(view.id)}">{escape(incident.title)}</a>'
            f"</h{level}>\n{self.report(view, components=False)}\n{named}{last}"
        )
        return safe(
            "".join(
                f"<article {head}{span_of(span, spans)}>\n{said}</article>\n" for span in spans if span.value
            )
        )

    def month(self, year: int, month: int, listings: Sequence[Listing]) -> str:
        """A month's incidents, each in one line, below its name, which shows while one of them stands there."""
        any_of = self.moving.any_of(listings)
        name = f'<a href="{self.way(links.month(year, month))}">{escape(self.moments.month(year, month))}</a>'
        heads = "".join(
            f'<h3 class="st-day__date"{span_of(span, any_of)}>{name}</h3>\n' for span in any_of if span.value
        )
        lines = "".join(self.line(view, spans) for view, spans in listings)
        return f'{heads}<ul class="st-list">\n{lines}</ul>'

    def line(self, view: IncidentView, spans: Sequence[Span[bool]]) -> Markup:
        """One incident in one line, as a component's page lists it."""
        changing = self.moving.incident(view.id)
        whens = "".join(
            f"<span{span_of(span, changing)}>{self._when(span.value)}</span>\n"
            for span in changing
            if span.value
        )
        title = f'<a href="{self.incident(view.id)}">{escape(view.incident.title)}</a>'
        said = f"{title} {self.impact(view.incident)}\n{whens}"
        return safe("".join(f"<li{span_of(span, spans)}>{said}</li>\n" for span in spans if span.value))

    def _when(self, view: IncidentView) -> str:
        if not view.began_at:
            return ""
        began = self.moments.element(view.began_at)
        if not view.ended_at:
            return began
        return f"{began}, {escape(self.moments.duration(view.ended_at - view.began_at))}"


def _worst_first(change: Change) -> tuple[int, int]:
    return (-change.new.severity, change.old.severity)


def _item(said: str, attributes: str = "") -> str:
    return f'<span class="st-facts__item"{attributes}>{said}</span>\n'
