"""The command line, ``mkdocs-status``: one module for each command, loaded when it is called."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from mkdocs_status_plugin import __version__, unhurried
from mkdocs_status_plugin.git import GitError

COMMANDS = {
    name: f"mkdocs_status_plugin.cli.{name}"
    for name in (
        "report",
        "update",
        "resolve",
        "postmortem",
        "maintenance",
        "start",
        "complete",
        "cancel",
        "delete",
        "status",
        "list",
        "show",
        "check",
        "diff",
        "preview",
        "init",
        "verify",
        "publish",
        "export",
        "form",
        "issue",
        "dispatch",
        "remind",
    )
} | {"completion": "mkdocs_status_plugin.cli.shell"}
"""Each command by its name: the module that holds it as ``command``."""


class _Commands(click.Group):
    """Loads only the command that is called, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]}.command is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = get_close_matches(args[0], COMMANDS, n=1)
        if near and args[0] not in COMMANDS:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except GitError as error:
            raise click.ClickException(f"git: {error}") from None
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{name}{error.strerror or error}") from None


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Each command tells more about itself, for example: mkdocs-status check --help",
)
@click.version_option(__version__, "--version", prog_name="mkdocs-status", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A status page that lives in a git repository.

    Run it in the folder that holds components.yml and incidents/.
    """
    ctx.with_resource(unhurried.meanwhile())
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    # What a file holds must be printable on every terminal; the rest is spelled out.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if ctx.invoked_subcommand is None:
        _greet(ctx)


def _greet(ctx: click.Context) -> None:
    """Without a command: the status and what one needs next, or the usage where there is no status page."""
    from mkdocs_status_plugin.cli.project import places
    from mkdocs_status_plugin.cli.status import command

    if not Path(places(Path(), None, None).components_file).exists():
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)
    status = command.make_context("status", [], parent=ctx, resilient_parsing=False)
    with status:
        try:
            command.invoke(status)
        finally:
            click.echo(_NEXT)


_NEXT = """
  mkdocs-status report    something is wrong
  mkdocs-status update    there is news
  mkdocs-status resolve   it is over
mkdocs-status --help lists everything."""
