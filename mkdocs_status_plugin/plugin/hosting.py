"""Our pages as MkDocs knows pages: generated files whose content is ready."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_status_plugin import publishing
from mkdocs_status_plugin.pages import Content, Page
from mkdocs_status_plugin.plugin.mending import mend
from mkdocs_status_plugin.publishing import Host


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
        self.said: Content | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: the text lies in the incident's file and became HTML elsewhere."""
        del config
        self.said = self.ready.content()
        self.markdown = ""
        # What a search finds our pages by goes into its index by another way, see searching.py.
        search = {"exclude": True}
        self.meta = {
            "description": escape(self.said.description),
            "hide": ["navigation", "toc"],
            "search": search,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the body."""
        del config, files
        self.content = self.said.body if self.said else ""
        self.toc = TableOfContents([AnchorLink(escape(self.ready.title), "", 1)])
        self.links_to_anchors = {}


_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


def document_title(title: str, site_name: str) -> str:
    """The title of a page's document, as HTML."""
    return escape(title if title == site_name else f"{title} - {site_name}", quote=False)


def with_head(output: str, title: str, head: str) -> str:
    """A finished page with our title (HTML) and our part of the head, whatever the theme made of them."""
    output = _TITLE.sub(lambda _: f"<title>{title}</title>", output, count=1)
    before, end, rest = output.partition("</head>")
    return before + head + end + rest


def finished(output: str, page: StatusPage, site_name: str) -> str:
    """What a theme drew of one of our pages, with our part of the head and the theme's shortcomings mended."""
    head = page.said.head if page.said else ""
    before, body, after = output.partition(page.content or "")
    # What people wrote is not the theme's: the rules must not reach into the body.
    mark = "<!-- body -->" if body else ""
    output = with_head(before + mark + after, document_title(page.plain_title, site_name), head)
    return mend(output).replace(mark, body, 1) if mark else mend(output)


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
    folder, _, name = file.rpartition("/")
    return _way_from_docs(config.docs_dir, config.config_file_path, folder) + quote(name)


@lru_cache
def _way_from_docs(docs_dir: str, config_file: str, folder: str) -> str:
    docs = os.path.relpath(docs_dir, Path(config_file).parent).replace(os.sep, "/")
    return publishing.edit_path(folder or ".", docs) + "/"


def host_of(config: MkDocsConfig) -> Host:
    """How MkDocs' configuration sets the site up."""
    custom = config.theme.custom_dir
    return Host(
        site_name=config.site_name,
        site_url=config.site_url or "",
        language=str(config.theme.get("language") or config.theme.get("locale") or "en"),
        directory_urls=config.use_directory_urls,
        docs_dir=os.path.relpath(config.docs_dir, project_root(config)).replace(os.sep, "/"),
        repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "",
        edit_uri_template=str(config.edit_uri_template or ""),
        overrides=(Path(custom) / "status",) if custom else (),
    )


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
