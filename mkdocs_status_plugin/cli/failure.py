"""What ends a command without a traceback."""

from __future__ import annotations

import sys

import click

from mkdocs_status_plugin.problems import printed, visible


class Failure(click.ClickException):
    """The command was used rightly and could not do what was asked. The exit code is 1."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        """Take the message; what it quotes from files must not steer a terminal."""
        super().__init__(printed(message))


def wrong_use(message: str) -> click.UsageError:
    """Wrong use, told in words that may quote files. The exit code is 2."""
    return click.UsageError(printed(message))


def warn(message: str) -> None:
    """One warning beside the result."""
    click.secho(f"warning: {visible(message)}", fg="yellow", err=True)


def note(message: str) -> None:
    """Something worth knowing beside the result."""
    click.echo(printed(message), err=True)


def interactive() -> bool:
    """Whether there is a person who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
