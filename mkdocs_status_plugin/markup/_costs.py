"""Texts that Python-Markdown would take too long over, told apart in linear time.

Python-Markdown looks for the partner of a mark up to the end of its block, again for each mark that has none, splits
a block anew at each heading in it, and goes some calls deeper for each nested list or quote. So a cost is a number of
such marks times the length of their block. One unit is about 0.6 microseconds of a slow machine.
"""

from __future__ import annotations

import re
from collections import Counter

_DEEPEST = 20
AFFORDABLE = 1_000_000
_AS_LONG = 1_000_000
_CELLS = 10_000

_BLOCK_END = re.compile(r"\n[ \t]*\n")
_PLAIN_LINK = re.compile(r"!?\[[^\[\]`\\<>]*\](?:\([^()\[\]\s\"'`\\<>]*\)|(?!\())")
_PLAIN_CODE = re.compile(r"(?<![`\\])(`{1,3})(?!`)[^`\\]+\1(?!`)")
_TICKS = re.compile(r"`+")
_SPLITTER = re.compile(r"^[ \t>]*+(?:#{1,6}(?:[ \t]|$)|[-=*_][-=*_ \t]*+$|\[[^\]\n]*\]:)", re.MULTILINE)
_MARGIN = re.compile(r"^[ \t>]*+(?:(?:[-*+]|[0-9]++\.)[ \t]++[ \t>]*+)*+", re.MULTILINE)
_MARKER = re.compile(r"[-*+>]|[0-9]+\.")


def too_costly(markdown: str) -> str | None:
    """Why some Markdown would take too long, in words that follow "the text", or None."""
    if any(_depth(margin) > _DEEPEST for margin in set(_MARGIN.findall(markdown))):
        return f"nests lists and quotes more than {_DEEPEST} deep"
    lines = markdown.split("\n")
    # The address and the title of a definition may each stand on a line of their own.
    definitions = [lines[at : at + 3] for at, line in enumerate(lines) if "]:" in line]
    longest = max((sum(map(len, definition)) for definition in definitions), default=0)
    if longest * markdown.count("[") > _AS_LONG:
        return "names one long link too often"
    if any(line.count("|") * line.count("`") > AFFORDABLE for line in lines):
        return "has a table row with too many code spans"
    spent: Counter[str] = Counter()
    for block in _BLOCK_END.split(markdown):
        if block.count("\n") * max(line.count("|") for line in block.split("\n")) > _CELLS:
            return f"has a table of more than {_CELLS} cells"
        spent.update(_spent(block))
    if spent.total() <= AFFORDABLE:
        return None
    return f"has too many {max(spent, key=lambda kind: spent[kind])} in one block"


def _spent(block: str) -> dict[str, int]:
    """The cost of each kind of mark in one block."""
    spent = {}
    if "[" in block:
        spent["square brackets without a partner"] = _PLAIN_LINK.sub("", block).count("[")
    if "`" in block and "`" in _PLAIN_CODE.sub("", block):
        spent["backticks without a partner"] = len(_TICKS.findall(block))
    spent["headings and lines"] = len(_SPLITTER.findall(block)) // 4
    spent["asterisks and underscores"] = (block.count("*") + block.count("_")) // 80
    return {kind: count * len(block) for kind, count in spent.items()}


def _depth(margin: str) -> int:
    """How many lists and quotes the marks at the start of a line open, with the levels that its indent stands for."""
    markers = _MARKER.findall(margin)
    indent = len(margin.expandtabs(4)) - len(margin.expandtabs(4).lstrip(" "))
    return len(markers) + indent // 4 if markers else 0
