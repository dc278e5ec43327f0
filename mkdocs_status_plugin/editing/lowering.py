"""Headings inside the text of an update: ``##`` begins an update, so theirs begin at level 3."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_status_plugin.source.comments import mask
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.headings import looks_like_update

_HIGHEST, _LOWEST = 3, 6

# As in Markdown, and two marks without a space too: the reader of incidents takes them for an update.
_HEADING = re.compile(r"( {0,3})(?:(#{1,6})(?=[ \t]|$)|(##)(?!#))")


def lowered(text: str) -> str:
    """A text with headings of level 2, so that its highest are of level 3 and the others as far below them as they were.

    Nothing lies below level 6. Code fences and comments stay as they are, and so does a text without
    such headings, and one in which one of them says a time and a status: that is an update, and
    whoever meant it as one must learn that it is none.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    heads = list(_headings(lines))
    taken = [lines[index] for index, _, marks in heads if marks == "##"]
    if not taken or any(map(looks_like_update, taken)):
        return text
    highest = min(len(marks) for _, _, marks in heads)
    for index, indent, marks in heads:
        rest = lines[index][len(indent) + len(marks) :]
        space = " " if rest and not rest[0].isspace() else ""
        level = min(len(marks) + _HIGHEST - highest, _LOWEST)
        lines[index] = f"{indent}{'#' * level}{space}{rest}"
    return "\n".join(lines)


def _headings(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """The index of each line that is a heading, its indent and its marks."""
    body = mask(lines, 1, Findings(""))
    for index, line in enumerate(body.lines):
        found = _HEADING.match(line)
        if found and index not in body.fenced:
            yield index, found[1], found[2] or found[3]
