"""Where a link or an image may lead: a place below the site's root, an outside address, or nowhere.

The rules for what a browser makes of an address are those of the URL standard (https://url.spec.whatwg.org/).
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from .. import links

REL = "nofollow noopener noreferrer"
"""How a link to another host is related to the page that it stands in."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?")
_NUMBER_LAST = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$")
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+(?:\?\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[0-9().-]+", re.IGNORECASE)
_INCIDENT = re.compile(r"(?!index$)[a-z0-9]+(?:-+[a-z0-9]+)*")


class Address(NamedTuple):
    """An address that may stand in a page.

    ``value`` is an absolute address, or with ``local`` a path below the site's root, without a
    slash at its start and safe behind any prefix, the empty one included. ``foreign`` says
    whether it leads to another web site.
    """

    value: str
    local: bool = False
    foreign: bool = False


def resolve(written: str, directory_urls: bool) -> Address | None:
    """What an address in an incident's text means, or None where it may lead nowhere.

    ``directory_urls`` says whether the site's pages are folders, see :class:`links.Links`.
    """
    text = written.strip()
    if not text or "\\" in text or any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        return None
    scheme = _SCHEME.match(text)
    if scheme is None:
        return _local(text, directory_urls)
    match scheme[1].lower():
        case "http" | "https":
            return _foreign(text)
        case "mailto" if _MAIL.fullmatch(text):
            return Address("mailto:" + _quoted(text[7:], ":@?"))
        case "tel" if _PHONE.fullmatch(text):
            return Address("tel:" + text[4:])
    return None


def _foreign(text: str) -> Address | None:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    # A name before the host (https://bank.example@evil.example) only serves to mislead.
    if "@" in parts.netloc or ("[" in parts.netloc) != (":" in host) or not _is_host(host):
        return None
    place = f"[{host}]" if ":" in host else host
    if port is not None:
        place += f":{port}"
    value = f"{parts.scheme}://{place}{_quoted(parts.path, ':@/')}"
    if parts.query:
        value += "?" + _quoted(parts.query, ":@/?")
    if parts.fragment:
        value += "#" + _quoted(parts.fragment, ":@/?")
    return Address(value, foreign=True)


def _is_host(host: str) -> bool:
    if len(host) > 253:
        return False
    if ":" in host or _NUMBER_LAST.search(host):
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return "%" not in host
    # Letters beyond ASCII are for the browser to judge; marks beyond it only serve to mislead.
    shape = "".join("a" if not c.isascii() and unicodedata.category(c)[0] in "LMN" else c for c in host)
    return _HOST.fullmatch(shape) is not None


def _local(text: str, directory_urls: bool) -> Address | None:
    if text.startswith("//"):
        return None
    rest, hash_mark, fragment = text.partition("#")
    path, question_mark, query = rest.partition("?")
    # The same text stands on several pages and in feeds, so "this page" means nothing.
    value = _below_root(path, directory_urls) if path else None
    if value is None:
        return None
    if question_mark:
        value += "?" + _quoted(query, ":@/?")
    if hash_mark:
        value += "#" + _quoted(fragment, ":@/?")
    return Address(value, local=True)


def _below_root(path: str, directory_urls: bool) -> str | None:
    segments: list[str] = []
    for segment in path.split("/"):
        match segment.lower().replace("%2e", "."):
            case "" | ".":
                continue
            case "..":
                del segments[-1:]
            case _:
                # A colon would make the first segment a scheme where the way to the root is empty.
                segments.append(_quoted(segment, "@"))
    folder = path.endswith(("/", "/.", "/.."))
    # On the code host the site's files lie in `docs/`; other Markdown is an incident, in whatever folder.
    in_docs = segments[:1] == ["docs"]
    if in_docs:
        del segments[0]
    if not segments:
        return ""
    if folder:
        return "/".join(segments) + "/"
    *above, name = segments
    stem, dot, suffix = name.rpartition(".")
    if not dot or suffix.lower() not in ("md", "markdown"):
        return "/".join(segments)
    if not in_docs:
        site = links.Links(directory_urls=directory_urls)
        return site.address(links.incident(stem)) if _INCIDENT.fullmatch(stem) else None
    if stem.lower() not in ("index", "readme"):
        return "/".join([*above, stem]) + ("/" if directory_urls else ".html")
    return "".join(f"{folder}/" for folder in above) + ("" if directory_urls else "index.html")


def _quoted(text: str, also: str) -> str:
    """Percent-encode what an address may not hold, leaving what is encoded already."""
    return quote(_STRAY_PERCENT.sub("%25", text), safe="%!$&'()*+,;=~" + also)
