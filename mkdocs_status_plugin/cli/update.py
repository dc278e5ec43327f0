"""``mkdocs-status update``: add an update to an incident."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.completion import complete_statuses
from mkdocs_status_plugin.cli.options import (
    at_option,
    change_option,
    file_option,
    git_options,
    incident_argument,
    message_option,
    now_option,
    root_option,
    status_of,
)
from mkdocs_status_plugin.model import UpdateStatus


@click.command("update", short_help="Add an update to an incident.")
@incident_argument
@click.option(
    "-s",
    "--status",
    callback=status_of,
    metavar="STATUS",
    shell_complete=complete_statuses,
    help="Investigating, identified, monitoring or resolved; for maintenance also in-progress, verifying, completed. Default: as it is.",
)
@message_option
@file_option
@change_option
@at_option
@git_options
@root_option
@now_option
def command(
    incident: str | None,
    status: UpdateStatus | None,
    message: str | None,
    file: str | None,
    components: tuple[str, ...],
    at: str | None,
    commit: bool,
    push: bool,
    pr: bool,
    root: Path,
    now: datetime,
) -> None:
    """Add an update to an incident.

    INCIDENT is an id, a file, or any part of an id or a title that only one has. Without it the only active one is meant. The update goes to the end of the file; everything above it stays as it is.
    What is missing is asked for at a terminal. Prints the file and the address.

    Exits with 0 when the update is written, 1 when it cannot be (the text is kept in a file), 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status update --status identified --message "A connection pool is exhausted."
      mkdocs-status update slowly -s monitoring -m "A fix is out." --component dashboard=operational
      mkdocs-status update --at -10m --file update.md --push
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import updates
    from mkdocs_status_plugin.cli.sending import Sending

    updates.add(
        root=root,
        now=now,
        name=incident,
        candidates=updates.active,
        kind="active incident",
        command="update",
        status=status,
        message=message,
        file=file,
        components=components,
        at=at,
        sending=Sending(commit, push, pr),
    )
