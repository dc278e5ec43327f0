"""``check --fix``: spellings with one right reading, shown before they are changed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from mkdocs_status_plugin import writing
from mkdocs_status_plugin.cli.failure import Failure, interactive, note
from mkdocs_status_plugin.editing.fixing import fixed
from mkdocs_status_plugin.problems import visible
from mkdocs_status_plugin.source import Source, translation

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def fix_files(root: Path, files: Sequence[Source], components_file: str, *, ask: bool) -> None:
    """Show what would change, and change it; a person at a terminal is asked first.

    Raises:
        Failure: if a file cannot be written, or somebody has changed it meanwhile.
    """
    changed = []
    # The headings of a translation only repeat the times of its original.
    translated = translation.pairs(file.path for file in files)
    for file in files:
        if file.path == components_file or file.path in translated or file.refusal or file.data is None:
            continue
        after = fixed(file.data, file.path)
        if after != file.data:
            changed.append((file.path, file.data, after))
            for line in _difference(file.path, file.data, after):
                click.secho(visible(line), fg=_COLOURS.get(line[:1]), err=True)
    if not changed:
        note("Nothing to correct by itself.")
        return
    if ask and interactive() and not click.confirm("Write this?", err=True):
        return
    for path, before, after in changed:
        try:
            writing.replace(root / path, after, before)
        except writing.Changed:
            raise Failure(f"{path} was changed by somebody else just now. Try again.") from None
    note(f"Corrected {len(changed)} file{'' if len(changed) == 1 else 's'}.")


def _difference(path: str, before: bytes, after: bytes) -> list[str]:
    old, new = (data.decode("utf-8-sig", "replace").splitlines() for data in (before, after))
    return [*difflib.unified_diff(old, new, path, path, n=1, lineterm="")]
