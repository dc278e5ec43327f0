"""Findings about what people wrote: data first, then text, GitHub annotations and JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error keeps something from being read; a warning asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every kind of finding. The manual explains each; a golden case shows each."""

    # the file as bytes
    SYMBOLIC_LINK = "symbolic-link"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    NOT_UTF8 = "not-utf-8"
    CONTROL_CHARACTER = "control-character"
    CONFLICT_MARKS = "conflict-marks"
    # YAML and front matter
    NO_FRONT_MATTER = "no-front-matter"
    FRONT_MATTER_OPEN = "front-matter-not-closed"
    FRONT_MATTER_TOO_LARGE = "front-matter-too-large"
    BAD_YAML = "bad-yaml"
    NOT_A_MAPPING = "not-a-mapping"
    YAML_FEATURE = "yaml-feature"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_VALUE = "wrong-value"
    UNKNOWN_COMPONENT = "unknown-component"
    UNKNOWN_STATUS = "unknown-status"
    # times
    BAD_TIME = "bad-time"
    NO_TIME_ZONE = "no-time-zone"
    AMBIGUOUS_TIME = "ambiguous-time"
    WINDOW_BACKWARDS = "window-backwards"
    RESOLVED_BEFORE_STARTED = "resolved-before-started"
    # updates
    NOT_AN_UPDATE = "not-an-update"
    NO_UPDATE = "no-update"
    MAINTENANCE_STATUS = "maintenance-status"
    UPDATE_TOO_LARGE = "update-too-large"
    TOO_MANY = "too-many"
    RUN_TOO_LONG = "run-too-long"
    NESTED_TOO_DEEP = "nested-too-deep"
    COMMENT_OPEN = "comment-not-closed"
    # across files
    SAME_ADDRESS = "same-address"
    DUPLICATE_ID = "duplicate-id"
    NO_COMPONENT_LIST = "no-component-list"
    TRANSLATION_MISMATCH = "translation-mismatch"
    # warnings
    ADDRESS_CHANGED = "address-changed"
    NOT_AN_INCIDENT = "not-an-incident"
    TEXT_CUT = "text-cut"
    DUPLICATE_NAME = "duplicate-name"
    INVISIBLE_CHARACTER = "invisible-character"
    FENCE_OPEN = "fence-not-closed"
    LOOKS_LIKE_UPDATE = "looks-like-an-update"
    TRANSLATION_BEHIND = "translation-behind"
    FUTURE_UPDATE = "future-update"
    OPEN_AGAIN = "open-again"
    POSTMORTEM_BEFORE_END = "postmortem-before-end"
    RESOLVED_AT_UNUSED = "resolved-at-unused"
    SILENT = "silent"
    OVERRUNNING = "overrunning"
    SET_BY_HAND = "set-by-hand"
    ALL_OPERATIONAL = "all-operational"

    @property
    def severity(self) -> Severity:
        """Whether a finding of this kind is an error or a warning."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_CODES = list(Code)
_WARNINGS = frozenset(_CODES[_CODES.index(Code.ADDRESS_CHANGED) :])


class Problem(NamedTuple):
    """One finding.

    ``path`` is relative to the project, with ``/``; ``line`` and ``column`` count from 1, the
    column in characters. ``message`` says what was found; ``hint`` says what is right.
    ``excerpt`` is the line of the file that it is about, or empty.
    """

    path: str
    line: int
    column: int
    code: Code
    message: str
    hint: str = ""
    excerpt: str = ""

    @property
    def severity(self) -> Severity:
        """Error or warning, by the kind of finding."""
        return self.code.severity

    @property
    def is_error(self) -> bool:
        """Whether this finding keeps something from being read."""
        return self.severity is Severity.ERROR


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only the errors among some findings."""
    return [problem for problem in problems if problem.is_error]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file, then by place in it: the order in which a person works through them."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def visible(text: str) -> str:
    """The text with every control, invisible and direction-changing character spelled out.

    What a file holds must not steer a terminal, hide or reorder a message, or start a new line
    of it: ``\\x1b``, ``\\n`` and ``\\u202e`` come out as these letters. Nor may it give a command to the log that it is
    printed into.
    """
    return _harmless(text if text.isascii() and text.isprintable() else "".join(map(_visible, text)))


def printed(text: str) -> str:
    """A text of one or more lines as lines of their own in a terminal or a log, each :func:`visible`.

    A log on GitHub takes a line that begins with ``::`` for a command: the first colon is spelled out.
    """
    return "\n".join(_COMMAND.sub(r"\1\\x3a:", visible(line)) for line in text.split("\n"))


def printed_json(values: object) -> str:
    """Values as JSON for a terminal or a log, which cannot take a part of it for a command."""
    return _LOG_COMMAND.sub(r"#\\u0023", json.dumps(values, indent=2))


def quoted(text: str, limit: int = 80) -> str:
    """Something found in a file, for use in a message: one line, between marks, cut at ``limit``."""
    mark = "'" if "`" in text else "`"
    # A no-break space looks like the plain one, and that is what makes it worth a message.
    shown = visible(text[:limit]).replace("\xa0", r"\xa0")
    return mark + shown + ("…" if len(text) > limit else "") + mark


def as_text(problem: Problem) -> str:
    """A finding for a terminal: place, message, the line with a mark below it, and the hint."""
    path = visible(problem.path)
    place = f"{'./' if path.startswith(':') else ''}{path}:{problem.line}:{problem.column}"
    lines = [f"{place}: {problem.severity}: {visible(problem.message)} [{problem.code}]"]
    if problem.excerpt:
        number = str(problem.line)
        shown, marker = _excerpt(problem.excerpt, problem.column)
        lines.append(f"  {number} | {shown}".rstrip())
        lines.append(f"  {' ' * len(number)} | {marker}")
    if problem.hint:
        first, *more = problem.hint.split("\n")
        lines.append(f"  hint: {visible(first)}")
        lines += [f"      | {visible(line)}".rstrip() for line in more]
    return _harmless("\n".join(lines))


def as_github(problem: Problem) -> str:
    """A finding as one workflow command, which GitHub shows beside the line of the file."""
    return annotation(
        problem.severity,
        [problem.message, *problem.hint.split("\n")] if problem.hint else [problem.message],
        file=problem.path,
        line=str(problem.line),
        col=str(problem.column),
        title=problem.code,
    )


def annotation(severity: str, lines: Iterable[str], **properties: str) -> str:
    """A message of some lines as one workflow command of GitHub.

    Escapes as GitHub's toolkit does (actions/toolkit, ``command.ts``): ``%``, CR and LF in the message, and also ``:`` and
    ``,`` in properties, so that nothing in a file can end the command and start another.
    """
    settings = ",".join(f"{name}={_escaped(visible(value), ':,')}" for name, value in properties.items())
    text = _escaped("\n".join(map(visible, lines)))
    return _harmless(f"::{severity} {settings}::{text}")


def as_json(problem: Problem) -> dict[str, str | int]:
    """A finding as plain values for a JSON writer, text exactly as found."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": str(problem.severity),
        "code": str(problem.code),
        "message": problem.message,
        "hint": problem.hint,
        "excerpt": problem.excerpt,
    }


def _harmless(text: str) -> str:
    # GitHub's and Azure's logs take these for a command wherever they stand in a line.
    return _LOG_COMMAND.sub("## ", text) if "##" in text else text


_COMMAND = re.compile(r"\A(\s*)::")
_LOG_COMMAND = re.compile(r"##(?=(?:vso)?\[)")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NAMED_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_EXCERPT_BEFORE = 60
_EXCERPT_LENGTH = 100


def _visible(character: str) -> str:
    code = ord(character)
    if unicodedata.category(character) not in _HIDDEN_CATEGORIES and code & 0xFFFE != 0xFFFE:
        return character
    if character in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _excerpt(line: str, column: int) -> tuple[str, str]:
    """The part of a line around a column (from 1), and a line with a mark below that column."""
    start = max(0, column - 1 - _EXCERPT_BEFORE) if len(line) > _EXCERPT_LENGTH else 0
    end = start + _EXCERPT_LENGTH
    before = ("…" if start else "") + visible(line[start : column - 1])
    after = visible(line[max(start, column - 1) : end]) + ("…" if len(line) > end else "")
    return before + after, " " * sum(map(_width, before)) + "^"


def _width(character: str) -> int:
    """Columns that a character takes in a terminal."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
