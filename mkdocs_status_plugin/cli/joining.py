"""Which open pull request an update belongs to: the one by which its incident is being reported or changed.

Where reports wait for an approval a second word on an incident must not wait for the first to be merged, nor conflict
with it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import click

from mkdocs_status_plugin import git, worktrees
from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.fulfilling import meant
from mkdocs_status_plugin.cli.hub import HubError, Request
from mkdocs_status_plugin.cli.lane import ISSUE, RUN, Lane, fast_lane
from mkdocs_status_plugin.cli.workspace import open_workspace
from mkdocs_status_plugin.github.wishes import Action, Wish


def joining(lane: Lane, wish: Wish, about: str | None = None) -> Lane:
    """The lane by which a wish goes, or that of the open pull request to which it is added.

    ``about`` is as with :func:`fulfil`. Drafts of alerts are left to the person who makes a report of them.

    Raises:
        Failure: if the wish can mean an incident of a pull request or another one, or that cannot be found out.
    """
    if wish.action is Action.REPORT:
        return lane
    try:
        return _joining(lane, wish, about)
    except git.GitError as error:
        raise Failure(f"git: {error}") from None
    except HubError as error:
        raise Failure(str(error)) from None


def _joining(lane: Lane, wish: Wish, about: str | None) -> Lane:
    with _newest(lane, lane.branch) as folder:
        if lane.trusted and fast_lane(folder):
            return lane
        public = _meant(lane, folder, wish, about)
    found: dict[str, Request] = {}
    for request in lane.hub.requests_of("status/", "open"):
        if request.branch.startswith(lane.prefix):
            return lane
        if request.branch.startswith((RUN, ISSUE)):
            with _newest(lane, request.branch) as folder:
                for id_, path in _meant(lane, folder, wish, about).items():
                    if path in lane.hub.files_of(request):
                        found.setdefault(id_, request)
    others = public.keys() - found.keys()
    if not found:
        return lane
    if len(found) > 1 or others:
        listed = [f"  {id_} in {request.url}" for id_, request in found.items()]
        listed += [f"  {id_}" for id_ in sorted(others)]
        raise Failure("\n".join(["Several incidents can be meant. Name one:", *listed]))
    return replace(lane, prefix=next(iter(found.values())).branch)


def _newest(lane: Lane, branch: str) -> AbstractContextManager[Path]:
    return worktrees.worktree(lane.root, worktrees.newest(lane.root, branch))


def _meant(lane: Lane, folder: Path, wish: Wish, about: str | None) -> dict[str, str]:
    """The path of the one incident that a wish can mean there, by its id."""
    try:
        incident = meant(open_workspace(folder, lane.now), wish, about)
    except (click.UsageError, Failure):
        # What it means elsewhere, and what is wrong where it means nothing at all, others say.
        return {}
    return {incident.id: incident.path}
