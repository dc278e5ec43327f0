"""The HTML of texts that need no parser: paragraphs and lists of plain words, most of what people write.

What is not sure to be the same with Markdown is left to it. So a mark is taken here only in the one shape that nothing
around it can change: emphasis with space before it and letters at its ends, code of one line, a link or an address
that is written out and leads to another host.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from ._addresses import REL, resolve
from ._costs import AFFORDABLE
from ._text import Piece, as_typed, is_simple, paragraphs

_HELD = "\x02"
"""Stands for what is HTML already; no tidy text holds it."""

_MARK = re.compile(r"[`*\[]")
_WORDS = r"[^\s`*_\[\]<>&|\\](?:[^\n\t`*_\[\]<>&|\\]*[^\s`*_\[\]<>&|\\])?"
_CODE = r"[^\s`\[\]<>&|\\](?:[^\n\t`\[\]<>&|\\]*[^\s`\[\]<>&|\\])?"
_HTTP = r"[Hh][Tt][Tt][Pp][Ss]?://"
_PLACE = r"[A-Za-z0-9/.:?=%,;~@+_#-]*"
# It looks back to its own first letter, so that the search for that is a quick one.
_SPAN = re.compile(
    r"[`*\[Hh](?:"
    r"(?=[Tt])(?<![A-Za-z0-9/].)(?<=[Hh])([Tt][Tt][Pp][Ss]?://[^\s<>]+)"
    rf"|(?<=`)(?<!``)({_CODE})`(?!`)"
    rf"|(?<=\*)(?<!\S\*)(\*?)(?=[^\W_])({_WORDS})(?<=[^\W_])\*\3(?![^\s.,:;!?)])"
    rf"|(?<=\[)(?<!!\[)({_WORDS})\]\(({_HTTP}{_PLACE})\))"
)
_WRITTEN_OUT = re.compile(rf"({_HTTP}{_PLACE}[A-Za-z0-9/])([.,:;!?)]*)")
_ITEM = re.compile(r"^(?:[-*]|([0-9]+)\.) (?=\S)", re.MULTILINE)
_FIRST = ("- ", "1. ")


def quick(text: str) -> str | None:
    """The HTML of a tidy text, the same as with Markdown, or None where only Markdown can tell."""
    if not (
        _MARK.search(text) or "://" in text or "\n- " in text or "\n1. " in text or text.startswith(_FIRST)
    ):
        return as_typed([Piece(text)]) if is_simple(text) else None
    if (text.count("*") + text.count("_")) * len(text) > 80 * AFFORDABLE:
        return None
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        address, code, star, words, said, place = found.groups()
        made: str | None = None
        after = ""
        if code:
            made = f"<code>{html.escape(code, quote=False)}</code>"
        elif words and "://" not in words:
            made = f"<strong>{words}</strong>" if star else f"<em>{words}</em>"
        elif said and "://" not in said:
            made = _link(place, said)
        elif address and (out := _WRITTEN_OUT.fullmatch(found[0])):
            made, after = _link(out[1], out[1]), out[2]
        if made is None:
            return found[0]  # with a mark in it, so that the text is not simple
        held.append(made)
        return _HELD + after

    rest = _SPAN.sub(hold, text)
    plain = _ITEM.sub("", rest)
    if not is_simple(plain):
        return None
    shown = as_typed([Piece(rest)]) if plain == rest else _with_lists(rest)
    if shown is None or not held:
        return shown
    first, *others = shown.split(_HELD)
    return first + "".join([made + other for made, other in zip(held, others, strict=True)])


def _with_lists(text: str) -> str | None:
    """Paragraphs and lists as HTML; None where two lists follow each other, or text an item, and are one for Markdown."""
    blocks: list[str] = []
    after_list = False
    for block in paragraphs(text):
        lines = block.split("\n")
        found = [_ITEM.match(line) for line in lines]
        first = next((at for at, item in enumerate(found) if item), len(lines))
        items = [line[item.end() :] for line, item in zip(lines, found, strict=True) if item]
        if first + len(items) != len(lines) or (after_list and not first):
            return None
        if first:
            blocks.append(as_typed([Piece("\n".join(lines[:first]))]))
        if items:
            numbers = [item[1] for item in found[first:] if item]
            if numbers[0] not in (None, "1") or len({number is None for number in numbers}) > 1:
                return None
            tag = "ol" if numbers[0] else "ul"
            made = "".join(f"<li>{html.escape(item, quote=False)}</li>\n" for item in items)
            blocks.append(f"<{tag}>\n{made}</{tag}>")
        after_list = bool(items)
    return "\n".join(blocks)


@lru_cache(maxsize=256)
def _link(place: str, said: str) -> str | None:
    """A link to another host, or None where there is none."""
    address = resolve(place, directory_urls=True)
    if address is None or not address.foreign:
        return None
    return f'<a href="{address.value}" rel="{REL}">{said}</a>'
