"""Incidents and updates in the canonical form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mkdocs_status_plugin.editing.reading import read, same_text
from mkdocs_status_plugin.editing.refusal import Refused
from mkdocs_status_plugin.editing.scalars import scalar
from mkdocs_status_plugin.model import ComponentStatus, Impact, UpdateStatus
from mkdocs_status_plugin.source import written_time
from mkdocs_status_plugin.source.headings import label


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """One update to be written. ``at`` is an instant (any zone); ``text`` is Markdown."""

    at: datetime
    status: UpdateStatus
    text: str
    changes: Mapping[str, ComponentStatus] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewIncident:
    """An incident to be written, with its first update.

    ``components`` are ids with the status of each; None stands for the one that fits the impact.
    """

    title: str
    impact: Impact
    components: Mapping[str, ComponentStatus | None]
    first: NewUpdate
    also_affects: str = ""
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    auto_complete: bool = False
    started_at: datetime | None = None
    resolved_at: datetime | None = None
    pinned_until: datetime | None = None


def one_line(text: str) -> str:
    """A text on one line: every run of white space is one space."""
    return " ".join(text.split())


def section(update: NewUpdate) -> list[str]:
    """The lines of an update: its heading, and its text below a blank line."""
    heading = f"## {written_time(update.at)} - {label(update.status)}"
    if update.changes:
        heading += " { " + ", ".join(f"{id_}={status}" for id_, status in update.changes.items()) + " }"
    text = tidy(update.text)
    return [heading, "", *text.split("\n")] if text else [heading]


def tidy(text: str) -> str:
    """A text with plain line ends, without blank lines around it and blanks at its ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line.rstrip() for line in lines]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def new_incident(incident: NewIncident) -> str:
    """The whole text of a new file.

    Raises:
        Refused: if the text would not be read back as what is meant here, for instance because the
            update's text holds a heading of level 2, or the window ends before it begins.
    """
    text = "\n".join(["---", *_front_matter(incident), "---", "", *section(incident.first), ""])
    found, problems = read(text.encode("utf-8", "surrogatepass"))
    if problems:
        raise Refused("the incident cannot be written like this", problems)
    said = [(update.at, update.status, dict(update.changes)) for update in found.updates]
    wanted = incident.first.at.replace(microsecond=0), incident.first.status, dict(incident.first.changes)
    if said != [wanted] or not same_text(found.updates[0].text, tidy(incident.first.text)) or found.summary:
        raise Refused("the text of the update would not be read as it was meant")
    return text


def _front_matter(incident: NewIncident) -> Iterator[str]:
    yield f"title: {scalar(one_line(incident.title))}"
    yield f"impact: {incident.impact}"
    if incident.components:
        yield "components:"
        for id_, status in incident.components.items():
            default = incident.impact.component_status
            yield f"  - {scalar(id_)}" if status in (None, default) else f"  - {scalar(id_)}: {status}"
    elif incident.impact is not Impact.NONE:
        yield "components: []"
    if one_line(incident.also_affects):
        yield f"also_affects: {scalar(one_line(incident.also_affects))}"
    for name in ("scheduled_for", "scheduled_until"):
        if at := getattr(incident, name):
            yield f"{name}: {written_time(at)}"
    if incident.auto_complete:
        yield "auto_complete: true"
    for name in ("started_at", "resolved_at", "pinned_until"):
        if at := getattr(incident, name):
            yield f"{name}: {written_time(at)}"
