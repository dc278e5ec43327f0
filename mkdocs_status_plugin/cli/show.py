"""``mkdocs-status show``: one incident, whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import incident_argument, json_option, now_option, root_option


@click.command("show", short_help="Show one incident with its updates.")
@incident_argument
@json_option
@root_option
@now_option
def command(incident: str | None, as_json: bool, root: Path, now: datetime) -> None:
    """Show one incident with its updates, the newest first.

    INCIDENT is an id, a file, or any part of an id or a title that only one has. Without it the only
    active one is meant.

    Exits with 0 when it is shown, and 2 when it cannot be told which one is meant.

    \b
    Examples:
      mkdocs-status show
      mkdocs-status show slowly
      mkdocs-status show 2026-11-02-api-responding-slowly --json
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import telling
    from mkdocs_status_plugin.cli.naming import chosen
    from mkdocs_status_plugin.cli.updates import active
    from mkdocs_status_plugin.cli.workspace import open_workspace
    from mkdocs_status_plugin.problems import printed_json

    workspace = open_workspace(root, now)
    found = chosen(workspace, incident, active, "active incident", "show")
    if as_json:
        click.echo(printed_json(telling.incident_values(workspace, found, updates=True)))
    else:
        click.echo("\n".join(telling.incident_lines(workspace, found)))
