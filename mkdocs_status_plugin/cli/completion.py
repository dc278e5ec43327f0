"""What the shell offers when one presses the tabulator: incidents, components and statuses.

Nothing is printed and nothing fails: where the files cannot be read, nothing is offered.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from mkdocs_status_plugin.model import ComponentStatus, UpdateStatus

if TYPE_CHECKING:
    from mkdocs_status_plugin.cli.workspace import Workspace


def complete_incidents(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids that begin with what is typed, the active ones first, else ids that hold it."""
    del param
    workspace = _workspace(ctx)
    if workspace is None:
        return []
    active = [view.id for view in workspace.snapshot.active]
    newest = [view.id for view in workspace.snapshot.incidents]
    ids = list(dict.fromkeys([*active, *newest, *workspace.site.incidents_by_id]))
    found = [id_ for id_ in ids if id_.startswith(incomplete)] or [id_ for id_ in ids if incomplete in id_]
    titles = workspace.site.incidents_by_id
    return [CompletionItem(id_, help=_plain(titles[id_].title)) for id_ in found]


def complete_components(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of components, and behind ``=`` the statuses."""
    del param
    id_, equals, word = incomplete.partition("=")
    if equals:
        return [CompletionItem(f"{id_}={status}") for status in ComponentStatus if status.startswith(word)]
    workspace = _workspace(ctx)
    leaves = workspace.listed.leaves if workspace else ()
    return [CompletionItem(leaf.id, help=_plain(leaf.name)) for leaf in leaves if leaf.id.startswith(id_)]


def complete_statuses(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The statuses of updates."""
    del ctx, param
    return [CompletionItem(status.value) for status in UpdateStatus if status.startswith(incomplete.lower())]


def _workspace(ctx: click.Context) -> Workspace | None:
    from mkdocs_status_plugin.cli.workspace import open_workspace

    try:
        return open_workspace(Path(ctx.params.get("root") or "."), datetime.now(UTC))
    except (click.ClickException, OSError):
        return None


def _plain(text: str) -> str:
    # Shells take a line for one offer.
    return " ".join(text.split())
