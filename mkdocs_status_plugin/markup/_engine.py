"""Markdown to safe HTML: Python-Markdown, the house's rules on its tree, then nh3 as the judge."""

from __future__ import annotations

import hashlib
import html
import re
from xml.etree.ElementTree import Element  # nosec B405  # a tree is built and changed here, no XML is read

import nh3
from markdown import Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from ._addresses import REL, resolve
from ._dialect import IncidentText
from ._text import without_forbidden

_UNWRAPPED = "unwrapped"
"""An element that nh3 takes away, leaving what is in it."""

_DEEPEST = 64
"""Deeper than this emphasis has no effect; browsers and feed readers stop somewhere above."""

_FIXED = {"rel": REL, "loading": "lazy", "scope": "col"}
"""Attributes that the house gives and no author."""

_HEADINGS = {"h1": "h4", "h2": "h4", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6"}
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TAGS = {
    *("p", "br", "hr", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "a", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "th": {"scope"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


class _House(Treeprocessor):
    """Headings below the page's own, addresses by the rules, tables and lists that a checker accepts."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.root = ""
        self.directory_urls = True

    def run(self, root: Element) -> None:
        """Change the finished tree in place."""
        waiting = [(root, False, 0)]
        while waiting:
            element, in_link, depth = waiting.pop()
            match element.tag:
                case "em" | "strong" if depth > _DEEPEST:
                    element.tag = _UNWRAPPED
                case "a" if in_link:
                    element.tag = _UNWRAPPED
                case "a":
                    in_link = self._link(element, element.get("href", ""))
                case "img":
                    self._image(element, in_link)
                case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                    element.tag = _HEADINGS[element.tag] if _says_something(element) else _UNWRAPPED
                case "th" if _says_something(element):
                    element.set("scope", _FIXED["scope"])
                case "th":
                    element.tag = "td"
                case "ol":
                    _number(element)
            waiting += [(child, in_link, depth + 1) for child in element]

    def _link(self, element: Element, written: str) -> bool:
        address = resolve(_decoded(written), self.directory_urls)
        if address is None:
            element.tag = _UNWRAPPED
            return False
        element.set("href", _encoded(self.root * address.local + address.value))
        if address.foreign:
            element.set("rel", _FIXED["rel"])
        if not _says_something(element):
            element.text = _encoded(address.value) + (element.text or "")
        return True

    def _image(self, element: Element, in_link: bool) -> None:
        written = element.get("src", "")
        address = resolve(_decoded(written), self.directory_urls)
        if address is not None and address.local:
            element.set("src", _encoded(self.root + address.value))
            element.set("loading", _FIXED["loading"])
            if not element.get("alt", "").strip():
                element.set("alt", element.attrib.pop("title", ""))
            return
        element.text = element.get("alt", "")
        element.attrib.clear()
        if in_link or address is None:
            element.tag = _UNWRAPPED
        else:
            element.tag = "a"
            self._link(element, written)


def _says_something(element: Element) -> bool:
    shown = any(text.strip() for text in element.itertext())
    return shown or any(image.get("alt", "").strip() for image in element.iter("img"))


def _number(element: Element) -> None:
    start = element.attrib.pop("start", "")
    if start.isdecimal() and len(start) < 10:
        element.set("start", str(int(start)))


def _decoded(written: str) -> str:
    """An address as a browser would read it: Python-Markdown leaves character references as they are."""
    return _REFERENCE.sub(lambda reference: html.unescape(reference[0]), written)


def _encoded(address: str) -> str:
    return address.replace("&", "&amp;")


class Engine:
    """One Python-Markdown instance for many texts, one after the other."""

    def __init__(self) -> None:
        self._markdown = Markdown(
            extensions=[
                TableExtension(),
                FencedCodeExtension(),
                SaneListExtension(),
                Nl2BrExtension(),
                IncidentText(),
            ],
            output_format="html",
        )
        self._house = _House(self._markdown)
        self._markdown.treeprocessors.register(self._house, "house", -10)

    def convert(self, text: str, directory_urls: bool) -> tuple[str, ...]:
        """The text's HTML, cut wherever the way to the site's root is missing."""
        # No text can hold its own hash, so only the addresses written here hold this mark.
        root = f"root-{hashlib.sha256(text.encode()).hexdigest()[:32]}/"
        self._house.root = root
        self._house.directory_urls = directory_urls
        self._markdown.reset()
        judged = _judged(self._markdown.convert(text), root)
        # A character reference may stand for what no page may hold; `&nbsp;` is no word of XML.
        return tuple(without_forbidden(judged).replace("&nbsp;", "\xa0").split(root))


def _judged(fragment: str, root: str) -> str:
    """The fragment with nothing in it but what the lists above allow, whatever came before."""

    def kept(_tag: str, name: str, value: str) -> str | None:
        match name:
            case "href":
                allowed = value.startswith((root, "https://", "http://", "mailto:", "tel:"))
            case "src":
                allowed = value.startswith(root)
            case "rel" | "loading" | "scope":
                allowed = value == _FIXED[name]
            case "start":
                allowed = value.isascii() and value.isdecimal()
            case _:
                allowed = True
        return value if allowed else None

    return nh3.clean(
        fragment,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
