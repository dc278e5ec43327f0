"""The words that say how things are: of components, of incidents and of their updates. Values are Statuspage's."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum


class ComponentStatus(StrEnum):
    """How a component is doing, from best to worst; values are Statuspage's."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def severity(self) -> int:
        """0 (operational) to 4 (major outage); the larger is the worse."""
        return _SEVERITY[self]


_SEVERITY = {status: number for number, status in enumerate(ComponentStatus)}


def worst(statuses: Iterator[ComponentStatus] | tuple[ComponentStatus, ...]) -> ComponentStatus:
    """The worst of some component statuses; operational when there are none."""
    return max(statuses, key=lambda status: status.severity, default=ComponentStatus.OPERATIONAL)


class Impact(StrEnum):
    """How bad an incident is for visitors. ``UNKNOWN`` only where a file could not be read."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"

    @property
    def component_status(self) -> ComponentStatus:
        """The status of a component that an incident of this impact names alone."""
        return _DEFAULT_STATUS[self]


_DEFAULT_STATUS = {
    Impact.NONE: ComponentStatus.OPERATIONAL,
    Impact.MINOR: ComponentStatus.DEGRADED_PERFORMANCE,
    Impact.MAJOR: ComponentStatus.PARTIAL_OUTAGE,
    Impact.CRITICAL: ComponentStatus.MAJOR_OUTAGE,
    Impact.MAINTENANCE: ComponentStatus.UNDER_MAINTENANCE,
    Impact.UNKNOWN: ComponentStatus.DEGRADED_PERFORMANCE,
}


class UpdateStatus(StrEnum):
    """The status that an update gives its incident."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    POSTMORTEM = "postmortem"

    @property
    def ends(self) -> bool:
        """Whether an update of this status closes its incident."""
        return self in ENDING

    @property
    def for_maintenance_only(self) -> bool:
        """Whether only an incident of impact ``maintenance`` may use this status."""
        return self in _MAINTENANCE_ONLY


ENDING = frozenset({UpdateStatus.RESOLVED, UpdateStatus.COMPLETED, UpdateStatus.CANCELLED})
"""The statuses that close an incident."""
_MAINTENANCE_ONLY = {
    UpdateStatus.SCHEDULED,
    UpdateStatus.IN_PROGRESS,
    UpdateStatus.VERIFYING,
    UpdateStatus.COMPLETED,
    UpdateStatus.CANCELLED,
}
