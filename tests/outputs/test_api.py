"""Statuspage's API: whatever the site, every file has the shape that clients know, and all of them agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from mkdocs_status_plugin.model import ComponentStatus, Site
from mkdocs_status_plugin.outputs import ids
from mkdocs_status_plugin.state import Phase
from tests.outputs.api_reading import NAMES, answers, faults
from tests.outputs.publishing import publish
from tests.outputs.sites import NOWS, ZONES, sites
from tests.state.sites import DAY, at, incident, site, update

ENDED = {"resolved", "postmortem", "completed"}


def told(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Every incident and maintenance of any state; fewer than fifty, so all of them."""
    return [*found["incidents"]["incidents"], *found["scheduled-maintenances"]["scheduled_maintenances"]]


@given(page=sites(), now=NOWS, zone=ZONES)
def test_every_file_has_its_shape(page: Site, now: datetime, zone: str) -> None:
    """Any site gives the eight files, each with the listed keys in their order and listed values only."""
    found = answers(publish(page, now, time_zone=zone))
    assert tuple(found) == NAMES
    assert {name: faults(name, answer) for name, answer in found.items()} == {name: [] for name in NAMES}


@given(page=sites(), now=NOWS)
def test_the_files_agree(page: Site, now: datetime) -> None:
    """What stands in several files is the same in each, and the lists of any state hold all of the others."""
    found = answers(publish(page, now))
    summary = found["summary"]
    for answer in found.values():
        assert answer["page"] == summary["page"]
    assert found["components"]["components"] == summary["components"]
    assert found["status"]["status"] == summary["status"]
    assert found["incidents/unresolved"]["incidents"] == summary["incidents"]
    upcoming = found["scheduled-maintenances/upcoming"]["scheduled_maintenances"]
    active = found["scheduled-maintenances/active"]["scheduled_maintenances"]
    assert [one for one in summary["scheduled_maintenances"] if one in upcoming] == upcoming
    assert [one for one in summary["scheduled_maintenances"] if one not in upcoming] == active
    open_ones = [one for one in told(found) if one["status"] not in ENDED]
    assert open_ones == [*summary["incidents"], *summary["scheduled_maintenances"]]
    rows = {row["id"]: row for row in summary["components"]}
    for one in told(found):
        assert all(row == rows[row["id"]] for row in one["components"])


@given(page=sites(), now=NOWS)
def test_the_files_agree_with_the_snapshot(page: Site, now: datetime) -> None:
    """What goes on, is to come and is over, and how every component is, is what the pages show as well."""
    publication = publish(page, now)
    snapshot, found = publication.snapshot, answers(publication)
    for phase, statuses in (
        (Phase.ACTIVE, {"investigating", "identified", "monitoring", "in_progress", "verifying"}),
        (Phase.UPCOMING, {"scheduled"}),
        (Phase.PAST, ENDED),
    ):
        assert {one["id"] for one in told(found) if one["status"] in statuses} == {
            ids.incident(view.id) for view in snapshot.incidents if view.phase is phase
        }
    assert {row["id"]: row["status"] for row in found["components"]["components"] if not row["group"]} == {
        ids.component(view.component.id): view.status for view in snapshot.components
    }
    assert found["status"]["status"]["indicator"] == snapshot.indicator


@given(page=sites(), now=NOWS)
def test_an_incident_is_as_its_updates_say(page: Site, now: datetime) -> None:
    """Status and times of an incident are those of its updates, which stand newest first and name its components."""
    for one in told(answers(publish(page, now))):
        updates = one["incident_updates"]
        times = [update["created_at"] for update in updates]
        assert times == sorted(times, reverse=True)
        assert (one["status"], one["updated_at"], one["created_at"]) == (
            updates[0]["status"],
            times[0],
            times[-1],
        )
        assert (one["resolved_at"] is not None) == (one["status"] in ENDED)
        if one["resolved_at"]:
            assert one["resolved_at"] in times
        if one["monitoring_at"]:
            assert one["monitoring_at"] in times
        components = {row["id"] for row in one["components"]}
        for written in updates:
            assert written["incident_id"] == one["id"]
            assert {change["code"] for change in written["affected_components"] or ()} <= components


@given(page=sites(), now=NOWS)
def test_lists_are_newest_first(page: Site, now: datetime) -> None:
    """Incidents stand newest first in each list, and nothing is newer than the page or the build."""
    found = answers(publish(page, now))
    updated = found["summary"]["page"]["updated_at"]
    assert updated <= now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    for answer in found.values():
        for key in ("incidents", "scheduled_maintenances"):
            created = [one["created_at"] for one in answer.get(key, ())]
            assert created == sorted(created, reverse=True)
    assert all(one["updated_at"] <= updated for one in told(found))


@given(page=sites(), now=NOWS)
def test_groups_hold_their_members(page: Site, now: datetime) -> None:
    """Rows are sorted by position, members point to their group and back, and a group is as bad as its worst."""
    rows = answers(publish(page, now))["components"]["components"]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    assert [row["position"] for row in rows] == sorted(row["position"] for row in rows)
    for row in rows:
        if row["group"]:
            members = [by_id[id_] for id_ in row["components"]]
            assert [member["position"] for member in members] == list(range(1, len(members) + 1))
            assert {member["group_id"] for member in members} == {row["id"]}
            assert row["status"] == max(
                (member["status"] for member in members), key=lambda status: ComponentStatus(status).severity
            )
        elif row["group_id"]:
            assert row["id"] in by_id[row["group_id"]]["components"]
    top = [row["position"] for row in rows if row["group_id"] is None]
    assert top == list(range(1, len(top) + 1))


@given(page=sites(), now=NOWS)
def test_ids_are_all_different(page: Site, now: datetime) -> None:
    """No two of a page's objects share an id."""
    found = answers(publish(page, now))
    made = [found["summary"]["page"]["id"], *(row["id"] for row in found["components"]["components"])]
    for one in told(found):
        made += [one["id"], *(update["id"] for update in one["incident_updates"])]
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("days", [1, 30])
def test_nothing_moves_while_nothing_happens(days: int) -> None:
    """A later build of the same files answers the same, so that clients see no change where there is none."""
    over = incident("over", "major", {"api": "major_outage"}, update("14:05", "resolved"))
    planned = incident("planned", "maintenance", {"web": "under_maintenance"}, update("15:00", "scheduled"))
    page = replace(site(over), incidents=(over, replace(planned, scheduled_for=DAY + timedelta(days=365))))
    now = at("16:00")
    assert answers(publish(page, now)) == answers(publish(page, now + timedelta(days=days)))
