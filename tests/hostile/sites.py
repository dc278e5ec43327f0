"""Two sites of the whole corpus: one of everything that is accepted, one of everything that is broken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from tests.hostile import corpus
from tests.hostile.corpus import Case
from tests.source import golden

ALONE = {"times-first"}
"""It makes a page for each month of half a century: it is tried by itself alone."""

PLAIN = "plain"
PLAIN_TEXT = f"---\n{corpus.FRONT}---\n{corpus.UPDATES}"
"""An ordinary incident, whose page shows how one is built."""


def accepted() -> list[Case]:
    """What is read, be it with a warning."""
    return [case for case in corpus.everything() if case.accepted and case.name not in ALONE]


def broken() -> list[Case]:
    """What is not; of the component lists only those that leave a list."""
    return [case for case in corpus.everything() if not case.accepted]


def write(root: Path, cases: Sequence[Case]) -> None:
    """A project of some cases, the bystander and an ordinary incident."""
    corpus.write_bystander(root)
    golden.put(root / f"incidents/{PLAIN}.md", PLAIN_TEXT)
    for case in cases:
        case.write(root)
    entries = "".join(corpus.indented(case.entries) for case in cases)
    golden.put(root / "components.yml", golden.COMPONENTS + entries)
    golden.put(root / "docs/about.md", "# About\n\nUs.\n")
    config = {
        "site_name": "Hostile <Status> & {{ 7 * 7 }}",
        "site_url": "https://status.example.com/",
        "repo_url": "https://git.example.com/status",
        "edit_uri": "edit/main/docs/",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", "status"],
    }
    golden.put(root / "mkdocs.yml", yaml.safe_dump(config))
