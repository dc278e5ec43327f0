"""``mkdocs-status preview``: the site of the working tree, on this machine."""

from __future__ import annotations

import os
import socket
import subprocess  # nosec B404 - starts MkDocs, without a shell
import sys
from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource

from mkdocs_status_plugin.cli.options import now_option, root_option

_HOST = "127.0.0.1"


@click.command("preview", short_help="Show the site on this machine, and again after each change.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Default: 8000, or another one where that is taken."
)
@click.option("--open/--no-open", "show", default=True, help="Whether to open a browser. Default: yes.")
@root_option
@now_option
@click.pass_context
def command(ctx: click.Context, port: int | None, show: bool, root: Path, now: datetime) -> None:
    """Show the site of the working tree on this machine, and again after each change, until Ctrl-C.

    This starts MkDocs. Nobody else can reach it.

    Exits with 0 when it was stopped, 1 when the site cannot be built, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status preview
      mkdocs-status preview --now "2026-11-02 14:05 UTC"
      mkdocs-status preview --no-open --port 8080
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin import configuration
    from mkdocs_status_plugin.cli.failure import wrong_use

    config = configuration.file_in(root)
    if config is None:
        raise wrong_use(f"There is no mkdocs.yml in {root.resolve()}. mkdocs-status init makes one.")
    environment = dict(os.environ)
    if ctx.get_parameter_source("now") is ParameterSource.COMMANDLINE:
        environment["SOURCE_DATE_EPOCH"] = str(int(now.timestamp()))
    address = f"{_HOST}:{port or _free_port()}"
    arguments = ["serve", "--config-file", str(config), "--dev-addr", address, *(["--open"] if show else [])]
    server = subprocess.Popen(  # noqa: S603 - our own arguments, no shell  # nosec B603
        [sys.executable, "-m", "mkdocs", *arguments], env=environment
    )
    try:
        code = server.wait()
    except KeyboardInterrupt:
        # A terminal sends Ctrl-C to MkDocs, too, which then ends by itself.
        server.wait()
        code = 0
    finally:
        if server.poll() is None:
            server.terminate()
    ctx.exit(1 if code else 0)


def _free_port() -> int:
    for port in (8000, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            # As the server itself does, so that a connection that has just ended is no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return 8000
