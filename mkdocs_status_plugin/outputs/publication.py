"""What every output may draw on: one snapshot, and how the site is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mkdocs_status_plugin.build import Build
from mkdocs_status_plugin.language import Words
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.markup import Body
from mkdocs_status_plugin.problems import Problem
from mkdocs_status_plugin.state import Snapshot, Timeline


@dataclass(frozen=True)
class Publication:
    """One build as the outputs see it.

    ``snapshot`` and ``timeline`` answer every question of state. ``time_zone`` is the IANA name of
    the display zone; ``history_days`` the length of the history shown. ``render`` gives the safe HTML
    of an incident's text, worked out once for pages and outputs alike. ``problems`` are the findings
    of reading and review.
    """

    snapshot: Snapshot
    timeline: Timeline
    build: Build
    links: Links
    words: Words
    site_name: str
    time_zone: str
    history_days: int
    problems: tuple[Problem, ...]
    render: Callable[[str], Body] = field(repr=False)
