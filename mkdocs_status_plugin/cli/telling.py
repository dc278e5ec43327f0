"""What is true at a moment, as lines for a terminal and as values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import click

from mkdocs_status_plugin.cli.words import label
from mkdocs_status_plugin.cli.workspace import Workspace
from mkdocs_status_plugin.model import ComponentStatus, Incident
from mkdocs_status_plugin.problems import printed, visible
from mkdocs_status_plugin.source import written_time
from mkdocs_status_plugin.state import BannerKind, ComponentView, GroupView, IncidentView, Phase, Snapshot

_COLOURS = {
    ComponentStatus.OPERATIONAL: "green",
    ComponentStatus.UNDER_MAINTENANCE: "blue",
    ComponentStatus.DEGRADED_PERFORMANCE: "yellow",
    ComponentStatus.PARTIAL_OUTAGE: "yellow",
    ComponentStatus.MAJOR_OUTAGE: "red",
}
_BANNERS = {
    BannerKind.OPERATIONAL: "green",
    BannerKind.UNDER_MAINTENANCE: "blue",
    BannerKind.MAJOR_OUTAGE: "red",
}
Values = Mapping[str, object]


def sentence(snapshot: Snapshot) -> str:
    """The banner in one sentence, in English."""
    # Words and plural forms cost a tenth of a second; most commands do without them.
    from mkdocs_status_plugin.language import sentence as banner
    from mkdocs_status_plugin.language import words

    return banner(words("en"), snapshot.site, snapshot.banner)


def is_well(snapshot: Snapshot) -> bool:
    """Whether the page is green."""
    return snapshot.banner.kind is BannerKind.OPERATIONAL


def status_lines(snapshot: Snapshot) -> Iterator[str]:
    """The banner, the components, and what goes on or is to come."""
    colour = _BANNERS.get(snapshot.banner.kind, "yellow")
    yield click.style(visible(sentence(snapshot)), fg=colour, bold=True)
    yield f"as of {written_time(snapshot.now)}"
    if snapshot.tree:
        yield ""
        yield from _tree(snapshot.tree, 0)
    for heading, views in (("Active", snapshot.active), ("Planned", snapshot.upcoming)):
        if views:
            yield from ("", heading, *(f"  {line}" for line in list_lines(views)))


def _tree(nodes: Sequence[ComponentView | GroupView], depth: int) -> Iterator[str]:
    width = 32 - 2 * depth
    for node in nodes:
        name = node.group.name if isinstance(node, GroupView) else node.component.name
        shown = click.style(label(node.status), fg=_COLOURS[node.status])
        by_hand = "  (set by hand)" if isinstance(node, ComponentView) and node.by_hand else ""
        yield f"{'  ' * depth}{printed(name):<{width}}  {shown}{by_hand}"
        if isinstance(node, GroupView):
            yield from _tree(node.members, depth + 1)


def list_lines(views: Sequence[IncidentView]) -> list[str]:
    """Incidents, one in a line: when, status, title, id."""
    rows = [(_began(view), state_of(view), view) for view in views]
    width = max((len(state) for _, state, _ in rows), default=0)
    return [
        f"{began:<20}  {state:<{width}}  {visible(view.incident.title)}  {click.style(view.id, dim=True)}"
        for began, state, view in rows
    ]


def state_of(view: IncidentView) -> str:
    """An incident's status in words."""
    if not view.incident.readable:
        return "Unreadable"
    return "Overrunning" if view.overrunning else label(view.status) if view.status else "Unknown"


def incident_lines(workspace: Workspace, incident: Incident) -> Iterator[str]:
    """One incident with everything that has been said, the newest first."""
    view = workspace.view(incident)
    yield click.style(printed(incident.title), bold=True)
    state = f"{state_of(view)} ({view.phase})" if view else "Not yet: its updates are dated in the future"
    yield f"{state}, {incident.impact}"
    yield f"{printed(incident.path)}  {workspace.address(incident.id)}"
    for name, at in _moments(incident, view):
        yield f"{name}: {written_time(at)}"
    for id_, status in view.affected if view else incident.components:
        shown = click.style(label(status), fg=_COLOURS[status])
        yield f"  {printed(workspace.listed.component_name(id_))}: {shown}"
    if incident.also_affects:
        yield f"Also affected: {visible(incident.also_affects)}"
    if incident.summary:
        yield from ("", *_text(incident.summary))
    for update in reversed(incident.updates):
        changes = ", ".join(f"{id_}={status}" for id_, status in update.changes)
        ahead = "  (not yet)" if update.at > workspace.now else ""
        heading = f"{written_time(update.at)} - {label(update.status)}{f'  {changes}' if changes else ''}"
        yield from ("", click.style(visible(heading), bold=True) + ahead)
        yield from _text(update.text)
    if incident.raw is not None:
        yield from ("", click.style("This file has errors; visitors see it as it is written:", fg="red"))
        yield from _text(incident.raw)


def _text(text: str) -> Iterator[str]:
    return iter(printed(text).split("\n"))


def _began(view: IncidentView) -> str:
    return written_time(view.began_at.replace(second=0)) if view.began_at else "unknown"


def _moments(incident: Incident, view: IncidentView | None) -> Iterator[tuple[str, datetime]]:
    upcoming = view is not None and view.phase is Phase.UPCOMING
    pairs = [
        ("Planned from", incident.scheduled_for),
        ("Planned until", incident.scheduled_until),
        ("Began", None if upcoming or view is None else view.began_at),
        ("Ended", view.ended_at if view else None),
    ]
    return ((name, at) for name, at in pairs if at is not None)


def status_values(workspace: Workspace) -> Values:
    """The state of the whole."""
    snapshot = workspace.snapshot
    return {
        "at": _instant(snapshot.now),
        "well": is_well(snapshot),
        "banner": {
            "kind": snapshot.banner.kind,
            "level": snapshot.banner.level,
            "sentence": sentence(snapshot),
        },
        "indicator": snapshot.indicator,
        "components": [
            {
                "id": view.component.id,
                "name": view.component.name,
                "status": view.status,
                "incidents": [*view.incident_ids],
            }
            for view in snapshot.components
        ],
        "active": [incident_values(workspace, view.incident) for view in snapshot.active],
        "upcoming": [incident_values(workspace, view.incident) for view in snapshot.upcoming],
    }


def incident_values(workspace: Workspace, incident: Incident, *, updates: bool = False) -> Values:
    """One incident; with its updates if they are wanted."""
    view = workspace.view(incident)
    found: dict[str, object] = {
        "id": incident.id,
        "path": incident.path,
        "address": workspace.address(incident.id),
        "title": incident.title,
        "impact": incident.impact,
        "phase": view.phase if view else "not_yet",
        "status": view.status if view else None,
        "readable": incident.readable,
        "overrunning": bool(view and view.overrunning),
        "began_at": _instant(view.began_at if view else None),
        "ended_at": _instant(view.ended_at if view else None),
        "scheduled_for": _instant(incident.scheduled_for),
        "scheduled_until": _instant(incident.scheduled_until),
        "components": dict(view.affected if view else incident.components),
    }
    if updates:
        found["updates"] = [
            {
                "at": _instant(update.at),
                "status": update.status,
                "text": update.text,
                "anchor": update.anchor,
                "changes": dict(update.changes),
            }
            for update in reversed(incident.updates)
        ]
    return found


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")
