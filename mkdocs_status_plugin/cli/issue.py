"""``mkdocs-status issue``: what an issue on GitHub asks for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import now_option, root_option


@click.command("issue", short_help="Do what an issue on GitHub asks for (in a workflow).")
@click.option(
    "--event",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="GITHUB_EVENT_PATH",
    required=True,
    help="The event file of the workflow. Default: that of the workflow that runs.",
)
@root_option
@now_option
@click.pass_context
def command(ctx: click.Context, event: Path, root: Path, now: datetime) -> None:
    """Do what an issue on GitHub asks for, and what comments on it ask for.

    Reads the event's file. A form for a report, an update or a resolution, and comments that begin with
    /update or /resolve, are done once each, if their author may write to the repository. What others write
    is done when one who may write sets the label "publish", and then always as a pull request. Of "Run
    workflow" the input "issue" says which issue to look at. Needs gh and the network.

    Exits with 0 when all is done, or there is nothing to do, 1 when something could not be done, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status issue --event "$GITHUB_EVENT_PATH"
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli.answering import answer_all
    from mkdocs_status_plugin.cli.events import load, quiet
    from mkdocs_status_plugin.cli.failure import Failure
    from mkdocs_status_plugin.cli.hub import Hub, HubError
    from mkdocs_status_plugin.github.events import BadEvent
    from mkdocs_status_plugin.github.issues import asked_for, issue_event, place

    with quiet():
        try:
            given = load(event)
            number = asked_for(given)
            if number:
                given = {**given, "issue": Hub(place(given).repository).opened(number)}
            found = issue_event(given)
        except (BadEvent, HubError) as bad:
            raise Failure(str(bad)) from None
        ctx.exit(answer_all(found, root, now))
