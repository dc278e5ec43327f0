"""MODEL + NOW → SNAPSHOT: the only place that decides what a status, a banner, "active" or "uptime" means.

``at(site, now)`` answers what is true at one moment; :class:`Timeline` answers for many moments of
one site. ``outlook`` and ``phased`` tell what is already known of the future, ``history`` the exact past
of a component, ``calendar_days`` and ``months`` what began when, ``is_long_over`` what is final.
``review(site, now)`` lists what a person should look at, because of the time it is.
"""

from mkdocs_status_plugin.state.archive import calendar_days, is_long_over, months
from mkdocs_status_plugin.state.history import Day, DayIncident, History, history, uptime_text
from mkdocs_status_plugin.state.intervals import Interval, intervals
from mkdocs_status_plugin.state.outlook import Span, outlook, phased, seen_at
from mkdocs_status_plugin.state.review import review
from mkdocs_status_plugin.state.snapshot import (
    Banner,
    BannerKind,
    Change,
    ComponentView,
    GroupView,
    IncidentView,
    Indicator,
    NextChange,
    Phase,
    Snapshot,
    UpdateView,
)
from mkdocs_status_plugin.state.timeline import Timeline, at

__all__ = [
    "Banner",
    "BannerKind",
    "Change",
    "ComponentView",
    "Day",
    "DayIncident",
    "GroupView",
    "History",
    "IncidentView",
    "Indicator",
    "Interval",
    "NextChange",
    "Phase",
    "Snapshot",
    "Span",
    "Timeline",
    "UpdateView",
    "at",
    "calendar_days",
    "history",
    "intervals",
    "is_long_over",
    "months",
    "outlook",
    "phased",
    "review",
    "seen_at",
    "uptime_text",
]
