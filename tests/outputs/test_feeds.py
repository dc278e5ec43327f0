"""Feeds: what they hold, that it is well-formed whatever was written, and that readers read it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import given

from mkdocs_status_plugin.model import Incident, Site
from mkdocs_status_plugin.outputs import feeds
from mkdocs_status_plugin.outputs.content import in_full
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.source import find, load
from tests.outputs.publishing import SITE_URL, publish
from tests.outputs.sites import NOWS, sites
from tests.state.sites import at, incident, site, update

ATOM = "{http://www.w3.org/2005/Atom}"
ONE = "incidents/one/updates.atom"


def published(*incidents: Incident, now: str = "12:00", **rest: Any) -> Mapping[str, bytes]:
    """The feeds of a site with two components and these incidents."""
    return made(publish(site(*incidents), at(now), **rest))


def made(publication: Publication) -> Mapping[str, bytes]:
    """Every feed of a build, in full."""
    return {path: in_full(content) for path, content in feeds.files(publication)}


def entries(feed: bytes) -> list[ElementTree.Element]:
    """The entries of an Atom feed."""
    return ElementTree.fromstring(feed).findall(f"{ATOM}entry")


def field(element: ElementTree.Element, name: str) -> str:
    """The text of an element of an Atom feed or entry."""
    return element.findtext(f"{ATOM}{name}") or ""


def told(feed: bytes) -> list[tuple[str, str]]:
    """Title and instant of every entry."""
    return [(field(entry, "title"), field(entry, "published")) for entry in entries(feed)]


SLOW = incident(
    "one",
    "major",
    {"api": "partial_outage"},
    update("09:00", "investigating"),
    update("09:30", "monitoring", api="operational"),
    update("10:00", "resolved"),
)


def test_a_reader_reads_what_was_written_update_for_update(project: Path) -> None:
    """feedparser finds in each incident's feed its updates, newest first, each with its text and its place on the page."""
    read, problems = load(find(project / "examples" / "on-fire"))
    now = datetime.fromisoformat("2026-11-24T12:00:00Z")
    publication = publish(read, now, problems=problems)
    files = made(publication)
    for view in publication.snapshot.incidents:
        parsed = feedparser.parse(files[f"incidents/{view.id}/updates.atom"])
        assert not parsed.bozo
        page = f"{SITE_URL}incidents/{view.id}/"
        written = [entry for entry in parsed.entries if "#" in entry.link]
        assert [entry.link for entry in written] == [f"{page}#{told.update.anchor}" for told in view.updates]
        for entry, told in zip(written, view.updates, strict=True):
            assert publication.render(told.update.text).html(SITE_URL) in entry.content[0].value
            assert entry.title.endswith(f": {view.incident.title}")
            assert entry.published == f"{told.update.at:%Y-%m-%dT%H:%M:%SZ}"
            assert entry.published_parsed[:6] == told.update.at.timetuple()[:6]
            assert parsed.feed.links[0].href == f"{page}updates.atom"


def test_rss_and_atom_tell_the_same(project: Path) -> None:
    """The site's two feeds hold the same entries in the same order under the same ids."""
    read, problems = load(find(project / "examples" / "on-fire"))
    files = dict(
        feeds.files(publish(read, datetime.fromisoformat("2026-11-24T12:00:00Z"), problems=problems))
    )
    atom, rss = (feedparser.parse(files[name]) for name in ("history.atom", "history.rss"))
    assert len(atom.entries) == feeds.NEWEST
    assert [(e.id, e.title, e.link, e.content[0].value) for e in atom.entries] == [
        (e.id, e.title, e.link, e.summary) for e in rss.entries
    ]
    assert not rss.bozo


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"updates": (SLOW.updates[0]._replace(text="Other words."), *SLOW.updates[1:])},
        {"updates": (SLOW.updates[0]._replace(text="Text!"), *SLOW.updates[1:])},
    ],
    ids=["title", "text", "one mark"],
)
def test_an_edit_changes_when_but_not_which(change: dict[str, Any]) -> None:
    """Under an edit of title or text ids and instants stay, and `updated` of entry and feed becomes another."""
    before, after = (published(edited)["history.atom"] for edited in (SLOW, replace(SLOW, **change)))
    first, second = entries(before)[-1], entries(after)[-1]
    for name in ("id", "published"):
        assert [field(entry, name) for entry in entries(before)] == [
            field(entry, name) for entry in entries(after)
        ]
    assert field(first, "updated") != field(second, "updated")
    assert field(first, "updated")[:19] == field(second, "updated")[:19] == "2026-11-02T09:00:00"
    assert field(ElementTree.fromstring(before), "updated") != field(ElementTree.fromstring(after), "updated")


def test_what_is_not_edited_keeps_its_time() -> None:
    """An edit of one update leaves `updated` of the others alone."""
    other = replace(SLOW, updates=(*SLOW.updates[:2], SLOW.updates[2]._replace(text="Other words.")))
    before, after = (entries(published(edited)[ONE]) for edited in (SLOW, other))
    assert [field(e, "updated") for e in before[1:]] == [field(e, "updated") for e in after[1:]]
    assert field(before[0], "updated") != field(after[0], "updated")


def test_updates_of_one_instant_keep_their_order() -> None:
    """Of updates at the same instant the later one comes first, each a second after the one before."""
    same = replace(
        SLOW,
        updates=tuple(
            update("09:00", status)._replace(anchor=f"a{number}")
            for number, status in enumerate(["investigating", "identified", "resolved"])
        ),
    )
    found = entries(published(same)[ONE])
    assert [field(entry, "title").partition(":")[0] for entry in found] == [
        "Resolved",
        "Identified",
        "Investigating",
    ]
    assert [field(entry, "updated")[17:19] for entry in found] == ["02", "01", "00"]


def test_no_date_stands_twice_in_a_feed() -> None:
    """Updates of several incidents in the same minute lie seconds apart in Atom and RSS, in the same order."""
    files = published(SLOW, replace(SLOW, id="two", title="two"), replace(SLOW, id="three", title="three"))
    rss = [
        item.findtext("pubDate") or "" for item in ElementTree.fromstring(files["history.rss"]).iter("item")
    ]
    atom = [datetime.fromisoformat(field(e, "published")) for e in entries(files["history.atom"])]
    assert [parsedate_to_datetime(date) for date in rss] == atom
    assert [f"{at:%H:%M:%S}" for at in atom] == [
        f"{minute}:{second}" for minute in ("10:00", "09:30", "09:00") for second in ("02", "01", "00")
    ]


MOVE = incident(
    "one",
    "maintenance",
    {"api": "under_maintenance"},
    update("08:00", "scheduled"),
    scheduled_for="09:00",
    scheduled_until="10:00",
)


@pytest.mark.parametrize(
    ("work", "now", "titles"),
    [
        (MOVE, "08:30", ["Scheduled"]),
        (MOVE, "09:00", ["In progress", "Scheduled"]),
        (MOVE, "10:00", ["Overrunning", "In progress", "Scheduled"]),
        (replace(MOVE, auto_complete=True), "10:00", ["Completed", "In progress", "Scheduled"]),
        (
            replace(
                MOVE, updates=(*MOVE.updates, update("09:00", "in_progress"), update("09:50", "completed"))
            ),
            "11:00",
            ["Completed", "In progress", "Scheduled"],
        ),
    ],
    ids=["announced", "begun", "overrunning", "ended by itself", "all written"],
)
def test_a_maintenance_is_announced_begins_and_ends(work: Incident, now: str, titles: list[str]) -> None:
    """A feed tells each of a maintenance's steps once, also those that only the clock made."""
    assert [title for title, _ in told(published(work, now=now)[ONE])] == [
        f"{title}: one" for title in titles
    ]


def test_what_the_clock_did_keeps_its_id() -> None:
    """The entry of a step that nobody wrote keeps its id when more happens, and leads to the page."""
    early, late = (entries(published(MOVE, now=now)[ONE]) for now in ("09:30", "11:00"))
    assert (
        field(early[0], "id")
        == field(late[1], "id")
        == f"tag:status.example.com,2026:/{ONE[:-12]}clock-in_progress"
    )
    link = early[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{SITE_URL}incidents/one/"


def test_two_sites_on_one_host_share_no_id() -> None:
    """The folder that a site lies in is part of its ids."""
    one, other = (
        {field(entry, "id") for entry in entries(published(SLOW, site_url=address)["history.atom"])}
        for address in ("https://pages.example.com/a/", "https://pages.example.com/b/")
    )
    assert len(one) == len(other) == 3
    assert not one & other


def test_without_an_address_there_are_no_feeds() -> None:
    """A site that does not know its own address has no feeds: their ids and links would be wrong."""
    assert published(SLOW, site_url="") == {}


def test_a_file_that_cannot_be_read_is_told_every_day() -> None:
    """However old, it stands among what is new, quoted and escaped, dated to the day of the build."""
    broken = replace(SLOW, raw="<b>as written</b>", impact=type(SLOW.impact).UNKNOWN)
    many = [
        replace(SLOW, id=f"n{number}", updates=(update(f"2026-10-01 {number:02}:00", "resolved"),))
        for number in range(24)
    ]
    for day in ("2026-11-03", "2026-12-24"):
        newest = entries(published(broken, *many, now=f"{day} 15:00")["history.atom"])[0]
        assert field(newest, "updated").startswith(f"{day}T00:00:00")
        assert field(newest, "id").endswith("/one/unreadable")
        assert "<pre>&lt;b&gt;as written&lt;/b&gt;</pre>" in field(newest, "content")
        assert newest.find(f"{ATOM}published") is None


def test_a_file_that_cannot_be_read_leaves_its_updates_their_times() -> None:
    """What is said of the whole file stands at the beginning of the day, an update of that day at its own time."""
    broken = replace(SLOW, raw="as written", impact=type(SLOW.impact).UNKNOWN)
    found = {
        field(entry, "id"): entry
        for entry in entries(published(broken, now="2026-11-02 15:00")["history.atom"])
    }
    for id_, entry in found.items():
        anchor = id_.rpartition("/")[2]
        if anchor == "unreadable":
            assert field(entry, "updated").startswith("2026-11-02T00:00:00")
        else:
            assert field(entry, "published") == anchor.replace("Z", ":00Z")
    assert len(found) == 4


def test_a_feed_stays_below_a_megabyte() -> None:
    """Where fifty long updates would make a feed larger, the oldest are left out."""
    long = [
        update(f"{number // 60:02}:{number % 60:02}", "investigating")._replace(
            text="<" * 16_000, anchor=f"a{number}"
        )
        for number in range(12)
    ]
    files = published(replace(SLOW, updates=tuple(long)))
    for name in ("history.atom", "history.rss", ONE):
        assert 500_000 < len(files[name]) < 1_000_000
    assert field(entries(files[ONE])[0], "published") == "2026-11-02T00:11:00Z"


def test_a_component_hears_of_what_names_it() -> None:
    """A component's feed holds the incidents that name it, however late, and no others."""
    other = incident("two", "minor", {"web": "degraded_performance"}, update("11:00", "investigating"))
    files = published(SLOW, other)
    assert {title for title, _ in told(files["components/web/history.atom"])} == {"Investigating: two"}
    assert len(told(files["components/api/history.atom"])) == 3


def test_pages_to_come_have_their_feed() -> None:
    """An incident whose first update is yet to come has an empty feed, as old as the build."""
    feed = published(SLOW, now="08:00")[ONE]
    assert entries(feed) == []
    assert field(ElementTree.fromstring(feed), "updated") == "2026-11-02T08:00:00Z"


def judged(publication: Publication, feed: bytes) -> None:
    """Hold an Atom feed to RFC 4287, as far as readers depend on it."""
    root = ElementTree.fromstring(feed)
    changed = [datetime.fromisoformat(field(entry, "updated")) for entry in entries(feed)]
    assert changed == sorted(changed, reverse=True)
    assert datetime.fromisoformat(field(root, "updated")) >= max(changed, default=publication.snapshot.now)
    ids = [field(entry, "id") for entry in entries(feed)]
    assert len(set(ids)) == len(ids)
    for element in root.iter(f"{ATOM}link"):
        assert element.attrib["href"].startswith(SITE_URL)
    for entry in entries(feed):
        assert "\n" not in field(entry, "title")
        assert field(entry, "content")
        assert not {"script", "SCRIPT"} & set(field(entry, "content").split("<"))
    for element in root.iter():
        assert element.tag.startswith(ATOM)


@given(site=sites(), now=NOWS)
def test_whatever_is_written_a_feed_is_a_feed(site: Site, now: datetime) -> None:
    """Any site gives well-formed feeds with unique ids, absolute links, newest first; every incident is in them."""
    publication = publish(site, now)
    files = made(publication)
    for name, feed in files.items():
        if name.endswith(".atom"):
            judged(publication, feed)
        assert urlsplit(name).path == name
    rss = ElementTree.fromstring(files["history.rss"])
    assert [item.findtext("guid") for item in rss.iter("item")] == [
        field(entry, "id") for entry in entries(files["history.atom"])
    ]
    for view in publication.snapshot.incidents:
        own = entries(files[f"incidents/{view.id}/updates.atom"])
        assert len(own) >= len(view.updates) + (not view.incident.readable)
        assert own


@given(site=sites(), now=NOWS)
def test_time_adds_and_never_changes(site: Site, now: datetime) -> None:
    """What a feed told of readable incidents an hour ago it tells now in the same words, under the same id."""
    readable = replace(site, incidents=tuple(i for i in site.incidents if i.readable))
    before, after = (
        {
            field(e, "id"): ElementTree.tostring(e)
            for e in entries(made(publish(readable, when))["history.atom"])
        }
        for when in (now, now + timedelta(hours=1))
    )
    assert before.items() <= after.items()
