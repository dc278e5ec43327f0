"""``mkdocs-status start``: say that a maintenance has begun."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import (
    at_option,
    change_option,
    file_option,
    git_options,
    incident_argument,
    message_option,
    now_option,
    root_option,
)
from mkdocs_status_plugin.model import UpdateStatus


@click.command("start", short_help="Say that a maintenance has begun.")
@incident_argument
@message_option
@file_option
@change_option
@at_option
@git_options
@root_option
@now_option
def command(
    incident: str | None,
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
    """Say that a maintenance has begun.

    INCIDENT is an id, a file, or any part of an id or a title that only one has. Without it the only one that is announced is meant. Nobody has to do this: the page follows the planned window by itself.

    Exits with 0 when the update is written, 1 when it cannot be (the text is kept in a file), 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status start --message "We have begun."
      mkdocs-status start database --at -5m -m "We have begun."
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import updates
    from mkdocs_status_plugin.cli.sending import Sending

    updates.add(
        root=root,
        now=now,
        name=incident,
        candidates=updates.announced,
        kind="announced maintenance",
        command="start",
        status=UpdateStatus.IN_PROGRESS,
        message=message,
        file=file,
        components=components,
        at=at,
        sending=Sending(commit, push, pr),
    )
