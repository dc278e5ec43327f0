"""``/metrics``: read as Prometheus does, and the same as the snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from mkdocs_status_plugin import __version__
from mkdocs_status_plugin.model import Component, ComponentStatus, Group, Impact, Site
from mkdocs_status_plugin.outputs import Publication, metrics
from mkdocs_status_plugin.problems import Code, Problem
from mkdocs_status_plugin.state import Indicator
from tests.outputs.publishing import publish
from tests.outputs.sites import NOWS, sites
from tests.state.sites import DAY, at, incident, site, update

Sample = tuple[dict[str, str], float]


def text(publication: Publication) -> str:
    """What is published, under both names."""
    (one, content), (other, again) = metrics.files(publication)
    assert (one, other, content) == ("metrics", "metrics.txt", again)
    return content.decode("utf-8")


def families(publication: Publication) -> dict[str, Metric]:
    """Every metric by its name, as Prometheus' own parser reads it."""
    return {family.name: family for family in text_string_to_metric_families(text(publication))}


def samples(publication: Publication, name: str) -> list[Sample]:
    """The values of one metric with their labels; none where the metric is not there."""
    family = families(publication).get(f"status_page_{name}")
    return [(dict(sample.labels), sample.value) for sample in family.samples] if family else []


def on(found: list[Sample], label: str) -> Iterator[str]:
    """The values of a label wherever the metric is 1."""
    return (labels[label] for labels, value in found if value == 1)


@given(page=sites(), now=NOWS)
def test_prometheus_reads_all_of_it(page: Site, now: datetime) -> None:
    """Any site gives text that the parser reads line for line, each metric with help and a type."""
    publication = publish(page, now)
    found = families(publication)
    lines = [line for line in text(publication).split("\n") if line and not line.startswith("#")]
    assert sum(len(family.samples) for family in found.values()) == len(lines)
    for family in found.values():
        assert family.name.startswith("status_page_")
        assert family.type == "gauge"
        assert family.documentation.endswith(".")
        assert len({tuple(sample.labels.items()) for sample in family.samples}) == len(family.samples)


@given(page=sites(), now=NOWS)
def test_numbers_are_those_of_the_snapshot(page: Site, now: datetime) -> None:
    """Statuses, names, uptime and counts are those that the pages show."""
    publication = publish(page, now)
    snapshot = publication.snapshot
    assert list(on(samples(publication, "indicator"), "indicator")) == [snapshot.indicator]
    states = samples(publication, "component_status")
    assert len(states) == len(snapshot.components) * len(ComponentStatus)
    assert {labels["component"]: labels["status"] for labels, value in states if value == 1} == {
        view.component.id: view.status for view in snapshot.components
    }
    names = [(labels["component"], labels["name"]) for labels, _ in samples(publication, "component_info")]
    assert names == [(view.component.id, view.component.name) for view in snapshot.components]
    uptimes = {labels["component"]: value for labels, value in samples(publication, "component_uptime_ratio")}
    assert uptimes == {
        id_: float(history.uptime)
        for id_, history in publication.histories.items()
        if history.uptime is not None
    }
    works = sum(view.incident.is_maintenance for view in snapshot.active)
    active = samples(publication, "incidents_active")
    assert {labels["impact"] for labels, _ in active} == set(Impact) - {Impact.MAINTENANCE}
    assert sum(value for _, value in active) == len(snapshot.active) - works
    assert samples(publication, "maintenance_active") == [({}, works)]
    assert samples(publication, "maintenance_upcoming") == [({}, len(snapshot.upcoming))]
    assert samples(publication, "built_timestamp_seconds") == [({}, now.timestamp())]


def test_silence_is_an_instant() -> None:
    """Of each active incident the time of its newest update is given, from which its age is worked out."""
    page = site(
        incident(
            "one",
            "major",
            {"api": "major_outage"},
            update("12:00", "investigating"),
            update("12:30", "identified"),
        ),
        incident("over", "minor", {"web": "operational"}, update("12:00", "resolved")),
    )
    assert samples(publish(page, at("13:00")), "incident_newest_update_timestamp_seconds") == [
        ({"incident": "one", "impact": "major"}, at("12:30").timestamp())
    ]


def test_the_next_change_is_an_instant() -> None:
    """When something changes by itself is given while it is known, and left out otherwise."""
    work = incident(
        "work",
        "maintenance",
        {"api": "under_maintenance"},
        update("09:00", "scheduled"),
        scheduled_for="12:00",
    )
    assert samples(publish(site(work), at("10:00")), "next_change_timestamp_seconds") == [
        ({}, at("12:00").timestamp())
    ]
    assert samples(publish(site(work), at("13:00")), "next_change_timestamp_seconds") == []


def test_overrunning_is_counted() -> None:
    """A maintenance past its end that nobody closed is counted twice: among those under way, and by itself."""
    work = incident(
        "work",
        "maintenance",
        {"api": "under_maintenance"},
        update("09:00", "in_progress"),
        scheduled_until="12:00",
    )
    publication = publish(site(work), at("13:00"))
    assert samples(publication, "maintenance_active") == [({}, 1)]
    assert samples(publication, "maintenance_overrunning") == [({}, 1)]


def test_findings_are_counted() -> None:
    """Errors and warnings are counted apart."""
    found = [
        Problem("components.yml", 1, 1, code, "…")
        for code in (Code.BAD_YAML, Code.TEXT_CUT, Code.WRONG_VALUE)
    ]
    assert samples(publish(site(), DAY, problems=found), "problems") == [
        ({"severity": "error"}, 2),
        ({"severity": "warning"}, 1),
    ]


@pytest.mark.parametrize("name", ['"', "\\", "\n", '\\"\n', "a\\n", "\r", "\u2028", "{}", "# HELP"])
def test_labels_hold_any_text(name: str) -> None:
    """A name comes back as it was, whatever characters it holds; a group's name stands beside it."""
    page = Site(components=(Group("Platform", (Component("api", name),)), Component("web", "Web")))
    assert samples(publish(page, DAY), "component_info") == [
        ({"component": "api", "name": name, "group": "Platform"}, 1),
        ({"component": "web", "name": "Web", "group": ""}, 1),
    ]


def test_a_page_without_anything_has_numbers() -> None:
    """Without a component and without an incident there is still the state of the page and of its build."""
    publication = publish(Site(), DAY)
    assert list(on(samples(publication, "indicator"), "indicator")) == [Indicator.NONE]
    assert samples(publication, "component_status") == []
    assert samples(publication, "build_info") == [
        ({"build": publication.build.id, "commit": "c0ffee", "version": __version__}, 1)
    ]
