"""Incidents and maintenances as the API shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from mkdocs_status_plugin import links
from mkdocs_status_plugin.model import ComponentStatus, Impact, UpdateStatus, worst
from mkdocs_status_plugin.outputs import ids
from mkdocs_status_plugin.outputs.api.components import Listing
from mkdocs_status_plugin.outputs.api.context import Context, Json
from mkdocs_status_plugin.outputs.api.updates import Report, reported, reports
from mkdocs_status_plugin.state import Change, IncidentView

# The only values that clients know (section 1); what is ours alone takes the nearest that is not greener (section 4).
_INCIDENT: Mapping[UpdateStatus, str] = {
    UpdateStatus.INVESTIGATING: "investigating",
    UpdateStatus.IDENTIFIED: "identified",
    UpdateStatus.MONITORING: "monitoring",
    UpdateStatus.RESOLVED: "resolved",
    UpdateStatus.SCHEDULED: "investigating",
    UpdateStatus.IN_PROGRESS: "investigating",
    UpdateStatus.VERIFYING: "monitoring",
    UpdateStatus.COMPLETED: "resolved",
    UpdateStatus.CANCELLED: "resolved",
    UpdateStatus.POSTMORTEM: "postmortem",
}
_MAINTENANCE: Mapping[UpdateStatus, str] = {
    UpdateStatus.INVESTIGATING: "in_progress",
    UpdateStatus.IDENTIFIED: "in_progress",
    UpdateStatus.MONITORING: "verifying",
    UpdateStatus.RESOLVED: "completed",
    UpdateStatus.SCHEDULED: "scheduled",
    UpdateStatus.IN_PROGRESS: "in_progress",
    UpdateStatus.VERIFYING: "verifying",
    UpdateStatus.COMPLETED: "completed",
    UpdateStatus.CANCELLED: "completed",
    UpdateStatus.POSTMORTEM: "completed",
}

# For a file whose impact could not be read; never `none`, which reads as harmless.
_IMPACT = {
    ComponentStatus.PARTIAL_OUTAGE: Impact.MAJOR,
    ComponentStatus.MAJOR_OUTAGE: Impact.CRITICAL,
}


@dataclass(frozen=True)
class Entry:
    """One incident or maintenance of the API; cheap until its ``json`` is asked for."""

    context: Context
    listing: Listing
    view: IncidentView

    @cached_property
    def reports(self) -> Sequence[Report]:
        """Its updates, newest first; there is always one (section 4)."""
        return reports(self.context.publication, self.view)

    @property
    def is_maintenance(self) -> bool:
        """Whether it stands among the scheduled maintenances."""
        return self.view.incident.is_maintenance

    @property
    def status(self) -> str:
        """The status of its newest update (section 1, "incident")."""
        return self._status(self.reports[0])

    @cached_property
    def _instants(self) -> tuple[datetime, datetime]:
        """When it was first and last told of; asked of more than are told, so without telling it."""
        if not self.view.incident.readable:
            return self.reports[-1].at, self.reports[0].at
        told = [step.at for _, step in reported(self.context.publication, self.view)]
        return told[0], told[-1]

    @property
    def created_at(self) -> datetime:
        """When it was first told of, in UTC."""
        return self._instants[0]

    @property
    def updated_at(self) -> datetime:
        """When it was last told of, in UTC."""
        return self._instants[1]

    @cached_property
    def json(self) -> Json:
        """The object itself."""
        view, time = self.view, self.context.time
        named = [id_ for id_, _ in view.affected]
        named += (change.component_id for report in self.reports for change in report.changes)
        shown: dict[str, object] = {
            "id": ids.incident(view.id),
            "name": view.incident.title,
            "status": self.status,
            "created_at": time(self.created_at),
            "updated_at": time(self.updated_at),
            "monitoring_at": self.context.time_or_none(view.monitoring_at),
            "resolved_at": self.context.time_or_none(view.closed_at),
            "impact": str(self._impact()),
            "shortlink": self.context.publication.links.absolute(links.incident(view.id)),
            "started_at": time(view.incident.started_at or self.created_at),
            "page_id": self.context.page_id,
            "incident_updates": self.context.publication.recall("api", view, self._updates),
            "components": [
                self.listing.by_id[id_] for id_ in dict.fromkeys(named) if id_ in self.listing.by_id
            ],
        }
        if self.is_maintenance:
            incident = view.incident
            # An unplanned window is as long as the work was; its end is not known before it comes.
            shown["scheduled_for"] = time(incident.scheduled_for or view.began_at or self.created_at)
            shown["scheduled_until"] = self.context.time_or_none(incident.scheduled_until or view.ended_at)
        return shown

    def _updates(self) -> list[Json]:
        return [self._update(report) for report in self.reports]

    def _impact(self) -> Impact:
        if self.view.incident.impact is not Impact.UNKNOWN:
            return self.view.incident.impact
        return _IMPACT.get(worst(tuple(status for _, status in self.view.affected)), Impact.MINOR)

    def _status(self, report: Report) -> str:
        return (_MAINTENANCE if self.is_maintenance else _INCIDENT)[report.status]

    def _update(self, report: Report) -> Json:
        at = self.context.time(report.at)
        return {
            "id": report.id,
            "status": self._status(report),
            "body": self._body(report),
            "incident_id": ids.incident(self.view.id),
            "created_at": at,
            "updated_at": at,
            "display_at": at,
            # Null rather than empty (section 1, "incident_update").
            "affected_components": self._affected(report.changes) or None,
            "deliver_notifications": True,
            "custom_tweet": None,
            "tweet_id": None,
        }

    def _body(self, report: Report) -> str:
        """Plain text with line breaks: clients show it as it is (section 4)."""
        if report.update is None:
            return report.sentence
        return self.context.publication.plain(report.update.text)

    def _affected(self, changes: Sequence[Change]) -> list[Json]:
        return [
            {
                "code": ids.component(change.component_id),
                "name": self.listing.names[change.component_id],
                "old_status": str(change.old),
                "new_status": str(change.new),
            }
            for change in changes
            if change.component_id in self.listing.names
        ]
