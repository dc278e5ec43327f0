"""``mkdocs-status completion``: what a shell needs to complete commands, incidents, components and statuses."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_PROGRAM = "mkdocs-status"
_VARIABLE = "_MKDOCS_STATUS_COMPLETE"


@click.command("completion", short_help="Print what a shell needs to complete commands.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what a shell needs to complete commands, incidents, components and statuses.

    Put the line into the file that your shell reads when it starts.

    Exits with 0 when it is printed, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status completion bash >> ~/.bashrc
      mkdocs-status completion zsh >> ~/.zshrc
      mkdocs-status completion fish > ~/.config/fish/completions/mkdocs-status.fish
    """
    found = get_completion_class(shell)
    if found is None:
        ctx.fail(f"{shell} is not known")
    click.echo(found(ctx.find_root().command, {}, _PROGRAM, _VARIABLE).source())
