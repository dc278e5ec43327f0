"""The page of one component."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from mkdocs_status_plugin import links
from mkdocs_status_plugin.model import Component
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.pages import searched
from mkdocs_status_plugin.pages.bars import Bars
from mkdocs_status_plugin.pages.days import Days
from mkdocs_status_plugin.pages.model import Page
from mkdocs_status_plugin.pages.press import Press
from mkdocs_status_plugin.pages.signs import safe
from mkdocs_status_plugin.pages.views import ByMonth, known


def component_page(
    press: Press,
    bars: Bars,
    component: Component,
    touching: ByMonth,
    publication: Publication,
) -> Page:
    """Its state, its days, and by month all the incidents that name it."""
    name = press.site.component_name(component.id)
    status = press.moving.snapshot.component[component.id].status
    return press.page(
        "component",
        links.component(component.id),
        title=name,
        description=partial(
            press.words.plain,
            "page.component_description",
            component=name,
            status=press.words.plain(f"status.{status}"),
            name=press.site_name,
        ),
        text=lambda: searched.component(component),
        file=press.site.components_path,
        feeds=[(links.beside_component(component.id, links.ATOM), name)],
        days=Days(bars, press.pieces(links.component(component.id))),
        component=component,
        months=_months(press, component, touching, publication.settled),
        every=[listing for listed in touching.values() for listing in listed],
    )


def _months(
    press: Press, component: Component, touching: ByMonth, settled: Mapping[str, str]
) -> Callable[[], Iterator[Markup]]:
    """The incidents of a component, month by month: most of a page that otherwise is about today."""

    pieces = press.pieces(links.component(component.id))

    def told() -> Iterator[Markup]:
        for month, listed in touching.items():
            made_from = known(settled, listed, component.id, *map(str, month))
            make = partial(pieces.month, *month, listed)
            # What the pieces gave, kept or not.
            yield safe(press.memo.recall("component", made_from, make) if made_from else make())

    return told
