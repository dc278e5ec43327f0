"""``/metrics`` and ``/metrics.txt``: the page's numbers in Prometheus' text format, version 0.0.4.

A state is a set of series of which one is 1 and the others are 0, as kube-state-metrics has it:
alerts name the status they mean, and a change of names lies in one ``_info`` series. A file that was
written once cannot tell an age, so there are only instants (``_timestamp_seconds``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from mkdocs_status_plugin import __version__, links
from mkdocs_status_plugin.model import ComponentStatus, Impact
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.problems import Severity
from mkdocs_status_plugin.state import GroupView, Indicator, Snapshot

_PREFIX = "status_page_"

_Labels = Mapping[str, str]


class _Gauge(NamedTuple):
    """One metric: every value with its labels."""

    name: str
    help: str
    values: Iterable[tuple[_Labels, float]]

    def lines(self) -> Iterator[str]:
        """The metric as text; nothing where there is no value."""
        samples = [_sample(_PREFIX + self.name, labels, value) for labels, value in self.values]
        if samples:
            yield f"# HELP {_PREFIX}{self.name} {self.help}"
            yield f"# TYPE {_PREFIX}{self.name} gauge"
            yield from samples


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The same text under two names: not every host knows a type for a file without an ending."""
    text = "".join(f"{line}\n" for gauge in _gauges(publication) for line in gauge.lines())
    for name in (links.METRICS, links.METRICS_TEXT):
        yield name, text.encode("utf-8", "replace")


def _gauges(publication: Publication) -> Iterator[_Gauge]:
    snapshot = publication.snapshot
    yield _Gauge(
        "indicator", "State of the whole page: 1 for what it is, 0 for the others.", _indicator(snapshot)
    )
    yield _Gauge("component_info", "Names of a component; always 1.", _names(snapshot))
    yield _Gauge(
        "component_status", "State of a component: 1 for what it is, 0 for the others.", _states(snapshot)
    )
    yield _Gauge(
        "component_uptime_ratio",
        "Share of the shown history in which a component was up; a partial outage counts as 0.3 of an outage.",
        _uptimes(publication),
    )
    yield _Gauge("history_days", "Days of history that uptime is about.", [({}, publication.history_days)])
    yield _Gauge("incidents_active", "Incidents that are not over, without maintenance.", _active(snapshot))
    works = [view for view in snapshot.active if view.incident.is_maintenance]
    yield _Gauge("maintenance_active", "Maintenances under way.", [({}, len(works))])
    overrunning = sum(view.overrunning for view in works)
    yield _Gauge("maintenance_overrunning", "Those of them past their planned end.", [({}, overrunning)])
    yield _Gauge("maintenance_upcoming", "Maintenances announced.", [({}, len(snapshot.upcoming))])
    yield _Gauge(
        "incident_newest_update_timestamp_seconds",
        "When the newest update of an active incident was given.",
        _newest(snapshot),
    )
    change = snapshot.next_change
    yield _Gauge(
        "next_change_timestamp_seconds",
        "When something changes by itself next, and these numbers wait for another build.",
        [({}, _seconds(change.at))] if change else [],
    )
    yield _Gauge("problems", "Findings in the page's files.", _problems(publication))
    build = publication.build
    yield _Gauge(
        "build_info",
        "What these numbers come from; always 1.",
        [({"build": build.id, "commit": build.commit, "version": __version__}, 1)],
    )
    yield _Gauge(
        "built_timestamp_seconds",
        "When these numbers were true: the time of the build.",
        [({}, _seconds(build.built_at))],
    )


def _indicator(snapshot: Snapshot) -> Iterator[tuple[_Labels, float]]:
    return (({"indicator": level}, level is snapshot.indicator) for level in Indicator)


def _names(snapshot: Snapshot) -> Iterator[tuple[_Labels, float]]:
    groups = {
        member.component.id: view.group.name
        for view in snapshot.groups.values()
        for member in view.members
        if not isinstance(member, GroupView)
    }
    for view in snapshot.components:
        component = view.component
        yield {"component": component.id, "name": component.name, "group": groups.get(component.id, "")}, 1


def _states(snapshot: Snapshot) -> Iterator[tuple[_Labels, float]]:
    for view in snapshot.components:
        for status in ComponentStatus:
            yield {"component": view.component.id, "status": status}, status is view.status


def _uptimes(publication: Publication) -> Iterator[tuple[_Labels, float]]:
    for id_, history in publication.histories.items():
        if history.uptime is not None:
            yield {"component": id_}, float(history.uptime)


def _active(snapshot: Snapshot) -> Iterator[tuple[_Labels, float]]:
    impacts = [view.incident.impact for view in snapshot.active]
    for impact in Impact:
        if impact is not Impact.MAINTENANCE:
            yield {"impact": impact}, impacts.count(impact)


def _newest(snapshot: Snapshot) -> Iterator[tuple[_Labels, float]]:
    for view in snapshot.active:
        if view.newest_at is not None:
            yield {"incident": view.id, "impact": view.incident.impact}, _seconds(view.newest_at)


def _problems(publication: Publication) -> Iterator[tuple[_Labels, float]]:
    found = [problem.severity for problem in publication.problems]
    for severity in Severity:
        yield {"severity": severity}, found.count(severity)


def _seconds(at: datetime) -> float:
    return at.timestamp()


# What a label value escapes, and what would end its line where a reader takes more than LF for a line end.
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


def _sample(name: str, labels: _Labels, value: float) -> str:
    shown = ",".join(f'{label}="{text.translate(_ESCAPES)}"' for label, text in labels.items())
    number = repr(int(value)) if value == int(value) else repr(value)
    return f"{name}{{{shown}}} {number}" if shown else f"{name} {number}"
