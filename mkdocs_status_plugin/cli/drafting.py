"""What "Run workflow" asks for is posted; what a monitor says becomes a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

from mkdocs_status_plugin import worktrees
from mkdocs_status_plugin.cli import updates
from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.fulfilling import fulfil
from mkdocs_status_plugin.cli.hub import Hub, Request
from mkdocs_status_plugin.cli.joining import joining
from mkdocs_status_plugin.cli.lane import RUN, Lane, Posted, author, carry
from mkdocs_status_plugin.cli.workspace import Workspace, open_workspace
from mkdocs_status_plugin.github.alerts import Alert, alert, last_word, latest
from mkdocs_status_plugin.github.events import part
from mkdocs_status_plugin.github.issues import BOT, place
from mkdocs_status_plugin.github.wishes import Action, Wish, of_inputs

_TEXT = "We are looking into it. The next update comes within 30 minutes."
_UNKNOWN = "Which parts are affected is not known yet."
_BOT_ID = 41898282
_DECLINED = timedelta(hours=24)


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
        prefix=f"{RUN}{now:%Y%m%d-%H%M%S}",
        suffix="",
        author=author(where.sender, where.sender_id),
        origin=f"From `Run workflow`, started by {where.sender}.",
        trusted=True,
        now=now,
    )
    posted = _opened(carry(joining(lane, wish), partial(fulfil, wish=wish)))
    click.echo(f"On {where.branch}: {posted.address}" if posted.live else f"Pull request: {posted.url}")


def draft(event: Mapping[str, Any], root: Path, now: datetime) -> None:
    """Turn an alert into the draft of a pull request, or find the one that it has."""
    where = place(event)
    found = alert(event)
    hub = Hub(where.repository)
    prefix = f"status/alert-{found.key}-"
    earlier = hub.requests_of(prefix)
    request = next((one for one in earlier if one.closed_at is None), None)
    if request is not None:
        click.echo(f"The draft of this alert: {request.url}")
        _follow(hub, request, found, now)
        return
    if not found.firing:
        click.echo("This alert is over and has no draft, so there is nothing to do.")
        return
    answered = _answered(earlier, hub, where.branch, root, now)
    if answered:
        click.echo(answered)
        return
    lane = Lane(
        root=root,
        hub=hub,
        branch=where.branch,
        prefix=prefix,
        # Two messages of one alert at the same moment come to the same name, and git takes only one of them.
        suffix=str(len(earlier) + 1),
        author=author(BOT, _BOT_ID),
        origin=f"From an alert of {found.monitor}. Say in visitors' words what they notice before you publish it.",
        trusted=False,
        now=now,
        draft=True,
    )
    if worktrees.is_there(root, lane.prefix + lane.suffix):
        raise Failure(
            f"The branch {lane.prefix}{lane.suffix} of this alert is there already; open a pull request for it."
        )
    posted = _opened(carry(lane, partial(_write, found=found)))
    click.echo(f"Draft: {posted.url}")


def _opened(posted: Posted) -> Posted:
    """Nobody looks into a log that is green.

    Raises:
        Failure: if there is a branch and no pull request, or a commit and no deployment.
    """
    if posted.held:
        raise Failure(posted.held)
    if not posted.live and not posted.opened:
        raise Failure(f"It is on a branch, but a workflow may open no pull request here: {posted.url}")
    return posted


def _follow(hub: Hub, request: Request, found: Alert, now: datetime) -> None:
    """Say in an open draft what the monitor says: one comment, however often it changes its mind."""
    comment, firing = latest(hub.comments(request.number))
    if found.firing is firing:
        return
    if comment:
        hub.reword(comment, last_word(found, now))
    else:
        hub.comment_request(request, last_word(found, now))


def _answered(earlier: list[Request], hub: Hub, branch: str, root: Path, now: datetime) -> str:
    """Why an alert that has had drafts needs no new one; empty where it does."""
    if not earlier:
        return ""
    last = earlier[0]
    if last.state == "MERGED":
        paths = hub.files_of(last)
        with worktrees.worktree(root, worktrees.newest(root, branch)) as folder:
            active = [one for one in updates.active(open_workspace(folder, now)) if one.path in paths]
        return f"A person has published it: {last.url}. It is active as {active[0].id}." if active else ""
    if last.closed_at is not None and now - last.closed_at < _DECLINED:
        return f"A person has declined the draft of this alert within the last day: {last.url}"
    return ""


def _write(workspace: Workspace, found: Alert) -> None:
    """An incident for an alert; of what it names, only what the page lists."""
    names = {component.name.casefold(): component.id for component in workspace.listed.leaves}
    listed = [
        name if name in workspace.listed.by_id else names.get(name.casefold(), "")
        for name in found.components
    ]
    components = tuple(dict.fromkeys(id_ for id_ in listed if id_))
    also = "" if components else _UNKNOWN
    fulfil(workspace, Wish(Action.REPORT, found.title, _TEXT, found.impact, components, also_affects=also))
