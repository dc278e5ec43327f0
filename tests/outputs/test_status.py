"""``/status.json``: whatever the site, it has its published shape and says what the snapshot says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator

from mkdocs_status_plugin.model import Component, Group, Site, Update, UpdateStatus
from mkdocs_status_plugin.outputs import Publication, ids, outputs, schemas, status
from tests.outputs.api_reading import answers
from tests.outputs.publishing import SITE_URL, publish
from tests.outputs.sites import NOWS, ZONES, sites
from tests.state.sites import DAY, at, incident, site, update

SCHEMA = Draft202012Validator(json.loads(schemas.read("status")))


def read(publication: Publication) -> dict[str, Any]:
    """The file, read."""
    ((path, content),) = status.files(publication)
    assert path == "status.json"
    found: dict[str, Any] = json.loads(content.decode("utf-8"))
    return found


def leaves(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every component in a tree."""
    found = [node if node["type"] == "component" else leaves(node["components"]) for node in nodes]
    return [leaf for entry in found for leaf in (entry if isinstance(entry, list) else [entry])]


@given(page=sites(), now=NOWS, zone=ZONES)
def test_it_has_the_published_shape(page: Site, now: datetime, zone: str) -> None:
    """Any site gives a file that the schema beside it accepts: no other key, no other value."""
    found = read(publish(page, now, time_zone=zone))
    assert [error.message for error in SCHEMA.iter_errors(found)] == []


@given(page=sites(), now=NOWS)
def test_it_says_what_the_snapshot_says(page: Site, now: datetime) -> None:
    """Banner, components and incidents are those that the pages show, and the API's under their own ids."""
    publication = publish(page, now)
    snapshot, found = publication.snapshot, read(publication)
    assert found["indicator"] == snapshot.indicator
    assert (found["banner"]["kind"], found["banner"]["level"]) == (
        snapshot.banner.kind,
        snapshot.banner.level,
    )
    components = leaves(found["components"])
    assert {leaf["id"]: leaf["status"] for leaf in components} == {
        view.component.id: view.status for view in snapshot.components
    }
    for name in ("active", "upcoming", "past"):
        assert [one["id"] for one in found[name]] == [view.id for view in getattr(snapshot, name)]
    api = answers(publication)
    told = [*api["incidents"]["incidents"], *api["scheduled-maintenances"]["scheduled_maintenances"]]
    assert {one["api_id"] for name in ("active", "upcoming", "past") for one in found[name]} == {
        one["id"] for one in told
    }
    rows = {row["id"]: row["status"] for row in api["components"]["components"] if not row["group"]}
    assert {leaf["api_id"]: leaf["status"] for leaf in components} == rows


@given(page=sites(), now=NOWS)
def test_phases_lead_to_what_a_later_build_says(page: Site, now: datetime) -> None:
    """The file of now with the changes of its phases says what a build at that instant says."""
    found = read(publish(page, now))
    components = {leaf["id"]: leaf["status"] for leaf in leaves(found["components"])}
    incidents = {one["id"]: one for name in ("active", "upcoming", "past") for one in found[name]}
    for phase in found["phases"]:
        components |= {change["id"]: change["status"] for change in phase["components"]}
        incidents |= {change["id"]: change for change in phase["incidents"]}
        later = read(publish(page, datetime.fromisoformat(phase["at"])))
        assert (phase["banner"], phase["indicator"]) == (later["banner"], later["indicator"])
        assert components == {leaf["id"]: leaf["status"] for leaf in leaves(later["components"])}
        for name in ("active", "upcoming", "past"):
            assert {id_ for id_, one in incidents.items() if one["phase"] == name} == {
                one["id"] for one in later[name]
            }
            for one in later[name]:
                known = incidents[one["id"]]
                assert [known[key] for key in ("status", "overrunning", "pinned")] == [
                    one[key] for key in ("status", "overrunning", "pinned")
                ]


@given(page=sites(), now=NOWS, zone=ZONES)
def test_days_are_those_of_the_history(page: Site, now: datetime, zone: str) -> None:
    """Each listed day lies in the shown days, was not operational, and is as bad as the time spent on it says."""
    for leaf in leaves(read(publish(page, now, time_zone=zone))["components"]):
        dates = [day["date"] for day in leaf["days"]]
        assert dates == sorted(dates)
        assert all(leaf["first_day"] <= date <= leaf["last_day"] for date in dates)
        assert all(day["worst"] != "operational" for day in leaf["days"])
        assert all(date >= (leaf["since"] or "") for date in dates)
        for day in leaf["days"]:
            assert sum(day["seconds"].values()) <= 25 * 3600
            assert not day["seconds"] or day["worst"] in {*day["seconds"], leaf["status"]}


def test_the_oldest_give_way() -> None:
    """However long the past, the file stays small: the newest of it stand there, and how many there are in all."""
    text = "Words. " * 1000
    written = tuple(
        Update(DAY - timedelta(hours=hour), UpdateStatus.RESOLVED, text, "a") for hour in range(200)
    )
    old = [
        replace(incident(f"i{number:03}", "minor", {"api": "operational"}), updates=(one,))
        for number, one in enumerate(written)
    ]
    ((_, content),) = status.files(publish(site(*old), DAY))
    found = json.loads(content)
    assert 400_000 < len(content) <= status.BUDGET
    assert found["past_count"] == 200
    kept = [one["id"] for one in found["past"]]
    assert 20 < len(kept) < 200
    assert kept == [f"i{number:03}" for number in range(len(kept))]


def test_what_goes_on_never_gives_way() -> None:
    """What is not over stands in the file in full, however much it is."""
    text = "Words. " * 2000
    open_ones = [
        replace(
            incident(f"i{number:03}", "minor", {"api": "operational"}),
            updates=(Update(DAY, UpdateStatus.INVESTIGATING, text, "a"),),
        )
        for number in range(60)
    ]
    over = incident("over", "minor", {"api": "operational"}, update("00:00", "resolved"))
    found = read(publish(site(*open_ones, over), DAY))
    assert len(found["active"]) == 60
    assert (found["past_count"], found["past"]) == (1, [])


def test_every_file_is_linked() -> None:
    """Every file of a site that is about the whole of it is reached from here, and so are a component's own."""
    page = Site(components=(Group("Inside", (Component("api", "API"),)),))
    publication = publish(page, DAY)
    found = read(publication)
    linked = {
        address.removeprefix(SITE_URL)
        for address in [found["$schema"], *found["links"].values(), *leaves(found["components"])[0].values()]
        if isinstance(address, str) and address.startswith(SITE_URL)
    }
    published = {path.removesuffix("index.html") for path in outputs(publication)}
    assert {path for path in published if not path.startswith("api/v2/")} - {"status.json"} <= linked
    assert "api/v2/" in linked


def test_the_past_of_a_component_without_data() -> None:
    """Before a component's first day nothing is claimed: no day is listed and no time counts."""
    page = Site(components=(Component("api", "API", since=(DAY + timedelta(days=2)).date()),))
    (leaf,) = leaves(read(publish(page, DAY))["components"])
    assert leaf["uptime"] == {"percent": None, "counted_seconds": 0.0, "down_seconds": 0.0}
    assert leaf["days"] == []


def test_ids_are_the_apis() -> None:
    """An incident and a component carry the ids that the API knows them by."""
    found = read(
        publish(
            site(incident("one", "minor", {"api": "major_outage"}, update("12:00", "resolved"))), at("13:00")
        )
    )
    assert found["past"][0]["api_id"] == ids.incident("one")
    assert leaves(found["components"])[0]["api_id"] == ids.component("api")
