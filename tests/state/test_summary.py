"""The state of the whole: Statuspage's table, row by row."""

from __future__ import annotations

import pytest

from mkdocs_status_plugin.model import Component, Group, Site
from mkdocs_status_plugin.state import Banner, Snapshot, at
from tests.state.sites import DAY, incident, site, update

MAJOR, PARTIAL, SLOW, WORKS, WELL = (
    "major_outage",
    "partial_outage",
    "degraded_performance",
    "under_maintenance",
    "operational",
)


def by_hand(statuses: list[str]) -> Snapshot:
    """The snapshot of a site whose components have these statuses."""
    return at(site(**{f"c{number}": status for number, status in enumerate(statuses)}), DAY)


@pytest.mark.parametrize(
    ("statuses", "indicator", "kind"),
    [
        ([MAJOR], "critical", MAJOR),
        ([MAJOR] * 3, "critical", MAJOR),
        ([MAJOR, MAJOR, WELL], "major", MAJOR),
        ([MAJOR, PARTIAL], "major", MAJOR),
        ([MAJOR, SLOW], "major", MAJOR),
        ([WORKS, MAJOR], "major", MAJOR),
        ([PARTIAL], "major", PARTIAL),
        ([PARTIAL] * 11, "major", PARTIAL),
        ([PARTIAL] * 10 + [WELL], "minor", PARTIAL),
        ([PARTIAL, WORKS], "minor", PARTIAL),
        ([PARTIAL, SLOW], "minor", PARTIAL),
        ([SLOW], "minor", SLOW),
        ([SLOW] * 11, "minor", SLOW),
        ([SLOW, WORKS, WELL], "minor", SLOW),
        ([WORKS], "maintenance", WORKS),
        ([WORKS, WELL], "maintenance", WORKS),
        ([WELL], "none", WELL),
        ([WELL, WELL], "none", WELL),
    ],
)
def test_the_table_row_by_row(statuses: list[str], indicator: str, kind: str) -> None:
    """Component statuses decide indicator, colour and sentence as Statuspage's recorded table says."""
    snapshot = by_hand(statuses)
    assert snapshot.indicator == indicator
    named = tuple(f"c{n}" for n, status in enumerate(statuses) if status == kind != WELL)
    assert snapshot.banner == Banner(snapshot.banner.kind, snapshot.indicator, component_ids=named)
    assert snapshot.banner.kind == kind


def test_a_page_without_components_is_operational() -> None:
    """Nothing to be wrong with is not wrong: neither all of no components are down, nor any."""
    assert at(Site(), DAY).indicator == "none"
    assert at(Site(), DAY).banner.kind == "operational"


def test_a_list_that_could_not_be_read_is_not_operational() -> None:
    """Without a readable list nobody knows what is wrong, so the page is not green."""
    snapshot = at(Site(complete=False), DAY)
    assert (snapshot.indicator, snapshot.banner.level, snapshot.banner.kind) == ("minor", "minor", "unknown")
    assert not snapshot.banner.complete


def test_one_of_fifty_does_not_paint_the_page_red() -> None:
    """A critical incident that names one component of many gives the table's colour, not its own."""
    outage = incident("outage", "critical", {"c7": "degraded_performance"}, update("00:00", "investigating"))
    snapshot = at(site(outage, **{f"c{number}": None for number in range(50)}), DAY)
    assert snapshot.banner.level == "minor"
    assert snapshot.banner.component_ids == ("c7",)


def test_components_of_one_name_are_told_apart_by_their_groups() -> None:
    """Outside of the list, a name that two groups share comes with its groups, the innermost first; others stay short."""
    oslo = Group("Oslo", (Component("vm-oslo", "Machines"), Component("dns", "DNS")))
    listed = Site((Group("Regions", (oslo,)), Component("vm", "machines"), Component("website", "Website")))
    assert [listed.component_name(id_) for id_ in ("vm-oslo", "dns", "vm", "website", "gone")] == [
        "Machines (Oslo, Regions)",
        "DNS",
        "machines",
        "Website",
        "gone",
    ]
