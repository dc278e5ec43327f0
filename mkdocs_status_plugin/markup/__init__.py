"""Incident text, which may come from a stranger, as safe HTML and as plain text.

This package is the only place that turns Markdown into HTML. The Markdown is Python-Markdown's with
tables, fenced code, sane lists and line ends that show: whoever types lines at night expects lines,
and so does every tool that such texts come from. What else differs stands in :mod:`._dialect`.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from . import _costs, _plain
from ._quick import quick
from ._text import Piece, as_typed, pieces, tidy

if TYPE_CHECKING:
    from ._engine import Engine

__all__ = ["Body", "excerpt", "plain", "render", "too_costly"]


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered text. ``parts`` are its HTML, cut wherever an address goes on from the site's root."""

    parts: tuple[str, ...]

    def html(self, base: str) -> str:
        """The HTML for a page from which ``base`` leads to the site's root.

        ``base`` is relative (``../../``) or absolute (``https://status.example.com/``) and ends in
        a slash, or is empty for a page at the root itself.
        """
        return self.parts[0] if len(self.parts) == 1 else html.escape(base).join(self.parts)

    def plain(self, site_url: str = "") -> str:
        """What the body says, without any markup; see :func:`plain`."""
        return _plain.plain(self.html(site_url))

    def excerpt(self, limit: int = 160) -> str:
        """The beginning in one line; see :func:`excerpt`."""
        text = " ".join(_plain.plain(self.html(""), addresses=False).split())
        if len(text) <= limit:
            return text
        kept = text[: limit - 1]
        if text[limit - 1] != " ":
            kept = kept.rpartition(" ")[0] or kept
        return kept.rstrip(" .,;:-") + "\u2026"


def render(text: str, *, directory_urls: bool = True) -> Body:
    """An incident's Markdown as HTML that is safe in any page.

    The HTML holds headings of level 4 to 6 and no ids, classes or styles; it loads nothing from another
    host; its addresses follow :mod:`._addresses`. Where Markdown would take too long, see
    :func:`too_costly`, or fails, the text comes out as it was typed. Never raises.

    ``directory_urls`` says whether the site's pages are folders (``incidents/x/``) or files.
    """
    tidied = tidy(text)
    plainly = quick(tidied)
    if plainly is not None:
        return Body((plainly,))
    found = pieces(tidied)
    if _reason(found) is None:
        try:
            return Body(_shared().convert("".join(piece.markdown for piece in found), directory_urls))
        except Exception:  # noqa: BLE001  # a fault in a library must not keep an incident from being seen
            _shared.cache_clear()
    return Body((as_typed(found),))


def plain(text: str, *, site_url: str = "", directory_urls: bool = True) -> str:
    """An incident's Markdown as plain text for readers that know no markup.

    Paragraphs have an empty line between them, items begin with ``- `` or their number, lines of a quote
    with ``> ``, cells have ``|`` between them, an image is its description, code stands as it is. A link is
    its text and its address in brackets, or only the address where they are the same.

    ``site_url`` is what addresses in the site begin with: absolute with a closing slash, or empty.
    """
    return render(text, directory_urls=directory_urls).plain(site_url)


def excerpt(text: str, limit: int = 160) -> str:
    """The beginning of an incident's Markdown in one line of at most ``limit`` characters, without addresses."""
    return render(text).excerpt(limit)


def too_costly(text: str) -> str | None:
    """Why :func:`render` shows a text as it was typed, in words that follow "the text", or None if it does not."""
    tidied = tidy(text)
    return None if quick(tidied) is not None else _reason(pieces(tidied))


def _reason(found: list[Piece]) -> str | None:
    return _costs.too_costly("\n\n".join(piece.text for piece in found if not piece.fence))


@cache
def _shared() -> Engine:
    # Markdown takes longer to load than to render a text; a build whose texts are all known needs none of it.
    from ._engine import Engine

    return Engine()
