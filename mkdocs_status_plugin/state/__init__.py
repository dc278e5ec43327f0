"""MODEL + NOW → SNAPSHOT: the only place that decides what a status, a banner or "active" means.

``at(site, now)`` answers what is true at one moment; :class:`Timeline` answers for many moments of
one site; ``review(site, now)`` lists what a person should look at, because of the time it is.
"""

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
    "GroupView",
    "IncidentView",
    "Indicator",
    "NextChange",
    "Phase",
    "Snapshot",
    "Timeline",
    "UpdateView",
    "at",
    "review",
]
