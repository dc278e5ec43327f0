"""The event file of a workflow, for commands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.github.events import BadEvent, read_event

event_option = click.option(
    "--event",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="GITHUB_EVENT_PATH",
    required=True,
    help="The event file of a GitHub workflow. Default: that of the workflow that runs.",
)


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
