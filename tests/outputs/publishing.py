"""A site at a moment, published as a build would: what the tests of outputs hand to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mkdocs_status_plugin import markup
from mkdocs_status_plugin.build import Build
from mkdocs_status_plugin.language import words
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.problems import Problem, in_order
from mkdocs_status_plugin.state import Timeline, review

SITE_URL = "https://status.example.com/"


def publish(
    site: Site,
    now: datetime,
    *,
    problems: Sequence[Problem] = (),
    site_url: str = SITE_URL,
    time_zone: str = "UTC",
    name: str = "Example Status",
    history_days: int = 7,
) -> Publication:
    """The publication of a site at a moment (UTC); ``problems`` are those of reading, review adds its own."""
    timeline = Timeline(site)
    return Publication(
        snapshot=timeline.at(now),
        timeline=timeline,
        build=Build("0123456789ab", now, "c0ffee"),
        links=Links(site_url),
        words=words("en"),
        site_name=name,
        time_zone=time_zone,
        history_days=history_days,
        problems=tuple(in_order([*problems, *review(site, now)])),
        render=markup.render,
    )
