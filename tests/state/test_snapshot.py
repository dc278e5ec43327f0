"""The shape of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from zoneinfo import ZoneInfo

import pytest

from mkdocs_status_plugin.model import Component, Group, Site
from mkdocs_status_plugin.state import Phase, Timeline, at, history, outlook, phased
from tests.state import sites
from tests.state.sites import incident, site, update

TOLD = incident(
    "told",
    "major",
    {"api": "partial_outage"},
    update("01:00", "investigating"),
    update("02:00", "resolved"),
    update("03:00", "postmortem"),
    update("04:00", "identified"),
    update("05:00", "postmortem"),
    update("06:00", "resolved"),
    update("07:00", "postmortem"),
)


def test_postmortems_stand_apart() -> None:
    """The timeline of an incident leaves out its postmortems, which are told for themselves, the newest first."""
    (view,) = at(site(TOLD), sites.at("08:00")).incidents
    assert [f"{told.update.at:%H}" for told in view.postmortems] == ["07", "05", "03"]
    assert [told.update.status.value for told in view.timeline] == [
        "resolved",
        "identified",
        "resolved",
        "investigating",
    ]


@pytest.mark.parametrize(
    ("clock", "phase"), [("00:30", "upcoming"), ("01:00", "active"), ("01:59", "active"), ("02:00", "past")]
)
def test_an_incident_is_active_in_one_phase(clock: str, phase: str) -> None:
    """An incident counts as active from its beginning up to its end."""
    works = incident(
        "works",
        "maintenance",
        {"api": "under_maintenance"},
        update("00:00", "scheduled"),
        scheduled_for="01:00",
        scheduled_until="02:00",
        auto_complete=True,
    )
    (view,) = at(site(works), sites.at(clock)).incidents
    assert view.phase is Phase(phase)
    assert view.is_active is (phase == "active")


@pytest.mark.parametrize(
    ("impact", "is_trouble"),
    [("none", False), ("minor", True), ("major", True), ("critical", True), ("maintenance", False)],
)
def test_trouble_is_neither_work_nor_notice(impact: str, is_trouble: bool) -> None:
    """Every impact but that of planned work and of a notice is trouble."""
    (view,) = at(site(incident("one", impact, {}, update("00:00", "investigating"))), sites.DAY).incidents
    assert view.is_trouble is is_trouble


def parts_of(answer: object) -> Iterator[object]:
    """An answer with everything in it that has fields."""
    if names_in(answer):
        yield answer
    inside = answer if isinstance(answer, tuple) else [getattr(answer, name) for name in names_in(answer)]
    for one in inside:
        yield from parts_of(one)


def test_answers_are_equal_whatever_was_asked_of_them() -> None:
    """What an incident is asked for, and then remembers, makes it no other incident."""
    over = incident("over", "major", {"api": "partial_outage"}, update("00:00", "resolved"))
    mine, other = (at(site(TOLD, over), sites.at("01:00")) for _ in range(2))
    for view in other.incidents:
        assert view.updates
        assert view.affected
    assert mine == other
    assert repr(mine) == repr(other)


def names_in(answer: object) -> tuple[str, ...]:
    """The names of the fields of a dataclass or a named tuple; none of anything else."""
    if is_dataclass(answer):
        return tuple(field.name for field in fields(answer))
    return getattr(answer, "_fields", ())


def test_an_answer_cannot_be_changed() -> None:
    """Every part of an answer refuses new values: what was true at a moment stays so."""
    timeline = Timeline(Site((Group("All", (Component("api", "Api"),)),), incidents=(TOLD,)))
    now = sites.at("01:00")
    snapshot = timeline.at(now)
    (view,) = snapshot.incidents
    spans = phased(outlook(timeline, now), lambda foreseen: foreseen.indicator)
    past = history(timeline, timeline.site.leaves[0], now, ZoneInfo("UTC"), 1)
    found = list(parts_of((snapshot, view.updates, spans, past)))
    assert {type(part).__name__ for part in found} >= {
        "Banner",
        "Change",
        "Component",
        "ComponentView",
        "Day",
        "DayIncident",
        "Group",
        "GroupView",
        "History",
        "Incident",
        "IncidentView",
        "NextChange",
        "Site",
        "Snapshot",
        "Span",
        "Update",
        "UpdateView",
    }
    for part in found:
        with pytest.raises(AttributeError):
            setattr(part, names_in(part)[0], None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("critical", "major"),
        ("major", "minor"),
        ("minor", "maintenance"),
        ("maintenance", "none"),
    ],
)
def test_the_worst_comes_first(first: str, second: str) -> None:
    """Of two active incidents the one of the greater impact stands first, however old it is."""
    older = incident(
        "older", first, {}, update("00:00", "verifying" if first == "maintenance" else "identified")
    )
    newer = incident(
        "newer", second, {}, update("01:00", "verifying" if second == "maintenance" else "identified")
    )
    assert [view.id for view in at(site(older, newer), sites.at("02:00")).active] == ["older", "newer"]
