"""The notice for other sites: what it says and when, on a page of another host that does as it likes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from mkdocs_status_plugin.model import Incident, Site
from mkdocs_status_plugin.outputs import build, embed
from mkdocs_status_plugin.outputs.embed_notices import LONGEST
from mkdocs_status_plugin.outputs.publication import Publication
from tests.outputs.publishing import publish
from tests.outputs.sites import NOWS, sites
from tests.state.sites import at, incident, site, update

DOWN = incident("down", "critical", {"api": "major_outage"}, update("09:00", "investigating"))
WORST = DOWN.components[0][1]
MOVE = incident(
    "move",
    "maintenance",
    {"api": "under_maintenance"},
    update("2026-10-30 08:00", "scheduled"),
    scheduled_for="09:00",
    scheduled_until="10:00",
    auto_complete=True,
)


def data(publication: Publication) -> dict[str, Any]:
    """What the script carries."""
    script = dict(embed.files(publication))["embed.js"].decode()
    found = re.search(r"const DATA = (\{.*\});\n", script)
    assert found
    carried: dict[str, Any] = json.loads(found[1])
    return carried


def phases(
    *incidents: Incident, now: str, page: Site | None = None
) -> list[tuple[str | None, str | None, str, str]]:
    """From when until when the script says what, and where it leads."""
    carried = data(publish(page or site(*incidents), at(now)))
    return [(phase["from"], phase["until"], phase["text"], phase["path"]) for phase in carried["phases"]]


def test_the_script_is_silent_while_all_is_well() -> None:
    """Neither good days, nor notices, nor what is over or far away is worth a bar."""
    notice = incident("notice", "none", {}, update("09:00", "investigating"))
    over = replace(DOWN, updates=(*DOWN.updates, update("10:00", "resolved")))
    assert phases(now="12:00") == []
    assert phases(page=Site(), now="12:00") == []
    assert phases(notice, over, now="12:00") == []


def test_the_script_says_what_is_wrong_and_leads_there() -> None:
    """The banner's sentence, and the page of the one incident; of several, the front page."""
    other = replace(DOWN, id="other")
    assert phases(DOWN, now="12:00") == [(None, None, "Major outage: Api", "incidents/down/")]
    assert phases(DOWN, other, now="12:00") == [(None, None, "Major outage: Api", "")]
    assert phases(page=Site(complete=False), now="12:00") == [
        (None, None, "Status uncertain: not everything could be read", "")
    ]


def test_the_script_knows_a_maintenance_from_a_day_before_until_its_end() -> None:
    """Every phase is in it with its instants, so that one build is right at any time."""
    plan = "Planned maintenance: move (2 Nov 2026, 09:00 UTC to 2 Nov 2026, 10:00 UTC)"
    work = "Maintenance in progress: Api"
    assert phases(MOVE, now="2026-10-31 12:00") == [
        ("2026-11-01T09:00:00Z", "2026-11-02T09:00:00Z", plan, "incidents/move/"),
        ("2026-11-02T09:00:00Z", "2026-11-02T10:00:00Z", work, "incidents/move/"),
    ]
    assert phases(MOVE, now="2026-11-01 09:00")[0][:3] == (None, "2026-11-02T09:00:00Z", plan)
    assert phases(MOVE, now="09:30") == [(None, "2026-11-02T10:00:00Z", work, "incidents/move/")]
    assert phases(MOVE, now="10:00") == []


def test_several_plans_are_named_together() -> None:
    """Their names, and when the first begins."""
    later = replace(MOVE, id="later", title="later", scheduled_for=at("09:30"))
    assert phases(MOVE, later, now="08:00")[0][2:] == (
        "Planned maintenance: move and later (From 2 Nov 2026, 09:00 UTC)",
        "",
    )


def test_trouble_goes_before_plans() -> None:
    """While something is wrong the bar speaks of that alone."""
    assert phases(MOVE, replace(DOWN, updates=(update("08:00", "investigating"),)), now="08:30")[0][2] == (
        "Major outage: Api"
    )


@given(page=sites(), now=NOWS)
def test_whatever_is_written_the_script_is_a_script(page: Site, now: datetime) -> None:
    """No text leaves its place, sentences stay short, and phases follow each other."""
    script = dict(embed.files(publish(page, now)))["embed.js"].decode()
    line = next(line for line in script.split("\n") if line.startswith("    const DATA = "))
    assert line.isascii()
    assert not set("<>&") & set(line)
    found = data(publish(page, now))["phases"]
    assert all(0 < len(phase["text"]) <= LONGEST for phase in found)
    edges = [edge for phase in found for edge in (phase["from"], phase["until"]) if edge]
    assert edges == sorted(edges)


@given(page=sites(), now=NOWS)
def test_whatever_is_written_the_frame_is_a_page(page: Site, now: datetime) -> None:
    """Titles stay text: the only elements are the template's, and one sentence shows."""
    html = dict(embed.files(publish(page, now)))["embed/index.html"].decode()
    body = html.partition("<body>")[2].partition("<script>")[0]
    assert set(re.findall(r"<(\w+)", body)) <= {
        "main",
        "h1",
        "a",
        "svg",
        "path",
        "span",
        "ul",
        "li",
        "p",
        "time",
    }
    assert len(re.findall(r"<a [^>]*class=[^>]*>", body)) == len(re.findall(r"<svg", body))
    assert len(re.findall(r"<a [^>]*class=[^>]*(?<! hidden)>", body)) >= 1
    assert html.count("<script>") == html.count("</script>") == 1


HOST = """<!doctype html><html lang=en><title>Shop</title><link rel=icon href=data:,>{head}
<body><h1>Shop</h1>{body}</body></html>"""


@dataclass
class Shop:
    """A site of another host than the status page's, with something of the status page in it."""

    chromium: Browser
    folder: Path
    address: str
    status_folder: Path
    status: str
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def build(self, publication: Publication) -> None:
        """Publish the status page."""
        for name, content in [*embed.files(publication), *build.files(publication)]:
            target = self.status_folder / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)

    def visit(self, now: str, *, head: str = "", body: str = "", script: bool = True) -> Page:
        """Open the shop's page at a moment; ``STATUS/`` in it is the status page's address."""
        html = HOST.format(head=head, body=body).replace("STATUS/", self.status)
        (self.folder / "index.html").write_text(html, "utf-8")
        context = self.chromium.new_context(
            java_script_enabled=script, viewport={"width": 1000, "height": 700}
        )
        self.contexts.append(context)
        context.clock.install(time=at(now))
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.goto(self.address)
        return page


@pytest.fixture
def shop(chromium: Browser, serve: Callable[..., str], tmp_path: Path) -> Iterator[Shop]:
    """A shop and a status page on two hosts; at the end nothing may have failed on the shop's page."""
    folders = [tmp_path / name for name in ("shop", "status")]
    for folder in folders:
        folder.mkdir()
    ours, theirs = (serve(folder, "/") for folder in folders)
    found = Shop(chromium, folders[0], ours, folders[1], theirs)
    yield found
    for context in found.contexts:
        context.close()
    assert found.faults == []


SCRIPT = '<script src="STATUS/embed.js" defer></script>'


def bar(page: Page) -> Locator:
    """The bar on a page, found through its shadow root as a screen reader finds it."""
    return page.get_by_role("region", name="Service status")


def test_a_bar_on_a_foreign_page(shop: Shop) -> None:
    """One script line puts a bar at the very top that says what is wrong and leads to the status page."""
    shop.build(publish(site(DOWN), at("12:00")))
    page = shop.visit("12:00", head=SCRIPT)
    expect(bar(page).get_by_role("status")).to_have_text("Major outage: Api")
    link = bar(page).get_by_role("link", name="Details")
    expect(link).to_have_attribute("href", "https://status.example.com/incidents/down/")
    box, heading = bar(page).bounding_box(), page.get_by_role("heading").bounding_box()
    assert box
    assert heading
    assert (box["x"], box["y"], box["width"]) == (0, 0, 1000)
    assert heading["y"] >= box["height"]


def test_nothing_on_a_foreign_page_while_all_is_well(shop: Shop) -> None:
    """While all is well the page is as if the script were not there."""
    shop.build(publish(site(), at("12:00")))
    page = shop.visit("12:00", head=SCRIPT)
    assert page.evaluate("[...document.querySelectorAll('*')].map(element => element.localName)") == [
        *("html", "head", "title", "link", "script", "body", "h1")
    ]


def test_without_an_address_the_bar_leads_to_where_the_script_is(shop: Shop) -> None:
    """A site that does not know its own address is found beside its script."""
    shop.build(publish(site(DOWN), at("12:00"), site_url=""))
    page = shop.visit("12:00", head=SCRIPT)
    expect(bar(page).get_by_role("link")).to_have_attribute("href", f"{shop.status}incidents/down/")


def test_the_bar_comes_and_goes_with_the_clock(shop: Shop) -> None:
    """The same script says nothing, the plan, the work and nothing again, as time passes."""
    shop.build(publish(site(MOVE), at("2026-10-31 12:00")))
    page = shop.visit("2026-11-01 08:59", head=SCRIPT)
    expect(bar(page)).to_have_count(0)
    page.clock.fast_forward(61_000)
    expect(bar(page).get_by_role("status")).to_contain_text("Planned maintenance: move")
    page.clock.fast_forward(24 * 3_600_000)
    expect(bar(page).get_by_role("status")).to_contain_text("Maintenance in progress: Api")
    page.clock.fast_forward(3_600_000)
    expect(bar(page)).to_have_count(0)


def test_a_closed_bar_stays_closed_until_there_is_news(shop: Shop) -> None:
    """Who closed it does not see the same sentence again in this tab, but does see another."""
    shop.build(publish(site(DOWN), at("12:00")))
    page = shop.visit("12:00", head=SCRIPT)
    bar(page).get_by_role("button", name="Close").click()
    expect(bar(page)).to_have_count(0)
    page.reload()
    expect(bar(page)).to_have_count(0)
    shop.build(publish(site(replace(DOWN, components=(*DOWN.components, ("web", WORST)))), at("12:00")))
    page.reload()
    expect(bar(page).get_by_role("status")).to_have_text("Major outage: Api and Web")


def test_a_page_that_stays_open_hears_the_news(shop: Shop) -> None:
    """The script fetches its own next build after some minutes, which takes over: there is one bar, or none."""

    def publish_build(id_: str, *incidents: Incident) -> None:
        made = publish(site(*incidents), at("12:00"))
        shop.build(replace(made, build=made.build._replace(id=id_)))

    publish_build("first")
    page = shop.visit("12:00", head=SCRIPT)
    for id_, incidents in (("second", [DOWN]), ("second", [DOWN]), ("third", [DOWN]), ("fourth", [])):
        publish_build(id_, *incidents)
        with page.expect_response(re.compile(r"embed\.js\?t=\d+$")):
            page.clock.fast_forward(5 * 60_000 + 1)
        expect(bar(page)).to_have_count(len(incidents))
    assert page.evaluate("document.querySelectorAll('script').length") == 1


def test_the_page_and_the_bar_do_not_restyle_each_other(shop: Shop) -> None:
    """Rules of the host do not reach what the bar says, and ours do not reach the host."""
    style = "<style>* { color: red; font: 3px serif } div { display: none !important; opacity: 0 }</style>"
    shop.build(publish(site(DOWN), at("12:00")))
    page = shop.visit("12:00", head=style + SCRIPT, body="<p id=own>Own</p>")
    text = bar(page).get_by_role("status")
    expect(text).to_be_visible()
    expect(text).to_have_css("color", "rgb(255, 255, 255)")
    expect(text).to_have_css("font-size", "16px")
    expect(page.locator("#own")).to_have_css("color", "rgb(255, 0, 0)")


@pytest.mark.parametrize(
    "missing",
    [
        "Element.prototype.attachShadow = undefined",
        "CSSStyleSheet.prototype.replaceSync = () => { throw 1 }",
        "Object.defineProperty(window, 'sessionStorage', { get() { throw 1 } })",
        "Element.prototype.before = () => { throw 1 }",
        "window.URL = undefined",
        "window.Symbol.for = undefined",
        "document.createElementNS = undefined; document.head.append = null",
    ],
)
def test_a_page_that_lacks_something_is_not_broken(shop: Shop, missing: str) -> None:
    """Whatever the host took away or replaced, the script throws nothing into it, then or later."""
    shop.build(publish(site(DOWN), at("12:00")))
    page = shop.visit("12:00", head=f"<script>{missing}</script>" + SCRIPT)
    page.clock.fast_forward(600_000)
    expect(page.get_by_role("heading", name="Shop")).to_be_visible()


def test_a_page_with_a_strict_policy_shows_the_bar(shop: Shop) -> None:
    """A host that allows no inline style and no HTML from text sees the bar in its own looks."""
    policy = "default-src 'none'; img-src data:; script-src STATUS/; require-trusted-types-for 'script'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    shop.build(publish(site(DOWN), at("12:00")))
    page = shop.visit("12:00", head=head + SCRIPT)
    expect(bar(page).get_by_role("status")).to_have_css("color", "rgb(255, 255, 255)")
    for _ in range(3):
        page.clock.fast_forward(6 * 60_000)
    assert len(shop.faults) <= 1  # it tried once to fetch its next build, which this policy forbids
    shop.faults.clear()


def test_a_title_stays_text_on_a_foreign_page(shop: Shop) -> None:
    """Markup in a title shows as it was typed."""
    title = "</script><script>alert(1)</script>\u2028<img src=x onerror=alert(1)>"
    shop.build(publish(site(replace(MOVE, title=title)), at("08:30")))
    page = shop.visit("08:30", head=SCRIPT)
    expect(bar(page).get_by_role("status")).to_contain_text("</script><script>alert(1)</script> <img src=x")


FRAME = '<iframe src="STATUS/embed/" title="Status" width="600" height="160"></iframe>'


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_frame_on_a_foreign_page(shop: Shop, script: bool) -> None:
    """A frame says how the whole is and what is planned, with and without script; its links leave the frame."""
    later = replace(MOVE, scheduled_for=at("2026-11-09 09:00"), scheduled_until=at("2026-11-09 10:00"))
    shop.build(publish(site(DOWN, later), at("12:00")))
    frame = shop.visit("12:00", body=FRAME, script=script).frame_locator("iframe")
    expect(frame.get_by_role("heading")).to_have_text("Major outage: Api")
    expect(frame.get_by_role("listitem")).to_have_text(
        "Planned maintenance: move (9 Nov 2026, 09:00 UTC to 9 Nov 2026, 10:00 UTC)"
    )
    expect(frame.get_by_text("As of 2 Nov 2026, 12:00 UTC")).to_be_visible()
    links = frame.get_by_role("link").all()
    assert [link.get_attribute("target") for link in links] == ["_top", "_top"]
    assert [link.get_attribute("href") for link in links] == ["../incidents/down/", "../incidents/move/"]


def test_a_frame_shows_the_phase_that_is_true(shop: Shop) -> None:
    """With script the sentence changes at the instants that were known when it was built."""
    shop.build(publish(site(MOVE), at("08:30")))
    page = shop.visit("08:59", body=FRAME)
    heading = page.frame_locator("iframe").get_by_role("heading").get_by_role("link")
    expect(heading).to_have_text("All systems operational")
    page.clock.fast_forward(61_000)
    expect(heading).to_have_text("Maintenance in progress: Api")
    page.clock.fast_forward(3_600_000)
    expect(heading).to_have_text("All systems operational")


def test_a_frame_that_stays_open_shows_the_next_build(shop: Shop) -> None:
    """It asks for the live build at a calm pace, and loads itself anew only when there is another."""
    shop.build(publish(site(), at("12:00")))
    page = shop.visit("12:00", body=FRAME)
    heading = page.frame_locator("iframe").get_by_role("heading").get_by_role("link")
    expect(heading).to_have_text("All systems operational")
    made = publish(site(DOWN), at("12:00"))
    shop.build(replace(made, build=made.build._replace(id="second")))
    page.clock.fast_forward(5 * 60_000 + 1)
    expect(heading).to_have_text("Major outage: Api")
