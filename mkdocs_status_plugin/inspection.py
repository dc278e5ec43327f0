"""A built site compared with the files that it should show: is the status page in it, and is it this one?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_status_plugin import links
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.outputs import Publication
from mkdocs_status_plugin.pages import Settings, pages, static_files

# With or without quotes, because a minifier may have taken them.
_BUILD = re.compile(rb"\bdata-st-build=[\"']?([0-9a-f]+)")
_BODY = re.compile(rb"\bclass=[\"']?st[\s\"'>]")


def missing(site: Path, publication: Publication) -> Iterator[str]:
    """What a built site lacks of a publication, or shows of another build, each in a sentence without its end.

    Pages may be folders or files, whatever ``links`` says: another generator may name them its own way.
    """
    for page in pages(publication, Settings()):
        name, content = _page(site, page.source, publication.links)
        if content is None:
            yield f"{name} is missing"
        elif (found := _BUILD.search(content)) and found[1].decode() != publication.build.id:
            yield f"{name} is of another build ({found[1].decode()})"
        elif not found and not _BODY.search(content):
            yield f"{name} is another page, not that of the status page"
    yield from (f"{name} is missing" for name in _beside(publication) if not (site / name).is_file())


def _page(site: Path, source: str, known: Links) -> tuple[str, bytes | None]:
    """A page's name in the site and its content; the usual name and None where it has none."""
    names = [known.file(source), Links("", not known.directory_urls).file(source)]
    for name in names:
        try:
            return name, (site / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
    return names[0], None


def _beside(publication: Publication) -> Iterator[str]:
    """The files that others fetch: one of each kind, and what every page loads."""
    yield from static_files()
    yield from (
        links.STATUS_JSON,
        links.API + "summary.json",
        links.CALENDAR,
        links.BADGE,
        links.EMBED_SCRIPT,
    )
    if publication.links.site_url:
        yield from (links.ATOM, links.RSS)
