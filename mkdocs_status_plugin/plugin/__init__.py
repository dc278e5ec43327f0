"""The plugin: the only importer of mkdocs. Wires reading, state and pages to a build."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext

from mkdocs_status_plugin import git, links, markup
from mkdocs_status_plugin.build import Build, identify
from mkdocs_status_plugin.keeping import Keep, Memo, keep_for, key, prints
from mkdocs_status_plugin.language import words
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.outputs import Publication, in_full, outputs
from mkdocs_status_plugin.pages import Page, Settings, pages, static_files
from mkdocs_status_plugin.plugin.hosting import (
    ReadyFile,
    StatusPage,
    edit_path,
    finished,
    nav_titles,
    page_file,
    project_root,
)
from mkdocs_status_plugin.plugin.mending import mend
from mkdocs_status_plugin.plugin.options import StatusConfig
from mkdocs_status_plugin.plugin.quickening import quicken
from mkdocs_status_plugin.plugin.searching import Searched, enter, index_of
from mkdocs_status_plugin.plugin.stamping import Theme
from mkdocs_status_plugin.plugin.stamps import Stamps
from mkdocs_status_plugin.problems import Problem, as_text, errors, in_order
from mkdocs_status_plugin.source import find, load
from mkdocs_status_plugin.state import Timeline, review

log = get_plugin_logger(__name__)

_NAVIGABLE = {
    "status": links.FRONT,
    "history": links.HISTORY,
    "maintenance": links.MAINTENANCE,
    "follow": links.FOLLOW,
}


class StatusPlugin(BasePlugin[StatusConfig]):  # type: ignore[no-untyped-call]  # MkDocs leaves its hook untyped
    """Builds the status page of a repository as part of its MkDocs site."""

    site: Site
    problems: list[Problem]
    build: Build
    now: datetime
    stamps: Stamps
    searched: Searched
    timeline: Timeline
    keep: Keep
    prints: dict[str, str]
    nav: Navigation
    files: Files

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything: MkDocs empties the old site right after this.

        Raises:
            Abort: in a strict build, when something could not be read.
            ConfigurationError: when the owner's pages stand where ours go.
        """
        if not self.config.enabled:
            return config
        root = project_root(config)
        _refuse_taken(Path(config.docs_dir))
        self.now = get_build_datetime().astimezone(UTC)
        files = find(root, self.config.incidents_dir, self.config.components_file)
        self.build = identify(files, self.now, git.commit(root))
        self.keep = keep_for(root) if self.config.cache else Keep()
        quicken(config.theme, self.keep)
        self.prints = prints((file.path, file.data or b"") for file in files)
        self.site, found = load(files, components_file=self.config.components_file, memory=self.keep)
        self.timeline = Timeline(self.site)
        self.problems = in_order([*found, *review(self.site, self.now, self.timeline)])
        self._report(strict=bool(config.strict))
        for name in static_files():
            (config.extra_css if name.endswith(".css") else config.extra_javascript).append(name)
        config.watch.extend(
            str(path)
            for path in (root / self.config.incidents_dir, root / self.config.components_file)
            if path.exists() and str(path) not in config.watch
        )
        if config.nav is not None:
            config.nav = [*self._missing_from(config.nav), *config.nav]
        return config

    def _report(self, *, strict: bool) -> None:
        """Tell every problem; in a strict build errors end it before the old site is emptied."""
        found = errors(self.problems)
        for problem in self.problems:
            level = logging.WARNING
            if strict:
                level = logging.ERROR if problem.is_error else logging.INFO
            log.log(level, "%s", as_text(problem))
        if strict and found:
            raise Abort(f"Aborted: {len(found)} error(s) in the status page's files, all listed above.")

    def _missing_from(self, nav: list[object]) -> list[str]:
        named = nav_titles(nav)
        return [_NAVIGABLE[key] for key in self.config.nav if _NAVIGABLE[key] not in named]

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand over every page, and the assets."""
        if not self.config.enabled:
            return files
        publication = self._publication(config)
        settings = self._settings(config)
        named = nav_titles(config.nav)
        shown = {_NAVIGABLE[key] for key in self.config.nav} | set(named)
        made = [*pages(publication, settings)]
        self.searched = Searched()
        free = (page for page in made if page.source not in shown)
        self.stamps = Stamps(free, config, self, publication.links, self.searched)
        for page in made:
            if page.source in self.stamps.sources:
                files.append(self.stamps.file(page, config))
            else:
                title = named.get(page.source) or page.title
                files.append(page_file(page, title, config, in_nav=page.source in shown))
        for name, content in {**static_files(), **outputs(publication)}.items():
            files.append(ReadyFile(config, name, partial(in_full, content)))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put our pages first where the owner left the navigation to MkDocs."""
        self.nav, self.files = nav, files
        if self.config.enabled and config.nav is None:
            order = {_NAVIGABLE[key]: number for number, key in enumerate(self.config.nav)}
            last = len(order)
            nav.items.sort(key=lambda item: order.get(item.file.src_uri, last) if item.is_page else last)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Draw the shells of the pages that are stamped, while MkDocs can still be given them instead."""
        if self.config.enabled and self.stamps.sources:
            links, settings = self.stamps.links, self._settings(config)
            theme = Theme(env, self.nav, files, config, links.absolute, settings.edit_url)
            self.stamps.prove(theme, self.build.id)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the sitemap list the pages that are stamped, too."""
        del config
        if self.config.enabled and self.stamps.sources and not template_name.endswith(".html"):
            context["pages"] = self.stamps.listed(self.files)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Add to the head of our pages what no theme says of them, and mend what the theme leaves."""
        if not self.config.enabled:
            return output
        if not isinstance(page, StatusPage):
            return mend(output)
        if page.said is not None:
            self.searched.add(self.stamps.links.address(page.ready.source), page.ready.title, page.said.text)
        return finished(output, page, config.site_name)

    @event_priority(50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the theme's search find our pages."""
        index = index_of(config.plugins) if self.config.enabled else None
        if index is not None:
            enter(index, self.searched.found.values())
        if self.config.enabled:
            self.keep.save()

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Mend the theme's own pages, such as 404."""
        del config
        return (
            mend(output_content)
            if self.config.enabled and template_name.endswith(".html")
            else output_content
        )

    def _publication(self, config: MkDocsConfig) -> Publication:
        language = str(config.theme.get("language") or config.theme.get("locale") or "en")
        told = self.site.told_in(language.replace("_", "-"))
        timeline = self.timeline if told is self.site else Timeline(told)
        return Publication(
            snapshot=timeline.at(self.now),
            timeline=timeline,
            build=self.build,
            links=Links(config.site_url or "", config.use_directory_urls),
            words=words(language),
            site_name=config.site_name,
            time_zone=self.config.time_zone,
            history_days=self.config.history_days,
            problems=tuple(self.problems),
            render=cache(partial(markup.render, directory_urls=config.use_directory_urls)),
            memo=Memo(self.keep, self._base(config, language), self.prints),
        )

    def _base(self, config: MkDocsConfig, language: str) -> str:
        """A hash of all that pages and outputs are made from beside the incidents."""
        said = (config.site_url, config.site_name, config.use_directory_urls, config.docs_dir, language)
        edit = (config.repo_url, config.edit_uri, config.edit_uri_template)
        options = (
            self.config.time_zone,
            sorted(self.config.titles.items()),
            self.prints.get(self.site.components_path),
        )
        folders = self._settings(config).overrides
        found = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
        return key(repr((said, edit, options)), *(f"{path}\n{path.read_bytes()!r}" for path in found))

    def _settings(self, config: MkDocsConfig) -> Settings:
        custom = config.theme.custom_dir
        return Settings(
            titles={key: str(title) for key, title in self.config.titles.items()},
            edit_url=lambda file: _edit_url(file, config),
            overrides=(Path(custom) / "status",) if custom else (),
        )


def _refuse_taken(docs: Path) -> None:
    """The owner's own pages must not stand where ours go: one of the two would be lost in silence."""
    for name in (*_NAVIGABLE.values(), "README.md"):
        if (docs / name).exists():
            raise ConfigurationError(
                f"The status page takes the address of {docs.name}/{name}. Rename that file, for instance to"
                f" {docs.name}/about.md, so that neither hides the other."
            )


def _edit_url(file: str, config: MkDocsConfig) -> str | None:
    path = edit_path(file, config)
    if config.edit_uri_template:
        address = config.edit_uri_template.format(path=path, path_noext=path.rpartition(".")[0])
    elif config.edit_uri:
        address = config.edit_uri + path
    else:
        return None
    base = config.repo_url or ""
    return urljoin(base if base.endswith("/") else base + "/", address)


__all__ = ["Page", "StatusPlugin"]
