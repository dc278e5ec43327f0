"""``/build.json``: a deployment is finished when the live address shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs_status_plugin.language import machine
from mkdocs_status_plugin.outputs.publication import Publication


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The build's id, commit and time (UTC)."""
    build = publication.build
    content = {
        "id": build.id,
        "commit": build.commit or None,
        "built_at": machine(build.built_at),
    }
    yield "build.json", (json.dumps(content, indent=2) + "\n").encode()
