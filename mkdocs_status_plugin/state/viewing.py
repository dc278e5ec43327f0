"""One incident at one moment, from the steps of it that have begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from mkdocs_status_plugin.model import ComponentChange, ComponentStatus, Incident, UpdateStatus, worst
from mkdocs_status_plugin.state.lifecycle import Step, beginning, ending, reported
from mkdocs_status_plugin.state.snapshot import Change, IncidentView, Phase, UpdateView


def view_of(incident: Incident, made: tuple[Step, ...], pinned: bool) -> IncidentView:
    """An incident of which the steps ``made`` have begun, at least one of them."""
    current = made[-1]
    phase = Phase.PAST if current.ended else Phase.UPCOMING if current.planned else Phase.ACTIVE
    first = beginning(made)
    began = incident.started_at or (first.at if first else None)
    if phase is Phase.UPCOMING:
        began = incident.scheduled_for or made[0].at
    closing = ending(made)
    ended = (incident.resolved_at or closing.at) if closing else None
    return IncidentView(
        incident=incident,
        phase=phase,
        status=current.status,
        overrunning=current.overrunning,
        passed=len(made),
        began_at=began,
        ended_at=max(ended, began) if ended and began else ended,
        monitoring_at=_first_of(_MONITORING, made),
        closed_at=closing.at if closing else None,
        pinned=pinned,
        tell_affected=partial(_affected, incident, made, phase),
        tell_updates=partial(_updates, incident, made),
    )


_MONITORING = {UpdateStatus.MONITORING, UpdateStatus.VERIFYING}


def _first_of(statuses: set[UpdateStatus], made: tuple[Step, ...]) -> datetime | None:
    """When an update first said one of some statuses."""
    for step in made:
        if step.update is not None and step.update.status in statuses:
            return step.at
    return None


def _affected(incident: Incident, made: tuple[Step, ...], phase: Phase) -> tuple[ComponentChange, ...]:
    if phase is Phase.ACTIVE:
        return tuple(made[-1].holds.items())
    if phase is Phase.UPCOMING:
        planned = dict(incident.components)
        for step in made:
            planned.update(step.update.changes if step.update else ())
        return tuple(planned.items())
    held: dict[str, ComponentStatus] = dict.fromkeys(dict(incident.components), ComponentStatus.OPERATIONAL)
    first = beginning(made)
    for holds in (reported(incident, first) if first else {}, *(step.holds for step in made)):
        for id_, status in holds.items():
            held[id_] = worst((status, held.get(id_, status)))
    return tuple(held.items())


def _updates(incident: Incident, made: tuple[Step, ...]) -> tuple[UpdateView, ...]:
    """Newest first, each with the components named so far, before and after.

    What changed is not said for a file that could not be read: nobody knows what stands between.
    """
    shown: list[UpdateView] = []
    named = dict.fromkeys([id_ for id_, _ in incident.components])
    before: Mapping[str, ComponentStatus] = {}
    fine = ComponentStatus.OPERATIONAL
    for step in made:
        update, holds = step.update, step.holds
        if update is not None:
            named.update(dict.fromkeys([id_ for id_, _ in update.changes]))
            changes = [Change(id_, before.get(id_, fine), holds.get(id_, fine)) for id_ in named]
            shown.append(UpdateView(update, tuple(changes) if incident.readable else ()))
        before = holds
    return tuple(reversed(shown))
