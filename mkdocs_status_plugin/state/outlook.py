"""What is already known of the future: phases, so that a page built once stays true (law 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from mkdocs_status_plugin.state.snapshot import Snapshot
from mkdocs_status_plugin.state.timeline import Timeline

T = TypeVar("T")

LIMIT = 200
"""How many moments to come an outlook holds, so that no file can make a build endless."""


class Span(NamedTuple, Generic[T]):
    """From ``start`` up to ``end`` (UTC) a question has the answer ``value``.

    ``start`` is None for the first span, which also holds for the time before; ``end`` is None for
    the last.
    """

    start: datetime | None
    end: datetime | None
    value: T


def outlook(timeline: Timeline, now: datetime, limit: int = LIMIT) -> tuple[Snapshot, ...]:
    """The snapshot at ``now`` (UTC) and at each later moment at which something changes by itself.

    These are the ends of planned windows, updates dated in the future and the ends of pins. At most
    ``limit`` moments to come are held, the soonest; what lies beyond is not foreseen, so the last
    snapshot stands until the next build (its ``next_change`` then says from when on it may be wrong).
    """
    found = [timeline.at(now)]
    while len(found) <= limit and (later := timeline.after(found[-1])) is not None:
        found.append(later)
    return tuple(found)


def seen_at(snapshots: Sequence[Snapshot], at: datetime) -> Snapshot:
    """What an outlook says of an instant (UTC) in its time: between two of its moments nothing becomes another."""
    return replace(snapshots[bisect_right(snapshots, at, key=lambda seen: seen.now) - 1], now=at)


def phased(snapshots: Sequence[Snapshot], question: Callable[[Snapshot], T]) -> tuple[Span[T], ...]:
    """The answers to a question over the time of an outlook; equal neighbours are one span."""
    answers: list[tuple[datetime | None, T]] = []
    for snapshot in snapshots:
        value = question(snapshot)
        if not answers:
            answers.append((None, value))
        elif answers[-1][1] != value:
            answers.append((snapshot.now, value))
    ends = [*(start for start, _ in answers[1:]), None]
    return tuple(Span(start, end, value) for (start, value), end in zip(answers, ends, strict=False))
