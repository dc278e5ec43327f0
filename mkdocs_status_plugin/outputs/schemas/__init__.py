"""``/schemas/``: JSON Schemas of ``/status.json`` and of the files that people write, for editors and programs."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from mkdocs_status_plugin import links
from mkdocs_status_plugin.outputs.publication import Publication

NAMES = ("status", "components", "incident")


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The schemas, the same for every site."""
    del publication
    for name in NAMES:
        yield links.schema(name), read(name)


def read(name: str) -> bytes:
    """One schema as it is published."""
    return (resources.files(__name__) / f"{name}.schema.json").read_bytes()
