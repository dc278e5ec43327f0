"""``mkdocs-status publish``: build here and publish elsewhere, without the code host."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import now_option, root_option

_SECONDS = 600


@click.command("publish", short_help="Build here, and publish to a folder or a branch of any remote.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Put the site into this folder, in place of what is there.",
)
@click.option("--remote", metavar="NAME", help="Push the site to this remote: its name here, or its address.")
@click.option(
    "--branch", metavar="NAME", default="gh-pages", show_default=True, help="The branch for the site there."
)
@click.option("--verify", metavar="URL", help="Then wait until the page at this address shows it.")
@root_option
@now_option
def command(
    folder: Path | None, remote: str | None, branch: str, verify: str | None, root: Path, now: datetime
) -> None:
    """Build here, and publish to a folder or a branch of any git remote.

    For the day when the place that builds the page is down. Starts MkDocs. A broken file does not hold the
    page back. In a folder the new site takes the place of the old one as a whole; on a branch it is one
    more commit.

    Exits with 0 when it is published (with --verify: and seen), 1 when it cannot be, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status publish --folder public
      mkdocs-status publish --remote backup --branch pages
      mkdocs-status publish --remote git@second.example.net:status.git --verify https://second.example.net/
    """
    del now  # MkDocs has its own clock, which SOURCE_DATE_EPOCH sets
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli import going_out, live
    from mkdocs_status_plugin.cli.failure import Failure, wrong_use
    from mkdocs_status_plugin.cli.verify import wait

    address = live.address(verify) if verify else ""
    if remote is not None and folder is None:
        place = going_out.remote_of(root, remote)
        going_out.require_branch(branch)
        with going_out.built(root) as site:
            shown = live.of_file(site / "build.json")
            going_out.to_branch(site, place, branch, f"Build {shown}")
    elif folder is not None and remote is None:
        going_out.require_free(folder, root)
        with going_out.built(root, folder) as site:
            shown = live.of_file(site / "build.json")
            going_out.to_folder(site, folder)
    else:
        raise wrong_use("Say where to: --folder PATH, or --remote NAME.")
    click.echo(f"Published: {shown}")
    if address:
        began = time.monotonic()
        try:
            wait(address, shown, _SECONDS, time.sleep, click.echo)
        except live.Unseen as unseen:
            raise Failure(f"{address} {unseen}.\nIt is published, and the public does not see it.") from None
        click.echo(f"The public sees it, after {round(time.monotonic() - began)} s")
