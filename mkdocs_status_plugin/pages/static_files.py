"""Our style and script, under names that change with their content so that no cache serves old ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources


@cache
def static_files() -> Mapping[str, bytes]:
    """The files that every page loads, by their path in the site."""
    folder = resources.files("mkdocs_status_plugin.pages") / "static"
    found: dict[str, bytes] = {}
    for name in ("status.css", "status.js"):
        content = (folder / name).read_bytes()
        stem, _, ending = name.partition(".")
        found[f"assets/{stem}-{sha256(content).hexdigest()[:8]}.{ending}"] = content
    return found
