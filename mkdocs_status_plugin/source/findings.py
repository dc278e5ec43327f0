"""Collects what is wrong with one file while it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mkdocs_status_plugin.problems import Code, Problem, Severity

MAX_FINDINGS = 100
"""Findings of one severity that one file may have: a file of junk must not bury all others."""

_MAX_EXCERPT = 20_000


class Findings:
    """The findings of one file, each with the line that it is about.

    ``lines`` are the file's lines without their ends. Past :data:`MAX_FINDINGS` errors (or
    warnings) the further ones are counted and reported as one.
    """

    def __init__(self, path: str, lines: Sequence[str] = ()) -> None:
        self.path = path
        self.lines = lines
        self._kept: list[Problem] = []
        self._number = {Severity.ERROR: 0, Severity.WARNING: 0}
        self._beyond: dict[Severity, Problem] = {}

    def add(
        self, code: Code, line: int, column: int, message: str, hint: str | Callable[[], str] = ""
    ) -> None:
        """Report something at a line and column, both from 1; what lies behind the end is moved to it.

        A hint that takes a search is given as a function, which is called only when it will be shown.
        """
        line = max(1, min(line, len(self.lines)))
        excerpt = self.lines[line - 1] if self.lines else ""
        column = max(1, min(column, len(excerpt) + 1))
        excerpt = excerpt if len(excerpt) <= _MAX_EXCERPT else ""
        shown = self._number[code.severity] < MAX_FINDINGS
        words = hint if isinstance(hint, str) else hint() if shown else ""
        self.take(Problem(self.path, line, column, code, message, words, excerpt))

    def extend(self, other: Findings) -> None:
        """Take over all findings of another reading of the same file."""
        for problem in other._kept:
            self.take(problem)

    def take(self, problem: Problem) -> None:
        """Add a finding that was made elsewhere."""
        self._number[problem.severity] += 1
        if self._number[problem.severity] <= MAX_FINDINGS:
            self._kept.append(problem)
        else:
            self._beyond.setdefault(problem.severity, problem)

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far keeps the file from being read."""
        return self._number[Severity.ERROR] > 0

    @property
    def number_of_errors(self) -> int:
        """How many errors have been found so far."""
        return self._number[Severity.ERROR]

    def result(self) -> list[Problem]:
        """The findings, in the order in which they were made."""
        more = [
            Problem(
                problem.path,
                problem.line,
                problem.column,
                problem.code,
                f"and {self._number[severity] - MAX_FINDINGS} more {severity}s from here on",
                "correct the ones above first",
            )
            for severity, problem in self._beyond.items()
        ]
        return self._kept + more
