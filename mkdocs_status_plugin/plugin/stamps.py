"""Which pages of a build are stamped, and by which shell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_build_date

from mkdocs_status_plugin.keeping import key
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.pages import Content, Page
from mkdocs_status_plugin.plugin.hosting import page_file
from mkdocs_status_plugin.plugin.ready import Batch, ReadyFile
from mkdocs_status_plugin.plugin.searching import listeners
from mkdocs_status_plugin.plugin.stamping import Shell, Theme, kinds, shell, values

FEW = 6
"""So few pages of a kind are not worth a shell."""

_EVENTS = (
    "files",
    "nav",
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)


class Stamps:
    """The pages of one build that are written without MkDocs' making each of them."""

    def __init__(self, pages: Iterable[Page], config: MkDocsConfig, own: object, links: Links) -> None:
        """Choose them: kinds with many pages, unless somebody else wants to see each page."""
        self.links = links
        # A plugin or hook that listens to pages must meet them all.
        chosen = [] if listeners(config, own, _EVENTS) else [*kinds(pages)]
        self._kinds = [kind for kind in chosen if len(kind) > FEW]
        self._shells: dict[str, Shell] = {}
        self._theme: Theme | None = None
        self._proved: dict[str, Content] = {}
        self.sources = {page.source for kind in self._kinds for page in kind}

    def file(self, page: Page, config: MkDocsConfig, batch: Batch) -> ReadyFile:
        """The file of a page that is stamped when MkDocs puts files in their places."""
        return ReadyFile(config, batch, self.links.file(page.source), _Stamped(self, page), page.source)

    def prove(self, theme: Theme, secret: str) -> bool:
        """Draw the shells; False where the theme draws pages of a kind in more than one way.

        Those kinds are handed to MkDocs after all, in the place where they stood among its files.
        """
        self._theme = theme
        # Only the files hold the pages from here on, each until it is written.
        all_kinds, self._kinds = self._kinds, []
        lost: set[str] = set()
        for kind in all_kinds:
            made = shell(theme, kind, secret, self._read)
            if made is None:
                lost |= {page.source for page in kind}
            else:
                self._shells |= {page.source: made for page in kind}
        if not lost:
            return True
        pages = {page.source: page for kind in all_kinds for page in kind}
        for file in list(theme.files):
            theme.files.remove(file)
            if file.src_uri in lost:
                file = page_file(pages[file.src_uri], pages[file.src_uri].title, theme.config, in_nav=False)
                if file.page is not None:
                    file.page.read_source(theme.config)
                    file.page.render(theme.config, theme.files)
            theme.files.append(file)
        self.sources -= lost
        return False

    def _read(self, page: Page) -> Content:
        """What a page says, kept until the page is stamped."""
        said = self._proved[page.source] = page.content()
        return said

    def listed(self, files: Files) -> list[File]:
        """Every page for templates that list them all, such as the sitemap, in the order of the files."""
        date, site_url = get_build_date(), self.links.site_url
        root = urlsplit(site_url).path
        pages = {id(file) for file in files.documentation_pages()}
        found: list[File] = []
        for file in files:
            if file.src_uri in self.sources:
                address = self.links.address(file.src_uri)
                one = (
                    _Listed(site_url + address, root + address, date)
                    if site_url
                    else _Listed(None, None, date)
                )
                found.append(cast(File, one))
            elif id(file) in pages:
                found.append(file)
        return found

    def mark(self, page: Page) -> str:
        """A hash of all that a page is made of; empty where that is not known."""
        return f"{page.kept} {_around(self._shells[page.source], page.around)}" if page.kept else ""

    def bytes(self, page: Page) -> bytes:
        """A page with the theme around it."""
        theme = self._theme
        if theme is None:
            raise RuntimeError(f"{page.source} is asked for before the theme is there")
        said = self._proved.pop(page.source, None) or page.content()
        return self._shells[page.source].stamp(values(theme, page, said))


@lru_cache(maxsize=16)
def _around(shell: Shell, frame: str) -> str:
    """A hash of all that stands around what pages of a kind say."""
    return key(*shell.fields, *(part.decode() for part in shell.parts), frame)


class _Stamped:
    """A page that is stamped when it is asked for."""

    __slots__ = ("_page", "_stamps")

    def __init__(self, stamps: Stamps, page: Page) -> None:
        self._stamps = stamps
        self._page = page

    def __call__(self) -> bytes:
        return self._stamps.bytes(self._page)

    @property
    def kept(self) -> str:
        """The key by which what it says is kept."""
        return self._page.kept

    @property
    def mark(self) -> str:
        """A hash of all that it is made of."""
        return self._stamps.mark(self._page)


class _Listed:
    """A file and its page in one, as the sitemap asks for them; ``abs_url`` is its address from the server's root on."""

    __slots__ = ("abs_url", "canonical_url", "update_date")
    is_link = False

    def __init__(self, canonical_url: str | None, abs_url: str | None, update_date: str) -> None:
        self.canonical_url = canonical_url
        self.abs_url = abs_url
        self.update_date = update_date

    @property
    def page(self) -> _Listed:
        """The page."""
        return self
