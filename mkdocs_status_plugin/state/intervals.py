"""When an incident made a component other than operational, exactly, from its text alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from mkdocs_status_plugin.model import ComponentStatus, Incident
from mkdocs_status_plugin.state.lifecycle import EVER, Step, beginning, ending, reported
from mkdocs_status_plugin.state.timeline import Timeline


class Interval(NamedTuple):
    """From ``start`` up to ``end`` (UTC) an incident gave a component a status other than operational."""

    start: datetime
    end: datetime
    status: ComponentStatus
    incident_id: str


class _Span(NamedTuple):
    start: datetime
    end: datetime
    holds: Mapping[str, ComponentStatus]


def intervals(
    timeline: Timeline, component_id: str, now: datetime, since: datetime = EVER
) -> tuple[Interval, ...]:
    """Every interval of a component that began by ``now`` (UTC), cut there, in order of beginning.

    What ended before ``since`` may be left out.

    The statuses in between are those of each update. ``started_at`` and ``resolved_at`` move the
    ends: the first begins at ``started_at`` and nothing lies before it; once the incident is closed,
    the last ends at ``resolved_at`` and nothing lies after it. Between an end and a reopening there
    is nothing. An incident reported only when it was over lasted from ``started_at`` to its end.

    A file that could not be read counts from ``started_at``, else from its first readable update,
    else from ``now``, and always up to ``now``. An interval has no length where an incident began at
    ``now``, or opened and closed in one instant. A status set by hand makes none: nobody knows since
    when it holds.
    """
    found: list[Interval] = []
    mattering = timeline.mattering(now, since)
    for incident in timeline.naming.get(component_id, ()):
        if incident.id not in mattering:
            continue
        made = timeline.passed(incident.id, now)
        for start, end, holds in _lasting(_spans(incident, made, now), now):
            status = holds.get(component_id, ComponentStatus.OPERATIONAL)
            if not status.severity:
                continue
            before = found[-1] if found else None
            if before and (before.incident_id, before.status, before.end) == (incident.id, status, start):
                start = found.pop().start
            found.append(Interval(start, end, status, incident.id))
    return tuple(sorted(found))


def held(timeline: Timeline, component_id: str, now: datetime) -> tuple[Interval, ...]:
    """What incidents give a component at ``now`` (UTC) itself, as intervals of no length."""
    found: list[Interval] = []
    active = {view.id for view in timeline.at(now).active}
    for incident in timeline.naming.get(component_id, ()):
        if incident.id not in active:
            continue
        status = timeline.passed(incident.id, now)[-1].holds.get(component_id)
        if status is not None and status.severity:
            found.append(Interval(now, now, status, incident.id))
    return tuple(found)


def _spans(incident: Incident, made: tuple[Step, ...], now: datetime) -> Iterator[_Span]:
    """The stretches in which an incident held components, with the true ends, in order."""
    if not incident.readable:
        heard = next((step.at for step in made if step.at > EVER), now)
        yield _Span(incident.started_at or heard, now, made[-1].holds)
        return
    first, closing = beginning(made), ending(made)
    if first is None:
        return
    began = incident.started_at or first.at
    over = incident.resolved_at if closing else None
    spans = [_Span(min(began, first.at), first.at, reported(incident, first))]
    following = [*(step.at for step in made[1:]), now]
    spans += [
        _Span(step.at, end, step.holds) for step, end in zip(made, following, strict=True) if step.holds
    ]
    if closing and spans[-1].end == closing.at:
        spans[-1] = spans[-1]._replace(end=over or closing.at)
    for span in spans:
        yield _Span(max(span.start, began), min(span.end, over or span.end), span.holds)


def _lasting(spans: Iterator[_Span], now: datetime) -> list[_Span]:
    """The spans that take time, cut at ``now``; the last of them where none does, as its only trace."""
    cut = [_Span(start, min(end, now), holds) for start, end, holds in spans]
    real = [span for span in cut if span.start <= span.end]
    return [span for span in real if span.start < span.end] or real[-1:]
