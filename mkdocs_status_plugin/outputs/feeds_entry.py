"""One entry of a feed, its permanent name, and an instant that it shares with no other."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

_SINCE = 2026
"""The year in tag URIs (RFC 4151). It says since when a host's name is meant, so it never changes."""


class Entry(NamedTuple):
    """One update as a feed tells it.

    ``id`` is a tag URI that stays the same under edits of title and text. ``at`` is the instant of the
    update (UTC), or where ``dated`` is False a stand-in for an instant that nobody can know.
    ``edition`` are microseconds that are others after an edit, see :meth:`.feeds_entries.Teller.entries`. ``html`` is safe
    and its links are absolute. ``categories`` are pairs of an id and its words: the impact, then the
    components.
    """

    id: str
    link: str
    title: str
    at: datetime
    edition: int
    html: str
    categories: tuple[tuple[str, str], ...]
    dated: bool = True

    @property
    def updated(self) -> datetime:
        """When the entry last changed, as far as can be told (UTC)."""
        return self.at.replace(microsecond=self.edition)

    def to_json(self) -> list[object]:
        """The entry as what JSON has."""
        at = self.at.isoformat()
        return [self.id, self.link, self.title, at, self.edition, self.html, self.categories, self.dated]

    @classmethod
    def from_json(cls, kept: list[Any]) -> Entry:
        """The entry of :meth:`to_json`."""
        id_, link, title, at, edition, html, categories, dated = kept
        when = datetime.fromisoformat(at)
        named = tuple((category, words) for category, words in categories)
        return cls(id_, link, title, when, edition, str(html), named, dated)


Turn = tuple[datetime, str, int]
"""When an entry was, the id of its incident, and which of that one's entries it is."""


def tag(site_url: str, name: str) -> str:
    """A permanent name for something of a site: a tag URI of its host and folder (RFC 4151)."""
    parts = urlsplit(site_url)
    return f"tag:{parts.hostname},{_SINCE}:{parts.path or '/'}{name}"


def fraction(said: str) -> int:
    """Microseconds below a second, made from a text: nearly always others for another text."""
    return int.from_bytes(sha256(said.encode("utf-8", "replace")).digest()[:8]) % 1_000_000


def sequenced(told: dict[str, list[datetime]]) -> tuple[list[Turn], set[str]]:
    """All entries in order, oldest first.

    ``told`` are the instants of the entries of all incidents, by incident. They are moved so that no two are the same,
    and the incidents of those that are given beside. Of several at one instant each comes a second after the one
    before it: by the order in their incident, then by incident. Some readers, Slack's among them, refuse a feed in which
    a date stands twice.
    """
    ordered = sorted((at, id_, place) for id_, found in told.items() for place, at in enumerate(found))
    moved: set[str] = set()
    before: datetime | None = None
    for at, id_, place in ordered:
        if before is not None and at <= before:
            before += timedelta(seconds=1)
            told[id_][place] = before
            moved.add(id_)
        else:
            before = at
    return ordered, moved
