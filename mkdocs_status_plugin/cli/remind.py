"""``mkdocs-status remind``: what was forgotten, once for each silence."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_status_plugin.cli.options import now_option, root_option

if TYPE_CHECKING:
    from mkdocs_status_plugin.github.reminders import Reminder


@click.command("remind", short_help="Find what was forgotten: silence, overrunning maintenance, an old page.")
@click.option(
    "--live", is_flag=True, help="Also look at the age of the published page, at the address in mkdocs.yml."
)
@click.option(
    "--max-age",
    type=click.IntRange(min=1),
    default=48,
    show_default=True,
    metavar="HOURS",
    help="How old the published page may be.",
)
@click.option(
    "--timeout",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="How many seconds to wait for an answer of the published page; 0 asks once.",
)
@click.option(
    "--issue", is_flag=True, help="Tell it in one issue on GitHub, each thing once (in a workflow)."
)
@click.option(
    "--repository",
    envvar="GITHUB_REPOSITORY",
    metavar="OWNER/NAME",
    help="The repository of that issue. Default: that of the workflow that runs.",
)
@root_option
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    live: bool,
    max_age: int,
    timeout: int,
    issue: bool,
    repository: str | None,
    root: Path,
    now: datetime,
) -> None:
    """Find what was forgotten.

    Active incidents without an update for an hour, maintenance past its end, components that were set by
    hand without an incident, and with --live a page that nobody has built for long. With --issue it is
    written to one issue on GitHub, once for each silence; and the workflow Issues is started for writers'
    comments of the last two hours that nothing was done about. That needs gh and the network.

    Exits with 0 when nothing was forgotten, or with --issue when it is told, 1 when something was, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status remind
      mkdocs-status remind --live
      mkdocs-status remind --issue
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli.events import quiet
    from mkdocs_status_plugin.cli.failure import note, wrong_use
    from mkdocs_status_plugin.cli.workspace import open_workspace
    from mkdocs_status_plugin.github.issues import REPOSITORY
    from mkdocs_status_plugin.github.reminders import reminders
    from mkdocs_status_plugin.state import review

    workspace = open_workspace(root, now)
    found = reminders(workspace.site, review(workspace.site, now))
    if live:
        if not workspace.where.site_url:
            raise wrong_use("Put site_url into mkdocs.yml: the address of the published page.")
        found += _page(workspace.where.site_url, now, max_age * 3600, timeout)
    with quiet():
        for reminder in found:
            note(reminder.text)
    if not found:
        click.echo("Nothing was forgotten.")
    if not issue:
        ctx.exit(1 if found else 0)
    if not repository or not REPOSITORY.fullmatch(repository):
        raise wrong_use("Say which repository the issue is in: --repository owner/name")
    _tell(repository, found, now)


def _page(url: str, now: datetime, limit: float, timeout: float) -> list[Reminder]:
    import time

    from mkdocs_status_plugin.cli import live
    from mkdocs_status_plugin.github.reminders import late, unseen

    address = live.address(url)
    # One question that gets lost on its way is no reason to call anybody.
    remaining = live.pauses(timeout)
    while True:
        try:
            shown = live.of_site(address)
        except live.Unseen as words:
            pause = next(remaining, None)
            if pause is None:
                return [unseen(address, str(words))]
            time.sleep(pause)
        else:
            return late(shown.id, (now - shown.built_at).total_seconds(), limit)


def _tell(repository: str, found: list[Reminder], now: datetime) -> None:
    """Write what was not told yet to the one issue; close it when there is nothing left. See to what waits elsewhere."""
    from mkdocs_status_plugin.cli.failure import Failure
    from mkdocs_status_plugin.cli.hub import Hub, HubError
    from mkdocs_status_plugin.cli.waiting import look_at_all
    from mkdocs_status_plugin.github.events import text
    from mkdocs_status_plugin.github.issues import by_bot
    from mkdocs_status_plugin.github.reminders import TITLE, as_markdown, told

    hub = Hub(repository)
    try:
        look_at_all(hub, now)
        numbers = hub.issues_of("app/github-actions", TITLE)
        if not numbers:
            if found:
                hub.issue(TITLE, as_markdown(found))
            return
        number = min(numbers)
        written = [hub.body(number), *(text(one, "body") for one in hub.comments(number) if by_bot(one))]
        new = [reminder for reminder in found if reminder.key not in told(written)]
        if new:
            hub.comment(number, as_markdown(new))
        if not found:
            hub.comment(number, "All of it is done.")
            hub.close(number)
    except HubError as error:
        raise Failure(str(error)) from None
