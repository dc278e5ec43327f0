"""The pages as readers meet them: in a real browser, with and without script."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests import projects
from tests.browser import Visit
from tests.projects import OUTAGE

NOON = datetime.fromtimestamp(projects.NOON, UTC)
Visitor = Callable[..., Visit]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> projects.Site:
    """A built site with one active incident and planned maintenance, built at noon."""
    planned = """\
---
title: New database
impact: maintenance
components: [website]
scheduled_for: 2026-11-24 13:00 UTC
scheduled_until: 2026-11-24 14:00 UTC
---

## 2026-11-20 09:00 UTC - Scheduled

We move to new machines.
"""
    project = projects.new(tmp_path_factory.mktemp("site"))
    long_over = OUTAGE.replace("2026-11-24", "2026-10-02").replace("Identified", "Resolved")
    files = {
        "incidents/2026-11-24-slow.md": OUTAGE,
        "incidents/2026-11-20-move.md": planned,
        "incidents/2026-10-02-slow.md": long_over,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(projects.NOON))
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        return project.write(files).build()


@pytest.fixture
def address(site: projects.Site, serve: Callable[..., str]) -> str:
    """Where the site is served, below a path."""
    return serve(site.root, "/")


def test_script_shows_the_phase_that_is_true(address: str, visit: Visitor) -> None:
    """During the window the banner, the planned list and the component's row follow the clock."""
    page = visit(address, now=NOON + timedelta(minutes=90)).page
    assert page.inner_text(".st-banner:visible") == "Partial outage: API"
    assert page.locator("h2:visible", has_text="Planned maintenance").count() == 0
    assert "Under maintenance" in page.inner_text("#component-website")
    page.clock.run_for(int(timedelta(hours=2).total_seconds()) * 1000)
    assert page.locator(".st-incident:visible", has_text="Overrunning").count() == 1


def test_ages_count_from_the_readers_clock(address: str, visit: Visitor) -> None:
    """The time since the newest update is that of the reader's clock, not of the build."""
    page = visit(address, now=NOON + timedelta(minutes=20)).page
    assert "Newest update 40 mins ago" in page.inner_text(".st-incident >> nth=0")
    page.clock.run_for(600_000)
    assert "Newest update 50 mins ago" in page.inner_text(".st-incident >> nth=0")


def test_times_stand_in_the_readers_zone_too(address: str, visit: Visitor) -> None:
    """A reader in another zone finds the own time beside the page's; one in the same zone finds no repetition."""
    far = visit(address + "incidents/2026-11-24-slow/", now=NOON, zone="America/New_York").page
    assert "24 Nov 2026, 11:05 UTC (06:05 your time)" in far.inner_text(".st-timeline")
    near = visit(address + "incidents/2026-11-24-slow/", now=NOON).page
    assert "your time" not in near.inner_text(".st")


def test_everything_is_there_without_script(address: str, visit: Visitor) -> None:
    """Without script the state, the plan, the texts and the times stand on the page, and no stale age."""
    text = visit(address, script=False).page.inner_text(".st")
    for said in (
        "Partial outage: API",
        "A connection pool is exhausted.",
        "24 Nov 2026, 13:00 UTC to 14:00 UTC",
        "As of 24 Nov 2026, 12:00 UTC",
        "Newest update 24 Nov 2026, 11:40 UTC",
    ):
        assert said in text
    assert "ago" not in text


def test_newer_build_is_offered_and_nothing_moves(site: projects.Site, address: str, visit: Visitor) -> None:
    """When the live address shows another build, the page offers it, and what is read stays where it is."""
    live = {"id": json.loads(site.read("build.json"))["id"]}
    asked = []
    opened = visit(address, now=NOON)
    page = opened.page

    def answer(route: Route) -> None:
        asked.append(live["id"])
        route.fulfill(json=live)

    page.route("**/build.json", answer)
    _pass_minutes(page, until=lambda: bool(asked))
    assert asked
    assert not page.is_visible("[data-st-newer]")
    before = page.locator("h2").first.bounding_box()
    live["id"] = "ffffffffffff"
    _pass_minutes(page, until=lambda: page.is_visible("[data-st-newer]"))
    assert page.is_visible("[data-st-newer]")
    assert page.locator("h2").first.bounding_box() == before


def _pass_minutes(page: Page, until: Callable[[], bool]) -> None:
    """Let the page's clock run in steps of a minute, with a moment for answers to arrive between them."""
    for _ in range(20):
        if until():
            return
        page.clock.run_for(61_000)
        page.wait_for_timeout(30)


def test_a_page_of_what_is_long_over(address: str, visit: Visitor) -> None:
    """It tells no build and asks for none, but all else on it works as anywhere."""
    asked: list[str] = []
    opened = visit(address + "incidents/2026-10-02-slow/", now=NOON, zone="America/New_York")
    page = opened.page
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(600_000)
    assert [url for url in asked if "build.json" in url] == []
    assert "2 Oct 2026, 11:05 UTC (07:05 your time)" in page.inner_text(".st-timeline")
    assert "As of" not in page.inner_text(".st")
    assert not page.is_visible("[data-st-old]")


def test_nobody_is_asked_while_hidden_or_from_a_file(
    site: projects.Site, address: str, visit: Visitor
) -> None:
    """A hidden page asks nobody for a newer build; neither does one opened from a folder."""
    asked: list[str] = []
    page = visit(address, now=NOON).page
    page.wait_for_load_state("networkidle")  # it has asked once, while it was loaded
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    page.clock.run_for(600_000)
    assert [url for url in asked if "build.json" in url] == []
    folder = visit((site.root / "index.html").as_uri(), now=NOON + timedelta(days=30)).page
    assert folder.is_visible("[data-st-old]")


def test_answer_that_fails_slows_the_asking(address: str, visit: Visitor) -> None:
    """While the live address does not answer, the page asks less and less often."""
    opened = visit(address, now=NOON)
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    opened.page.route("**/build.json", refuse)
    for _ in range(60):
        opened.page.clock.run_for(60_000)
        opened.page.wait_for_timeout(5)
    assert 3 <= len(asked) <= 12
    opened.page.close()  # a failure of the last asking is reported before this returns
    opened.faults.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["", "incidents/2026-11-24-slow/", "history/2026/11/", "components/api/", "follow/"]
)
def test_nothing_scrolls_sideways_on_a_phone(address: str, visit: Visitor, path: str, scheme: str) -> None:
    """On a narrow phone no page is wider than the screen."""
    page = visit(address + path, now=NOON, phone=True, scheme=scheme).page
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_month_can_be_filtered(address: str, visit: Visitor) -> None:
    """On a month's page a component's chip shows only what touched it; a second click shows all again."""
    page = visit(address + "history/2026/11/", now=NOON).page
    rows = page.locator(".st-row:visible")
    assert rows.count() == 1
    page.click("[data-st-component=api]")
    assert rows.count() == 1
    assert page.locator("[data-st-component=api]").get_attribute("aria-current") == "true"
    page.click("[data-st-component=api]")
    assert page.locator("[data-st-component=api]").get_attribute("aria-current") is None


def test_instant_navigation_keeps_pages_true(
    tmp_path: Path, serve: Callable[..., str], visit: Visitor
) -> None:
    """With Material's instant navigation, a page reached by a click shows ages and phases as one that was loaded."""
    project = projects.new(tmp_path).write({"incidents/2026-11-24-slow.md": OUTAGE})
    project.config["theme"]["features"] = ["navigation.instant"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(projects.NOON))
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        root = project.build().root
    opened = visit(serve(root, "/"), now=NOON)
    opened.page.click("text=API responding slowly >> nth=0")
    opened.page.wait_for_url("**/incidents/2026-11-24-slow/")
    opened.page.clock.run_for(1000)
    opened.page.wait_for_selector(".st-report:has-text('Newest update 20 mins ago')")


def test_search_index_waits_for_a_search(address: str, visit: Visitor) -> None:
    """The search index, which grows with the history, is fetched when a reader goes to the search, and then finds."""
    opened = visit(address, now=NOON)
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    opened.page.reload()
    opened.page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search_index" in url or "sitemap" in url] == []
    opened.page.click("[name=query]")
    opened.page.keyboard.type("slowly")
    opened.page.wait_for_selector(".md-search-result__item a[href*='incidents/2026-11-24-slow/']")
    assert len([url for url in asked if "search_index" in url]) == 1


def test_address_that_searches_needs_no_click(address: str, visit: Visitor) -> None:
    """An address with a question in it shows what is found at once."""
    page = visit(address + "?q=slowly", now=NOON).page
    page.wait_for_selector(".md-search-result__item a[href*='incidents/2026-11-24-slow/']")
