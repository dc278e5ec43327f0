"""Pages stamped from one drawing of the theme for each kind, byte for byte what the theme draws for each.

Incident pages differ from each other in few places, and a theme takes more than a millisecond for one. So it
draws a shell with marks in those places. Nothing is taken on trust: a few pages are drawn in full and compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from mkdocs_status_plugin.pages import Content, Page
from mkdocs_status_plugin.plugin.hosting import StatusPage, document_title, finished, page_file

_FIELDS = ("title", "name", "description", "address", "edit", "head", "body", "path")
_SPECIAL = re.compile(r"[^\w ]")


@dataclass(frozen=True)
class Theme:
    """The theme during one build, and what a page needs to know of the site for it."""

    env: jinja2.Environment
    nav: Navigation
    files: Files
    config: MkDocsConfig
    address: Callable[[str], str] = field(repr=False)
    edit_url: Callable[[str], str | None] = field(repr=False)

    def draw(self, page: StatusPage) -> str:
        """One page in full, as MkDocs itself would make it."""
        page.active = True
        try:
            template = self.env.get_template(str(page.meta.get("template", "main.html")))
            context = get_context(self.nav, self._pages, self.config, page)
            return finished(template.render(context), page, self.config.site_name)
        finally:
            page.active = False

    @cached_property
    def _pages(self) -> Sequence[File]:
        """MkDocs' own pages, found once: among thousands of files that takes as long as to draw one."""
        return self.files.documentation_pages()

    def page(self, ready: Page) -> StatusPage:
        """A page as MkDocs would have it, read and rendered."""
        made = page_file(ready, ready.title, self.config, in_nav=False).page
        if not isinstance(made, StatusPage):
            raise TypeError(f"{ready.source} is no page of ours")
        made.read_source(self.config)
        made.render(self.config, self.files)
        return made


class Shell(NamedTuple):
    """A drawing, cut where pages of a kind differ; ``fields`` are what belongs between its ``parts``."""

    parts: tuple[bytes, ...]
    fields: tuple[str, ...]

    def stamp(self, values: dict[str, str]) -> bytes:
        """One page."""
        made = [self.parts[0]]
        for name, part in zip(self.fields, self.parts[1:], strict=True):
            made.append(_encoded(values[name]))
            made.append(part)
        return b"".join(made)


def values(theme: Theme, ready: Page, said: Content) -> dict[str, str]:
    """What stands in the marked places of one page."""
    edit = theme.edit_url(ready.file) if ready.file else None
    return {
        "title": escape(ready.title),
        "name": document_title(ready.title, theme.config.site_name),
        "description": escape(said.description),
        "address": theme.address(ready.source),
        "edit": edit or "",
        "head": said.head,
        "body": said.body,
    }


def kinds(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Pages that may share a shell: of one kind, equally deep, all with or all without a file to edit."""

    def kind(page: Page) -> tuple[str, int, bool]:
        return page.key, page.source.count("/"), page.file is not None

    for _, found in groupby(sorted(pages, key=kind), key=kind):
        yield list(found)


def shell(theme: Theme, pages: Sequence[Page], secret: str, read: Callable[[Page], Content]) -> Shell | None:
    """The shell of some pages of a kind, or None where the theme draws one of the samples in another way.

    ``secret`` is a text that no page can hold; ``read`` is asked for what the samples say.
    """
    marks = {name: "x" + sha256(f"{secret} {name}".encode()).hexdigest() for name in _FIELDS}
    drawn = _encoded(_marked(theme, pages[0], marks))
    names = {mark.encode(): name for name, mark in marks.items()}
    found = re.split(b"(" + b"|".join(names) + b")", drawn)
    made = Shell(tuple(found[::2]), tuple(names[mark] for mark in found[1::2]))
    if "path" in made.fields or "body" not in made.fields:
        return None
    for ready in _samples(pages):
        said = read(ready)
        page = theme.page(ready._replace(content=partial(_content, said)))
        if _encoded(theme.draw(page)) != made.stamp(values(theme, ready, said)):
            return None
    return made


def _content(said: Content) -> Content:
    return said


def _marked(theme: Theme, like: Page, marks: dict[str, str]) -> str:
    """A page drawn with marks in the places where others of its kind differ."""
    folder = like.source.split("/")[:-1]
    said = Content(marks["description"], f"<h1>{marks['body']}</h1>", marks["head"])
    source = "/".join([*folder[:1], *([marks["path"]] * len(folder))]) + ".md" if folder else marks["path"]
    page = theme.page(Page(source, like.key, marks["title"], partial(_content, said), like.file))
    page.plain_title = marks["name"]
    page.canonical_url = marks["address"] if page.canonical_url else page.canonical_url
    page.edit_url = marks["edit"] if page.edit_url else page.edit_url
    drawn = theme.draw(page)
    # The names of the site and the page stand together in the title of the document.
    whole = document_title(marks["name"], theme.config.site_name)
    return drawn.replace(whole, marks["name"]).replace(f"<h1>{marks['body']}</h1>", marks["body"])


def _samples(pages: Sequence[Page]) -> list[Page]:
    """The first, the last, the one with the longest title and the one with the oddest."""
    odd = max(pages, key=lambda page: (len(set(_SPECIAL.findall(page.title))), page.source))
    longest = max(pages, key=lambda page: (len(page.title), page.source))
    return [*{page.source: page for page in (pages[0], pages[-1], odd, longest)}.values()]


def _encoded(html: str) -> bytes:
    """As MkDocs encodes a page."""
    return html.encode("utf-8", errors="xmlcharrefreplace")
