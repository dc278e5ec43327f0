"""Badges: the state as a picture, for the site and for each component, and the same for shields.io's endpoint.

A picture cannot change with the clock: it tells what was true when the site was built.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_status_plugin import links
from mkdocs_status_plugin.marks import colour
from mkdocs_status_plugin.outputs.badges_picture import picture, shortened
from mkdocs_status_plugin.outputs.publication import Publication
from mkdocs_status_plugin.outputs.xmltext import one_line
from mkdocs_status_plugin.state import BannerKind

CACHE = 300
"""For how many seconds shields.io may keep what it read; less it does not allow."""


class Badge(NamedTuple):
    """``label`` says what is meant and ``message`` how it is; ``state`` chooses the mark."""

    label: str
    message: str
    state: str


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Two files for the site and two for each component."""
    whole = _whole(publication)
    yield links.BADGE, picture(whole.label, whole.message, whole.state)
    yield links.BADGE_JSON, _endpoint(whole)
    for view in publication.snapshot.components:
        word = publication.words.plain(f"status.{view.status}")
        badge = Badge(one_line(view.component.name), one_line(word), view.status)
        id_ = view.component.id
        yield links.beside_component(id_, links.BADGE), picture(badge.label, badge.message, badge.state)
        yield links.beside_component(id_, links.BADGE_JSON), _endpoint(badge)


_MESSAGES = {
    BannerKind.OPERATIONAL: "banner.operational",
    BannerKind.UNDER_MAINTENANCE: "status.under_maintenance",
    BannerKind.DEGRADED_PERFORMANCE: "status.degraded_performance",
    BannerKind.PARTIAL_OUTAGE: "status.partial_outage",
    BannerKind.MAJOR_OUTAGE: "status.major_outage",
    BannerKind.INCIDENT: "badge.incident",
    BannerKind.UNKNOWN: "badge.unknown",
}


def _whole(publication: Publication) -> Badge:
    """The banner without its names; the mark is the banner's, so that few things broken do not paint it red."""
    banner = publication.snapshot.banner
    return Badge(
        one_line(publication.site_name),
        one_line(publication.words.plain(_MESSAGES[banner.kind])),
        "unknown" if banner.kind is BannerKind.UNKNOWN else banner.level,
    )


def _endpoint(badge: Badge) -> bytes:
    """What shields.io's endpoint badge reads (schema version 1); as an error no address can recolour it."""
    content = {
        "schemaVersion": 1,
        "label": shortened(badge.label),
        "message": shortened(badge.message),
        "color": colour(badge.state),
        "isError": badge.state == "unknown",
        "cacheSeconds": CACHE,
    }
    return (json.dumps(content, indent=2) + "\n").encode()
