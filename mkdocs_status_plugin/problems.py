"""Findings about what people wrote: data first, then text, GitHub annotations and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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
    RUN_TOO_LONG = "run-too-long"
    COMMENT_OPEN = "comment-not-closed"
    # across files
    SAME_ADDRESS = "same-address"
    DUPLICATE_ID = "duplicate-id"
    NO_COMPONENT_LIST = "no-component-list"
    # warnings
    ADDRESS_CHANGED = "address-changed"
    DUPLICATE_NAME = "duplicate-name"
    INVISIBLE_CHARACTER = "invisible-character"
    FENCE_OPEN = "fence-not-closed"
    LOOKS_LIKE_UPDATE = "looks-like-an-update"
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


@dataclass(frozen=True, slots=True)
class Problem:
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
