"""The HTML of a body as plain text, for JSON, calendars and descriptions."""

from __future__ import annotations

import html
import re

from ._reader import one_spaced, read, says_itself

_LINK = re.compile(r'<a href="([^"]*)"(?: [a-z]+="[^"]*")*>([^<]*)</a>')
_LOOK = re.compile(r"</?(?:em|strong|code)>")
_WORDS = r'[^<]*(?:<(?:/?(?:em|strong|code)>|br>|a href="[^"]*"(?: [a-z]+="[^"]*")*>[^<]*</a>)[^<]*)*'
# Paragraphs and lists with nothing but words in them: there is nearly nothing between the tags that is not said.
_EASY = re.compile(rf"(?:<p>{_WORDS}</p>\n?|<(?:ul|ol)>\n(?:<li>{_WORDS}</li>\n)+</[uo]l>\n?)*")
_LINES = r"[^<]*(?:<br>[^<]*)*"
_BLOCK = re.compile(rf"<p>({_LINES})</p>|<(ul|ol)>\n((?:<li>{_LINES}</li>\n)+)</[uo]l>")


def plain(fragment: str, *, addresses: bool = True) -> str:
    """What a fragment made by this package says, without a mark of HTML or Markdown.

    Paragraphs have an empty line between them, items begin with ``- `` or their number, lines of a
    quote with ``> ``; cells have ``|`` between them. With ``addresses`` a link is followed by where
    it leads to, unless it says so itself.
    """
    said = _easily(fragment, addresses) if _EASY.fullmatch(fragment) else None
    return read(fragment, addresses) if said is None else said


def _easily(fragment: str, addresses: bool) -> str | None:
    """The same, of paragraphs and lists alone; None where an item says nothing."""
    if "<a " in fragment:
        fragment = _LINK.sub(_with_address if addresses else r"\2", fragment)
    blocks: list[str] = []
    for words, kind, items in _BLOCK.findall(_LOOK.sub("", fragment)):
        if items:
            told = [_lines(item) for item in items.replace("<li>", "").split("</li>\n")[:-1]]
            if not all(told):
                return None
            lines = [
                line
                for number, item in enumerate(told, 1)
                for line in _item(f"{number}. " if kind == "ol" else "- ", item)
            ]
        else:
            lines = _lines(words)
        if lines:
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _item(marker: str, lines: list[str]) -> list[str]:
    margin = " " * len(marker)
    return [f"{margin if at else marker}{line}".rstrip(" ") for at, line in enumerate(lines)]


def _with_address(link: re.Match[str]) -> str:
    shown = link[1].removeprefix("mailto:").removeprefix("tel:")
    said = one_spaced(html.unescape(link[2]))
    return link[2] if not shown or says_itself(said, html.unescape(shown)) else f"{link[2]} ({shown})"


def _lines(words: str) -> list[str]:
    """The lines of a block in which nothing but line ends is marked, without empty ones at either end."""
    lines = [one_spaced(html.unescape(line)) for line in words.split("<br>")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    return lines
