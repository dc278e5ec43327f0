"""SNAPSHOT → files for programs: each output is one small pure module.

Every module has one function that takes a :class:`Publication` and yields ``(path in the site,
bytes)``. What a module needs to know about state it reads from the snapshot.
"""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_status_plugin.outputs import (
    api,
    badges,
    build,
    calendar,
    embed,
    feeds,
    metrics,
    schemas,
    status,
)
from mkdocs_status_plugin.outputs.content import FileContent, Later, in_full
from mkdocs_status_plugin.outputs.publication import Publication

_OUTPUTS = (
    api.files,
    badges.files,
    build.files,
    calendar.files,
    embed.files,
    feeds.files,
    metrics.files,
    schemas.files,
    status.files,
)


def outputs(publication: Publication) -> Mapping[str, FileContent]:
    """Every file beside the pages, by its path in the site; of those that are many, how to make it."""
    return {path: content for files in _OUTPUTS for path, content in files(publication)}


__all__ = ["FileContent", "Later", "Publication", "in_full", "outputs"]
