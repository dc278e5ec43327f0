"""The event file of a workflow, for commands."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.github.events import BadEvent, read_event


def load(file: Path) -> Mapping[str, Any]:
    """The event of a file.

    Raises:
        Failure: if it is none.
    """
    try:
        return read_event(file.read_bytes())
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}") from None
    except BadEvent as bad:
        raise Failure(f"{file}: {bad}") from None


@contextmanager
def quiet() -> Iterator[None]:
    """Whatever is printed in here, a workflow takes none of it for a command."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    word = secrets.token_hex(16)
    click.echo(f"::stop-commands::{word}")
    try:
        yield
    finally:
        click.echo(f"::{word}::")
