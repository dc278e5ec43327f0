"""What turns a template into a page: the environment, and what a template may ask of its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any, NamedTuple

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined, Template

from mkdocs_status_plugin import links
from mkdocs_status_plugin.keeping import key as hash_of
from mkdocs_status_plugin.language import Moments, machine, sentence
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.pages.compiled import KeptTemplates
from mkdocs_status_plugin.pages.icons import icon
from mkdocs_status_plugin.pages.model import Content, Page, Settings
from mkdocs_status_plugin.pages.pieces import Pieces
from mkdocs_status_plugin.pages.signs import safe, span_of
from mkdocs_status_plugin.pages.views import Moving
from mkdocs_status_plugin.state import Banner


@dataclass(frozen=True)
class Here:
    """What a template may ask about the page it makes: ways from here to elsewhere."""

    source: str
    links: Links

    @cached_property
    def root(self) -> str:
        """The prefix that leads to the site's root."""
        return self.links.root(self.source)

    def to(self, source: str) -> str:
        """The way to another page or file of the site."""
        return self.root + self.links.address(source)

    def component(self, component_id: str) -> str:
        """The way to a component."""
        return self.to(links.component(component_id))

    def month(self, year: int, month: int) -> str:
        """The way to a month of the history."""
        return self.to(links.month(year, month))


class _Frame(NamedTuple):
    """What stands around what pages of a kind say, and a hash of it."""

    before: str
    after: str
    mark: str


class Press:
    """Renders the pages of one site in one language."""

    def __init__(self, publication: Publication, settings: Settings) -> None:
        """Prepare templates, words and formats; owners' templates go before ours."""
        self.site = publication.snapshot.site
        self.site_name = publication.site_name
        self.build = publication.build
        self.settings = settings
        self.links = publication.links
        self.words = publication.words
        self.zone = publication.zone
        self.moments = Moments(self.words.locale, self.zone)
        self.moving = Moving(publication.ahead, self.zone)
        self.render = publication.render
        self.memo = publication.memo
        self._template = cache(partial(_ready, self._environment()))
        self._frames: dict[tuple[str, str, bool], _Frame] = {}
        self._pieces = cache(self._equally_deep)

    def _environment(self) -> Environment:
        environment = Environment(
            loader=ChoiceLoader(
                [
                    FileSystemLoader([str(folder) for folder in self.settings.overrides]),
                    PackageLoader("mkdocs_status_plugin.pages"),
                ]
            ),
            autoescape=True,
            bytecode_cache=KeptTemplates(self.memo.keep),
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(
            t=self.words,
            plain=self.words.plain,
            moments=self.moments,
            site_name=self.site_name,
            site_url=self.links.site_url,
            zone=self.zone.key,
            build=self.build,
            sources=links,
            absolute=self.links.absolute,
            icon=icon,
            name=self.site.component_name,
            sentence=self.sentence,
            moving=self.moving,
            span=span_of,
            machine=machine,
        )
        return environment

    def page(
        self,
        key: str,
        source: str,
        *,
        title: str,
        file: str | None = None,
        text: Callable[[], str] | None = None,
        frame: str = "",
        known: Sequence[str] = (),
        dated: bool = True,
        **told: Any,
    ) -> Page:
        """One page from the template of its key; :meth:`content` takes the same, and ``told``."""
        content = partial(
            self.content, key, source, title=title, file=file, frame=frame, known=known, dated=dated, **told
        )
        kept = self.kept(key, source, frame, known, dated=dated)
        return Page(source, key, title, content, file, text, *kept)

    def kept(
        self, key: str, source: str, frame: str, known: Sequence[str], *, dated: bool
    ) -> tuple[str, str]:
        """The key by which what a page says is kept, and a hash of what stands around it; empty if it is not kept."""
        if not known:
            return "", ""
        return self.memo.named(key, known), self._frame(frame, source, dated).mark

    def content(
        self,
        key: str,
        source: str,
        *,
        title: str,
        file: str | None,
        description: Callable[[], str],
        feeds: Sequence[tuple[str, str]] = (),
        known: Sequence[str] = (),
        frame: str = "",
        dated: bool = True,
        **values: object,
    ) -> Content:
        """What a page says, by the template of its key; ``feeds`` are its own, each with what it is about.

        ``frame`` is the CSS class of a page whose template gives only what stands between the lines that tell of
        the build, unless it is not ``dated``. What such a page says can be recalled, if ``known`` holds all that it was
        made from.
        """

        def said() -> list[str]:
            about = " ".join(description().split())
            here = Here(source, self.links)
            body = self.part(f"{key}.html", source, title=title, file=file, **values)
            head = self._template("head.html").render(
                here=here,
                key=key,
                title=title,
                description=about,
                address=self.links.absolute(source),
                alternates=self._alternates(here, feeds),
            )
            return [about, body, head]

        about, body, head = self.memo.recall(key, known, said) if known else said()
        return Content(about, self._framed(frame, source, body, dated) if frame else body, head)

    def _alternates(self, here: Here, feeds: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
        """What can be followed instead of a page: type, title and the way. Feeds need the site's address."""
        if not self.links.site_url:
            return []
        name = self.site_name
        found = [("atom", name, links.ATOM), ("rss", name, links.RSS)]
        found += [("atom", f"{name}: {about}", feed) for feed, about in feeds]
        return [(f"application/{kind}+xml", title, here.to(feed)) for kind, title, feed in found]

    def part(self, template: str, source: str, **values: object) -> str:
        """A part of a page, from a template of its own."""
        here = Here(source, self.links)
        pieces = self._pieces(here.root)
        return self._template(template).render(here=here, pieces=pieces, **values)

    def pieces(self, source: str) -> Pieces:
        """The pieces that a page shares with others."""
        return self._pieces(self.links.root(source))

    def _equally_deep(self, root: str) -> Pieces:
        return Pieces(
            site=self.site,
            words=self.words,
            links=self.links,
            root=root,
            moments=self.moments,
            moving=self.moving,
            render=self.render,
        )

    def _framed(self, css: str, source: str, body: str, dated: bool) -> str:
        frame = self._frame(css, source, dated)
        return frame.before + body + frame.after

    def _frame(self, css: str, source: str, dated: bool) -> _Frame:
        """What stands before and after what a page says: the same for all that are equally deep."""
        alike = css, self.links.root(source), dated
        if alike not in self._frames:
            # The mark is made of what no text can hold.
            mark = f"<!-- {self.build.id} -->"
            drawn = self.part("frame.html", source, css=css, dated=dated, core=safe(mark))
            before, _, after = drawn.partition(mark)
            self._frames[alike] = _Frame(before, after, hash_of(before, after))
        return self._frames[alike]

    def title(self, key: str) -> str:
        """The title of a page: the owner's, otherwise ours."""
        return self.settings.titles.get(key) or self.words.plain(f"page.{key}")

    def sentence(self, banner: Banner) -> str:
        """The banner in one sentence that names what is affected."""
        return sentence(self.words, self.site, banner)


def _ready(environment: Environment, name: str) -> Template:
    """A template that begins a page without looking through a chain of what every template may ask for."""
    template = environment.get_template(name)
    template.globals = dict(template.globals)
    return template
