"""A page built once stays true: what a reader sees later is what a build of that moment would show."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage

from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.pages import Page, Settings, pages
from tests.outputs.publishing import publish
from tests.state.sites import ANY_MOMENT, at, incident, site, sites, update

SCRIPT = (resources.files("mkdocs_status_plugin.pages") / "static" / "status.js").read_text(encoding="utf-8")

VISIBLE = """() => {
  const page = document.querySelector(".st").cloneNode(true);
  for (const each of page.querySelectorAll("[hidden], svg, .st-built, .st-fresh, [data-st-old], .st-bars,"
      + ".st-bar-ends, .st-more, .st-days, .st-followed")) each.remove();
  const said = [];
  for (const each of page.querySelectorAll("h1, h2, h3, h4, .st-facts, .st-affected li, .st-update, .st-none,"
      + ".st-component__state, .st-note, .st-list li, .st-months__count, .st-component-page__state"))
    said.push(each.textContent.replace(/\\s+/g, " ").trim());
  return said.filter(text => text).sort();
}"""
"""Everything on a page that carries a phase, as text, in an order that does not depend on the page's."""

BARS = """() => [...document.querySelectorAll(".st-bars")].map(
  bars => [...bars.children].filter(bar => !bar.hidden).pop().title)"""


def built(site: Site, now: datetime) -> dict[str, Page]:
    """Every page of a site built at a moment, by its source."""
    return {page.source: page for page in pages(publish(site, now), Settings())}


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> BrowserPage:
    """One browser page whose clock the tests set."""
    page = chromium.new_context(timezone_id="UTC", locale="en-GB").new_page()
    page.clock.install(time=at("00:00"))
    return page


def seen(reader: BrowserPage, page: Page, now: datetime, question: str = VISIBLE) -> list[str]:
    """What a reader sees of a page at a moment."""
    # A window of its own for each page: the script is there once in each.
    reader.goto("about:blank")
    reader.clock.set_fixed_time(now)
    reader.set_content(
        f'<!doctype html><html lang="en"><body><script>{SCRIPT}</script>{page.content().body}</body></html>'
    )
    reader.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    answer: list[str] = reader.evaluate(question)
    return answer


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(sites(), ANY_MOMENT, ANY_MOMENT)
def test_page_read_later_says_what_a_new_build_would(
    reader: BrowserPage, site: Site, one: datetime, other: datetime
) -> None:
    """For any site and any two moments, pages of the earlier build, read later, say what the later build does."""
    first, second = sorted((one, other))
    early, late = built(site, first), built(site, second)
    same_day = first.date() == second.date()
    incidents = [source for source in early if source.startswith("incidents/")][:1]
    for source in ("index.md", "maintenance.md", "history/2026/11.md", "components/api.md", *incidents):
        if source in early and source in late and (same_day or source != "index.md"):
            early_says, late_says = seen(reader, early[source], second), seen(reader, late[source], second)
            assert early_says == late_says, source
    if same_day:
        front = early["index.md"], late["index.md"]
        assert seen(reader, front[0], second, BARS) == seen(reader, front[1], second, BARS)


PLANNED = site(
    incident(
        "move",
        "maintenance",
        {"api": "under_maintenance"},
        update("00:30", "scheduled"),
        scheduled_for="02:00",
        scheduled_until="04:00",
        auto_complete=True,
    ),
    incident(
        "open-end",
        "maintenance",
        {"web": "under_maintenance"},
        update("00:30", "scheduled"),
        scheduled_for="02:00",
        scheduled_until="04:00",
    ),
)


@pytest.mark.parametrize(
    ("later", "banner", "planned", "states"),
    [
        (timedelta(0), "All systems operational", True, ["Scheduled", "Scheduled"]),
        (timedelta(hours=1), "Maintenance in progress: Api and Web", False, ["In progress", "In progress"]),
        (timedelta(days=1), "Maintenance in progress: Web", False, ["Completed", "Overrunning"]),
        (timedelta(days=30), "Maintenance in progress: Web", False, ["Completed", "Overrunning"]),
    ],
)
def test_window_opens_and_closes_by_itself(
    reader: BrowserPage, later: timedelta, banner: str, planned: bool, states: list[str]
) -> None:
    """A page built an hour before a window is right before, in and after it, and thirty days later."""
    moment = at("01:30") + later
    early = built(PLANNED, at("01:30"))
    front = seen(reader, early["index.md"], moment)
    assert banner in front
    assert ("Planned maintenance" in front) is planned
    found = [
        next(
            text
            for text in seen(reader, early[f"incidents/{id_}.md"], moment)
            if text.startswith("Maintenance ")
        )
        for id_ in ("move", "open-end")
    ]
    assert [state in text for state, text in zip(states, found, strict=True)] == [True, True]


def test_old_copy_says_how_old_it_is(reader: BrowserPage) -> None:
    """A copy opened thirty days later says that it is thirty days old, and that it may not be true."""
    page = built(PLANNED, at("01:30"))["index.md"]
    seen(reader, page, at("01:30") + timedelta(days=30))
    assert "30 days ago" in reader.inner_text(".st-built")
    assert reader.is_visible("[data-st-old]")


def test_fresh_copy_is_quiet(reader: BrowserPage) -> None:
    """A copy of the same hour does not call itself old."""
    seen(reader, built(PLANNED, at("01:30"))["index.md"], at("02:30"))
    assert not reader.is_visible("[data-st-old]")
    assert not reader.is_visible("[data-st-newer]")
