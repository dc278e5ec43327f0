"""What is already known of the future."""

from __future__ import annotations

from datetime import timedelta

from mkdocs_status_plugin.state import Span, Timeline, outlook, phased
from tests.state import sites
from tests.state.sites import DAY, incident, site, update

WORKS = incident(
    "works",
    "maintenance",
    {"api": "under_maintenance"},
    update("00:00", "scheduled"),
    scheduled_for="02:00",
    scheduled_until="04:00",
    auto_complete=True,
)


def test_an_outlook_holds_every_change_to_come() -> None:
    """Now first, then each moment of the plan, of updates dated ahead and of pins."""
    pinned = incident("pinned", "minor", {}, update("00:00", "resolved"), pinned_until="03:00")
    ahead = incident("ahead", "minor", {}, update("05:00", "investigating"))
    found = outlook(Timeline(site(WORKS, pinned, ahead)), sites.at("01:00"))
    assert [snapshot.now for snapshot in found] == [
        sites.at(c) for c in ("01:00", "02:00", "03:00", "04:00", "05:00")
    ]
    assert [len(snapshot.pinned) for snapshot in found] == [1, 1, 0, 0, 0]
    assert [len(snapshot.active) for snapshot in found] == [0, 1, 1, 0, 1]


def test_what_has_just_happened_is_no_future() -> None:
    """A change at this very moment is already in the first snapshot."""
    found = outlook(Timeline(site(WORKS)), sites.at("02:00"))
    assert [snapshot.now for snapshot in found] == [sites.at("02:00"), sites.at("04:00")]
    assert len(outlook(Timeline(site(WORKS)), sites.at("04:00"))) == 1


def test_spans_merge_what_is_equal() -> None:
    """Equal neighbours are one span, the first without a beginning and the last without an end."""
    found = outlook(Timeline(site(WORKS)), sites.at("01:00"))
    assert phased(found, lambda s: s.component["api"].status) == (
        Span(None, sites.at("02:00"), "operational"),
        Span(sites.at("02:00"), sites.at("04:00"), "under_maintenance"),
        Span(sites.at("04:00"), None, "operational"),
    )
    assert phased(found, lambda s: s.component["web"].status) == (Span(None, None, "operational"),)
    assert phased((), lambda s: s.now) == ()


def test_an_outlook_is_bounded() -> None:
    """At most the given number of moments to come, the soonest; the last snapshot says when it may become wrong."""
    notes = [update(f"{number // 60:02d}:{number % 60:02d}", "investigating") for number in range(300)]
    timeline = Timeline(site(incident("talk", "minor", {}, *notes)))
    start = DAY - timedelta(minutes=1)
    assert len(outlook(timeline, start)) == 201
    found = outlook(timeline, start, limit=2)
    assert [snapshot.now for snapshot in found] == [start, DAY, DAY + timedelta(minutes=1)]
    change = found[-1].next_change
    assert change is not None
    assert change.at == DAY + timedelta(minutes=2)
    assert len(outlook(timeline, start, limit=0)) == 1
    assert len(outlook(timeline, start, limit=300)) == 301
