"""Our pages as MkDocs knows pages: generated files whose content is ready."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_status_plugin.pages import Page

_REPEATING = ("front", "history", "month", "maintenance")
"""Pages that repeat what incidents say: a search should find the incident itself, and once."""


class Title(str):
    """A page title as MkDocs' themes take titles: already HTML, because their templates do not escape.

    Some of them strip tags first, which also undoes escapes; for those `__html__` is escaped once
    more, so that a title never becomes markup either way.
    """

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Title:
        """The title of a plain text."""
        return cls(escape(text))

    def __html__(self) -> str:
        """What the theme's ``striptags`` starts from."""
        return escape(str(self))


class StatusPage(MkDocsPage):
    """A page whose body is already HTML: nothing is read, so nothing can mistake it for Markdown.

    MkDocs' own reader would take ``Investigating: …`` for metadata and delete it.
    """

    def __init__(self, ready: Page, title: str, file: File, config: MkDocsConfig) -> None:
        """Take a ready page and the title that the navigation gives it."""
        super().__init__(Title.of(title), file, config)
        self.ready = ready
        self.plain_title = title

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: the text lies in the incident's file and became HTML elsewhere."""
        del config
        self.markdown = ""
        self.meta = {"description": escape(self.ready.description), "hide": ["navigation", "toc"]}
        if self.ready.key in _REPEATING:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the body."""
        del config, files
        self.content = self.ready.body
        self.toc = TableOfContents([AnchorLink(escape(self.ready.title), "", 1)])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


def with_head(output: str, page: StatusPage, site_name: str) -> str:
    """A finished page with our title and our part of the head, whatever the theme made of them."""
    name = page.plain_title if page.plain_title == site_name else f"{page.plain_title} - {site_name}"
    output = _TITLE.sub(lambda _: f"<title>{escape(name, quote=False)}</title>", output, count=1)
    head, end, rest = output.partition("</head>")
    return head + page.ready.head + end + rest


def page_file(ready: Page, title: str, config: MkDocsConfig, *, in_nav: bool) -> File:
    """A page for MkDocs' list of files, with the way to edit the file behind it."""
    root = project_root(config)
    inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
    if ready.file is None:
        file = File.generated(config, ready.source, content="", inclusion=inclusion)
    else:
        # Other plugins look for a real file behind a page, for its dates in git for instance.
        file = File.generated(config, ready.source, abs_src_path=str(root / ready.file), inclusion=inclusion)
        file.edit_uri = edit_path(ready.file, config)  # pyright: ignore[reportAttributeAccessIssue] - it is made to be set
    StatusPage(ready, title, file, config)
    return file


def project_root(config: MkDocsConfig) -> Path:
    """The folder of ``mkdocs.yml``, below which incidents and components lie."""
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def edit_path(file: str, config: MkDocsConfig) -> str:
    """A project file as MkDocs' edit addresses want it: from the docs folder on, as in an address."""
    docs = os.path.relpath(config.docs_dir, project_root(config)).replace(os.sep, "/")
    return quote(posixpath.relpath(file, docs))


def nav_titles(nav: object) -> Mapping[str, str]:
    """The titles that the owner's navigation gives to pages, by source."""
    found: dict[str, str] = {}
    if isinstance(nav, list):
        for item in nav:
            found |= nav_titles(item)
    elif isinstance(nav, dict):
        for title, target in nav.items():
            if isinstance(target, str):
                found[target] = str(title)
            else:
                found |= nav_titles(target)
    elif isinstance(nav, str):
        found[nav] = ""
    return found
