"""Ids → addresses: the only place that knows the site's paths.

A *source* is the path that MkDocs turns into an address (``incidents/x.md``); an *address* is what
visitors see below ``site_url`` (``incidents/x/``). Addresses never change once public.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

FRONT = "index.md"
HISTORY = "history.md"
MAINTENANCE = "maintenance.md"
FOLLOW = "follow.md"
MAIN = {"status": FRONT, "history": HISTORY, "maintenance": MAINTENANCE, "follow": FOLLOW}
"""The pages that can stand in a navigation, by their keys."""

# Files for programs at the site's root. Those that are also made for a component have the same name beside its page.
ATOM = "history.atom"
RSS = "history.rss"
CALENDAR = "history.ics"
BADGE = "badge.svg"
BADGE_JSON = "badge.json"
UPDATES_ATOM = "updates.atom"
EVENT = "event.ics"
EMBED = "embed/"
EMBED_SCRIPT = "embed.js"
STATUS_JSON = "status.json"
BUILD_JSON = "build.json"
METRICS = "metrics"
METRICS_TEXT = "metrics.txt"
API = "api/v2/"


def month(year: int, number: int) -> str:
    """The source of a month's page."""
    return f"history/{year:04}/{number:02}.md"


def incident(incident_id: str) -> str:
    """The source of an incident's page."""
    return f"incidents/{incident_id}.md"


def translation(incident_id: str, language: str) -> str:
    """The source of an incident's page in another language."""
    return f"incidents/{incident_id}/{language}.md"


def component(component_id: str) -> str:
    """The source of a component's page."""
    return f"components/{component_id}.md"


def schema(name: str) -> str:
    """The file of a JSON Schema: of ``status``, ``components`` or ``incident``."""
    return f"schemas/{name}.schema.json"


def beside_component(component_id: str, file: str) -> str:
    """A file that is about one component."""
    return f"components/{component_id}/{file}"


def beside_incident(incident_id: str, file: str) -> str:
    """A file that is about one incident."""
    return f"incidents/{incident_id}/{file}"


@dataclass(frozen=True, slots=True)
class Links:
    """How sources become addresses in one site.

    ``site_url`` is absolute with a closing slash, or empty where the site does not know it.
    ``directory_urls`` says whether pages are folders (``history/``) or files (``history.html``). With ``rooted``
    the ways between pages begin at the host's root (``/status/history/``) and hold wherever they are written.
    """

    site_url: str = ""
    directory_urls: bool = True
    rooted: bool = False

    def address(self, source: str) -> str:
        """A page's address below the site's root; the root itself is empty."""
        return _address(source, self.directory_urls)

    def file(self, source: str) -> str:
        """The file of the site that holds a page."""
        stem = source.removesuffix(".md")
        if not self.directory_urls or stem.rpartition("/")[2] == "index":
            return stem + ".html"
        return stem + "/index.html"

    def absolute(self, source: str) -> str:
        """A page's absolute address, or one from the root where the site's own is not known."""
        return (self.site_url or "/") + self.address(source)

    def relative(self, source: str, here: str) -> str:
        """The way from the page of source ``here`` to the page (or file) of ``source``, by the site's root.

        So the way to a page is the same from all pages that are equally deep.
        """
        return self.root(here) + self.address(source)

    def root(self, here: str) -> str:
        """The prefix that leads from the page of source ``here`` to the site's root: ``../../``."""
        if self.rooted:
            return urlsplit(self.site_url).path or "/"
        return "../" * self.address(here).count("/") or "./"

    @property
    def host(self) -> str:
        """The site's host name, or ``localhost`` where it is not known."""
        return urlsplit(self.site_url).hostname or "localhost"


@lru_cache(maxsize=1 << 16)
def _address(source: str, directory_urls: bool) -> str:
    """Asked for again and again: an incident's stands in many pages."""
    stem = source.removesuffix(".md")
    if stem == source:
        return _quoted(source)
    if not directory_urls:
        return _quoted(stem) + ".html"
    return "" if stem == "index" else _quoted(stem) + "/"


_PLAIN = re.compile(r"[a-z0-9/-]*")


def _quoted(stem: str) -> str:
    """A path as it stands in an address; nearly all need no more than a look."""
    return stem if _PLAIN.fullmatch(stem) else quote(stem)
