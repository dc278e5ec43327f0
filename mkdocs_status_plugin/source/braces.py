"""What an update changes for components: ``{ api=operational dashboard=partial_outage }``."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_status_plugin.model import ComponentStatus
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.suggest import Words

EXAMPLE = "{ api=operational }"

_ENTRY = re.compile(
    r"""([^\s={}:,;]+)\s*[=:]\s*("[^"]*"|'[^']*'|[A-Za-z]+(?:[ _-][A-Za-z]+(?![A-Za-z0-9_-]|\s*[=:]))?)(?=[\s,;}]|$)"""
)
# Beside them words of other status pages, where the nearest spelling would lead nowhere or astray.
_STATUSES = Words(
    ComponentStatus,
    {
        "ok": "operational",
        "up": "operational",
        "resolved": "operational",
        "slow": "degraded_performance",
        "minor": "degraded_performance",
        "down": "major_outage",
        "major": "partial_outage",
        "critical": "major_outage",
    },
)
_BETWEEN = re.compile(r"[\s,;]*")


class Mention(NamedTuple):
    """A component that an incident names, and where. ``status`` is None where it is named alone."""

    id: str
    status: ComponentStatus | None
    line: int
    column: int


def component_status(text: str) -> ComponentStatus | None:
    """A component status in any case, with ``_``, ``-`` or a space between its words; None if it is none."""
    try:
        return ComponentStatus(re.sub(r"[\s_-]+", "_", text.strip().lower()))
    except ValueError:
        return None


def read_status(text: str, line: int, column: int, findings: Findings) -> ComponentStatus | None:
    """A component status, or a finding that names the nearest one."""
    status = component_status(text)
    if status is None:
        message = f"unknown component status {quoted(text)}"
        findings.add(Code.UNKNOWN_STATUS, line, column, message, lambda: _STATUSES.hint(text))
    return status


def read_changes(text: str, line: int, column: int, findings: Findings) -> tuple[Mention, ...] | None:
    """The changes in braces at the end of a heading; None when they could not all be read.

    ``text`` is empty or begins at the first brace, which stands at ``column``.
    """
    if not text:
        return ()
    end = text.find("}")
    if not text.startswith("{") or end < 0:
        message = (
            "a closing brace stands here without an opening one" if end == 0 else "this brace is not closed"
        )
        findings.add(Code.NOT_AN_UPDATE, line, column, message, f"write it like `{EXAMPLE}`")
        return None
    after = text[end + 1 :].strip()
    if after:
        message = f"text follows behind the braces: {quoted(after)}"
        findings.add(
            Code.NOT_AN_UPDATE, line, column + text.find(after, end), message, "put it below the heading"
        )
        return None
    return _read_entries(text[:end], line, column, findings)


def _read_entries(text: str, line: int, column: int, findings: Findings) -> tuple[Mention, ...] | None:
    changes: dict[str, Mention] = {}
    whole = True
    # An attribute list may begin with a colon in Markdown: `{: api=operational }`.
    position = _end_of(_BETWEEN, text, 2 if text.startswith("{:") else 1)
    while position < len(text):
        found = _ENTRY.match(text, position)
        if found is None:
            junk = re.match(r"[^\s,;]+", text[position:])
            word = junk[0] if junk else text[position:]
            message = f"{quoted(word)} in the braces is not of the form `component=status`"
            findings.add(Code.NOT_AN_UPDATE, line, column + position, message, f"write it like `{EXAMPLE}`")
            return None
        component, value, end = found[1], found[2].strip("'\""), found.end()
        first = value.split()[0] if value.split() else ""
        if first != value and component_status(value) is None and component_status(first):
            # What follows a status is something of its own.
            value, end = first, found.start(2) + len(first)
        status = read_status(value, line, column + found.start(2), findings)
        if component in changes:
            message = f"{quoted(component)} stands twice in these braces"
            findings.add(Code.DUPLICATE_KEY, line, column + found.start(), message, "keep one of the two")
            whole = False
        if status is None:
            whole = False
        else:
            changes[component] = Mention(component, status, line, column + found.start())
        position = _end_of(_BETWEEN, text, end)
    return tuple(changes.values()) if whole else None


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position
