"""The handbook's page on commands, which is made from the commands."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from mkdocs_status_plugin.cli import COMMANDS, main
from tools.commands import page


def test_the_page_is_current(project: Path) -> None:
    """The handbook says what the commands say; `python -m tools.commands` makes it so."""
    assert (project / "docs/handbook/commands.md").read_text("utf-8") == page()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command(name: str) -> None:
    """Each command shows examples that begin with itself, its exit codes, and takes a root and a moment."""
    command = main.get_command(click.Context(main), name)
    assert command is not None
    text, _, examples = (command.help or "").partition("Examples:\n")
    lines = [line.strip() for line in examples.strip().splitlines()]
    assert lines
    assert [line for line in lines if not line.startswith(f"mkdocs-status {name}")] == []
    assert "Exits with 0 when" in " ".join(text.split())
    options = {option for param in command.params for option in param.opts}
    # These two are about no status page that there is.
    assert name in {"init", "completion"} or {"--root", "--now"} <= options
    assert [
        param.name for param in command.params if isinstance(param, click.Option) and not param.help
    ] == []
