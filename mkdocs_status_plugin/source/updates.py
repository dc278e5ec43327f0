"""The updates of an incident: headings read, checked against the impact, and put in order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from mkdocs_status_plugin.model import Impact, UpdateStatus
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source.braces import Mention
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.headings import label, read
from mkdocs_status_plugin.source.sections import Section

_EQUIVALENT = {
    UpdateStatus.SCHEDULED: "Investigating, or `impact: maintenance` if this is planned work",
    UpdateStatus.IN_PROGRESS: "Identified, or `impact: maintenance` if this is planned work",
    UpdateStatus.VERIFYING: "Monitoring",
    UpdateStatus.COMPLETED: "Resolved",
    UpdateStatus.CANCELLED: "Resolved",
}


class Entry(NamedTuple):
    """One update as it stands in the file; ``at`` is in UTC."""

    at: datetime
    status: UpdateStatus
    text: str
    changes: tuple[Mention, ...]
    line: int


def read_updates(sections: Iterable[Section], impact: Impact | None, findings: Findings) -> list[Entry]:
    """The updates that could be read, oldest first."""
    found = []
    for section in sections:
        heading = read(section.heading, section.line, section.column, findings)
        if heading is None:
            continue
        found.append(Entry(heading.at, heading.status, section.text, heading.changes, section.line))
        misplaced = heading.status.for_maintenance_only and impact is not Impact.MAINTENANCE
        if impact is not None and misplaced:
            message = (
                f"{quoted(label(heading.status))} is for maintenance, and the impact here is {quoted(impact)}"
            )
            hint = f"write {_EQUIVALENT[heading.status]}"
            findings.add(Code.MAINTENANCE_STATUS, section.line, section.column, message, hint)
    return in_time(found)


def in_time(entries: list[Entry]) -> list[Entry]:
    """Entries by time; equal times keep the direction in which the file is written."""
    if all(before.at < after.at for before, after in pairwise(entries)):
        return entries
    steps = [(after.at > before.at) - (after.at < before.at) for before, after in pairwise(entries)]
    newest_first = sum(steps) < 0
    return sorted(reversed(entries) if newest_first else entries, key=lambda entry: entry.at)


def anchors(entries: list[Entry]) -> list[str]:
    """The permanent anchor of each of some updates in their order: ``2026-11-02T14:05Z``, then ``…-2``."""
    seen: dict[str, int] = {}
    found = []
    for entry in entries:
        said = entry.at.isoformat()
        anchor = f"{said[:19]}Z" if entry.at.second else f"{said[:16]}Z"
        number = seen[anchor] = seen.get(anchor, 0) + 1
        found.append(anchor if number == 1 else f"{anchor}-{number}")
    return found
