"""Small sites for tests: built by hand in a line or two, or drawn at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from mkdocs_status_plugin.model import (
    Component,
    ComponentChange,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Site,
    Update,
    UpdateStatus,
)

DAY = datetime(2026, 11, 2, tzinfo=UTC)
"""The day on which nearly everything happens: a Monday without a clock change anywhere near."""


def at(clock: str) -> datetime:
    """``14:05`` on the day, or a whole moment ``2026-11-03 14:05``, in UTC."""
    text = clock if " " in clock else f"{DAY:%Y-%m-%d} {clock}"
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def update(clock: str, status: str, **changes: str) -> Update:
    """One update: ``update("14:05", "investigating", api="major_outage")``."""
    moment = at(clock)
    found = tuple((id_, ComponentStatus(value)) for id_, value in changes.items())
    return Update(moment, UpdateStatus(status), "Text.", f"{moment:%Y-%m-%dT%H:%MZ}", found)


def incident(id_: str, impact: str, components: dict[str, str], *updates: Update, **rest: Any) -> Incident:
    """One incident; the times in ``rest`` are given as :func:`at` takes them."""
    given: dict[str, Any] = {
        key: at(value) if isinstance(value, str) and value[0].isdigit() else value
        for key, value in rest.items()
    }
    named = tuple((name, ComponentStatus(value)) for name, value in components.items())
    return Incident(id_, f"incidents/{id_}.md", id_, Impact(impact), named, updates, **given)


def site(*incidents: Incident, **components: str | None) -> Site:
    """A site with the components given by id, each with its status set by hand or None."""
    listed = tuple(
        Component(id_, id_.title(), status=None if status is None else ComponentStatus(status))
        for id_, status in (components or {"api": None, "web": None}).items()
    )
    return Site(components=listed, incidents=incidents)


# Moments lie on a coarse grid, so that things often happen at the same instant. Whatever can be is one draw from a
# prepared list: drawing is what takes the time.
GRID = [DAY + timedelta(hours=hour) for hour in range(10)]
IDS = ("api", "web", "db")
ANY_MOMENT = st.sampled_from(
    [moment + timedelta(minutes=minutes) for moment in GRID for minutes in (-30, -1, 0, 1, 30)]
)
_MAYBE = st.sampled_from([*[None] * len(GRID), *GRID])
_WINDOWS = st.sampled_from(
    [(start, end) for start in [None, *GRID] for end in [None, *GRID] if not (start and end and start >= end)]
)
_CHANGES: list[tuple[ComponentChange, ...]] = [
    *[((id_, status),) for id_ in IDS for status in ComponentStatus],
    *[(("api", one), ("web", other)) for one in ComponentStatus for other in ComponentStatus],
    *[(("db", status), ("api", status), ("web", ComponentStatus.OPERATIONAL)) for status in ComponentStatus],
]
_NAMED = st.sampled_from([(), *_CHANGES])
_CHANGED = st.sampled_from([*[()] * len(_CHANGES), *_CHANGES])
_IMPACTS = st.sampled_from(
    [impact for impact in Impact if impact is not Impact.UNKNOWN] + [Impact.MAINTENANCE] * 2
)
_TROUBLE = st.sampled_from([s for s in UpdateStatus if not s.for_maintenance_only])
_PLANNED = st.sampled_from(
    [s for s in UpdateStatus if s.for_maintenance_only or s is UpdateStatus.POSTMORTEM]
)


def _updates(statuses: st.SearchStrategy[UpdateStatus]) -> st.SearchStrategy[list[Update]]:
    one = st.builds(Update, st.sampled_from(GRID), statuses, st.just(""), st.just(""), _CHANGED, st.just(1))
    return st.lists(one, min_size=1, max_size=5)


_UPDATES = {True: _updates(_PLANNED), False: _updates(_TROUBLE)}


@st.composite
def incidents(draw: st.DrawFn, id_: str = "one", readable: bool | None = None) -> Incident:
    """Any incident that a file can hold, with the faults that a file can have."""
    impact = draw(_IMPACTS)
    planned = impact is Impact.MAINTENANCE
    updates = sorted(draw(_UPDATES[planned]), key=lambda update: update.at)
    window, auto_complete = draw(st.tuples(_WINDOWS, st.booleans())) if planned else ((None, None), False)
    started, resolved, pinned = draw(st.tuples(_MAYBE, _MAYBE, _MAYBE))
    found = Incident(
        id=id_,
        path=f"incidents/{id_}.md",
        title=id_,
        impact=impact,
        components=draw(_NAMED),
        updates=tuple(update._replace(anchor=f"u{number}") for number, update in enumerate(updates)),
        scheduled_for=window[0],
        scheduled_until=window[1],
        auto_complete=auto_complete,
        started_at=started,
        resolved_at=None if started and resolved and resolved < started else resolved,
        pinned_until=pinned,
    )
    if readable or (readable is None and draw(st.sampled_from([True, True, True, False]))):
        return found
    return replace(found, impact=Impact.UNKNOWN, raw="…", updates=found.updates if len(updates) > 1 else ())


_BY_HAND = st.sampled_from([*[None] * 5, *ComponentStatus])


@st.composite
def sites(draw: st.DrawFn, most: int = 3) -> Site:
    """Any site with three components, two of them in groups, and up to ``most`` incidents."""
    api, web, db = (Component(id_, id_.title(), status=draw(_BY_HAND)) for id_ in IDS)
    count = draw(st.integers(0, most))
    return Site(
        components=(api, Group("Inside", (web, Group("Deep", (db,))))),
        incidents=tuple(draw(incidents(f"i{number}")) for number in range(count)),
        complete=draw(st.sampled_from([True, True, True, False])),
    )
