"""Front matter as nearly everybody writes it, read without a parser for YAML.

Only what means the same to each of them: a key with a few words behind it, or with a list of plain words. Whatever else
stands there is left to :mod:`mkdocs_status_plugin.source.frontmatter`, which also says what is wrong with it.
"""

from __future__ import annotations

import re

from mkdocs_status_plugin.source.yamltree import Entry, List, Node, Text

MAX_LINES = 40
MAX_LINE = 200

_PAIR = re.compile(r"([a-z_]+): ([A-Za-z0-9][ -\"$-~\u00c0-\u024f]*)")
"""A key and a text without quotes. A number sign may begin a comment, so there is none."""
_WORD = "[a-z0-9][a-z0-9_-]*"
_FLOW = re.compile(rf"([a-z_]+): \[({_WORD}(?:, {_WORD})*)\]")
_OPENS = re.compile(r"([a-z_]+):")
_ITEM = re.compile(rf"( +)- ({_WORD})")


def read(lines: list[str]) -> tuple[dict[str, Entry], int] | None:
    """The entries of front matter that begins in the first of a file's lines, and the index of the line behind it.

    None where anything about it is less than usual.
    """
    if lines[0] != "---":
        return None
    found: dict[str, Entry] = {}
    open_list: List | None = None
    for number, line in enumerate(lines[1:MAX_LINES], 2):
        if line == "---":
            whole = bool(found) and (open_list is None or bool(open_list.items))
            return (found, number) if whole else None
        if len(line) > MAX_LINE:
            return None
        if open_list is not None:
            item = _ITEM.fullmatch(line)
            if item:
                column = len(item[1]) + 1
                if not open_list.items:
                    open_list.line, open_list.column = number, column
                elif open_list.column != column:
                    return None
                open_list.items.append(Text(item[2], number, column + 2))
                continue
            if not open_list.items:
                return None
            open_list = None
        entry = _entry(line, number)
        if entry is None or entry.key.value in found:
            return None
        found[entry.key.value] = entry
        if isinstance(entry.value, List) and not entry.value.items:
            open_list = entry.value
    return None


def _entry(line: str, number: int) -> Entry | None:
    """The entry that a line makes; its list is still empty where the items stand on the lines below."""
    node: Node
    if pair := _PAIR.fullmatch(line):
        key, value = pair[1], pair[2]
        # A colon before a space, or at the end, makes a mapping of it; a space at the end is not part of it.
        if ": " in value or value[-1] in " :":
            return None
        node = Text(value, number, len(key) + 3)
    elif pair := _OPENS.fullmatch(line):
        key = pair[1]
        node = List(number, 1)
    elif pair := _FLOW.fullmatch(line):
        key = pair[1]
        node = List(number, len(key) + 3)
        column = len(key) + 4
        for word in pair[2].split(", "):
            node.items.append(Text(word, number, column))
            column += len(word) + 2
    else:
        return None
    return Entry(Text(key, number, 1), node)
