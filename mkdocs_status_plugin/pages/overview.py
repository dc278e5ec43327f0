"""The front page's long parts as HTML: incidents with all that was said, and the tree of components."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from mkdocs_status_plugin import links
from mkdocs_status_plugin.model import ComponentStatus
from mkdocs_status_plugin.pages.days import Days
from mkdocs_status_plugin.pages.pieces import Pieces
from mkdocs_status_plugin.pages.signs import safe, span_of
from mkdocs_status_plugin.pages.views import Listing
from mkdocs_status_plugin.state import ComponentView, GroupView, IncidentView, Span


class Overview:
    """The whole of a status page in one place."""

    def __init__(self, pieces: Pieces, days: Days) -> None:
        """Take the pieces that it is made of."""
        self._pieces = pieces
        self._days = days

    def incidents(self, listings: Sequence[Listing], heading: str, hide: str) -> Markup:
        """A list of incidents in full below a heading, which shows while one of them stands in the list.

        ``heading`` is the key of its words; ``hide`` a phase in which incidents stand elsewhere.
        """
        any_of = self._pieces.moving.any_of(listings)
        words = self._pieces.words(heading)
        heads = "".join(
            f'<h2 class="st-heading"{span_of(span, any_of)}>{words}</h2>\n' for span in any_of if span.value
        )
        return safe(heads + "".join(self._incident(view, spans, hide) for view, spans in listings))

    def _incident(self, view: IncidentView, spans: Sequence[Span[bool]], hide: str) -> str:
        incident, pieces = view.incident, self._pieces
        also = unreadable = summary = timeline = ""
        if incident.also_affects:
            also = f'<p class="st-also">{pieces.words("incident.also_affects")}: {escape(incident.also_affects)}</p>\n'
        if not incident.readable:
            unreadable = f"{pieces.unreadable(incident)}\n"
        if incident.summary:
            summary = pieces.text(incident.summary)
        updates = (pieces.moving.last(view.id) or view).updates
        if updates:
            timeline = f"{pieces.timeline(view, updates, 4, own=False)}\n"
        said = (
            f'<h3 class="st-incident__title" dir="auto"><a href="{pieces.incident(view.id)}">'
            f"{escape(incident.title)}</a></h3>\n"
            f"{pieces.report(view, hide)}\n{also}{unreadable}{summary}{timeline}"
        )
        css = f"st-incident st-impact-{incident.impact}"
        return "".join(
            f'<article class="{css}"{span_of(span, spans)}>\n{said}</article>\n'
            for span in spans
            if span.value
        )

    def components(self, nodes: Sequence[ComponentView | GroupView]) -> Markup:
        """Components and groups, with their states and days."""
        told = (self._group(node) if isinstance(node, GroupView) else self._component(node) for node in nodes)
        return safe(f'<ul class="st-components">\n{"".join(told)}</ul>\n')

    def _component(self, view: ComponentView) -> str:
        component = view.component
        name = f'<a href="{self._pieces.way(links.component(component.id))}">{escape(component.name)}</a>'
        states = self._states(self._pieces.moving.component(component.id), "")
        return (
            f'<li class="st-component" id="component-{escape(component.id)}">\n<div class="st-component__head">\n'
            f'<span class="st-component__name">{name}</span>\n{states}</div>\n'
            f"{_description(component.description)}{self._days.history(component.id)}\n</li>\n\n"
        )

    def _group(self, view: GroupView) -> str:
        """A group, open while there is trouble in it."""
        group = view.group
        opened = "" if view.status is ComponentStatus.OPERATIONAL else " open"
        return (
            f'<li class="st-group">\n<details{opened}>\n'
            f'<summary class="st-group__head"><span class="st-component__name">{escape(group.name)}</span>\n'
            f"{self._states(self._pieces.moving.group(group), ' data-st-opens')}</summary>\n"
            f"{_description(group.description)}{self.components(view.members)}\n</details>\n</li>\n"
        )

    def _states(self, states: Sequence[Span[ComponentStatus]], in_trouble: str) -> str:
        """What a component or group is over time; ``in_trouble`` are attributes for whatever is not operational."""
        return "".join(
            f'<span class="st-component__state"{span_of(span, states)}'
            f"{'' if span.value is ComponentStatus.OPERATIONAL else in_trouble}>"
            f"{self._pieces.state(span.value)}</span>\n"
            for span in states
        )


def _description(text: str) -> str:
    return f'<p class="st-component__description">{escape(text)}</p>\n' if text else ""
