"""Every page of one site: the front page, incidents, the past by month, components, maintenance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from mkdocs_status_plugin import links, markup
from mkdocs_status_plugin.build import Build
from mkdocs_status_plugin.model import Component
from mkdocs_status_plugin.pages.bars import Bars
from mkdocs_status_plugin.pages.model import Page, Settings
from mkdocs_status_plugin.pages.press import Press
from mkdocs_status_plugin.pages.views import Moving
from mkdocs_status_plugin.problems import Problem
from mkdocs_status_plugin.state import (
    IncidentView,
    Snapshot,
    Timeline,
    calendar_days,
    history,
    months,
    outlook,
)

RECENT_DAYS = 14
"""How many days the front page tells one by one."""

_Month = tuple[int, int]


def pages(
    timeline: Timeline,
    snapshot: Snapshot,
    problems: Sequence[Problem],
    build: Build,
    settings: Settings,
    render: Callable[[str], markup.Body] = markup.render,
) -> Iterator[Page]:
    """Every page of a site at the moment of a snapshot.

    ``problems`` are the findings of reading; those about a file that could not be read are listed
    on its page. ``render`` gives the safe HTML of an incident's text.
    """
    press = Press(snapshot.site, build, settings, render)
    moving = Moving(outlook(timeline, snapshot.now))
    histories = {
        component.id: history(timeline, component, snapshot.now, press.zone, settings.history_days)
        for component in snapshot.site.leaves
    }
    bars = Bars(press, histories)
    by_month = months(snapshot, press.zone)
    yield _front(press, moving, bars)
    yield _maintenance(press, snapshot)
    yield _history(press, snapshot, by_month)
    yield from _months(press, by_month)
    for component in snapshot.site.leaves:
        yield _component(press, moving, bars, component, by_month)
    for view in moving.ever_shown():
        yield _incident(press, moving, view, problems)


def _front(press: Press, moving: Moving, bars: Bars) -> Page:
    snapshot = moving.snapshot
    sentence = press.sentence(snapshot.banner)
    return press.page(
        "front",
        links.FRONT,
        title=press.title("status"),
        description=press.words.plain(
            "page.front_description", sentence=sentence, name=press.settings.site_name
        ),
        snapshot=snapshot,
        moving=moving,
        bars=bars,
        recent=calendar_days(snapshot, press.zone, RECENT_DAYS),
    )


def _incident(press: Press, moving: Moving, view: IncidentView, problems: Sequence[Problem]) -> Page:
    words, incident = press.words, view.incident
    state = words.plain(f"update.{view.status or 'unknown'}")
    text = view.updates[0].update.text if view.updates else incident.also_affects
    return press.page(
        "incident",
        links.incident(incident.id),
        title=incident.title,
        description=words.plain("page.incident_description", state=state, text=markup.excerpt(text)),
        file=incident.path,
        view=view,
        last=moving.last(incident.id),
        moving=moving,
        changing=moving.incident(incident.id),
        problems=[problem for problem in problems if problem.path == incident.path and problem.is_error],
    )


def _history(press: Press, snapshot: Snapshot, by_month: Mapping[_Month, Sequence[IncidentView]]) -> Page:
    years = groupby(by_month.items(), key=lambda item: item[0][0])
    return press.page(
        "history",
        links.HISTORY,
        title=press.title("history"),
        description=press.words.plain("history.description", name=press.settings.site_name),
        snapshot=snapshot,
        years=[(year, [(month, views) for (_, month), views in found]) for year, found in years],
    )


def _months(press: Press, by_month: Mapping[_Month, Sequence[IncidentView]]) -> Iterator[Page]:
    keys = list(by_month)
    for number, (year, month) in enumerate(keys):
        views = by_month[year, month]
        shown = press.moments.month(year, month)
        named = dict.fromkeys(id_ for view in views for id_ in view.incident.component_ids)
        yield press.page(
            "month",
            links.month(year, month),
            title=shown,
            description=press.words.plain(
                "history.month_description", name=press.settings.site_name, month=shown
            ),
            views=views,
            components=[c.id for c in press.site.leaves if c.id in named],
            newer=keys[number - 1] if number else None,
            older=keys[number + 1] if number + 1 < len(keys) else None,
        )


def _component(
    press: Press,
    moving: Moving,
    bars: Bars,
    component: Component,
    by_month: Mapping[_Month, Sequence[IncidentView]],
) -> Page:
    status = moving.snapshot.component[component.id].status
    touching = {
        month: [view for view in views if component.id in view.incident.component_ids]
        for month, views in by_month.items()
    }
    return press.page(
        "component",
        links.component(component.id),
        title=component.name,
        description=press.words.plain(
            "page.component_description",
            component=component.name,
            status=press.words.plain(f"status.{status}"),
            name=press.settings.site_name,
        ),
        file=press.site.components_path,
        component=component,
        by_hand=moving.snapshot.component[component.id].by_hand,
        states=moving.component(component.id),
        rows=bars.rows(component.id),
        uptime=bars.uptime(component.id),
        months=[(month, views) for month, views in touching.items() if views],
    )


def _maintenance(press: Press, snapshot: Snapshot) -> Page:
    def works(views: Sequence[IncidentView]) -> list[IncidentView]:
        return [view for view in views if view.incident.is_maintenance]

    return press.page(
        "maintenance",
        links.MAINTENANCE,
        title=press.title("maintenance"),
        description=press.words.plain("maintenance.description", name=press.settings.site_name),
        sections=[
            ("maintenance.active", works(snapshot.active), ""),
            ("maintenance.upcoming", works(snapshot.upcoming), "maintenance.none_upcoming"),
            ("maintenance.past", works(snapshot.past), "maintenance.none_past"),
        ],
    )
