"""Statuspage's API: the rules of its fields, one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mkdocs_status_plugin.model import (
    Component,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Site,
    Update,
    UpdateStatus,
)
from mkdocs_status_plugin.outputs import api, ids
from tests.outputs.api_reading import answers
from tests.outputs.publishing import publish
from tests.state.sites import DAY, at, incident, site, update

NOW = at("14:05")

ALL, PARTIAL, DEGRADED, WORK, WELL = (
    ComponentStatus.MAJOR_OUTAGE,
    ComponentStatus.PARTIAL_OUTAGE,
    ComponentStatus.DEGRADED_PERFORMANCE,
    ComponentStatus.UNDER_MAINTENANCE,
    ComponentStatus.OPERATIONAL,
)


def set_by_hand(*statuses: ComponentStatus) -> Site:
    """A site whose components have these statuses."""
    listed = tuple(Component(f"c{number}", "C", status=status) for number, status in enumerate(statuses))
    return Site(components=listed)


def unread(**components: str) -> Incident:
    """A report that could not be read but for its components."""
    return replace(incident("unread", "unknown", components), raw="…")


def status(page: Site, now: datetime = NOW) -> tuple[str, str]:
    """The state of the whole: its indicator and its description."""
    found = answers(publish(page, now))["status"]["status"]
    return found["indicator"], found["description"]


def told(page: Site, now: datetime = NOW) -> dict[str, dict[str, Any]]:
    """Every incident and maintenance by its title."""
    found = answers(publish(page, now))
    every = [*found["incidents"]["incidents"], *found["scheduled-maintenances"]["scheduled_maintenances"]]
    return {one["name"]: one for one in every}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([ALL], ("critical", "Major System Outage")),
        ([ALL, ALL], ("critical", "Major System Outage")),
        ([ALL, WELL], ("major", "Partial System Outage")),
        ([ALL, DEGRADED], ("major", "Partial System Outage")),
        ([PARTIAL, PARTIAL], ("major", "Partial System Outage")),
        ([PARTIAL, WELL], ("minor", "Minor Service Outage")),
        ([PARTIAL, WORK], ("minor", "Minor Service Outage")),
        ([PARTIAL, DEGRADED], ("minor", "Minor Service Outage")),
        ([DEGRADED, DEGRADED], ("minor", "Partially Degraded Service")),
        ([DEGRADED, WORK, WELL], ("minor", "Partially Degraded Service")),
        ([WORK, WELL], ("maintenance", "Service Under Maintenance")),
        ([WORK], ("maintenance", "Service Under Maintenance")),
        ([WELL, WELL], ("none", "All Systems Operational")),
        ([], ("none", "All Systems Operational")),
    ],
)
def test_the_state_of_the_whole(statuses: list[ComponentStatus], expected: tuple[str, str]) -> None:
    """Indicator and description follow from the statuses of the components, as recorded."""
    assert status(set_by_hand(*statuses)) == expected


def test_components_count_and_incidents_do_not() -> None:
    """An open incident changes nothing while all components are operational, as on Statuspage."""
    assert status(
        site(incident("one", "critical", {"api": "operational"}, update("14:00", "monitoring")))
    ) == (
        "none",
        "All Systems Operational",
    )


@pytest.mark.parametrize(
    ("impact", "expected"),
    [
        ("none", ("none", "All Systems Operational")),
        ("minor", ("minor", "Minor Service Outage")),
        ("major", ("major", "Partial System Outage")),
        ("critical", ("critical", "Major System Outage")),
        ("maintenance", ("maintenance", "Service Under Maintenance")),
    ],
)
def test_without_components_incidents_count(impact: str, expected: tuple[str, str]) -> None:
    """Where there is no component, all is operational unless there is an active incident."""
    word = "in_progress" if impact == "maintenance" else "investigating"
    page = Site(incidents=(incident("one", impact, {}, update("14:00", word)),))
    assert status(page) == expected
    assert status(page, at("13:00")) == ("none", "All Systems Operational")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (site(unread()), ("minor", "Minor Service Outage")),
        (site(unread(api="degraded_performance")), ("minor", "Minor Service Outage")),
        (site(unread(api="degraded_performance", web="partial_outage")), ("minor", "Minor Service Outage")),
        (site(unread(api="major_outage")), ("major", "Partial System Outage")),
        (replace(site(), complete=False), ("minor", "Minor Service Outage")),
        (Site(complete=False), ("minor", "Minor Service Outage")),
        (replace(set_by_hand(DEGRADED), complete=False), ("minor", "Minor Service Outage")),
        (replace(set_by_hand(ALL), complete=False), ("critical", "Major System Outage")),
    ],
)
def test_the_page_is_not_greener_than_the_truth(page: Site, expected: tuple[str, str]) -> None:
    """While a report or the list could not be read, the state is at least a minor outage."""
    assert status(page) == expected


@pytest.mark.parametrize(
    ("components", "impact"),
    [
        ({}, "minor"),
        ({"api": "degraded_performance"}, "minor"),
        ({"api": "under_maintenance"}, "minor"),
        ({"api": "degraded_performance", "web": "partial_outage"}, "major"),
        ({"api": "major_outage"}, "critical"),
    ],
)
def test_what_could_not_be_read_is_never_harmless(components: dict[str, str], impact: str) -> None:
    """A report that could not be read is investigated, and as bad as the worst that it names."""
    one = told(site(unread(**components)))["unread"]
    assert (one["status"], one["impact"]) == ("investigating", impact)
    assert one["resolved_at"] is None
    (note,) = one["incident_updates"]
    assert "could not be read" in note["body"]
    assert "https://status.example.com/incidents/unread/" in note["body"]


def test_what_could_not_be_read_is_as_old_as_what_could() -> None:
    """Times of a half-read report come from what was read of it, and from the build only where nothing was."""
    half = replace(unread(), id="half", title="half", updates=(update("12:00", "identified"),))
    began = replace(unread(), id="began", title="began", started_at=at("11:00"))
    found = told(site(half, began, unread()))
    assert found["half"]["updated_at"] == "2026-11-02T12:00:00.000Z"
    assert found["began"]["created_at"] == "2026-11-02T11:00:00.000Z"
    assert found["unread"]["created_at"] == "2026-11-02T14:05:00.000Z"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("investigating", "in_progress"),
        ("identified", "in_progress"),
        ("monitoring", "verifying"),
        ("resolved", "completed"),
        ("scheduled", "scheduled"),
        ("in_progress", "in_progress"),
        ("verifying", "verifying"),
        ("completed", "completed"),
        ("cancelled", "completed"),
    ],
)
def test_a_maintenance_has_four_statuses(written: str, shown: str) -> None:
    """A maintenance may be told in the words of incidents; programs read the nearest of the four they know."""
    one = told(site(incident("one", "maintenance", {}, update("14:00", written), scheduled_for="15:00")))[
        "one"
    ]
    assert one["status"] == one["incident_updates"][0]["status"] == shown


def test_a_postmortem_of_a_maintenance_is_no_status_of_it() -> None:
    """A maintenance stays completed when its postmortem is out."""
    one = told(
        site(incident("one", "maintenance", {}, update("12:00", "completed"), update("13:00", "postmortem")))
    )["one"]
    assert [written["status"] for written in one["incident_updates"]] == ["completed", "completed"]
    assert one["resolved_at"] == "2026-11-02T12:00:00.000Z"


def test_a_postmortem_before_the_end_ends_nothing() -> None:
    """An incident that is still open is not told as one whose postmortem is out."""
    one = told(
        site(incident("one", "minor", {}, update("12:00", "identified"), update("13:00", "postmortem")))
    )["one"]
    assert [written["status"] for written in one["incident_updates"]] == ["identified", "identified"]


def test_a_plan_that_comes_too_late_is_in_progress() -> None:
    """A maintenance announced after its window began is under way, and so says its update."""
    one = told(site(incident("one", "maintenance", {}, update("13:00", "scheduled"), scheduled_for="12:00")))[
        "one"
    ]
    assert one["status"] == one["incident_updates"][0]["status"] == "in_progress"


def test_an_overrunning_maintenance_is_in_progress() -> None:
    """Past its planned end a maintenance goes on: no end, and no update that nobody wrote."""
    one = told(
        site(
            incident(
                "one",
                "maintenance",
                {"api": "under_maintenance"},
                update("09:00", "scheduled"),
                scheduled_for="10:00",
                scheduled_until="11:00",
            )
        )
    )["one"]
    assert [written["status"] for written in one["incident_updates"]] == ["in_progress", "scheduled"]
    assert (one["updated_at"], one["resolved_at"]) == ("2026-11-02T10:00:00.000Z", None)


def test_an_unplanned_window_is_as_long_as_the_work() -> None:
    """A maintenance without a plan was scheduled for when it began, until it ended; before that, nobody knows."""
    work = incident("one", "maintenance", {}, update("12:00", "in_progress"), update("13:00", "completed"))
    over, running = told(site(work))["one"], told(site(work), at("12:30"))["one"]
    assert (over["scheduled_for"], over["scheduled_until"]) == (
        "2026-11-02T12:00:00.000Z",
        "2026-11-02T13:00:00.000Z",
    )
    assert (running["scheduled_for"], running["scheduled_until"]) == ("2026-11-02T12:00:00.000Z", None)


def test_ends_that_were_moved() -> None:
    """``started_at`` is the written one where it differs; ``resolved_at`` stays that of the resolving update."""
    one = told(
        site(
            incident(
                "one",
                "minor",
                {},
                update("12:00", "investigating"),
                update("13:00", "resolved"),
                started_at="11:00",
                resolved_at="12:30",
            )
        )
    )["one"]
    assert (one["started_at"], one["created_at"], one["resolved_at"]) == (
        "2026-11-02T11:00:00.000Z",
        "2026-11-02T12:00:00.000Z",
        "2026-11-02T13:00:00.000Z",
    )


@pytest.mark.parametrize(
    ("zone", "name", "summer", "winter"),
    [
        ("UTC", "Etc/UTC", "2026-07-01T12:00:00.000Z", "2026-12-01T12:00:00.000Z"),
        ("Etc/Zulu", "Etc/UTC", "2026-07-01T12:00:00.000Z", "2026-12-01T12:00:00.000Z"),
        ("Europe/London", "Europe/London", "2026-07-01T13:00:00.000+01:00", "2026-12-01T12:00:00.000+00:00"),
        (
            "America/Los_Angeles",
            "America/Los_Angeles",
            "2026-07-01T05:00:00.000-07:00",
            "2026-12-01T04:00:00.000-08:00",
        ),
        ("Asia/Kolkata", "Asia/Kolkata", "2026-07-01T17:30:00.000+05:30", "2026-12-01T17:30:00.000+05:30"),
    ],
)
def test_times_have_the_offset_of_their_instant(zone: str, name: str, summer: str, winter: str) -> None:
    """Times are those of the page's zone, each with the offset at that instant; ``Z`` where the zone is UTC."""
    page = site(
        incident("summer", "none", {}, update("2026-07-01 12:00", "resolved")),
        incident("winter", "none", {}, update("2026-12-01 12:00", "resolved")),
    )
    publication = publish(page, at("2026-12-02 00:00"), time_zone=zone)
    found = answers(publication)["incidents"]
    assert found["page"]["time_zone"] == name
    assert [one["created_at"] for one in found["incidents"]] == [winter, summer]


def test_a_page_without_an_address() -> None:
    """Without ``site_url`` no host is made up: addresses begin at the root, and the page's own is empty."""
    publication = publish(site(incident("one", "none", {}, update("12:00", "resolved"))), NOW, site_url="")
    found = answers(publication)["incidents"]
    assert found["page"]["url"] == ""
    assert found["incidents"][0]["shortlink"] == "/incidents/one/"
    assert found["page"]["id"] == ids.page("Example Status")


def test_a_page_below_a_path() -> None:
    """A page that is not at the root of its host says so, without a closing slash."""
    page = site(incident("one", "none", {}, update("12:00", "resolved")))
    found = answers(publish(page, NOW, site_url="https://example.com/status/"))["incidents"]
    assert found["page"]["url"] == "https://example.com/status"
    assert found["incidents"][0]["shortlink"] == "https://example.com/status/incidents/one/"


def test_lists_of_any_state_hold_the_fifty_newest() -> None:
    """Old incidents leave the lists of any state; what is open stays in those of the open, however old."""
    old = incident("old", "minor", {}, update("2026-01-01 00:00", "investigating"))
    many = [
        replace(
            incident(f"i{number:02}", "none", {}),
            updates=(Update(DAY + timedelta(minutes=number), UpdateStatus.RESOLVED, "", "a"),),
        )
        for number in range(60)
    ]
    found = answers(publish(site(old, *many), NOW))
    assert [one["name"] for one in found["incidents"]["incidents"]] == [
        f"i{number:02}" for number in reversed(range(10, 60))
    ]
    assert [one["name"] for one in found["incidents/unresolved"]["incidents"]] == ["old"]


def test_long_reports_make_lists_shorter() -> None:
    """A list of any state never grows past its bound: it holds the newest that fit."""
    long = [
        replace(
            incident(f"i{number:02}", "none", {}),
            updates=(Update(DAY + timedelta(minutes=number), UpdateStatus.RESOLVED, "Words. " * 9000, "a"),),
        )
        for number in range(20)
    ]
    found = dict(api.files(publish(site(*long), NOW)))["api/v2/incidents.json"]
    names = [one["name"] for one in json.loads(found)["incidents"]]
    assert names == [f"i{number:02}" for number in reversed(range(20 - len(names), 20))]
    assert 5 < len(names) < 20
    assert len(found) < 1_000_000


def test_a_component_that_is_not_listed_is_left_out() -> None:
    """Where the list could not be read, an incident still stands there, with the components that are known."""
    page = replace(
        site(
            incident(
                "one",
                "major",
                {"api": "partial_outage", "lost": "major_outage"},
                update("12:00", "identified"),
            )
        ),
        complete=False,
    )
    one = told(page)["one"]
    assert [row["name"] for row in one["components"]] == ["Api"]
    assert [change["code"] for change in one["incident_updates"][0]["affected_components"]] == [
        ids.component("api")
    ]


def test_dates_of_a_component() -> None:
    """A component's date is its first day; without one the page knows it since its oldest incident."""
    page = replace(
        site(incident("one", "major", {"web": "partial_outage"}, update("12:00", "identified"))),
        components=(Component("api", "API", since=date(2026, 3, 1)), Component("web", "Web")),
    )
    publication = publish(page, NOW, time_zone="Europe/Berlin")
    api_row, web = answers(publication)["components"]["components"]
    assert (api_row["start_date"], web["start_date"]) == ("2026-03-01", None)
    assert api_row["created_at"] == api_row["updated_at"] == "2026-03-01T00:00:00.000+01:00"
    assert web["created_at"] == web["updated_at"] == "2026-11-02T13:00:00.000+01:00"


def test_a_first_day_to_come_is_no_creation_to_come() -> None:
    """A component whose first day lies ahead is there already: it was made at the build, at the latest."""
    page = Site(components=(Component("api", "API", since=date(2027, 1, 1)),))
    (row,) = answers(publish(page, NOW))["components"]["components"]
    assert (row["created_at"], row["start_date"]) == ("2026-11-02T14:05:00.000Z", "2027-01-01")


def test_groups_of_one_name_are_told_apart() -> None:
    """Two groups without an id and with one name have two ids; a given id counts whatever the name."""
    page = Site(
        components=(
            Group("Same", (Component("a", "A"),)),
            Group("Same", (Component("b", "B"),)),
            Group("Named", (Component("c", "C"),), id="given"),
        )
    )
    rows = [row for row in answers(publish(page, NOW))["components"]["components"] if row["group"]]
    assert [row["name"] for row in rows] == ["Same", "Same", "Named"]
    assert len({row["id"] for row in rows}) == 3
    assert rows[2]["id"] == ids.group("given")


def test_titles_and_texts_move_no_id() -> None:
    """An edit of titles, names and texts leaves every id as it was."""
    before = site(incident("one", "minor", {"api": "partial_outage"}, update("12:00", "identified")))
    (written,) = before.incidents[0].updates
    edited = replace(
        before.incidents[0],
        title="Another",
        impact=Impact.MAJOR,
        updates=(written._replace(text="Another."),),
    )
    after = replace(before, incidents=(edited,))
    one, other = told(before)["one"], told(after)["Another"]
    assert one["id"] == other["id"]
    assert one["incident_updates"][0]["id"] == other["incident_updates"][0]["id"]


def test_the_newest_change_is_that_of_the_page() -> None:
    """The page is as new as the newest change that has come true, not as the build; the build where there is none."""
    page = site(
        incident("one", "minor", {}, update("12:00", "identified"), update("15:00", "resolved")),
    )
    assert answers(publish(page, NOW))["status"]["page"]["updated_at"] == "2026-11-02T12:00:00.000Z"
    assert answers(publish(Site(), NOW))["status"]["page"]["updated_at"] == "2026-11-02T14:05:00.000Z"


def test_seconds_are_told() -> None:
    """Times keep their seconds; milliseconds are three digits, though nobody writes any."""
    moment = datetime(2026, 11, 2, 12, 0, 30, tzinfo=UTC)
    one = replace(incident("one", "none", {}), updates=(Update(moment, UpdateStatus.RESOLVED, "", "a"),))
    assert told(site(one))["one"]["created_at"] == "2026-11-02T12:00:30.000Z"
