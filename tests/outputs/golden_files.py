"""Golden cases: files of a status page, a moment, and what is then published, as readable text.

A case (``golden/*.txt``) begins with a sentence that says what it shows. Below it come parts, each
under a line ``=== …``::

    === components.yml                                        a file of the page
    === incidents/2026-11-02-slow.md                          another
    === at 2026-11-02 14:05                                   the moment (UTC), below which nothing stands
    === at 2026-11-02 14:05 in Europe/Berlin without address  the same in a display zone, and without ``site_url``
    === site/api/v2/summary.json                              what is published then; JSON with a line for each value

``python -m tests.outputs.golden_files`` writes what the program publishes now into every case; read the difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_status_plugin import __version__
from mkdocs_status_plugin.outputs import in_full, outputs
from mkdocs_status_plugin.source import SourceFile, load
from tests.outputs.publishing import SITE_URL, publish
from tests.state.golden import parts

CASES = sorted((Path(__file__).parent / "golden").glob("*.txt"))

_MOMENT = re.compile(r"at (\S+ \S+)(?: in (\S+))?( without address)?")
_SITE = "site/"


def said(text: str) -> str:
    """The case with every file as the program publishes it now."""
    read = parts(text)
    files = [SourceFile(name, body.strip("\n").encode() + b"\n") for name, body in read if _is_source(name)]
    found: list[str] = []
    published: Mapping[str, bytes] = {}
    for heading, body in read:
        found.append(f"=== {heading}\n" if heading else "")
        moment = _MOMENT.fullmatch(heading)
        if moment:
            published = _published(files, *moment.groups())
        if heading.startswith(_SITE):
            body = _shown(heading, published[heading.removeprefix(_SITE)].decode()) + "\n"
        found.append(body)
    return "".join(found).rstrip("\n") + "\n"


def _is_source(heading: str) -> bool:
    return heading == "components.yml" or heading.startswith("incidents/")


def _published(
    files: list[SourceFile], at: str, zone: str | None, without: str | None
) -> Mapping[str, bytes]:
    site, problems = load(files)
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    address = "" if without else SITE_URL
    made = outputs(publish(site, now, problems=problems, site_url=address, time_zone=zone or "UTC"))
    return {path: in_full(content) for path, content in made.items()}


def _shown(name: str, content: str) -> str:
    if name.endswith(".json"):
        return json.dumps(json.loads(content), indent=2, ensure_ascii=False) + "\n"
    # The numbers say by which version they were made; a new version is no new behaviour.
    content = content.replace("\r\n", "\n")
    return content.replace(f'version="{__version__}"', 'version="…"')


if __name__ == "__main__":
    for case in CASES:
        case.write_text(said(case.read_text("utf-8")), "utf-8")
