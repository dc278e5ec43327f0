"""What holds for every site, at every moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.model import ComponentStatus, Impact, Incident, Site
from mkdocs_status_plugin.state import Phase, Snapshot, Timeline, at, outlook, phased
from tests.state.sites import ANY_MOMENT, incidents, sites

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LONG_AFTER = datetime(2030, 1, 1, tzinfo=UTC)


@given(sites(), ANY_MOMENT, st.randoms())
def test_the_order_of_files_never_matters(site: Site, now: datetime, random: Random) -> None:
    """However the files are ordered, the same is true."""
    shuffled = list(site.incidents)
    random.shuffle(shuffled)
    mine, other = at(site, now), at(replace(site, incidents=tuple(shuffled)), now)
    assert replace(other, site=site) == mine


@given(sites(), st.lists(ANY_MOMENT, min_size=2, max_size=5))
def test_what_was_asked_before_never_matters(site: Site, moments: list[datetime]) -> None:
    """A timeline answers as one that was never asked anything else."""
    timeline = Timeline(site)
    assert [timeline.at(now) for now in moments] == [at(site, now) for now in moments]


@given(sites(), incidents("broken", readable=False), ANY_MOMENT)
def test_an_unreadable_file_never_makes_anything_greener(site: Site, broken: Incident, now: datetime) -> None:
    """One more unreadable incident leaves banner, indicator and every component as bad as before, or worse."""
    before, after = at(site, now), at(replace(site, incidents=(*site.incidents, broken)), now)
    assert after.banner.level.severity >= max(before.banner.level.severity, 2)
    assert after.indicator.severity >= max(before.indicator.severity, 2)
    assert after.banner.unread == before.banner.unread + 1
    for id_, view in after.component.items():
        assert view.status.severity >= before.component[id_].status.severity
    for id_ in broken.component_ids:
        assert after.component[id_].status.severity >= ComponentStatus.DEGRADED_PERFORMANCE.severity


@given(sites(), incidents("later", readable=True), ANY_MOMENT)
def test_what_becomes_unreadable_is_never_greener(site: Site, incident: Incident, now: datetime) -> None:
    """A fault in an incident's file never makes a component or the whole greener than the file did before it."""
    broken = replace(incident, impact=Impact.UNKNOWN, raw="…")
    before = at(replace(site, incidents=(*site.incidents, incident)), now)
    after = at(replace(site, incidents=(*site.incidents, broken)), now)
    assert after.indicator.severity >= before.indicator.severity
    assert "later" in {view.id for view in after.active}
    for id_, view in after.component.items():
        assert view.status.severity >= before.component[id_].status.severity


@given(sites())
def test_between_two_moments_nothing_changes(site: Site) -> None:
    """State is constant from one moment up to the next."""
    timeline = Timeline(site)
    turns = [LONG_AGO, *dict.fromkeys(moment for moment, _ in timeline.moments), LONG_AFTER]
    for start, end in pairwise(turns):
        halfway, last = start + (end - start) / 2, end - timedelta(microseconds=1)
        assert _but_now(timeline.at(start)) == _but_now(timeline.at(halfway)) == _but_now(timeline.at(last))


@given(sites())
def test_the_next_change_is_the_next_moment(site: Site) -> None:
    """A snapshot names the first moment after it, and none after the last."""
    timeline = Timeline(site)
    for now, _ in ((LONG_AGO, ""), *timeline.moments):
        later = [moment for moment in timeline.moments if moment[0] > now]
        change = timeline.at(now).next_change
        assert (change.at if change else None) == (later[0][0] if later else None)
        assert (
            [(change.at, id_) for id_ in change.incident_ids] == [m for m in later if m[0] == later[0][0]]
            if change
            else not later
        )


def _but_now(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, now=LONG_AGO)


@given(sites(), ANY_MOMENT)
def test_nothing_shows_twice_and_nothing_is_lost(site: Site, now: datetime) -> None:
    """Every incident is active, upcoming, past or not yet, and only one of them."""
    snapshot = at(site, now)
    shown = [view.id for view in (*snapshot.active, *snapshot.upcoming, *snapshot.past)]
    assert sorted(shown) == sorted(view.id for view in snapshot.incidents)
    hidden = [incident.id for incident in snapshot.not_yet]
    assert sorted([*shown, *hidden]) == sorted(incident.id for incident in site.incidents)
    assert all(view.phase is Phase.PAST and view.pinned for view in snapshot.pinned)


@given(sites(), ANY_MOMENT)
def test_incidents_come_newest_first(site: Site, now: datetime) -> None:
    """All incidents, and those past, stand newest beginning first; what began nobody knows when comes before all."""
    snapshot = at(site, now)
    for views in (snapshot.incidents, snapshot.past):
        keys = [(view.began_at is None, view.began_at or now) for view in views]
        assert keys == sorted(keys, reverse=True)
    soonest = [view.began_at or now for view in snapshot.upcoming]
    assert soonest == sorted(soonest)


@given(sites(), ANY_MOMENT)
def test_only_what_has_happened_shows(site: Site, now: datetime) -> None:
    """No update of the future shows, and every update of the past does, newest first."""
    snapshot = at(site, now)
    for view in snapshot.incidents:
        happened = [update for update in view.incident.updates if update.at <= now]
        assert [shown.update for shown in view.updates] == happened[::-1]
    for incident in snapshot.not_yet:
        assert all(update.at > now for update in incident.updates)


@given(sites(), ANY_MOMENT)
def test_a_component_is_as_bad_as_its_worst_holder(site: Site, now: datetime) -> None:
    """A component has the worst status that an active incident or a hand gives it, and no worse."""
    snapshot = at(site, now)
    for view in snapshot.components:
        given_by = {
            v.id: dict(v.affected).get(view.component.id, ComponentStatus.OPERATIONAL)
            for v in snapshot.active
        }
        by_hand = view.component.status or ComponentStatus.OPERATIONAL
        assert view.status.severity == max(status.severity for status in [by_hand, *given_by.values()])
        assert list(view.incident_ids) == [id_ for id_, status in given_by.items() if status != "operational"]
        assert view.by_hand is (by_hand is not ComponentStatus.OPERATIONAL)


@given(sites(), ANY_MOMENT)
def test_a_group_is_as_bad_as_its_worst_member(site: Site, now: datetime) -> None:
    """Groups show the worst of their members, however deep these lie."""
    snapshot = at(site, now)
    worst_of = {group.name: view.status for group, view in snapshot.groups.items()}
    web, db = snapshot.component["web"].status, snapshot.component["db"].status
    assert worst_of == {"Deep": db, "Inside": max(web, db, key=lambda status: status.severity)}


# Statuspage's table again (statuspage-api.md, section 2), written the other way round: by what is there.
def by_the_book(found: set[str]) -> str:
    """The indicator for the statuses that components have."""
    if "major_outage" in found:
        return "critical" if found == {"major_outage"} else "major"
    if "partial_outage" in found:
        return "major" if found == {"partial_outage"} else "minor"
    if "degraded_performance" in found:
        return "minor"
    return "maintenance" if "under_maintenance" in found else "none"


@given(sites(), ANY_MOMENT)
def test_the_indicator_is_statuspages(site: Site, now: datetime) -> None:
    """The indicator follows Statuspage's table, and is at least minor while something could not be read."""
    snapshot = at(site, now)
    by_table = by_the_book({view.status.value for view in snapshot.components})
    unread = not site.complete or any(not incident.readable for incident in site.incidents)
    if unread and by_table in ("none", "maintenance"):
        by_table = "minor"
    assert snapshot.indicator == by_table
    assert snapshot.banner.level.severity >= snapshot.indicator.severity


@given(sites(), ANY_MOMENT)
def test_a_green_banner_means_that_all_is_well(site: Site, now: datetime) -> None:
    """The banner is green only with every component operational and nothing active but notices."""
    snapshot = at(site, now)
    well = (
        site.complete
        and all(view.status is ComponentStatus.OPERATIONAL for view in snapshot.components)
        and all(view.incident.impact is Impact.NONE for view in snapshot.active)
    )
    assert (snapshot.banner.level == "none") is (snapshot.banner.kind == "operational") is well


@given(sites(), ANY_MOMENT)
def test_the_banner_names_what_it_is_about(site: Site, now: datetime) -> None:
    """A banner about a component status names exactly the components in it and the incidents that put them there."""
    snapshot = at(site, now)
    named = snapshot.banner.component_ids
    for view in snapshot.active:
        gives = {id_ for id_, status in view.affected if status.value == snapshot.banner.kind}
        if named:
            assert (view.id in snapshot.banner.incident_ids) is bool(gives & set(named))
    if named:
        assert named == tuple(
            v.component.id for v in snapshot.components if v.status.value == snapshot.banner.kind
        )


@given(sites(), ANY_MOMENT)
def test_an_end_never_lies_before_its_beginning(site: Site, now: datetime) -> None:
    """What is over has a beginning and an end in order; what is not over has no end."""
    for view in at(site, now).incidents:
        if view.phase is Phase.PAST:
            assert view.began_at is not None
            assert view.ended_at is not None
            assert view.began_at <= view.ended_at
            assert view.closed_at is not None
            assert view.closed_at <= now
        else:
            assert (view.ended_at, view.closed_at) == (None, None)


QUESTIONS: dict[str, Callable[[Snapshot], object]] = {
    "banner": lambda s: s.banner,
    "components": lambda s: {view.component.id: view.status for view in s.components},
    "active": lambda s: [view.id for view in s.active],
    "incidents": lambda s: s.incidents,
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
@given(sites(), ANY_MOMENT, ANY_MOMENT)
def test_an_outlook_comes_true(
    question: Callable[[Snapshot], object], site: Site, one: datetime, other: datetime
) -> None:
    """At any later moment the span that holds it says what a snapshot of that moment says."""
    start, later = min(one, other), max(one, other)
    timeline = Timeline(site)
    spans = phased(outlook(timeline, start), question)
    holding = [s for s in spans if (s.start is None or s.start <= later) and (s.end is None or later < s.end)]
    assert [span.value for span in holding] == [question(timeline.at(later))]


@given(sites(most=6), ANY_MOMENT)
def test_an_outlook_is_what_each_of_its_moments_is(site: Site, now: datetime) -> None:
    """Each snapshot of an outlook is the one that a timeline never asked before gives for its moment."""
    found = outlook(Timeline(site), now)
    turns = dict.fromkeys(moment for moment, _ in Timeline(site).moments if moment > now)
    plain = [at(site, moment) for moment in (now, *turns)]
    assert [_in_full(snapshot) for snapshot in found] == [_in_full(snapshot) for snapshot in plain]


def _in_full(snapshot: Snapshot) -> tuple[Snapshot, list[object]]:
    """A snapshot with what its views work out only when they are asked."""
    return snapshot, [(view.affected, view.updates) for view in snapshot.incidents]


@given(sites(), ANY_MOMENT)
def test_spans_lie_end_to_end(site: Site, now: datetime) -> None:
    """Spans follow each other without gap and without two equal neighbours, from ever to ever."""
    spans = phased(outlook(Timeline(site), now), lambda s: s.banner)
    assert (spans[0].start, spans[-1].end) == (None, None)
    for span, following in pairwise(spans):
        assert span.end == following.start
        assert span.end is not None
        assert span.end > now
        assert span.value != following.value
