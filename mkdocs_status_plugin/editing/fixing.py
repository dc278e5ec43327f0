"""Spellings that have exactly one right reading, brought into the canonical form."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from mkdocs_status_plugin.editing.reading import PATH, read
from mkdocs_status_plugin.model import Incident, UpdateStatus
from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source import TimeFault, frontmatter, headings, parse_time, written_time
from mkdocs_status_plugin.source.braces import component_status
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.incident import IMPACTS, MOMENTS
from mkdocs_status_plugin.source.sections import Section, split
from mkdocs_status_plugin.source.text import decode
from mkdocs_status_plugin.source.yamltree import Entry, List, Map, Node, Text

# One letter missing, doubled or swapped in a word; another word is further away.
_MISSPELLED = 0.8
_EDGES = " -–—·:|"  # noqa: RUF001 - the dashes that people type between time and status
_UTC = re.compile(r"(?:UTC|GMT|Z|[+-]00:?00)", re.IGNORECASE)
_ZONE = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?\s*(.*)")
_WORD = re.compile(r"[A-Za-z][A-Za-z _-]*[A-Za-z]")

_Change = tuple[int, int, int, str]
"""An index of a line, the columns (from 0) between which something stands, and what is right there."""


def fixed(data: bytes, path: str = PATH) -> bytes:
    """The file in the canonical spelling, as far as it can only mean one thing; else as it was.

    Headings of updates, component statuses, the impact, and the names of zones that are UTC. What the
    file says stays the same; every byte beside these spellings does, too.
    """
    for edited in _attempts(data):
        if edited != data and _is_better(data, edited, path):
            return edited
    return data


def _attempts(data: bytes) -> Iterator[bytes]:
    findings = Findings(PATH)
    lines = decode(data, findings)
    if findings.has_errors:
        return
    front = frontmatter.read(lines.clean, Findings(PATH, lines.original))
    body = split(lines.clean[front.body_index :], front.body_index + 1, Findings(PATH, lines.original))
    changes = [change for entry in front.entries.values() for change in _in_front(entry, lines.original)]
    written = [change for section in body.sections if (change := _in_heading(section, lines.original))]
    yield _changed(data, [*changes, *written])
    yield _changed(data, changes)
    for change in written:
        yield _changed(data, [change])


def _changed(data: bytes, changes: list[_Change]) -> bytes:
    rows = data.splitlines(keepends=True)
    for index, start, end, right in sorted(changes, reverse=True):
        row = rows[index].decode("utf-8")
        shift = 1 if row.startswith("\ufeff") else 0
        rows[index] = (row[: start + shift] + right + row[end + shift :]).encode()
    return b"".join(rows)


def _is_better(before: bytes, after: bytes, path: str) -> bool:
    """Whether a file says the same as before and has no error more; or the same errors less some."""
    old, old_problems = read(before, path)
    new, new_problems = read(after, path)
    if not old_problems:
        return not new_problems and _said(old) == _said(new)
    told = {(problem.code, problem.line) for problem in old_problems}
    remaining = {(problem.code, problem.line) for problem in new_problems}
    return remaining < told or (remaining == told and _said(old) == _said(new))


def _said(incident: Incident) -> Incident:
    """What an incident says; where and how it was spelled is not part of that."""
    return replace(incident, raw=None)


def _in_front(entry: Entry, lines: list[str]) -> Iterator[_Change]:
    name, value = entry.key.value, entry.value
    if not entry.sound:
        return
    if name == "impact" and isinstance(value, Text) and value.value.lower() in IMPACTS:
        yield from _respelled(value, value.value.lower(), lines)
    elif name in MOMENTS and isinstance(value, Text):
        yield from _respelled(value, _time(value.value) or value.value, lines)
    elif name == "components":
        for node in _statuses(value):
            status = component_status(node.value)
            if status:
                yield from _respelled(node, status, lines)


def _statuses(node: Node) -> Iterator[Text]:
    for item in node.items if isinstance(node, List) else [node]:
        if isinstance(item, Map):
            yield from (pair.value for pair in item.entries.values() if isinstance(pair.value, Text))


def _respelled(node: Text, right: str, lines: list[str]) -> Iterator[_Change]:
    """A plain value in its right spelling; one in quotes was spelled with care."""
    start = node.column - 1
    there = lines[node.line - 1][start : start + len(node.value)]
    if node.plain and there == node.value and right != node.value:
        yield node.line - 1, start, start + len(node.value), right


def _in_heading(section: Section, lines: list[str]) -> _Change | None:
    line = lines[section.line - 1]
    right = _canonical(section)
    if right is None or "<!--" in line or right == line.rstrip():
        return None
    return section.line - 1, 0, len(line), right


def _canonical(section: Section) -> str | None:
    findings = Findings(PATH, [section.heading])
    heading = headings.read(section.heading, 1, 1, findings)
    content, brace, changes = section.heading.partition("{")
    if heading is None:
        content = _mended(content)
        findings = Findings(PATH)
        heading = headings.read(content + brace + changes, 1, 1, findings) if content else None
    if heading is None or findings.has_errors:
        return None
    time = _time(_without_status(content, heading.status)) or written_time(heading.at)
    shown = f"## {time} - {headings.label(heading.status)}"
    spelled = [f"{one.id}={one.status}" for one in heading.changes]
    if heading.changes and all(entry in changes for entry in spelled):
        shown += " " + (brace + changes).rstrip(" #")
    elif heading.changes:
        shown += " { " + ", ".join(spelled) + " }"
    return shown


def _mended(content: str) -> str:
    """A heading that is not read, with its status or its time as it can only be meant; empty if it cannot be told."""
    for word in _WORD.findall(re.sub(r"\b(?:UTC|GMT|[A-Z][a-z]+/[A-Za-z_/]+)\b", "#", content)):
        spelled = {status.value.replace("_", " "): status for status in UpdateStatus}
        near = difflib.get_close_matches(word.lower(), spelled, n=2, cutoff=_MISSPELLED)
        if len(near) == 1:
            content = content.replace(word, headings.label(spelled[near[0]]), 1)
    for status in UpdateStatus:
        rest = _without_status(content, status)
        if rest != content.strip(_EDGES):
            time = _time(rest)
            return f"{time} - {headings.label(status)} " if time else ""
    return ""


def _without_status(content: str, status: UpdateStatus) -> str:
    spelled = {"cancelled": "cancell?ed", "postmortem": "post[ _-]?mortem"}.get(
        status, status.value.replace("_", "[ _-]?")
    )
    return re.sub(rf"\b{spelled}\b", "", content, count=1, flags=re.IGNORECASE).strip(_EDGES + "#.")


def _time(text: str) -> str:
    """A time in the canonical spelling, in the zone in which it was written; empty if it is none for sure."""
    text = text.strip()
    try:
        at = parse_time(text)
    except TimeFault as fault:
        zone = _ZONE.search(fault.suggestion)
        named = zone is not None and bool(zone[1]) and zone[1].lower() in text.lower()
        return _time(fault.suggestion) if fault.code is Code.BAD_TIME and named else ""
    zone = _ZONE.search(text)
    if zone is None or _UTC.fullmatch(zone[1]):
        return written_time(at)
    return f"{text[:10]} {text[10 : zone.start(1)].strip(' Tt')} {zone[1]}"
