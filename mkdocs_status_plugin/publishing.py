"""From a project's files to what pages and outputs are made of: the one place, for every host."""

from __future__ import annotations

import posixpath
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from mkdocs_status_plugin import git, markup
from mkdocs_status_plugin.build import Build, identify
from mkdocs_status_plugin.configuration import Unreadable, Values
from mkdocs_status_plugin.keeping import Keep, Memo, key, prints
from mkdocs_status_plugin.language import words
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.options import Options
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.pages import Settings
from mkdocs_status_plugin.problems import Problem, in_order
from mkdocs_status_plugin.source import find, load
from mkdocs_status_plugin.state import Timeline, review

_EDIT_URIS = {
    "github.com": "edit/master/docs/",
    "gitlab.com": "edit/master/docs/",
    "bitbucket.org": "src/default/docs/",
}
"""Where the hosts that MkDocs knows edit a file, if the configuration does not say it."""


@dataclass(frozen=True)
class Host:
    """How the site around our pages is set up, whoever builds it.

    ``site_url`` is absolute with a closing slash, or empty. ``docs_dir`` is relative to the project, with ``/``.
    ``edit_uri`` ends in a slash or is empty; ``overrides`` are folders with templates that go before ours.
    """

    site_name: str
    site_url: str = ""
    language: str = "en"
    directory_urls: bool = True
    docs_dir: str = "docs"
    repo_url: str = ""
    edit_uri: str = ""
    edit_uri_template: str = ""
    overrides: tuple[Path, ...] = ()


class Reading(NamedTuple):
    """What the files of a project say: the site, all that is wrong with it, and the build that they make.

    ``prints`` are the hashes of the files by their paths; ``keep`` is what earlier builds have worked out.
    """

    site: Site
    timeline: Timeline
    problems: tuple[Problem, ...]
    build: Build
    prints: Mapping[str, str]
    keep: Keep


def read(
    root: Path, options: Options, now: datetime, *, keep: Keep | None = None, commit: str | None = None
) -> Reading:
    """Read and check the files of a project at a moment (UTC). Never raises for what they hold.

    ``keep`` is what earlier builds have worked out; ``commit`` the one that the files are taken for, if not the one
    that is checked out.
    """
    files = find(root, options.incidents_dir, options.components_file)
    hashes = prints((file.path, file.data or b"") for file in files) if keep else {}
    site, found = load(files, components_file=options.components_file, memory=keep, prints=hashes)
    timeline = Timeline(site)
    problems = in_order([*found, *review(site, now, timeline)])
    build = identify(files, now, git.commit(root) if commit is None else commit)
    return Reading(site, timeline, tuple(problems), build, hashes, keep or Keep())


def publication(reading: Reading, options: Options, host: Host) -> Publication:
    """What the outputs and pages of a build draw on."""
    told = reading.site.told_in(host.language.replace("_", "-"))
    timeline = reading.timeline if told is reading.site else Timeline(told)
    return Publication(
        snapshot=timeline.at(reading.build.built_at),
        timeline=timeline,
        build=reading.build,
        links=Links(host.site_url, host.directory_urls),
        words=words(host.language),
        site_name=host.site_name,
        time_zone=options.time_zone,
        history_days=options.history_days,
        problems=reading.problems,
        render=cache(partial(markup.render, directory_urls=host.directory_urls)),
        memo=Memo(reading.keep, _base(reading, options, host), reading.prints),
    )


def _base(reading: Reading, options: Options, host: Host) -> str:
    """A hash of all that pages and outputs are made from beside the incidents."""
    listed = reading.prints.get(reading.site.components_path)
    said = (host, options.time_zone, sorted(options.titles.items()), listed)
    found = sorted(path for folder in host.overrides for path in folder.rglob("*") if path.is_file())
    return key(repr(said), *(f"{path}\n{path.read_bytes()!r}" for path in found))


def settings(options: Options, host: Host) -> Settings:
    """What the owner decided about the pages."""
    return Settings(
        titles=options.titles, edit_url=lambda file: edit_url(file, host), overrides=host.overrides
    )


def edit_path(file: str, docs_dir: str) -> str:
    """A project file as edit addresses want it: from the docs folder on, as in an address."""
    folder, _, name = file.rpartition("/")
    return _way_from_docs(docs_dir, folder) + quote(name)


@lru_cache
def _way_from_docs(docs_dir: str, folder: str) -> str:
    """The way to a folder of the project, asked for every incident in it."""
    return quote(posixpath.relpath(folder or ".", docs_dir)) + "/"


def edit_url(file: str, host: Host) -> str | None:
    """The address for editing a file of the project, or None where the configuration names none."""
    if host.edit_uri_template:
        path = edit_path(file, host.docs_dir)
        address = _Template().format(host.edit_uri_template, path=path, path_noext=path.rpartition(".")[0])
        return urljoin(_with_end(host.repo_url), address)
    if not host.edit_uri:
        return None
    folder, _, name = file.rpartition("/")
    return _edit_folder(host, folder) + quote(name)


@lru_cache
def _edit_folder(host: Host, folder: str) -> str:
    """The address for editing the files of a folder, up to their names: asked for every incident in it."""
    return urljoin(_with_end(host.repo_url), host.edit_uri + _way_from_docs(host.docs_dir, folder))


def _with_end(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


class _Template(string.Formatter):
    """MkDocs' ``edit_uri_template``: ``{path}``, ``{path_noext}``, and ``!q`` to quote all of either."""

    def convert_field(self, value: str, conversion: Any) -> object:
        if conversion == "q":
            return quote(value, safe="")
        return super().convert_field(value, conversion)


def host_of(values: Values, root: Path) -> Host:
    """How ``mkdocs.yml`` sets a site up, where MkDocs is not asked. ``site_name`` is empty where it says none.

    Raises:
        Unreadable: if it holds a template that cannot be filled.
    """
    theme = values.get("theme")
    look: Values = theme if isinstance(theme, dict) else {}
    repo_url = _text(values, "repo_url")
    edit_uri = values.get("edit_uri")
    if not isinstance(edit_uri, str):
        edit_uri = _EDIT_URIS.get(urlsplit(repo_url).netloc.lower(), "")
    template = _text(values, "edit_uri_template")
    try:
        _Template().format(template, path="", path_noext="")
    except (LookupError, ValueError, AttributeError):
        raise Unreadable("edit_uri_template in mkdocs.yml may hold {path} and {path_noext} alone") from None
    custom = _text(look, "custom_dir")
    return Host(
        site_name=_text(values, "site_name"),
        site_url=with_slash(_text(values, "site_url")),
        language=_text(look, "language") or _text(look, "locale") or "en",
        directory_urls=values.get("use_directory_urls") is not False,
        docs_dir=posixpath.normpath(_text(values, "docs_dir") or "docs"),
        repo_url=repo_url,
        edit_uri=with_slash(edit_uri),
        edit_uri_template=template,
        overrides=(root / custom / "status",) if custom else (),
    )


def with_slash(address: str) -> str:
    """An address with one slash at its end, or nothing where there is none."""
    return f"{address.rstrip('/')}/" if address else ""


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
