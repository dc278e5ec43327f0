"""What a page is, and what the pages of one site have in common. Frozen data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Content(NamedTuple):
    """What a page says, ready but for the theme around it.

    ``description`` is plain text. ``body`` is HTML with links relative to the page, ``head`` the HTML of
    what belongs into the document's head beyond the theme's.
    """

    description: str
    body: str
    head: str


class Page(NamedTuple):
    """One page: where it stands, and how to get at what it says.

    ``source`` is the path that MkDocs turns into the address. ``key`` names the kind of page. ``title``
    is plain text. ``content`` makes what the page says, anew at each call: a history has thousands of pages, and
    only one needs to be held at a time. ``file`` is the file that a person edits to change the page,
    relative to the project, or None. ``text`` gives the safe HTML of what a search should find the page by; it is None
    for pages that only repeat what others say. ``kept`` is the key that all it says, its title included, is kept by,
    and ``around`` a hash of what our own templates put around that; both are empty where it is not kept.
    """

    source: str
    key: str
    title: str
    content: Callable[[], Content]
    file: str | None = None
    text: Callable[[], str] | None = None
    kept: str = ""
    around: str = ""


def _nowhere(_file: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner of a site decided about its pages.

    ``titles`` overrides page titles by key. ``edit_url`` gives the address for editing a file of the
    project. ``overrides`` are folders with templates that go before ours.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    edit_url: Callable[[str], str | None] = _nowhere
    overrides: tuple[Path, ...] = ()
