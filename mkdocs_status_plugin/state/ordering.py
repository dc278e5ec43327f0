"""The orders in which incidents stand."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from mkdocs_status_plugin.model import Impact, worst
from mkdocs_status_plugin.state.lifecycle import EVER
from mkdocs_status_plugin.state.snapshot import IncidentView

_LATEST = datetime.max.replace(tzinfo=UTC)


def newest_first(view: IncidentView) -> tuple[timedelta, str]:
    """The order of all: what began nobody knows when comes before the newest.

    What began at once is ordered by its id, so that the order of the files never shows.
    """
    began = view.began_at
    return (timedelta(-1) if began is None else _LATEST - began, view.id)


def exchanged(
    views: Iterable[IncidentView], was: Iterable[IncidentView], now: Iterable[IncidentView]
) -> list[IncidentView]:
    """Views, newest first, with those that are now in place of those that were, of which all are among them."""
    found = list(views)
    for view in was:
        del found[bisect_left(found, newest_first(view), key=newest_first)]
    for view in now:
        insort(found, view, key=newest_first)
    return found


def soonest(view: IncidentView) -> tuple[datetime, str]:
    """The order of what is planned."""
    return (view.began_at or EVER, view.id)


_RANK = {
    Impact.CRITICAL: 5,
    Impact.UNKNOWN: 4,
    Impact.MAJOR: 3,
    Impact.MINOR: 2,
    Impact.MAINTENANCE: 1,
    Impact.NONE: 0,
}


def urgency(view: IncidentView) -> tuple[int, int, datetime]:
    """How much it matters now: by impact, then by the worst component now, then the newest."""
    now_worst = worst(tuple(status for _, status in view.affected))
    return (_RANK[view.incident.impact], now_worst.severity, view.newest_at or EVER)
