"""``mkdocs-status verify``: wait until the public sees a build, and say so."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_status_plugin.cli.options import now_option, root_option

if TYPE_CHECKING:
    from mkdocs_status_plugin.cli.live import Shown


@click.command("verify", short_help="Wait until the published page shows a build.")
@click.argument("url", required=False)
@click.option(
    "--build",
    "file",
    type=click.Path(path_type=Path),
    default="site/build.json",
    show_default=True,
    help="The build.json of the build that is to be seen.",
)
@click.option(
    "--timeout",
    type=click.IntRange(min=0),
    default=600,
    show_default=True,
    help="How many seconds to wait; 0 asks once.",
)
@click.option(
    "--event",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The event file of a GitHub workflow: it says when the push was.",
)
@root_option
@now_option
def command(url: str | None, file: Path, timeout: int, event: Path | None, root: Path, now: datetime) -> None:
    """Wait until the published page shows a build.

    URL is the address of the page; without it that of mkdocs.yml is asked. Needs the network. Prints how
    many seconds each stage took. A deployment can report success and change nothing: only what the
    address shows is proof.

    Exits with 0 when the page shows this build or a newer one, 1 when it does not in time, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status verify
      mkdocs-status verify https://status.example.com/ --build site/build.json
      mkdocs-status verify --timeout 0
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import live
    from mkdocs_status_plugin.cli.events import load
    from mkdocs_status_plugin.cli.failure import Failure, wrong_use
    from mkdocs_status_plugin.cli.project import places
    from mkdocs_status_plugin.github.events import pushed_at

    url = url or places(root, None, None).site_url
    if not url:
        raise wrong_use("Say the address of the page, or put site_url into mkdocs.yml.")
    address = live.address(url)
    wanted = live.of_file(file)
    push = pushed_at(load(event)) if event else None
    click.echo(f"Waiting for {address} to show {wanted}")
    began = time.monotonic()
    try:
        seen = wait(address, wanted, timeout, time.sleep, click.echo)
    except live.Unseen as unseen:
        raise Failure(
            f"{address} {unseen}.\nThe new page is not public. If the deployment reported success, start it"
            " again: a host sometimes takes a second deployment of one commit for the first."
        ) from None
    if seen.id != wanted.id:
        click.echo(f"A newer build is there already: {seen}")
    for line in stages(push, wanted.built_at, now, now + timedelta(seconds=time.monotonic() - began)):
        click.echo(line)


def wait(
    address: str, wanted: Shown, seconds: float, sleep: Callable[[float], None], say: Callable[[str], None]
) -> Shown:
    """The build that an address shows, once it is the wanted one or newer.

    It is asked past the caches first, because a question that comes too early would put the old
    build into them; then as every reader asks it.

    Raises:
        live.Unseen: if it never shows it.
    """
    from mkdocs_status_plugin.cli import live

    number = 0
    past_caches = True
    remaining = live.pauses(seconds)
    told = ""
    while True:
        try:
            seen = live.of_site(address, f"{wanted.id}-{number}" if past_caches else "")
            known = seen.id == wanted.id or seen.built_at > wanted.built_at
            if known and not past_caches:
                return seen
            shows = f"still shows {seen}" if past_caches else f"is kept by a cache that still has {seen}"
        except live.Unseen as unseen:
            known, shows = False, str(unseen)
        if known:
            past_caches = False
            continue
        if shows != told:
            say(f"It {shows}")
        told, number = shows, number + 1
        pause = next(remaining, None)
        if pause is None:
            raise live.Unseen(shows)
        sleep(pause)


def stages(push: datetime | None, built: datetime, asked: datetime, live: datetime) -> list[str]:
    """How long each stage took, and the whole; instants are in UTC."""
    moments = [("push", push), ("build", built), ("deployed", asked), ("live", live)]
    known = [(name, at.astimezone(UTC)) for name, at in moments if at is not None]
    lines = [
        f"{before} to {after}: {_seconds(end - start)}" for (before, start), (after, end) in pairwise(known)
    ]
    return [*lines, f"{known[0][0]} to live: {_seconds(known[-1][1] - known[0][1])}"]


def _seconds(length: timedelta) -> str:
    return f"{max(0, round(length.total_seconds()))} s"
