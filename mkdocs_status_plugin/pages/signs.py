"""The smallest pieces of HTML that pages share: marks with their words, names, ways, and when something shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from markupsafe import Markup, escape

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import Words, machine
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.model import ComponentStatus, Impact, Incident, Site
from mkdocs_status_plugin.pages.icons import arrow, icon


class _Phase(Protocol):
    """A stretch of time as :func:`mkdocs_status_plugin.state.phased` gives it."""

    @property
    def start(self) -> datetime | None: ...

    @property
    def end(self) -> datetime | None: ...


def safe(html: str) -> Markup:
    """HTML that was made here, of what is safe or was escaped."""
    return Markup(html)  # noqa: S704  # nosec B704 - see above


def span_of(span: _Phase, spans: Sequence[_Phase]) -> Markup:
    """The attributes of an element that shows only from one instant to another.

    The first stretch is the one that is true at build; the others wait hidden for the script.
    """
    said = ""
    if len(spans) > 1:
        if span.start is not None:
            said = f' data-st-from="{machine(span.start)}" hidden'
        if span.end is not None:
            said += f' data-st-until="{machine(span.end)}"'
    return safe(said)


@dataclass(frozen=True)
class Signs:
    """The signs of one site for pages that stand equally deep: ``root`` leads from them to the site's root."""

    site: Site
    words: Words
    links: Links
    root: str

    def state(self, status: ComponentStatus) -> Markup:
        """A component's status: its mark and its word."""
        return self.states[status]

    def impact(self, incident: Incident) -> Markup:
        """How bad an incident is."""
        return self.impacts[incident.impact]

    def way(self, source: str) -> str:
        """The way to a page or file, as it stands in an attribute."""
        return f"{self.root}{escape(self.links.address(source))}"

    def incident(self, incident_id: str) -> str:
        """The way to an incident, as it stands in an attribute."""
        return self.way(links.incident(incident_id))

    def names(self, ids: Iterable[str]) -> Markup:
        """Several components in a row. Their names may hold commas, as in "Volumes, Oslo"."""
        return safe(" · ".join(escape(self.site.component_name(id_)) for id_ in ids))

    def linked_names(self, ids: Iterable[str]) -> Markup:
        """The same, each leading to its page if it has one."""
        return safe(" · ".join(self.component(id_) for id_ in ids))

    def component(self, component_id: str) -> Markup:
        """A component's name, leading to its page if it has one."""
        return self._linked.get(component_id) or escape(self.site.component_name(component_id))

    def ways(self, ways: Iterable[tuple[str, str]]) -> Markup:
        """Links in a row: where each leads, and the key of its words."""
        return safe("\n".join(f'<a href="{escape(way)}">{self.words(key)}</a>' for way, key in ways))

    @cached_property
    def _linked(self) -> Mapping[str, Markup]:
        return {
            id_: safe(f'<a href="{self.way(links.component(id_))}">{self.names([id_])}</a>')
            for id_ in self.site.by_id
        }

    @cached_property
    def states(self) -> Mapping[ComponentStatus, Markup]:
        """Every status of a component."""
        return {status: self._mark("state", status, status) for status in ComponentStatus}

    @cached_property
    def impacts(self) -> Mapping[Impact, Markup]:
        """Every impact of an incident."""
        return {impact: self._mark("impact", impact, f"impact--{impact}") for impact in Impact}

    def _mark(self, kind: str, state: str, css: str) -> Markup:
        word = self.words(f"{'status' if kind == 'state' else kind}.{state}")
        return safe(f'<span class="st-{kind} st-{css}">{icon(state)}<span>{word}</span></span>\n')

    @cached_property
    def arrow(self) -> Markup:
        """From one state to another."""
        return arrow(self.words("change.to"))
