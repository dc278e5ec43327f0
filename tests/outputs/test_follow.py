"""The handbook's page on following: what it promises is there."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_status_plugin.outputs import calendar, feeds, outputs
from mkdocs_status_plugin.pages import Settings, pages
from tests.outputs.publishing import SITE_URL, publish
from tests.state.sites import at, incident, site, update

MOVE = incident(
    "move",
    "maintenance",
    {"api": "under_maintenance"},
    update("08:00", "scheduled"),
    scheduled_for="09:00",
    scheduled_until="10:00",
)


def page(project: Path) -> str:
    """The text of the page."""
    return (project / "docs/handbook/follow.md").read_text("utf-8")


def test_every_address_of_the_handbook_is_there(project: Path) -> None:
    """Each address, in the table, the text and the examples, is a file or a page that a build writes."""
    published = outputs(publish(site(MOVE), at("08:30")))
    text = page(project)
    named = {
        address
        for row in re.findall(r"^\| (`/.*?) \|", text, re.MULTILINE)
        for address in re.findall(r"`/(.*?)`", row)
    }
    named |= {found.rstrip(".,;)") for found in re.findall(rf"{SITE_URL}([^\s\"`)\]]*)", text)}
    assert len(named) > 15
    for address in named - {"", "components/api/", "api/v2"}:
        file = address.replace("<id>", "api").replace("<name>", "move")
        found = [name for name in published if name.startswith(file.removesuffix("…"))]
        assert found, address


def test_pages_name_feeds_only_where_there_are_any() -> None:
    """Without an address there are no feeds, and no page leads to one; with an address pages do."""
    for address, named in (("", False), (SITE_URL, True)):
        publication = publish(site(MOVE), at("08:30"), site_url=address)
        whole = "".join(
            said.head + said.body for said in (page.content() for page in pages(publication, Settings()))
        )
        assert (".atom" in whole, ".rss" in whole) == (named, named)
        assert any(name.endswith((".atom", ".rss")) for name in outputs(publication)) is named


def test_the_numbers_of_the_handbook_are_true(project: Path) -> None:
    """How much a feed and a calendar hold is as the page says."""
    assert f"at most {feeds.NEWEST}." in page(project)
    assert f"the newest {calendar.PAST} that are over" in page(project)
