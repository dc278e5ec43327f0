"""``mkdocs-status report``: a new incident in one command."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.completion import complete_statuses
from mkdocs_status_plugin.cli.options import (
    at_option,
    file_option,
    git_options,
    message_option,
    named_option,
    now_option,
    root_option,
    status_of,
)
from mkdocs_status_plugin.model import Impact, UpdateStatus

IMPACTS = ("none", "minor", "major", "critical")


@click.command("report", short_help="Report a new incident.")
@click.argument("title", required=False)
@click.option(
    "-i", "--impact", type=click.Choice(IMPACTS), help="How bad it is for visitors; none is a mere notice."
)
@named_option
@message_option
@file_option
@click.option(
    "-s",
    "--status",
    callback=status_of,
    metavar="STATUS",
    default="investigating",
    shell_complete=complete_statuses,
    help="Default: investigating.",
)
@at_option
@click.option("--also-affects", metavar="TEXT", default="", help="What is hit and not on the page.")
@click.option("--started-at", metavar="TIME", help="When the trouble began, if that was before this report.")
@git_options
@root_option
@now_option
def command(
    title: str | None,
    impact: str | None,
    components: tuple[str, ...],
    message: str | None,
    file: str | None,
    status: UpdateStatus,
    at: str | None,
    also_affects: str,
    started_at: str | None,
    commit: bool,
    push: bool,
    pr: bool,
    root: Path,
    now: datetime,
) -> None:
    """Report a new incident.

    Writes the file in incidents/ with the present time in UTC, and prints it and its future address.
    What is missing is asked for at a terminal. The new file is checked before it is written.

    Exits with 0 when the incident is written, 1 when it cannot be (the text is kept in a file), 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status report "API responding slowly" --impact major --component api --message "We are looking into it."
      mkdocs-status report "Sign-in fails" -i critical -c api -c website=partial_outage -m "Nobody can sign in." --push
      mkdocs-status report "E-mail was late" -i minor -c e-mail --at -40m --status resolved --file -
      mkdocs-status report
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
    when = moment(at, now)
    began = moment(started_at, now) if started_at else None
    given = words.components(workspace.listed, components)
    title = asking.title(title, "report")
    chosen = Impact(impact) if impact else asking.impact()
    if not components and not also_affects and chosen is not Impact.NONE:
        given = asking.components(workspace, chosen)
    text = read_message(
        message, file, f"{words.label(status)}: {title}", 'mkdocs-status report … --message "We are …"'
    )
    first = NewUpdate(when, status, text.text)
    incident = NewIncident(title, chosen, given, first, also_affects, started_at=began)
    post_incident(workspace, incident, text, sending)
