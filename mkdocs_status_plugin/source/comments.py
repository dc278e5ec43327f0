"""Which parts of a body are code fences, and which are HTML comments."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import NamedTuple

from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source.findings import Findings

HIDDEN = "\0"
"""Stands for each character of a comment; text itself holds none, because control characters are spaces by now."""

# In the order of CommonMark: a fence takes its whole line; a backslash spares the mark behind it.
_TOKEN = re.compile(r"^ {0,3}(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)$|\\[\\`<]|`+|<!--", re.MULTILINE)
_CLOSER = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_TICKS = re.compile(r"`+")
_BREAK = re.compile(r"^[ \t]*$|^ {0,3}(?:#{1,6}|`{3,}[^`\n]*$|~{3,}|<!--)", re.MULTILINE)


class Body(NamedTuple):
    """The lines of a body with comments as :data:`HIDDEN`, the same as one text, and the indexes of those in fences."""

    lines: list[str]
    text: str
    fenced: frozenset[int] = frozenset()


def mask(lines: list[str], first_line: int, findings: Findings) -> Body:
    """Finds fences and comments; ``first_line`` is the number of the first of the lines.

    A fence that is never closed is text, so that it swallows nothing; a comment that is never closed is an error and
    hides all that follows, which nobody meant for readers.
    """
    text = "\n".join(lines)
    if "<!--" not in text and "```" not in text and "~~~" not in text:
        return Body(lines, text)
    return _Scan(text, first_line, findings).run()


class _Scan:
    def __init__(self, text: str, first_line: int, findings: Findings) -> None:
        self._text = text
        self._first_line = first_line
        self._findings = findings
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._fenced: set[int] = set()
        self._hidden: list[tuple[int, int]] = []
        self._closers = [(m.start(), m.end(), m[1][0], len(m[1])) for m in _CLOSER.finditer(text)]
        # The longest closer of each kind from each one on: tells at once that a fence is never closed.
        self._longest = {mark: self._longest_from_each(mark) for mark in "`~"}
        self._breaks = [found.start() for found in _BREAK.finditer(text)]
        self._ticks: dict[int, list[int]] = defaultdict(list)
        for found in _TICKS.finditer(text):
            self._ticks[len(found[0])].append(found.start())

    def run(self) -> Body:
        position = 0
        while (found := _TOKEN.search(self._text, position)) is not None:
            if found[1] or found[2]:
                position = self._fence(found, found[1] or found[2])
            elif found[0].startswith("`"):
                position = self._code_span(found)
            elif found[0] == "<!--":
                position = self._comment(found)
            else:
                position = found.end()
        masked = self._masked()
        return Body(masked.split("\n"), masked, frozenset(self._fenced))

    def _longest_from_each(self, mark: str) -> list[int]:
        lengths = (length if kind == mark else 0 for _, _, kind, length in reversed(self._closers))
        return [*accumulate(lengths, max, initial=0)][::-1]

    def _fence(self, found: re.Match[str], marks: str) -> int:
        index = bisect_left(self._closers, (found.end(),))
        if self._longest[marks[0]][index] < len(marks):
            line, column = self._place(found.start(found.lastindex or 0))
            message = "this code fence is not closed; it is read as text"
            self._findings.add(Code.FENCE_OPEN, line, column, message, f"put a line {marks} behind the code")
            return found.end()
        while self._closers[index][2] != marks[0] or self._closers[index][3] < len(marks):
            index += 1
        start, end = self._closers[index][:2]
        self._fenced.update(range(self._index(found.start()), self._index(start) + 1))
        return end

    def _code_span(self, found: re.Match[str]) -> int:
        """The end of a code span that begins here, or of the marks when none does: it lies in one paragraph."""
        same = self._ticks[len(found[0])]
        following = bisect_right(same, found.start())
        after = bisect_left(self._breaks, found.end())
        limit = self._breaks[after] if after < len(self._breaks) else len(self._text)
        if following < len(same) and same[following] < limit:
            return same[following] + len(found[0])
        return found.end()

    def _comment(self, found: re.Match[str]) -> int:
        end = self._text.find("-->", found.end())
        if end < 0:
            line, column = self._place(found.start())
            message = "this comment is not closed: it hides everything behind it"
            hint = "put `-->` behind it; meant as text, `<!--` goes between backticks"
            self._findings.add(Code.COMMENT_OPEN, line, column, message, hint)
        end = len(self._text) if end < 0 else end + 3
        self._hidden.append((found.start(), end))
        return end

    def _masked(self) -> str:
        parts = []
        done = 0
        for start, end in self._hidden:
            parts += [self._text[done:start], re.sub(r"[^\n]", HIDDEN, self._text[start:end])]
            done = end
        return "".join([*parts, self._text[done:]])

    def _index(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _place(self, offset: int) -> tuple[int, int]:
        index = self._index(offset)
        return self._first_line + index, offset - self._starts[index] + 1
