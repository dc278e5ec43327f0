"""The HTML of a body as plain text, for JSON, calendars and descriptions."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

_SPACE = re.compile(r"[ \t\n]+")


def plain(fragment: str, *, addresses: bool = True) -> str:
    """What a fragment made by this package says, without a mark of HTML or Markdown.

    Paragraphs have an empty line between them, items begin with ``- `` or their number, lines of a
    quote with ``> ``; cells have ``|`` between them. With ``addresses`` a link is followed by where
    it leads to, unless it says so itself.
    """
    reader = _Reader(addresses)
    reader.feed(fragment)
    reader.close()
    reader.end_block()
    return "\n".join(reader.lines)


# Paragraphs and what stands inside of lines: their words are all there is between the tags.
_LINES_ONLY = re.compile(
    r"[^<]*(?:<(?:/?(?:p|em|strong|code)|br|/a|a [^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*)>[^<]*)*"
)
_TAG = re.compile(r"<(?:(/?p|br)>|[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)")


def words(fragment: str) -> str:
    """The words of :func:`plain` without addresses, for a text in one line; quickly where that is easy."""
    if not _LINES_ONLY.fullmatch(fragment):
        return plain(fragment, addresses=False)
    return html.unescape(_TAG.sub(lambda tag: "\n" * bool(tag[1]), fragment))


@dataclass
class _Margin:
    """What an open quote or item puts before its first line and before each further one."""

    first: str
    rest: str
    used: bool = False

    def use(self) -> str:
        text = self.rest if self.used else self.first
        self.used = True
        return text


class _Reader(HTMLParser):
    def __init__(self, addresses: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._addresses = addresses
        self._words: list[str] = []
        self._margins: list[_Margin] = []
        self._numbers: list[int | None] = []
        self._first_cell = True
        self._gap = False
        self._verbatim = False
        self._link = ("", 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what a start tag opens, and say what a tag without content says."""
        values = {name: value or "" for name, value in attrs}
        match tag:
            case "br":
                self._words.append("\n")
            case "img":
                self._words.append(values.get("alt", ""))
            case "a":
                self._link = (values.get("href", ""), len(self._words))
            case "tr":
                self._first_cell = True
            case "td" | "th":
                self._words.append("" if self._first_cell else " | ")
                self._first_cell = False
            case "pre":
                self.end_block()
                self._verbatim = True
            case "ul":
                self.end_block()
                self._numbers.append(None)
            case "ol":
                self.end_block()
                self._numbers.append(int(values.get("start", "1")))
            case "li":
                self._open_item()
            case "blockquote":
                self.end_block()
                self._margins.append(_Margin("> ", "> "))
            case "hr":
                self.end_block()
                self._words.append("---")
                self.end_block(gap=True)

    def handle_endtag(self, tag: str) -> None:
        """Close what an end tag closes."""
        match tag:
            case "a":
                self._close_link()
            case "p" | "h4" | "h5" | "h6" | "table":
                self.end_block(gap=True)
            case "tr":
                if not "".join(self._words).strip(" |\n"):
                    self._words.clear()
                self.end_block()
            case "pre":
                self.end_block(gap=True)
                self._verbatim = False
            case "li":
                self.end_block()
                item = self._margins[-1]
                if not item.used:
                    self._line("")
                self._margins.pop()
            case "ul" | "ol":
                self._numbers.pop()
                self._gap = self._gap or not self._numbers
            case "blockquote":
                self.end_block(gap=True)
                self._margins.pop()

    def handle_data(self, data: str) -> None:
        """Text; outside of code blocks its line ends and runs of spaces are one space, as in a browser."""
        self._words.append(data if self._verbatim else _SPACE.sub(" ", data))

    def end_block(self, *, gap: bool = False) -> None:
        """Make lines of what was read since the last block; ``gap`` asks for an empty line after them."""
        text = "".join(self._words)
        self._words.clear()
        if self._verbatim:
            lines = text.rstrip("\n").split("\n")
        else:
            lines = [_SPACE.sub(" ", line).strip(" ") for line in text.strip(" \n").split("\n")]
        if not any(lines):
            self._gap = self._gap or gap
            return
        if self._gap and self.lines:
            self.lines.append("".join(margin.rest for margin in self._margins if margin.used).rstrip(" "))
        for line in lines:
            self._line(line)
        self._gap = gap

    def _line(self, text: str) -> None:
        self.lines.append(("".join(margin.use() for margin in self._margins) + text).rstrip(" "))

    def _open_item(self) -> None:
        number = self._numbers[-1]
        marker = "- "
        if number is not None:
            marker = f"{number}. "
            self._numbers[-1] = number + 1
        self._margins.append(_Margin(marker, " " * len(marker)))

    def _close_link(self) -> None:
        address, start = self._link
        shown = address.removeprefix("mailto:").removeprefix("tel:")
        said = "".join(self._words[start:]).strip(" \n")
        if self._addresses and shown and unquote(said).lower() != unquote(shown).lower():
            self._words.append(f" ({shown})")
