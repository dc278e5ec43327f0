"""The page of one component."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby

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

    def told_of(months: ByMonth, *when: int) -> list[str]:
        """The months of some time, the whole of it recalled, or each for itself where it is not all over."""

        def make() -> list[str]:
            return [pieces.month(*month, listed) for month, listed in months.items()]

        listed = [listing for found in months.values() for listing in found]
        made_from = known(settled, listed, component.id, *map(str, when))
        if made_from:
            return press.memo.recall("component", made_from, make)
        if len(months) == 1:
            return make()
        return [told for month in months for told in told_of({month: months[month]}, *month)]

    def told() -> Iterator[Markup]:
        for year, months in groupby(touching, key=lambda month: month[0]):
            # What the pieces gave, kept or not.
            yield from map(safe, told_of({month: touching[month] for month in months}, year))

    return told
