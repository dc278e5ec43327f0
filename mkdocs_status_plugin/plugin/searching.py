"""Our entries in the index of Material's search, made from what we know instead of by parsing our pages again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from types import SimpleNamespace
from typing import NamedTuple, Protocol, cast

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_status_plugin.pages import Page

BUDGET = 600_000
"""How many characters of text the index holds of all pages together: every reader's browser fetches it."""

_SEARCH = "material.plugins.search.plugin"
"""It reads each page, but adds nothing to it; what it is to find of ours it gets from here."""


class Found(NamedTuple):
    """One page as a search finds it: its source, its title, and its text as safe HTML."""

    source: str
    title: str
    text: str


class Index(Protocol):
    """The part of Material's index that is used here."""

    entries: list[dict[str, object]]

    def create_entry_for_section(self, section: object, _toc: object, url: str, page: object, /) -> None:
        """Add one entry."""


def searched(pages: Iterable[Page]) -> Iterator[Found]:
    """What a search should find, in the order of the site; once the budget is spent, by the titles alone."""
    left = BUDGET
    for page in pages:
        if page.text is not None:
            said = page.text() if left >= 0 else ""
            left -= len(said)
            yield Found(page.source, page.title, said if left >= 0 else "")


def index_of(plugins: Mapping[str, object]) -> Index | None:
    """The index of Material's search, if the site has it."""
    for plugin in plugins.values():
        index = getattr(plugin, "search_index", None)
        if hasattr(index, "create_entry_for_section") and hasattr(index, "entries"):
            return cast(Index, index)
    return None


def enter(index: Index, found: Iterable[Found], address: Callable[[str], str]) -> None:
    """Add pages to an index; ``address`` gives a page's, below the site, by its source."""
    page = SimpleNamespace(meta={}, title="")
    for one in found:
        section = SimpleNamespace(id=None, title=[escape(one.title, quote=False)], text=[one.text])
        index.create_entry_for_section(section, [], address(one.source), page)


def listeners(config: MkDocsConfig, own: object, events: Iterable[str]) -> list[object]:
    """Who else listens to some events: other plugins and hooks, but not Material's search."""
    known = [own, *(plugin for plugin in config.plugins.values() if type(plugin).__module__ == _SEARCH)]
    return [
        method
        for event in events
        for method in config.plugins.events.get(event, ())
        if not any(getattr(method, "__self__", None) is one for one in known)
    ]
