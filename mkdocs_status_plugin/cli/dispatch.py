"""``mkdocs-status dispatch``: "Run workflow", and what monitors send."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import now_option, root_option


@click.command("dispatch", short_help="Post from 'Run workflow', or draft from an alert (in a workflow).")
@click.option(
    "--event",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="GITHUB_EVENT_PATH",
    required=True,
    help="The event file of the workflow. Default: that of the workflow that runs.",
)
@root_option
@now_option
def command(event: Path, root: Path, now: datetime) -> None:
    """Post from "Run workflow", or draft an incident from an alert.

    Reads the event's file. The inputs of "Run workflow" become a report, an update or a resolution. An
    alert of Alertmanager, Grafana or PagerDuty (repository_dispatch) becomes the draft of a pull request,
    one for each alert however often it fires: a person publishes it. Needs gh and the network.

    Exits with 0 when it is done, 1 when it could not be done, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status dispatch --event "$GITHUB_EVENT_PATH"
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin import git
    from mkdocs_status_plugin.cli.drafting import draft, run
    from mkdocs_status_plugin.cli.events import load, quiet
    from mkdocs_status_plugin.cli.failure import Failure
    from mkdocs_status_plugin.cli.hub import HubError
    from mkdocs_status_plugin.github.events import BadEvent
    from mkdocs_status_plugin.github.wishes import BadWish

    with quiet():
        try:
            found = load(event)
            if "client_payload" in found:
                draft(found, root, now)
            else:
                run(found, root, now)
        except (BadEvent, BadWish, HubError) as bad:
            raise Failure(str(bad)) from None
        except git.GitError as error:
            raise Failure(f"git: {error}") from None
