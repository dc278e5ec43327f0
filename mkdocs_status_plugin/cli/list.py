"""``mkdocs-status list``: the incidents, active ones first."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from mkdocs_status_plugin.cli.completion import complete_components
from mkdocs_status_plugin.cli.options import json_option, now_option, root_option

_RECENT = timedelta(days=14)


@click.command("list", short_help="List incidents, the active ones first.")
@click.option("--all", "everything", is_flag=True, help="Also those that were over more than 14 days ago.")
@click.option(
    "-c",
    "--component",
    "components",
    multiple=True,
    metavar="ID",
    shell_complete=complete_components,
    help="Only those that name this component. May be repeated.",
)
@click.option("--since", metavar="TIME", help="Only those that went on since then: 2026-11-02, or -7d.")
@json_option
@root_option
@now_option
def command(
    everything: bool,
    components: tuple[str, ...],
    since: str | None,
    as_json: bool,
    root: Path,
    now: datetime,
) -> None:
    """List incidents: the active ones, the planned ones, then those that are over, the newest first.

    Exits with 0 when the list is printed, be it empty, and 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status list
      mkdocs-status list --all --component api
      mkdocs-status list --since 2026-10-01 --json
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import telling, words
    from mkdocs_status_plugin.cli.failure import note, wrong_use
    from mkdocs_status_plugin.cli.times import WrongTime, any_time
    from mkdocs_status_plugin.cli.workspace import open_workspace
    from mkdocs_status_plugin.problems import printed_json

    workspace = open_workspace(root, now)
    wanted = set(words.components(workspace.site, components))
    begin = None if everything else now - _RECENT
    if since:
        try:
            begin = any_time(f"{since} 00:00 UTC" if len(since) == len("2026-11-02") else since, now)
        except WrongTime as wrong:
            raise wrong_use(f"--since: {wrong}") from None
    snapshot = workspace.snapshot
    past = [view for view in snapshot.past if not begin or not view.ended_at or view.ended_at >= begin]
    views = [
        view
        for view in (*snapshot.active, *snapshot.upcoming, *past)
        if not wanted or wanted.intersection(view.incident.component_ids)
    ]
    if as_json:
        click.echo(printed_json([telling.incident_values(workspace, view.incident) for view in views]))
        return
    for line in telling.list_lines(views):
        click.echo(line)
    if not views:
        note("No incidents." if everything or since else "No incidents in the last 14 days. See --all.")
    for incident in snapshot.not_yet:
        note(f"Not yet, its updates are dated in the future: {incident.id}")
