"""``mkdocs-status maintenance``: planned work, announced."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import (
    file_option,
    git_options,
    message_option,
    named_option,
    now_option,
    root_option,
)
from mkdocs_status_plugin.model import Impact, UpdateStatus


@click.command("maintenance", short_help="Announce planned maintenance.")
@click.argument("title", required=False)
@click.option("--from", "start", metavar="TIME", help='When it begins: "2026-11-12 02:00 UTC", or +2h.')
@click.option("--until", "end", metavar="TIME", help="When it ends; +2h counts from its beginning.")
@named_option
@message_option
@file_option
@click.option("--auto-complete", is_flag=True, help="It ends by itself at that time.")
@click.option("--also-affects", metavar="TEXT", default="", help="What is hit and not on the page.")
@git_options
@root_option
@now_option
def command(
    title: str | None,
    start: str | None,
    end: str | None,
    components: tuple[str, ...],
    message: str | None,
    file: str | None,
    auto_complete: bool,
    also_affects: str,
    commit: bool,
    push: bool,
    pr: bool,
    root: Path,
    now: datetime,
) -> None:
    """Announce planned maintenance.

    Writes the file in incidents/ with its window, and prints it and its future address. The page follows
    the window by itself; `start`, `complete` and `cancel` say what happens otherwise.

    Exits with 0 when the maintenance is written, 1 when it cannot be (the text is kept in a file), 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status maintenance "Database upgrade" --from "2026-11-12 02:00 UTC" --until +2h -c database -m "The API is slower."
      mkdocs-status maintenance "New routers" --from "2026-11-12 03:00 Europe/Berlin" --until "2026-11-12 05:00 Europe/Berlin" -c api --file plan.md --pr
      mkdocs-status maintenance
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import asking, words
    from mkdocs_status_plugin.cli.message import read_message
    from mkdocs_status_plugin.cli.posting import moment, post_incident
    from mkdocs_status_plugin.cli.sending import Sending
    from mkdocs_status_plugin.cli.workspace import open_workspace
    from mkdocs_status_plugin.editing import NewIncident, NewUpdate

    sending = Sending(commit, push, pr)
    sending.prepare(root)
    workspace = open_workspace(root, now, names_first=True)
    workspace.require_list()
    given = words.components(workspace.listed, components)
    title = asking.title(title, "maintenance")
    begins = asking.planned(start, "--from", now)
    ends = asking.planned(end, "--until", begins)
    if not components and not also_affects:
        given = asking.components(workspace, Impact.MAINTENANCE)
    text = read_message(
        message, file, f"Scheduled: {title}", 'mkdocs-status maintenance … --message "The API is slower."'
    )
    incident = NewIncident(
        title,
        Impact.MAINTENANCE,
        given,
        NewUpdate(moment(None, now), UpdateStatus.SCHEDULED, text.text),
        also_affects,
        scheduled_for=begins,
        scheduled_until=ends,
        auto_complete=auto_complete,
    )
    post_incident(workspace, incident, text, sending)
