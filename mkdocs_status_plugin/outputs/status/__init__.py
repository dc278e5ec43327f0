"""``/status.json``: everything that the page knows, in our own words. Its shape is published as a JSON Schema.

Versioned: within one version keys are only ever added. All instants are UTC, all days those of the
display zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import partial
from itertools import chain, pairwise

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import sentence
from mkdocs_status_plugin.outputs.jsontext import filled, fitting, written
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.status.components import tree
from mkdocs_status_plugin.outputs.status.incidents import incident
from mkdocs_status_plugin.outputs.status.moments import instant
from mkdocs_status_plugin.problems import Problem, Severity
from mkdocs_status_plugin.state import IncidentView, Snapshot

VERSION = 1

BUDGET = 500_000
"""How many bytes the file takes at most, by leaving out old incidents; what is not over is always told."""

PROBLEMS_BUDGET = 100_000
"""How many of them may go to problems."""


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The one file."""
    snapshot = publication.snapshot
    content: dict[str, object] = {
        "$schema": publication.links.absolute(links.schema("status")),
        "version": VERSION,
        "page": _page(publication),
        "build": {
            "id": publication.build.id,
            "commit": publication.build.commit or None,
            "built_at": instant(publication.build.built_at),
        },
        "indicator": str(snapshot.indicator),
        "banner": _banner(publication, snapshot),
        "history_days": publication.history_days,
        "components": tree(publication, snapshot.tree),
        "active": [incident(publication, view) for view in snapshot.active],
        "upcoming": [incident(publication, view) for view in snapshot.upcoming],
        "not_yet": [one.id for one in snapshot.not_yet],
        "phases": _phases(publication),
        "foreseen_until": _foreseen_until(publication),
        "problem_counts": {
            str(severity): sum(problem.severity is severity for problem in publication.problems)
            for severity in Severity
        },
        "problems": fitting((_problem(problem) for problem in publication.problems), PROBLEMS_BUDGET),
        "links": _links(publication),
        "past_count": len(snapshot.past),
        "past": [],
    }
    known = written(content)
    past = (publication.recall("status", view, partial(_past, publication, view)) for view in snapshot.past)
    yield links.STATUS_JSON, filled(known, past, BUDGET - len(known))


def _past(publication: Publication, view: IncidentView) -> bytes:
    return written(incident(publication, view))


def _page(publication: Publication) -> dict[str, object]:
    return {
        "name": publication.site_name,
        "url": publication.links.absolute(links.FRONT),
        "language": publication.words.tag,
        "time_zone": publication.time_zone,
    }


def _banner(publication: Publication, snapshot: Snapshot) -> dict[str, object]:
    banner = snapshot.banner
    return {
        "kind": str(banner.kind),
        "level": str(banner.level),
        "sentence": sentence(publication.words, snapshot.site, banner),
        "component_ids": banner.component_ids,
        "incident_ids": banner.incident_ids,
        "unread": banner.unread,
        "complete": banner.complete,
    }


def _phases(publication: Publication) -> list[dict[str, object]]:
    """What changes by itself and when: the state of the whole from then on, and what is no longer as before."""
    ahead = publication.ahead
    return [
        {
            "at": instant(after.now),
            "indicator": str(after.indicator),
            "banner": _banner(publication, after),
            "components": [
                {"id": now.component.id, "status": str(now.status)}
                for was, now in zip(before.components, after.components, strict=True)
                if was.status is not now.status
            ],
            "incidents": _stages(before, after),
        }
        for before, after in pairwise(ahead)
    ]


def _stages(before: Snapshot, after: Snapshot) -> list[dict[str, object]]:
    """The stages of the incidents that are at another than before."""
    changing = frozenset(before.next_change.incident_ids if before.next_change else ())
    was = {view.id: _stage(view) for view in _views(before, changing)}
    found = _views(after, changing)
    if len(found) > 1:
        found = [view for view in after.incidents if view.id in changing]
    return [now for view in found if (now := _stage(view)) != was.get(view.id)]


def _views(snapshot: Snapshot, ids: Set[str]) -> list[IncidentView]:
    """Some incidents, in whatever order. Who changes is seldom long past, so few others are looked at."""
    left = ids - {incident.id for incident in snapshot.not_yet}
    found: list[IncidentView] = []
    for view in chain(snapshot.active, snapshot.upcoming, snapshot.past):
        if not left:
            break
        if view.id in left:
            found.append(view)
            left -= {view.id}
    return found


def _stage(view: IncidentView) -> dict[str, object]:
    return {
        "id": view.id,
        "phase": str(view.phase),
        "status": None if view.status is None else str(view.status),
        "overrunning": view.overrunning,
        "pinned": view.pinned,
    }


def _foreseen_until(publication: Publication) -> str | None:
    beyond = publication.ahead[-1].next_change
    return instant(beyond.at) if beyond else None


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "severity": str(problem.severity),
        "code": str(problem.code),
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
    }


_FILES: Sequence[tuple[str, str]] = (
    ("history", links.HISTORY),
    ("maintenance", links.MAINTENANCE),
    ("follow", links.FOLLOW),
    ("api", links.API),
    ("atom", links.ATOM),
    ("rss", links.RSS),
    ("calendar", links.CALENDAR),
    ("badge", links.BADGE),
    ("badge_json", links.BADGE_JSON),
    ("embed", links.EMBED),
    ("embed_script", links.EMBED_SCRIPT),
    ("metrics", links.METRICS),
    ("metrics_text", links.METRICS_TEXT),
    ("build", links.BUILD_JSON),
    ("components_schema", links.schema("components")),
    ("incident_schema", links.schema("incident")),
)


def _links(publication: Publication) -> dict[str, object]:
    return {name: publication.links.absolute(source) for name, source in _FILES}
