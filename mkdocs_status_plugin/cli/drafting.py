"""What "Run workflow" asks for is posted; what a monitor says becomes a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.fulfilling import fulfil
from mkdocs_status_plugin.cli.hub import Hub
from mkdocs_status_plugin.cli.lane import Lane, author, carry
from mkdocs_status_plugin.cli.workspace import Workspace
from mkdocs_status_plugin.github.alerts import Alert, alert
from mkdocs_status_plugin.github.events import part
from mkdocs_status_plugin.github.issues import BOT, place
from mkdocs_status_plugin.github.wishes import Action, Wish, of_inputs

_TEXT = "We are looking into it. The next update comes within 30 minutes."
_UNKNOWN = "Which parts are affected is not known yet."
_BOT_ID = 41898282


def run(event: Mapping[str, Any], root: Path, now: datetime) -> None:
    """Do what the inputs of "Run workflow" say, for whoever has started it."""
    where = place(event)
    wish = of_inputs(part(event, "inputs"))
    hub = Hub(where.repository)
    if not hub.may_write(where.sender):
        raise Failure("Whoever starts this must be allowed to write to the repository.")
    lane = Lane(
        root=root,
        hub=hub,
        branch=where.branch,
        prefix=f"status/run-{now:%Y%m%d-%H%M%S}",
        suffix="",
        author=author(where.sender, where.sender_id),
        origin=f"From `Run workflow`, started by {where.sender}.",
        trusted=True,
        now=now,
    )
    posted = carry(lane, partial(fulfil, wish=wish))
    click.echo(f"On {where.branch}: {posted.address}" if posted.live else f"Pull request: {posted.url}")


def draft(event: Mapping[str, Any], root: Path, now: datetime) -> None:
    """Turn an alert into the draft of a pull request, or find the one that it has."""
    where = place(event)
    found = alert(event)
    hub = Hub(where.repository)
    prefix = f"status/alert-{found.key}-"
    request = hub.request_of(prefix)
    if request is not None:
        click.echo(f"The draft of this alert: {request.url}")
        if not found.firing:
            hub.comment_request(
                request.url, "The monitor says that this alert is over. Close this draft, or publish it."
            )
        return
    if not found.firing:
        click.echo("This alert is over and has no draft, so there is nothing to do.")
        return
    lane = Lane(
        root=root,
        hub=hub,
        branch=where.branch,
        prefix=prefix,
        suffix=f"{now:%Y%m%d-%H%M%S}",
        author=author(BOT, _BOT_ID),
        origin=f"From an alert of {found.monitor}. Say in visitors' words what they notice before you publish it.",
        trusted=False,
        now=now,
        draft=True,
    )
    posted = carry(lane, partial(_write, found=found))
    click.echo(f"Draft: {posted.url}")


def _write(workspace: Workspace, found: Alert) -> None:
    """An incident for an alert; of what it names, only what the page lists."""
    names = {component.name.casefold(): component.id for component in workspace.site.leaves}
    listed = [
        name if name in workspace.site.by_id else names.get(name.casefold(), "") for name in found.components
    ]
    components = tuple(dict.fromkeys(id_ for id_ in listed if id_))
    also = "" if components else _UNKNOWN
    fulfil(workspace, Wish(Action.REPORT, found.title, _TEXT, found.impact, components, also_affects=also))
