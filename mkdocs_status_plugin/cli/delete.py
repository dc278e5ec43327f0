"""``mkdocs-status delete``: an incident that never was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import git_options, incident_argument, now_option, root_option


@click.command("delete", short_help="Delete an incident: a false alarm.")
@incident_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@git_options
@root_option
@now_option
def command(
    incident: str | None, yes: bool, commit: bool, push: bool, pr: bool, root: Path, now: datetime
) -> None:
    """Delete an incident: a false alarm that hardly anybody has seen.

    Says what disappears, and asks. Where people have seen it, resolve it instead and say that it was none.

    Exits with 0 when it is deleted, 1 when it is not, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status delete slowly
      mkdocs-status delete 2026-11-02-api-responding-slowly --yes --push
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.cli.failure import Failure, note
    from mkdocs_status_plugin.cli.naming import chosen
    from mkdocs_status_plugin.cli.posting import confirm
    from mkdocs_status_plugin.cli.sending import Sending, send
    from mkdocs_status_plugin.cli.updates import active
    from mkdocs_status_plugin.cli.workspace import open_workspace
    from mkdocs_status_plugin.source import translation

    sending = Sending(commit, push, pr)
    sending.prepare(root)
    workspace = open_workspace(root, now)
    found = chosen(workspace, incident, active, "active incident", "delete")
    # Without its original a translation would be an incident of its own.
    translated = translation.pairs(workspace.files)
    paths = [found.path, *(path for path, (original, _) in translated.items() if original == found.path)]
    number = len(found.updates)
    note(
        f"{found.title}\n{found.path} disappears from every page, feed and figure, with its"
        f" {number} update{'' if number == 1 else 's'} and its address:\n{workspace.address(found.id)}"
    )
    confirm("Delete it?", yes, f"mkdocs-status delete {found.id} --yes")

    def remove() -> None:
        for path in reversed(paths):
            (root / path).unlink(missing_ok=path != found.path)

    try:
        remove()
    except OSError as error:
        raise Failure(f"{error.filename} cannot be deleted: {error.strerror}") from None
    for path in paths:
        click.echo(f"Deleted {path}")
    send(root, paths, found.id, f"Delete: {found.title}\n", sending, remove)
