"""``mkdocs-status form``: the choices in the forms on GitHub are those of the component list."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import now_option, root_option


@click.command("form", short_help="Bring the forms on GitHub in step with the component list.")
@click.option("--check", is_flag=True, help="Change nothing; say which files would change.")
@root_option
@now_option
@click.pass_context
def command(ctx: click.Context, check: bool, root: Path, now: datetime) -> None:
    """Bring the forms on GitHub in step with the component list.

    Issue forms and the form of "Run workflow" list the components. This writes them anew, between the
    marks that stand in these files, wherever in .github/ there are such marks; all else stays as it is.

    Exits with 0 when the forms are in step, 1 when they are not (with --check) or the component list cannot be read, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status form
      mkdocs-status form --check
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin import writing
    from mkdocs_status_plugin.cli.failure import Failure
    from mkdocs_status_plugin.cli.workspace import open_workspace
    from mkdocs_status_plugin.github.shipped import in_step

    workspace = open_workspace(root, now)
    workspace.require_list()
    folder = root / ".github"
    changed = False
    for file in sorted(folder.rglob("*.yml")):
        if file.is_symlink() or not file.is_file():
            continue
        data = file.read_bytes()
        try:
            fitted = in_step(data.decode("utf-8"), workspace.listed).encode()
        except UnicodeDecodeError:
            raise Failure(f"{file} is not UTF-8") from None
        if fitted == data:
            continue
        changed = True
        click.echo(file.relative_to(root).as_posix())
        if not check:
            writing.replace(file, fitted, data)
    if not changed:
        click.echo("The forms are in step with the component list.")
    ctx.exit(1 if changed and check else 0)
