"""Reads the HTML of a body as a program without markup shows it: line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

_SPACE = re.compile(r"[ \t\n]+")


def read(fragment: str, addresses: bool) -> str:
    """What any fragment made by this package says, see :func:`._plain.plain`."""
    reader = _Reader(addresses)
    reader.feed(fragment)
    reader.close()
    reader.end_block()
    return "\n".join(reader.lines)


def one_spaced(line: str) -> str:
    """A line with one space wherever a browser shows one, and none at its ends."""
    line = line.strip(" \t\n")
    return _SPACE.sub(" ", line) if "  " in line or "\n" in line or "\t" in line else line


def says_itself(said: str, address: str) -> bool:
    """Whether the text of a link is where it leads to."""
    return unquote(said).lower() == unquote(address).lower()


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
            lines = [one_spaced(line) for line in text.strip(" \n").split("\n")]
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
        if self._addresses and shown and not says_itself(said, shown):
            self._words.append(f" ({shown})")
