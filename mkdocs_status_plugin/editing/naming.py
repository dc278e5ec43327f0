"""The name of a new incident's file, from its title and its day."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from mkdocs_status_plugin.source import address

MAX_TITLE = 60
"""How much of a title goes into a file's name, and so into its address."""


def file_name(title: str, day: date, taken: Container[str]) -> str:
    """``2026-11-02-api-responding-slowly.md``: the day (UTC), and the title as an address has it.

    ``taken`` are the stems and addresses that there are; a number behind the name tells it apart
    from them.
    """
    words = address(title)
    if len(words) > MAX_TITLE:
        # Cut between two words where there are any.
        words = words[: MAX_TITLE + 1].rpartition("-")[0] or words[:MAX_TITLE]
    stem = f"{day.isoformat()}-{words}"
    number = 2
    while stem in taken:
        stem = f"{day.isoformat()}-{words}-{number}"
        number += 1
    return f"{stem}.md"
