"""Reads the HTML that comes out of markup the way a suspicious browser would."""

from __future__ import annotations

from html.parser import HTMLParser

BASE = "../../"
SITE = "https://status.example.com/"

ALLOWED: dict[str, set[str]] = {
    "a": {"href", "rel", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "th": {"scope"},
}
PLAIN = {
    *("p", "br", "hr", "h4", "h5", "h6", "ul", "li", "blockquote", "pre", "code"),
    *("em", "strong", "table", "thead", "tbody", "tr", "td"),
}
VOID = {"br", "hr", "img"}
REL = "nofollow noopener noreferrer"


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.deepest = 0
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        known = tag in PLAIN or tag in ALLOWED
        if not known or len(values) < len(attrs) or not set(values) <= ALLOWED.get(tag, set()):
            self.faults.append(f"<{tag} {attrs}>")
        if tag == "a":
            self._check_link(values)
        if tag == "img" and not (_local(values["src"]) and values["loading"] == "lazy" and "alt" in values):
            self.faults.append(f"image {attrs}")
        if "start" in values and not (values["start"].isascii() and values["start"].isdecimal()):
            self.faults.append(f"start {values['start']}")
        if tag in self.open and tag in {"a", "p", "h4", "h5", "h6", "pre", "code"}:
            self.faults.append(f"<{tag}> in <{tag}>")
        self.said.append(values.get("alt", ""))
        if tag not in VOID:
            self.open.append(tag)
        self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data}")

    def _check_link(self, values: dict[str, str]) -> None:
        address = values.get("href", "")
        foreign = address.startswith(("https://", "http://")) and not address.startswith(SITE)
        if not (foreign or _local(address) or address.startswith(("mailto:", "tel:"))):
            self.faults.append(f"link to {address!r}")
        if (values.get("rel") == REL) is not foreign:
            self.faults.append(f"rel of {address!r}")


def _local(address: str) -> bool:
    """Whether an address stays below the site's root, for a fragment made with :data:`BASE` or :data:`SITE`."""
    for base in (BASE, SITE):
        if address.startswith(base):
            path = address.removeprefix(base).partition("#")[0].partition("?")[0]
            steps = path.lower().replace("%2e", ".").split("/")
            return not {".", "..", ""} & set(steps[:-1]) and steps[-1] not in {".", ".."} and ":" not in path
    return False


def faults(fragment: str) -> list[str]:
    """Everything in a fragment that may not be there."""
    checker = _read(fragment)
    found = [*checker.faults, *(f"<{tag}> stays open" for tag in checker.open)]
    found += [f"character {ord(c):x}" for c in fragment if c not in "\n\t" and not _may_stand(ord(c))]
    return found


def said(fragment: str) -> str:
    """The text that a fragment shows, with the descriptions of its images."""
    return "".join(_read(fragment).said)


def depth(fragment: str) -> int:
    """How many tags of a fragment are open at once."""
    return _read(fragment).deepest


def _may_stand(code: int) -> bool:
    """Whether a character is none of the controls, lone surrogates and noncharacters."""
    control = code < 0x20 or 0x7F <= code < 0xA0
    nonsense = 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE
    return not control and not nonsense


def _read(fragment: str) -> _Checker:
    checker = _Checker()
    checker.feed(fragment)
    checker.close()
    return checker
