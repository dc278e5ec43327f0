"""One update heading: its timestamp, its status, and what changes for components."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import NamedTuple

from mkdocs_status_plugin.model import UpdateStatus
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import times
from mkdocs_status_plugin.source.braces import Mention, read_changes
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.suggest import Words

EXAMPLE = "## 2026-11-02 14:05 UTC - Investigating"
MAX_HEADING = 500

_EDGES = " -\u2013\u2014\u00b7:|"

_SEPARATOR = r"\s\-\u2010-\u2015\u2212\u00b7:|"
_WORDS = "|".join(
    {"in_progress": "in[ _-]?progress", "postmortem": "post[ _-]?mortem", "cancelled": "cancell?ed"}.get(
        status, status
    )
    for status in UpdateStatus
)
# Enough letters to tell all statuses apart, whichever way one is spelled.
_BEGINNING = 6
_BY_BEGINNING = {status.value.replace("_", "")[:_BEGINNING]: status for status in UpdateStatus}
_STATUS_FIRST = re.compile(rf"({_WORDS})(?:[{_SEPARATOR}]+(.*)|$)", re.IGNORECASE)
_STATUS_LAST = re.compile(rf"(?:(.*?)[{_SEPARATOR}]+|^)({_WORDS})[:.]?", re.IGNORECASE)
_STATUS_AT_START = re.compile(rf"({_WORDS})\b", re.IGNORECASE)
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt]|\s+)[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
    r"(?:\s*(?:[Zz]\b|UTC\b|GMT\b|[+\u2212-][0-9]{2}:?[0-9]{2}\b|[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+))?",
    re.IGNORECASE,
)
_ROUGHLY_TIME = re.compile(
    r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})(?:[Tt]|,?\s+)"
    r"[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?\s*[\w+:/\u2212-]{,40}"
)
_DRESSED = re.compile(r"\s*(?:#{1,6})?\s*(?:\*\*|__|\*|_)?(.*?)(?:\*\*|__|\*|_)?\s*#*\s*")
# Beside them words of other status pages, where the nearest spelling would lead astray.
_STATUSES = Words(
    UpdateStatus,
    {
        "update": "",
        "fixed": "resolved",
        "closed": "resolved",
        "solved": "resolved",
        "done": "resolved",
        "ok": "resolved",
        "up": "resolved",
        "down": "investigating",
        "open": "investigating",
        "new": "investigating",
        "detected": "investigating",
        "acknowledged": "investigating",
        "watching": "monitoring",
        "mitigated": "monitoring",
        "planned": "scheduled",
        "upcoming": "scheduled",
        "finished": "resolved",
        "aborted": "cancelled",
        "rca": "postmortem",
    },
)


class Heading(NamedTuple):
    """What an update heading says; ``at`` is in UTC."""

    at: datetime
    status: UpdateStatus
    changes: tuple[Mention, ...] = ()


def label(status: UpdateStatus) -> str:
    """A status as it is written in a heading: ``In progress``."""
    return status.value.replace("_", " ").capitalize()


_BY_LABEL = {label(status): status for status in UpdateStatus}


def read(content: str, line: int, column: int, findings: Findings) -> Heading | None:
    """What stands behind the ``##``; None, and the reason among ``findings``, when it is no update heading.

    ``column`` is that of the first character of ``content``.
    """
    if len(content) > MAX_HEADING:
        message = f"this heading is longer than {MAX_HEADING} characters and cannot be that of an update"
        findings.add(Code.NOT_AN_UPDATE, line, column, message, f"an update begins like this: `{EXAMPLE}`")
        return None
    plain = _read_plain(content)
    if plain:
        return Heading(*plain)
    content = _plain_spaces(content)
    content = content.rstrip().rstrip("#").rstrip()
    brace = min((i for i in (content.find("{"), content.find("}")) if i >= 0), default=len(content))
    changes = read_changes(content[brace:], line, column + brace, findings)
    head = content[:brace]
    lead = len(head) - len(head.lstrip(_EDGES))
    if changes is None and (not head.strip(_EDGES) or content[brace] == "}"):
        return None
    found = _read_head(head.strip(_EDGES), content[brace:], line, column + lead, findings)
    if found is None or changes is None:
        return None
    return Heading(*found, changes)


def looks_like_update(line: str) -> bool:
    """Whether a line says a time and a status and nothing else, however it is marked up.

    A time without a zone counts: somebody meant it. An entry of a list does not: a postmortem tells its story so.
    """
    if len(line) > MAX_HEADING or line.lstrip().startswith(("- ", "* ", "+ ")):
        return False
    found = _DRESSED.fullmatch(_plain_spaces(line).split("{")[0])
    head = found[1].strip() if found else ""
    return any(_ROUGHLY_TIME.fullmatch(rest.strip()) for _, rest in _splits(head))


def _plain_spaces(text: str) -> str:
    """Every kind of space as the plain one, character for character."""
    if text.isascii():
        return text
    return "".join(" " if unicodedata.category(character) == "Zs" else character for character in text)


def _splits(head: str) -> list[tuple[UpdateStatus, str]]:
    """Each way to part a heading into a status and the rest, which should be a time."""
    found = []
    last = _STATUS_LAST.fullmatch(head)
    if last:
        found.append((_status(last[2]), last[1] or ""))
    first = _STATUS_FIRST.fullmatch(head)
    if first:
        found.append((_status(first[1]), first[2] or ""))
    return found


def _status(word: str) -> UpdateStatus:
    return _BY_BEGINNING[re.sub(r"[\s_-]", "", word.lower())[:_BEGINNING]]


def _read_plain(head: str) -> tuple[datetime, UpdateStatus] | None:
    """A heading that is written just as :data:`EXAMPLE` is; None for all others, which take the longer way."""
    time, _, word = head.partition(" - ")
    status = _BY_LABEL.get(word)
    try:
        return None if status is None else (times.parse(time), status)
    except times.TimeFault:
        return None


def _read_head(
    head: str, tail: str, line: int, column: int, findings: Findings
) -> tuple[datetime, UpdateStatus] | None:
    plain = _read_plain(head)
    if plain:
        return plain
    splits = _splits(head)
    faults: list[tuple[times.TimeFault, UpdateStatus, str]] = []
    for status, rest in splits:
        try:
            return times.parse(rest.strip(_EDGES)), status
        except times.TimeFault as fault:
            faults.append((fault, status, rest.strip(_EDGES)))
    if not faults:
        _report_no_status(head, tail, line, column, findings)
        return None
    found, status, rest = faults[0]
    whole = _TIME.search(rest)
    more = f"{rest[: whole.start()]} {rest[whole.end() :]}".strip(_EDGES) if whole else ""
    if whole and re.search(r"[^\W\d_]", more) and _is_time(whole[0]):
        _report_more(more, whole[0], status, tail, line, column + max(head.find(more), 0), findings)
    elif rest:
        place = column + max(head.find(rest), 0)
        hint = f"write {_canonical(found.suggestion, status, tail)}" if found.suggestion else found.hint
        if found.code is Code.AMBIGUOUS_TIME:
            hint = found.hint
        findings.add(found.code, line, place, found.message, hint)
    else:
        message = f"this update has no time: {quoted(head)}"
        hint = f"write {_canonical(times.EXAMPLE, status, tail)} with the time of the update"
        findings.add(Code.NOT_AN_UPDATE, line, column, message, hint)
    return None


def _report_no_status(head: str, tail: str, line: int, column: int, findings: Findings) -> None:
    found = _TIME.search(head)
    if found is None:
        message = (
            f"this level-2 heading is no update: {quoted(head)}" if head else "this level-2 heading is empty"
        )
        hint = f"an update begins like this: `{EXAMPLE}`; a heading inside the text of one takes `###`"
        findings.add(Code.NOT_AN_UPDATE, line, column, message, hint)
        return
    rest = f"{head[: found.start()]} {head[found.end() :]}".strip(_EDGES)
    known = _STATUS_AT_START.match(rest)
    if not rest:
        message = "this update has no status"
        hint = f"write {_canonical(found[0], UpdateStatus.INVESTIGATING, tail)}, or another status"
        findings.add(Code.NOT_AN_UPDATE, line, column + found.end(), message, hint)
    elif known:
        more = rest[known.end() :].strip(_EDGES)
        place = column + max(head.find(more), 0)
        _report_more(more, found[0], _status(known[0]), tail, line, place, findings)
    else:
        _report_unknown_status(rest, found[0], tail, line, column + max(head.find(rest), 0), findings)


def _report_more(
    more: str, time: str, status: UpdateStatus, tail: str, line: int, column: int, findings: Findings
) -> None:
    message = f"something else stands beside time and status: {quoted(more)}"
    hint = f"write {_canonical(time, status, tail)} and put the text below it"
    findings.add(Code.NOT_AN_UPDATE, line, column, message, hint)


def _is_time(text: str) -> bool:
    try:
        times.parse(text)
    except times.TimeFault:
        return False
    return True


def _report_unknown_status(
    word: str, time: str, tail: str, line: int, column: int, findings: Findings
) -> None:
    def hint() -> str:
        right = _STATUSES.nearest(word)
        if right:
            return f"did you mean {_canonical(time, UpdateStatus(right), tail)}?"
        return f"say what holds now: {', '.join(label(status) for status in UpdateStatus)}"

    findings.add(Code.UNKNOWN_STATUS, line, column, f"unknown status {quoted(word)}", hint)


def _canonical(time: str, status: UpdateStatus, tail: str) -> str:
    return quoted(f"## {time} - {label(status)} {tail}".rstrip(), 2 * MAX_HEADING)
