"""The plugin: the only importer of mkdocs. Wires reading, state and pages to a build."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext

from mkdocs_status_plugin import links, publishing, unhurried
from mkdocs_status_plugin.keeping import Keep, keep_for
from mkdocs_status_plugin.outputs import Later, outputs
from mkdocs_status_plugin.pages import Page, pages, static_files
from mkdocs_status_plugin.plugin.hosting import (
    StatusPage,
    finished,
    host_of,
    nav_titles,
    page_file,
    project_root,
)
from mkdocs_status_plugin.plugin.mending import mend
from mkdocs_status_plugin.plugin.options import StatusConfig
from mkdocs_status_plugin.plugin.quickening import quicken
from mkdocs_status_plugin.plugin.ready import Batch, ReadyFile
from mkdocs_status_plugin.plugin.searching import Found, enter, index_of, searched
from mkdocs_status_plugin.plugin.stamping import Theme
from mkdocs_status_plugin.plugin.stamps import Stamps
from mkdocs_status_plugin.plugin.standing import Standing
from mkdocs_status_plugin.problems import as_text, errors
from mkdocs_status_plugin.publishing import Reading

log = get_plugin_logger(__name__)


class StatusPlugin(BasePlugin[StatusConfig]):  # type: ignore[no-untyped-call]  # MkDocs leaves its hook untyped
    """Builds the status page of a repository as part of its MkDocs site."""

    keep: Keep
    reading: Reading
    now: datetime
    standing: Standing
    stamps: Stamps
    found: list[Found]
    batch: Batch
    nav: Navigation
    files: Files

    @event_priority(100)
    def _before_others(self, config: MkDocsConfig) -> MkDocsConfig:
        """Spare the build what it need not do again; before others, such as a search, draw on the theme."""
        if self.config.enabled:
            unhurried.begin()
            self.keep = keep_for(project_root(config)) if self.config.cache else Keep()
            quicken(config.theme, self.keep)
        return config

    def _read(self, config: MkDocsConfig) -> MkDocsConfig:
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
        self.reading = publishing.read(root, self.config.checked, self.now, keep=self.keep)
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

    on_config = CombinedEvent(_before_others, _read)  # pyright: ignore[reportAssignmentType] - MkDocs' own way to have two

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Spare files of the old site, which MkDocs empties right after this."""
        if self.config.enabled:
            self.standing = Standing(Path(config.site_dir), self.keep)
            self.standing.set_aside()

    def _report(self, *, strict: bool) -> None:
        """Tell every problem; in a strict build errors end it before the old site is emptied."""
        found = errors(self.reading.problems)
        for problem in self.reading.problems:
            level = logging.WARNING
            if strict:
                level = logging.ERROR if problem.is_error else logging.INFO
            log.log(level, "%s", as_text(problem))
        if strict and found:
            raise Abort(f"Aborted: {len(found)} error(s) in the status page's files, all listed above.")

    def _missing_from(self, nav: list[object]) -> list[str]:
        named = nav_titles(nav)
        return [links.MAIN[key] for key in self.config.nav if links.MAIN[key] not in named]

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand over every page, and the assets."""
        if not self.config.enabled:
            return files
        self.standing.put_back()
        host = host_of(config)
        publication = publishing.publication(self.reading, self.config.checked, host)
        settings = publishing.settings(self.config.checked, host)
        named = nav_titles(config.nav)
        shown = {links.MAIN[key] for key in self.config.nav} | set(named)
        made = [*pages(publication, settings)]
        self.found = [*searched(made)] if index_of(config.plugins) else []
        self.batch = Batch(self.config.processes, self.keep, self.standing)
        free = (page for page in made if page.source not in shown)
        self.stamps = Stamps(free, config, self, publication.links)
        for page in made:
            if page.source in self.stamps.sources:
                files.append(self.stamps.file(page, config, self.batch))
            else:
                title = named.get(page.source) or page.title
                files.append(page_file(page, title, config, in_nav=page.source in shown))
        for name, content in {**static_files(), **outputs(publication)}.items():
            later = Later(partial(bytes, content)) if isinstance(content, bytes) else content
            files.append(ReadyFile(config, self.batch, name, later))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put our pages first where the owner left the navigation to MkDocs."""
        self.nav, self.files = nav, files
        if self.config.enabled:
            self.batch.begin(files)
        if self.config.enabled and config.nav is None:
            order = {links.MAIN[key]: number for number, key in enumerate(self.config.nav)}
            last = len(order)
            nav.items.sort(key=lambda item: order.get(item.file.src_uri, last) if item.is_page else last)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Draw the shells of the pages that are stamped, while MkDocs can still be given them instead."""
        if self.config.enabled and self.stamps.sources:
            settings = publishing.settings(self.config.checked, host_of(config))
            theme = Theme(env, self.nav, files, config, self.stamps.links.absolute, settings.edit_url)
            self.stamps.prove(theme, self.reading.build.id)
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
        return finished(output, page, config.site_name)

    @event_priority(50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the theme's search find our pages."""
        index = index_of(config.plugins) if self.config.enabled else None
        if index is not None:
            there = self.files.src_uris
            enter(index, (one for one in self.found if one.source in there), self.stamps.links.address)
        if self.config.enabled:
            self.reading.keep.save()
            unhurried.end()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing of a build behind that has failed."""
        del error
        unhurried.end()
        if hasattr(self, "standing"):
            self.standing.give_up()

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Mend the theme's own pages, such as 404."""
        del config
        return (
            mend(output_content)
            if self.config.enabled and template_name.endswith(".html")
            else output_content
        )


def _refuse_taken(docs: Path) -> None:
    """The owner's own pages must not stand where ours go: one of the two would be lost in silence."""
    for name in (*links.MAIN.values(), "README.md"):
        if (docs / name).exists():
            raise ConfigurationError(
                f"The status page takes the address of {docs.name}/{name}. Rename that file, for instance to"
                f" {docs.name}/about.md, so that neither hides the other."
            )


__all__ = ["Page", "StatusPlugin"]
