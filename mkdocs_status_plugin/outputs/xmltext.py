"""XML by the standard library's writer, whatever its texts hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from xml.etree.ElementTree import Element, indent, tostring  # nosec B405 - it writes XML here and reads none

__all__ = ["Element", "attribute", "clean", "content", "element", "leaf", "one_line", "written"]

# XML 1.0 allows none of these characters (section 2.2), or advises against them: controls and noncharacters.
_FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_IN_ATTRIBUTES = str.maketrans({"\t": "&#09;", "\n": "&#10;"})


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold, line ends as ``\\n``."""
    text = str(text)  # HTML marked as safe would escape what the writer puts into it
    if text.replace("\n", "").isprintable():  # then none of them is in it
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text in one line, without the characters that XML cannot hold."""
    return " ".join(clean(text).split())


def element(
    tag: str, text: str = "", attributes: Mapping[str, str] | None = None, *children: Element
) -> Element:
    """An element with its text, which may hold anything."""
    made = Element(tag, {name: clean(value) for name, value in (attributes or {}).items()})
    made.text = clean(text) or None
    made.extend(children)
    return made


def leaf(tag: str, text: str) -> str:
    """An element with nothing but a text in it, as XML."""
    inside = content(text)
    return f"<{tag}>{inside}</{tag}>" if inside else f"<{tag} />"


def content(text: str) -> str:
    """A text between tags, escaped."""
    return escape(clean(text), quote=False)


def attribute(text: str) -> str:
    """The value of an attribute, to stand in double quotes, escaped."""
    made = escape(clean(text), quote=False).replace('"', "&quot;")
    return made.translate(_IN_ATTRIBUTES) if "\n" in made or "\t" in made else made


def written(root: Element, *, lines: bool = False) -> str:
    """An element as XML; with ``lines`` each element that holds others is spread over several."""
    if lines:
        indent(root, " ")
    return tostring(root, encoding="unicode")
