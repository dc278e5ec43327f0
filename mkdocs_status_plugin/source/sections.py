"""Splits the body of an incident into its summary and its updates."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source import limits
from mkdocs_status_plugin.source.comments import HIDDEN, Body, mask
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.headings import EXAMPLE, looks_like_update
from mkdocs_status_plugin.source.text import report_references

MAX_UPDATES = 1000

_HEADING = re.compile(r" {0,3}##(?!#)(.*)", re.DOTALL)
# A time of day and a year: all that can be an update's heading has them.
_MAY_BE_UPDATE = re.compile(r"[0-9]{4}.*[0-9][:.h][0-9]{2}|[0-9][:.h][0-9]{2}.*[0-9]{4}")
_DIGITS = 7
_NO_DIGITS = bytes({*range(256)} - {*b"\n0123456789"})


class Section(NamedTuple):
    """A level-2 heading and the text below it. ``heading`` is what stands behind the ``##``, at ``column``."""

    heading: str
    line: int
    column: int
    text: str


class Sections(NamedTuple):
    """``summary`` is the text before the first update; ``lines`` are those of the body, comments hidden."""

    summary: str
    sections: tuple[Section, ...]
    lines: list[str]


def split(lines: list[str], first_line: int, findings: Findings) -> Sections:
    """The parts of a body whose first line has the number ``first_line``."""
    body = mask(lines, first_line, findings)
    calm = "&" not in body.text and HIDDEN not in body.text and limits.harmless(body.text, body.lines)
    return (_usual(body, first_line) if calm else None) or _split(body, first_line, findings, calm=calm)


def _usual(body: Body, first_line: int) -> Sections | None:
    """The parts of a calm body in which number signs stand for headings alone; None for others."""
    text = body.text
    parts = f"\n{text}".split("\n## ")
    heads = len(parts) - 1
    if text.count("#") != 2 * heads or heads > MAX_UPDATES or body.fenced:
        return None
    line = first_line - 1
    found = []
    for part in parts:
        heading, _, below = part.partition("\n")
        digits = below.encode("utf-8", "replace").translate(None, _NO_DIGITS)
        if len(digits) >= _DIGITS and any(len(line) >= _DIGITS for line in digits.split(b"\n")):
            return None
        content = heading.lstrip()
        found.append(Section(content, line, 4 + len(heading) - len(content), _trimmed(below)))
        line += part.count("\n") + 1
    return Sections(found[0].text, tuple(found[1:]), body.lines)


def _trimmed(text: str) -> str:
    """A text without the lines at both ends that hold nothing but space."""
    text = text.strip("\n")
    if not text or not (text[0].isspace() or text[-1].isspace()):
        return text
    return _without_blank(text.split("\n"))


def _without_blank(lines: list[str]) -> str:
    first, end = 0, len(lines)
    while first < end and not lines[first].strip():
        first += 1
    while first < end and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[first:end])


def _split(body: Body, first_line: int, findings: Findings, *, calm: bool) -> Sections:
    """The parts of any body; in a ``calm`` one there is nothing to be found in the texts themselves."""
    heads: list[tuple[int, str, int]] = []
    digits = body.text.encode("utf-8", "replace").translate(None, _NO_DIGITS).split(b"\n")
    # No lines at all are an empty text, and that has one line.
    for index, (line, found_digits) in enumerate(zip(body.lines, digits, strict=False)):
        # Most lines are text and hold neither.
        if "#" in line and index not in body.fenced:
            shown = line.replace(HIDDEN, "")
            found = _HEADING.fullmatch(shown)
            if found:
                content = found[1].lstrip()
                heads.append((index, content, line.index("##") + 3 + len(found[1]) - len(content)))
                continue
        if len(found_digits) >= _DIGITS and _MAY_BE_UPDATE.search(line[:200]) and looks_like_update(line):
            _report_lookalike(line, first_line + index, index in body.fenced, findings)
    if len(heads) > MAX_UPDATES:
        index = heads[MAX_UPDATES][0]
        message = f"this incident has {len(heads):,} updates; more than {MAX_UPDATES:,} are not read"
        findings.add(Code.TOO_MANY, first_line + index, 1, message, "begin a second file")
        heads = heads[:MAX_UPDATES]
    bounds = [*(index for index, _, _ in heads), len(body.lines)]

    def text(begin: int, end: int, what: str, at: int) -> str:
        lines = body.lines[begin:end]
        return _without_blank(lines) if calm else _text(lines, what, at, first_line + begin, findings)

    sections = [
        Section(
            content.replace(HIDDEN, " "),
            first_line + index,
            column,
            text(index + 1, end, "the text of this update", first_line + index),
        )
        for (index, content, column), end in zip(heads, bounds[1:], strict=True)
    ]
    summary = text(0, bounds[0], "the text above the first update", first_line)
    return Sections(summary, tuple(sections), body.lines)


def _text(lines: list[str], what: str, at_line: int, first_line: int, findings: Findings) -> str:
    """Lines as one text, without comments; lines that held nothing else are left out.

    A text beyond the limits comes out empty: nobody may render it.
    """
    if not limits.check(lines, what, at_line, first_line, findings):
        return ""
    kept = []
    for number, line in enumerate(lines, first_line):
        report_references(line, number, findings)
        if HIDDEN in line:
            shown = line.replace(HIDDEN, "").rstrip()
            if shown:
                kept.append(shown)
        else:
            kept.append(line)
    return _without_blank(kept)


def _report_lookalike(line: str, number: int, fenced: bool, findings: Findings) -> None:
    if fenced:
        if not _HEADING.fullmatch(line):
            return
        message = "this reads as an update, but stands inside a code fence and is not one"
        hint = "close the fence above it, unless this is meant as an example"
    else:
        message = "this reads as an update, but is not a level-2 heading and so is not one"
        hint = f"write it with two `#` at the margin, like `{EXAMPLE}`, unless it is meant as text"
    findings.add(Code.LOOKS_LIKE_UPDATE, number, len(line) - len(line.lstrip()) + 1, message, hint)
