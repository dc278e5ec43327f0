"""An incident's text before Markdown: characters that no page may hold, comments, code fences."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

# What XML 1.0 forbids, and beyond that what an HTML checker refuses: controls and noncharacters.
_BEYOND = "".join(f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_FORBIDDEN = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_BEYOND}]")
_FENCE = re.compile(r"( *)(`{3,}(?=[^`]*$)|~{3,})")
_TICKS = re.compile(r"`+")
_ITEM = re.compile(r" *(?:[-*+]|[0-9]+\.) ")
_PARAGRAPH_END = re.compile(r"\n(?:[ \t]*\n)+")
# Whatever Python-Markdown may take for markup: marks, and at either end of a line whitespace and markers.
_MARKS = re.compile(r"[\\`*\[\]<|\t]")
_MARKS_BETWEEN = re.compile(r"&[#A-Za-z0-9]|(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"[^\S\n]|[-+=#>~]|\d+\.")


def tidy(text: str) -> str:
    """The text with plain line ends and without a character that no page may hold."""
    if text.replace("\n", "").isprintable():  # then it has none of them
        return text
    return without_forbidden(text.replace("\r\n", "\n").replace("\r", "\n"))


def without_forbidden(text: str) -> str:
    """The text without controls other than tab and newline, lone surrogates and noncharacters."""
    return _FORBIDDEN.sub("", text)


def is_simple(text: str) -> bool:
    """Whether a tidy text is only lines and paragraphs, with nothing in it that Markdown may change."""
    if _MARKS.search(text) or "://" in text:
        return False
    if ("&" in text or "_" in text) and _MARKS_BETWEEN.search(text):
        return False
    return not any(line and (_LINE_START.match(line) or line[-1].isspace()) for line in text.split("\n"))


class Piece(NamedTuple):
    """A stretch of whole lines: either Markdown without comments, or the inside of a code fence.

    ``fence`` is the run of marks around code, empty for Markdown.
    """

    text: str
    fence: str = ""

    @property
    def markdown(self) -> str:
        """The piece in the one spelling that Python-Markdown's own extension takes for a fence."""
        return f"{self.fence}\n{self.text}{self.fence}\n" if self.fence else self.text


def as_typed(found: Iterable[Piece]) -> str:
    """Pieces as HTML that shows them as they were typed."""
    blocks = []
    for piece in found:
        text = html.escape(piece.text, quote=False)
        if piece.fence:
            blocks.append(f"<pre><code>{text}</code></pre>")
        else:
            blocks += [f"<p>{words.replace(chr(10), '<br>' + chr(10))}</p>" for words in paragraphs(text)]
    return "\n".join(blocks)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, between which there are empty lines."""
    text = text.strip("\n")
    if "\n" not in text:
        return [text] if text else []
    return [words for words in _PARAGRAPH_END.split(text) if words]


def pieces(text: str) -> list[Piece]:
    """A tidy text in pieces, by CommonMark's rules for fences and comments.

    A fence that is never closed goes on to the end, a comment that is never closed is text. Inside
    a list a fence may be indented as far as it likes.
    """
    found: list[Piece] = []
    prose: list[str] = []
    lines = text.rstrip("\n").expandtabs(4).split("\n")
    ends = [number for number, line in enumerate(lines) if "-->" in line]
    in_list = False
    at = 0
    while at < len(lines):
        line = lines[at]
        opening = _FENCE.match(line)
        if opening and (len(opening[1]) < 4 or in_list):
            if prose:
                found.append(Piece("".join(prose)))
                prose = []
            code, at = _code(lines, at + 1, opening[1], opening[2])
            found.append(code)
            continue
        line, at = _uncommented(lines, at, ends)
        in_list = _ITEM.match(line) is not None or (in_list and line[:1] in ("", " ", "\t"))
        prose.append(line + "\n")
    if prose:
        found.append(Piece("".join(prose)))
    return found


def _code(lines: list[str], at: int, indent: str, fence: str) -> tuple[Piece, int]:
    """The inside of a fence whose first line is ``lines[at]``, and the number of the line after it."""
    deepest = 3 if len(indent) < 4 else len(indent) + 3
    closing = re.compile(rf" {{0,{deepest}}}{fence[0]}{{{len(fence)},}}[ \t]*")
    inside: list[str] = []
    while at < len(lines):
        line = lines[at]
        at += 1
        if closing.fullmatch(line):
            break
        margin = len(line) - len(line.lstrip(" "))
        inside.append(line[min(margin, len(indent)) :] + "\n")
    return Piece("".join(inside), fence), at


def _uncommented(lines: list[str], at: int, ends: list[int]) -> tuple[str, int]:
    """The line ``lines[at]`` without comments, drawn together with the line on which one ends.

    ``ends`` are the numbers of the lines with the end of a comment.
    """
    line = lines[at]
    at += 1
    start = line.find("<!--")
    while start >= 0:
        end = line.find("-->", start + 2)
        if _is_text(line, start, end):
            start += 1
        elif end >= 0:
            line = line[:start] + line[end + 3 :]
        elif (later := bisect_left(ends, at)) < len(ends):
            line = line[:start] + lines[ends[later]].partition("-->")[2]
            at = ends[later] + 1
        else:
            break
        start = line.find("<!--", start)
    return line, at


def _is_text(line: str, start: int, end: int) -> bool:
    """Whether what looks like a comment has a backslash before it, or stands in a code span."""
    escaped = line[:start].endswith("\\")
    return escaped or (end >= 0 and len(_TICKS.findall(line, 0, start)) % 2 == 1 and "`" in line[end:])
