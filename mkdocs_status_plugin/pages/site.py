"""Every page of one site: the front page, incidents, the past by month, components, maintenance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import words
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.pages import searched
from mkdocs_status_plugin.pages.bars import Bars
from mkdocs_status_plugin.pages.component import component_page
from mkdocs_status_plugin.pages.days import Days
from mkdocs_status_plugin.pages.incident import incident_page
from mkdocs_status_plugin.pages.model import Page, Settings
from mkdocs_status_plugin.pages.overview import Overview
from mkdocs_status_plugin.pages.press import Press
from mkdocs_status_plugin.pages.views import ByMonth, known, naming
from mkdocs_status_plugin.state import Phase

RECENT_DAYS = 14
"""How many days the front page tells one by one."""


def pages(publication: Publication, settings: Settings) -> Iterator[Page]:
    """Every page of a site."""
    press = Press(publication, settings)
    bars = Bars(press, publication)
    by_month = press.moving.months()
    yield _front(press, bars)
    yield _maintenance(press)
    yield _history(press, by_month)
    yield _follow(press)
    yield from _months(press, by_month, publication)
    touching = naming(by_month)
    for component in press.site.leaves:
        yield component_page(press, bars, component, touching.get(component.id, {}), publication)
    for view in press.moving.ever_shown():
        yield incident_page(press, view, publication, links.incident(view.id))
    yield from _translations(publication, settings)


def _translations(publication: Publication, settings: Settings) -> Iterator[Page]:
    """Each translated incident on a page of its own, in the words of its language."""
    incidents = publication.snapshot.site.incidents
    for language in sorted({told.language for incident in incidents for told in incident.translations}):
        told = publication.told_in(language, words(language))
        press = Press(told, settings)
        for view in press.moving.ever_shown():
            if any(translation.language == language for translation in view.incident.translations):
                source = links.translation(view.id, language)
                yield incident_page(press, view, told, source, language)


def _front(press: Press, bars: Bars) -> Page:
    pieces = press.pieces(links.FRONT)
    days = Days(bars, pieces)

    def description() -> str:
        sentence = press.sentence(press.moving.snapshot.banner)
        return press.words.plain("page.front_description", sentence=sentence, name=press.site_name)

    return press.page(
        "front",
        links.FRONT,
        title=press.title("status"),
        description=description,
        bars=bars,
        days=days,
        overview=Overview(pieces, days),
        recent=press.moving.days(RECENT_DAYS),
    )


def _history(press: Press, by_month: ByMonth) -> Page:
    years = groupby(by_month.items(), key=lambda item: item[0][0])
    return press.page(
        "history",
        links.HISTORY,
        title=press.title("history"),
        description=partial(press.words.plain, "history.description", name=press.site_name),
        years=[(year, [(month, listed) for (_, month), listed in found]) for year, found in years],
    )


def _months(press: Press, by_month: ByMonth, publication: Publication) -> Iterator[Page]:
    keys, settled, long_over = list(by_month), publication.settled, publication.long_over
    for number, (year, month) in enumerate(keys):
        listed = by_month[year, month]
        shown = press.moments.month(year, month)
        named = {id_ for view, _ in listed for id_ in view.incident.component_ids}
        newer = keys[number - 1] if number else None
        older = keys[number + 1] if number + 1 < len(keys) else None
        yield press.page(
            "month",
            links.month(year, month),
            title=shown,
            description=partial(
                press.words.plain, "history.month_description", name=press.site_name, month=shown
            ),
            listed=listed,
            components=[c.id for c in press.site.leaves if c.id in named],
            frame="st-month",
            dated=not listed or any(view.id not in long_over for view, _ in listed),
            known=known(settled, listed, f"{year}-{month}", f"{newer}", f"{older}"),
            newer=newer,
            older=older,
        )


def _maintenance(press: Press) -> Page:
    return press.page(
        "maintenance",
        links.MAINTENANCE,
        title=press.title("maintenance"),
        description=partial(press.words.plain, "maintenance.description", name=press.site_name),
        sections=[
            ("maintenance.active", press.moving.maintenance(Phase.ACTIVE), ""),
            ("maintenance.upcoming", press.moving.maintenance(Phase.UPCOMING), "maintenance.none_upcoming"),
            ("maintenance.past", press.moving.maintenance(Phase.PAST), "maintenance.none_past"),
        ],
    )


_FOR_PEOPLE = (
    ("follow.atom", links.ATOM),
    ("follow.rss", links.RSS),
    ("follow.calendar", links.CALENDAR),
    ("follow.badge", links.BADGE),
)
_FOR_PROGRAMS = (
    ("follow.api", links.API + "summary.json"),
    ("follow.status", links.STATUS_JSON),
    ("follow.metrics", links.METRICS_TEXT),
    ("follow.build", links.BUILD_JSON),
)
_BY_COMPONENT = (
    ("follow.atom", links.ATOM),
    ("follow.calendar", links.CALENDAR),
    ("follow.badge", links.BADGE),
)


_FEEDS = {links.ATOM, links.RSS}


def _follow(press: Press) -> Page:
    def there(addresses: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Without the feeds where the site does not know its own address: then there are none."""
        return [entry for entry in addresses if press.links.site_url or entry[1] not in _FEEDS]

    sections = [("follow.people", there(_FOR_PEOPLE)), ("follow.programs", _FOR_PROGRAMS)]
    keys = ["follow.intro", *(key for _, found in sections for key, _ in found), "follow.embed"]
    return press.page(
        "follow",
        links.FOLLOW,
        title=press.title("follow"),
        text=lambda: searched.sentences(press.words.plain(key) for key in keys),
        description=partial(press.words.plain, "follow.description", name=press.site_name),
        sections=sections,
        components=press.site.leaves,
        by_component=there(_BY_COMPONENT),
    )
