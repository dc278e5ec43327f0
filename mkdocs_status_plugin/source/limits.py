"""Limits on one text, checked before anything costly is done with it.

Markdown takes quadratic time over marks that are opened and never closed (8 kB of ``[`` take 14 s), and nests as deep
as it is told to. What is refused here no person writes.
"""

from __future__ import annotations

import re

from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source.findings import Findings

MAX_TEXT_BYTES = 16 * 1024
MAX_RUN = 200
MAX_RULE = 500
MAX_OPEN = 100
MAX_TICKS = 1000
MAX_NESTING = 20

_RUN = re.compile(rf"([^\w\s\0])\1{{{MAX_RUN},}}")
# Lines across the page and the rows below a table's head: long ones are common in logs, and cheap.
_RULE = re.compile(rf"[-=_*~#|+:\s]{{,{MAX_RULE}}}")
_NESTED = re.compile(rf"\s*(?:>\s?|[*+-]\s+|[0-9]{{1,9}}[.)]\s+){{{MAX_NESTING + 1},}}")
_ONLY_MARKS = re.compile(r"[\s*+-]*")
_CLOSES = {"]": "[", ")": "("}


def check(lines: list[str], what: str, at_line: int, first_line: int, findings: Findings) -> bool:
    """Report what a text has too much of; returns whether it is fit to be rendered.

    Its lines begin at ``first_line``; ``what`` names it and ``at_line`` is that of its heading.
    """
    number_before = findings.number_of_errors
    text = "\n".join(lines)
    # Four bytes is the most that a character takes.
    if len(text) > MAX_TEXT_BYTES // 4 and len(text.encode()) > MAX_TEXT_BYTES:
        message = f"{what} is longer than {MAX_TEXT_BYTES // 1024} KiB"
        findings.add(Code.UPDATE_TOO_LARGE, at_line, 1, message, "link to the long version from here")
        return False
    if _may_run(text) and _RUN.search(text):
        for number, line in enumerate(lines, first_line):
            check_run(line, number, 1, findings)
    if text.count("[") > MAX_OPEN or text.count("(") > MAX_OPEN or text.count("`") > MAX_TICKS:
        _check_open_marks(lines, first_line, findings)
    for number, line in enumerate(lines, first_line):
        if len(line) > MAX_NESTING and _NESTED.match(line) and not _ONLY_MARKS.fullmatch(line):
            message = f"this line opens more than {MAX_NESTING} quotes or lists inside each other"
            findings.add(Code.NESTED_TOO_DEEP, number, 1, message, "write it flatter")
    return findings.number_of_errors == number_before


def harmless(text: str, lines: list[str]) -> bool:
    """Whether :func:`check` would find nothing in any part of a text, which has these lines.

    Where this is False it may still find nothing.
    """
    return (
        (len(text) <= MAX_TEXT_BYTES // 4 or len(text.encode("utf-8", "replace")) <= MAX_TEXT_BYTES)
        and text.count("[") <= MAX_OPEN
        and text.count("(") <= MAX_OPEN
        and text.count("`") <= MAX_TICKS
        and not (_may_run(text) and _RUN.search(text))
        # Quotes and entries of lists begin with a mark or a digit.
        and not any(
            _NESTED.match(line) for line in lines if len(line) > MAX_NESTING and not line[0].isalpha()
        )
    )


def _may_run(text: str) -> bool:
    """Whether a text can hold a run that is too long: one of these places and its neighbours lie within it."""
    step = MAX_RUN // 2
    return any(text[at] == text[at + 1] == text[at + 2] for at in range(step, len(text) - 2, step))


def check_run(line: str, number: int, column: int, findings: Findings) -> None:
    """Report a run of one mark that Markdown would choke on, in a line or a title."""
    found = _RUN.search(line) if _may_run(line) else None
    if found and not _RULE.fullmatch(line):
        message = f"{quoted(found[1])} stands here {len(found[0]):,} times in a row"
        hint = f"shorten it to {MAX_RUN} or fewer"
        findings.add(Code.RUN_TOO_LONG, number, column + found.start(), message, hint)


def _check_open_marks(lines: list[str], first_line: int, findings: Findings) -> None:
    """Report a paragraph with more opening marks than Markdown can match in bearable time."""
    opened = {"[": 0, "(": 0, "`": 0}
    reported = False
    for number, line in enumerate(lines, first_line):
        if not line.strip():
            opened, reported = dict.fromkeys(opened, 0), False
        for column, character in enumerate(line, 1):
            if character in opened:
                opened[character] += 1
            elif character in _CLOSES:
                opened[_CLOSES[character]] = max(0, opened[_CLOSES[character]] - 1)
            else:
                continue
            limit = MAX_TICKS if character == "`" else MAX_OPEN
            if opened.get(character, 0) > limit and not reported:
                reported = True
                message = (
                    f"this paragraph opens more than {limit:,} {quoted(character)} and does not close them"
                )
                hint = (
                    "put code into a fence, on lines of its own between lines of ```; and leave blank lines"
                )
                findings.add(Code.RUN_TOO_LONG, number, column, message, hint)
