"""What a search finds pages by: words, not their marks. Safe HTML, because the theme's search shows it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Protocol

from mkdocs_status_plugin.markup import Body
from mkdocs_status_plugin.model import Component, Site
from mkdocs_status_plugin.state import IncidentView

# The tags that Material's search knows; an attribute's value may hold a mark of a tag's end.
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:[^>\"]|\"[^\"]*\")*>")
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul"})


class _Press(Protocol):
    @property
    def site(self) -> Site: ...

    def render(self, text: str, /) -> Body: ...


def incident(press: _Press, view: IncidentView) -> str:
    """An incident's components, its summary and the texts of its updates, the newest first."""
    told = view.incident
    named = ", ".join(press.site.component_name(id_) for id_ in told.component_ids)
    found = [_paragraph(said) for said in (named, told.also_affects) if said]
    texts = [told.summary, *(shown.update.text for shown in view.updates)]
    found += [plainer(press.render(text).html("")) for text in texts if text]
    if told.raw:
        found.append(f"<pre>{escape(told.raw, quote=False)}</pre>")
    return "\n".join(found)


def component(told: Component) -> str:
    """What the list says of a component; its name alone where it says nothing else, so that it is found."""
    return _paragraph(told.description or told.name)


def sentences(told: Iterable[str]) -> str:
    """What a page says in so many words of its own."""
    return "\n".join(map(_paragraph, told))


def plainer(fragment: str) -> str:
    """Safe HTML without attributes, and without the tags that only change how words look."""
    return _TAG.sub(
        lambda tag: f"<{tag[1]}{tag[2]}>" if tag[2] in _KEPT else " " * (tag[2] == "br"), fragment
    )


def _paragraph(said: str) -> str:
    return f"<p>{escape(said, quote=False)}</p>"
