"""``mkdocs-status status``: the banner and the components, now or at any moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import json_option, now_option, root_option


@click.command("status", short_help="Show what the page says: banner, components, what goes on.")
@click.option(
    "--at", metavar="TIME", help='At another moment: "2026-11-02 14:05 UTC", -2h, or +1d for what is planned.'
)
@json_option
@root_option
@now_option
@click.pass_context
def command(ctx: click.Context, at: str | None, as_json: bool, root: Path, now: datetime) -> None:
    """Show what the page says: the banner, the components, what goes on and what is planned.

    It is what the files say, not what is published. Problems in them are told in one line.

    Exits with 0 when all systems are operational, 1 when they are not, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status status
      mkdocs-status status --at "2026-11-02 14:05 UTC"
      mkdocs-status status --json
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import telling
    from mkdocs_status_plugin.cli.failure import warn, wrong_use
    from mkdocs_status_plugin.cli.times import WrongTime, any_time
    from mkdocs_status_plugin.cli.workspace import open_workspace
    from mkdocs_status_plugin.problems import errors, printed_json

    try:
        moment = any_time(at, now) if at else now
    except WrongTime as wrong:
        raise wrong_use(f"--at: {wrong}") from None
    workspace = open_workspace(root, moment)
    if as_json:
        click.echo(printed_json(telling.status_values(workspace)))
    else:
        click.echo("\n".join(telling.status_lines(workspace.snapshot)))
    number = len(errors(workspace.problems))
    if number:
        warn(f"{number} error{'' if number == 1 else 's'} in the files: see mkdocs-status check")
    ctx.exit(0 if telling.is_well(workspace.snapshot) else 1)
