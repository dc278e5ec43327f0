"""What the parts of one API answer have in common: the page, and how it writes times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from mkdocs_status_plugin import links
from mkdocs_status_plugin.outputs import ids
from mkdocs_status_plugin.outputs.publication import Publication

Json = Mapping[str, object]
"""One object of an answer; the order of its keys is part of the contract."""

# IANA's names for one and the same zone; Statuspage knows it by the first.
_UTC = ("Etc/UTC", "UTC", "Etc/UCT", "UCT", "Etc/Zulu", "Zulu", "Etc/Universal", "Universal")


@dataclass(frozen=True)
class Context:
    """One publication as the API names it."""

    publication: Publication

    @cached_property
    def url(self) -> str:
        """The page's address without a closing slash (section 1, "page"); empty where it is not known."""
        return self.publication.links.absolute(links.FRONT).rstrip("/")

    @cached_property
    def page_id(self) -> str:
        """The page's id, which other objects refer to."""
        return ids.page(self.publication.links.site_url or self.publication.site_name)

    @cached_property
    def time_zone(self) -> str:
        """The display zone under the name that Statuspage gives it."""
        name = self.publication.time_zone
        return _UTC[0] if name in _UTC else name

    def time(self, at: datetime) -> str:
        """An instant with three digits of milliseconds and the zone's offset at that instant (section 1, "ts")."""
        zone = self.time_zone
        text = at.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")
        return text.removesuffix("+00:00") + "Z" if zone == _UTC[0] else text

    def time_or_none(self, at: datetime | None) -> str | None:
        """The same for an instant that there may be none of; then null, never empty (section 4)."""
        return None if at is None else self.time(at)
