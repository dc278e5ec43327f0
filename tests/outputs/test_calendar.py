"""Calendars: the planned windows, as calendar programs read them, whatever was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from icalendar.prop import vCategory

from mkdocs_status_plugin import markup
from mkdocs_status_plugin.model import Component, Impact, Incident, Site
from mkdocs_status_plugin.outputs import calendar, calendar_parts
from tests.outputs.publishing import publish
from tests.outputs.sites import NOWS, sites
from tests.state.sites import at, incident, site, update

ALL = "history.ics"

MOVE = incident(
    "move",
    "maintenance",
    {"api": "under_maintenance"},
    update("08:00", "scheduled"),
    scheduled_for="09:00",
    scheduled_until="10:00",
)


def published(*incidents: Incident, now: str = "08:30", **rest: Any) -> Mapping[str, bytes]:
    """The calendars of a site with two components and these incidents."""
    return dict(calendar.files(publish(site(*incidents), at(now), **rest)))


def events(content: bytes) -> list[Event]:
    """The windows that a calendar program finds."""
    return [part for part in Calendar.from_ical(content).walk() if isinstance(part, Event)]


def categories(event: Event) -> list[str]:
    """The names of the components that an event is about."""
    found = event["CATEGORIES"]
    assert isinstance(found, vCategory)
    return [str(name) for name in found.cats]


def test_a_window_is_an_event() -> None:
    """A planned maintenance stands in the calendars of the site, of its components, and in one of its own."""
    files = published(MOVE)
    assert set(files) == {
        ALL,
        "components/api/history.ics",
        "components/web/history.ics",
        "incidents/move/event.ics",
    }
    assert events(files["components/web/history.ics"]) == []
    for name in (ALL, "components/api/history.ics", "incidents/move/event.ics"):
        (event,) = events(files[name])
        assert event["UID"] == "move@status.example.com"
        assert event["SUMMARY"] == "move"
        assert event["DESCRIPTION"] == "Text.\n\nhttps://status.example.com/incidents/move/"
        assert event["URL"] == "https://status.example.com/incidents/move/"
        assert categories(event) == ["Api"]
        assert event["STATUS"] == "CONFIRMED"
        assert event["SEQUENCE"] == 1
        assert event.decoded("DTSTART") == at("09:00")
        assert event.decoded("DTEND") == at("10:00")
        assert (
            event.decoded("DTSTAMP")
            == event.decoded("LAST-MODIFIED")
            == event.decoded("CREATED")
            == at("08:00")
        )


def test_an_event_that_changes_stays_the_same_event() -> None:
    """After an update the event has the same UID, a larger SEQUENCE and a later DTSTAMP."""
    later = replace(
        MOVE,
        title="Moved by an hour",
        updates=(*MOVE.updates, update("08:20", "scheduled")),
        scheduled_for=at("10:00"),
        scheduled_until=at("11:00"),
    )
    (before,), (after,) = (events(published(work)[ALL]) for work in (MOVE, later))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 2)
    assert after.decoded("DTSTAMP") - before.decoded("DTSTAMP") == timedelta(minutes=20)
    assert after.decoded("DTSTART") == at("10:00")


def test_what_is_cancelled_says_so() -> None:
    """A cancelled window stays in the calendar, as cancelled."""
    off = replace(MOVE, updates=(*MOVE.updates, update("08:20", "cancelled")))
    (event,) = events(published(off)[ALL])
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "Cancelled: move")


def test_a_file_that_cannot_be_read_keeps_its_window() -> None:
    """It is tentative, and says why."""
    broken = replace(MOVE, impact=Impact.UNKNOWN, raw="?", updates=())
    (event,) = events(published(broken)[ALL])
    assert event["STATUS"] == "TENTATIVE"
    assert "could not be read" in str(event["DESCRIPTION"])
    assert event["SEQUENCE"] == 0
    assert event.decoded("DTSTAMP") == at("09:00")


@pytest.mark.parametrize("until", [None, "09:00"])
def test_a_window_may_have_no_length(until: str | None) -> None:
    """Without an end after its beginning an event has no end at all, which RFC 5545 allows."""
    (event,) = events(published(replace(MOVE, scheduled_until=at(until) if until else None))[ALL])
    assert "DTEND" not in event


def test_only_windows_stand_in_a_calendar() -> None:
    """Neither trouble, nor maintenance without a plan, nor what is announced only later is an event.

    The last has its own calendar ready, for its page is ready, too.
    """
    trouble = incident("trouble", "major", {"api": "major_outage"}, update("08:00", "investigating"))
    unplanned = incident(
        "unplanned", "maintenance", {"api": "under_maintenance"}, update("08:00", "in_progress")
    )
    later = replace(MOVE, id="later", updates=(update("08:45", "scheduled"),))
    files = published(trouble, unplanned, later)
    of_its_own = "incidents/later/event.ics"
    assert set(files) == {ALL, "components/api/history.ics", "components/web/history.ics", of_its_own}
    assert events(files[ALL]) == []


def test_an_empty_calendar_is_a_calendar() -> None:
    """A calendar without windows holds a component all the same, as RFC 5545 (3.6) asks."""
    files = dict(calendar.files(publish(Site(), at("08:00"))))
    assert set(files) == {ALL}
    read = Calendar.from_ical(files[ALL])
    assert [part.name for part in read.subcomponents] == ["VTIMEZONE"]
    assert not [fault for part in read.walk() for fault in part.errors]


def test_without_an_address_a_calendar_has_no_links() -> None:
    """A site that does not know its own address still has its windows."""
    (event,) = events(published(MOVE, site_url="")[ALL])
    assert "URL" not in event
    assert event["DESCRIPTION"] == "Text."
    assert event["UID"] == "move@localhost"


def test_a_calendar_holds_all_to_come_and_the_newest_past() -> None:
    """Old windows are left out beyond a number, those to come never; the soonest comes first."""
    done = [
        replace(
            MOVE,
            id=f"past-{number}",
            scheduled_for=at("01:00") + timedelta(minutes=number),
            updates=(update("00:00", "scheduled"), update("08:00", "completed")),
        )
        for number in range(calendar.PAST + 20)
    ]
    ahead = [
        replace(MOVE, id=f"ahead-{n}", scheduled_for=at("09:00") + timedelta(minutes=n)) for n in range(30)
    ]
    found = [str(event["UID"]).partition("@")[0] for event in events(published(*done, *ahead)[ALL])]
    assert found[:30] == [f"ahead-{n}" for n in range(30)]
    assert found[30:] == [f"past-{number}" for number in range(calendar.PAST + 19, 19, -1)]


def test_a_calendar_stays_below_a_megabyte() -> None:
    """However long the texts, a calendar is not: each is cut, then the oldest windows are left out."""
    said = update("00:00", "scheduled")._replace(text="漢" * 5000)
    many = [replace(MOVE, id=f"w{number}", title="é" * 300, updates=(said,)) for number in range(170)]
    content = published(*many)[ALL]
    assert 500_000 < len(content) < 1_000_000
    first = content.decode().replace("\r\n ", "").partition("END:VEVENT")[0]
    assert first.count("漢") == calendar_parts.TEXT - 1


def lines(content: bytes) -> list[str]:
    """The content lines of a calendar, unfolded, after a look at how they are folded (RFC 5545, 3.1)."""
    assert content.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    return content.decode().replace("\r\n ", "").split("\r\n")


OWN = {
    *(
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "NAME",
        "X-WR-CALNAME",
        "REFRESH-INTERVAL",
        "SOURCE",
    ),
    *(
        "X-PUBLISHED-TTL",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "UID",
        "SEQUENCE",
        "CATEGORIES",
        "CREATED",
    ),
    *(
        "DESCRIPTION",
        "LAST-MODIFIED",
        "STATUS",
        "TRANSP",
        "URL",
        "TZID",
        "TZNAME",
        "TZOFFSETFROM",
        "TZOFFSETTO",
    ),
}


@given(site=sites(), now=NOWS)
def test_whatever_is_written_a_calendar_is_a_calendar(site: Site, now: datetime) -> None:
    """No text adds a property, breaks a line or gets lost, and a calendar program has nothing to object to."""
    for name, content in calendar.files(publish(site, now)):
        assert {re.split("[:;]", line)[0] for line in lines(content)} <= OWN | {""}
        read = Calendar.from_ical(content)
        assert not [fault for part in read.walk() for fault in part.errors]
        uids = [str(event["UID"]) for event in read.walk("VEVENT")]
        assert len(set(uids)) == len(uids)
        assert name.endswith(".ics")


TEXTS = st.text() | st.sampled_from(
    ["C:\\New", "a\\nb", "a,b;c:d", '"x"', "\\", "\u2028END:VEVENT", "a\r\nATTACH:x"]
)


@given(title=TEXTS, text=TEXTS, name=TEXTS)
def test_a_calendar_program_reads_what_was_written(title: str, text: str, name: str) -> None:
    """Titles, texts and names come back as they were, but for white space and characters that no calendar holds."""
    work = replace(MOVE, title=title, updates=(MOVE.updates[0]._replace(text=f"```\n{text}\n```"),))
    page = Site(components=(Component("api", name),), incidents=(work,))
    (event,) = events(dict(calendar.files(publish(page, at("08:30"))))[ALL])
    assert visible(str(event["SUMMARY"])) == visible(title)
    assert [visible(found) for found in categories(event)] == [visible(name)]
    written = visible(markup.plain(work.updates[0].text))
    assert visible(str(event["DESCRIPTION"])) == written + "https://status.example.com/incidents/move/"


def visible(text: str) -> str:
    """A text without white space and without what no calendar may hold."""
    held = re.sub("[^ -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]", "", text)
    return "".join(held.split())


def test_the_moments_are_utc() -> None:
    """No time in a calendar depends on a zone's rules."""
    content = published(MOVE)[ALL].decode()
    assert re.findall(r"^DT\w+:(\S+?)\r?$", content, re.MULTILINE) == [
        "20261102T090000Z",
        "20261102T100000Z",
        "20261102T080000Z",
    ]
    assert at("09:00").tzinfo is UTC
