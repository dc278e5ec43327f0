"""From a wish to a commit: to main where that is allowed, otherwise to a branch with a pull request.

Everything is written in a working tree of its own, made from the branch as it is where it lives, so that
nothing here is touched and two of these at once do not disturb each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
import yaml

from mkdocs_status_plugin import git, worktrees
from mkdocs_status_plugin.changes import meaning
from mkdocs_status_plugin.changes_told import as_markdown
from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.hub import Hub, HubError
from mkdocs_status_plugin.cli.sending import new_request
from mkdocs_status_plugin.cli.words import label
from mkdocs_status_plugin.cli.workspace import Workspace, open_workspace
from mkdocs_status_plugin.github.issues import BOT
from mkdocs_status_plugin.github.markdown import findings
from mkdocs_status_plugin.model import Incident

RUN, ISSUE = "status/run-", "status/issue-"
"""What the branches of people's posts begin with: those of "Run workflow", and those of issues."""

_ATTEMPTS = 4
_MOST = 60_000
_SETTINGS = ".github/status.yml"
_COMMITTER = f"{BOT} <41898282+{BOT}@users.noreply.github.com>"


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a change goes. ``branch`` is the default one; ``prefix`` and ``suffix`` make the name of another.

    ``trusted`` says that the fast lane is open to whoever wants it; ``draft`` that a person must
    publish it; ``origin`` is a line for the commit and the pull request, without foreign words.
    """

    root: Path
    hub: Hub
    branch: str
    prefix: str
    suffix: str
    author: str
    origin: str
    trusted: bool
    now: datetime
    number: int = 0
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of it: the incident's id and page, and whether it is on the default branch.

    If it is not, ``url`` is its pull request or, unless that is ``opened``, where a person can open one.
    ``held`` says why it does not become public by itself, where it is there and does not.
    """

    id: str
    address: str
    live: bool
    over: bool
    url: str = ""
    opened: bool = True
    held: str = ""


def author(login: str, login_id: int) -> str:
    """Somebody on GitHub as the author of a commit, by the address that GitHub knows them by."""
    return f"{login} <{login_id}+{login}@users.noreply.github.com>"


def carry(lane: Lane, write: Callable[[Workspace], None]) -> Posted:
    """Let somebody write into the newest state, commit it, and send it as far as it may go.

    Raises:
        Failure: if it cannot be written, or not be sent.
    """
    try:
        for attempt in range(_ATTEMPTS):
            posted = _once(lane, write, again=attempt < _ATTEMPTS - 1)
            if posted is not None:
                return posted
    except git.GitError as error:
        raise Failure(f"git: {error}") from None
    except HubError as error:
        raise Failure(str(error)) from None
    raise Failure("others have pushed again and again meanwhile; try once more")


def _once(lane: Lane, write: Callable[[Workspace], None], *, again: bool) -> Posted | None:
    """One attempt; None if somebody else was faster and another is worth it."""
    request = lane.hub.request_of(lane.prefix)
    base = request.branch if request else lane.branch
    with worktrees.worktree(lane.root, worktrees.newest(lane.root, base)) as folder:
        before = open_workspace(folder, lane.now)
        write(before)
        after = open_workspace(folder, lane.now)
        incident = _changed(before, after)
        status = incident.updates[-1].status
        over = status.ends
        address = after.address(incident.id)
        message = f"{label(status)}: {incident.id}\n\n{lane.origin}\n"
        worktrees.commit_as(folder, incident.path, message, lane.author, _COMMITTER)
        if lane.trusted and request is None and fast_lane(folder):
            try:
                worktrees.push_to(folder, lane.branch)
            except git.GitError as error:
                if again and _raced(str(error)):
                    return None
                click.echo(f"{lane.branch} takes no direct commits; it becomes a pull request.")
            else:
                return Posted(incident.id, address, live=True, over=over, held=_deploy(lane))
        branch = request.branch if request else lane.prefix + lane.suffix
        try:
            worktrees.push_to(folder, branch)
        except git.GitError as error:
            if again and request is not None and _raced(str(error)):
                return None
            raise
    if request is not None:
        # What it meant before is not what it means now.
        lane.hub.renew(request, _body(lane, _public(lane), after, incident))
        return Posted(incident.id, address, live=False, over=over, url=request.url)
    title = f"{'Alert' if lane.draft else label(status)}: {_plain(incident.id)}"
    url, opened = _request(lane, branch, title, _body(lane, before, after, incident))
    return Posted(incident.id, address, live=False, over=over, url=url, opened=opened)


def _public(lane: Lane) -> Workspace:
    """What the default branch says now."""
    with worktrees.worktree(lane.root, worktrees.newest(lane.root, lane.branch)) as folder:
        return open_workspace(folder, lane.now)


def _changed(before: Workspace, after: Workspace) -> Incident:
    """The one incident that was written."""
    for incident in after.site.incidents:
        old, new = before.files.get(incident.path), after.files.get(incident.path)
        if new is not None and (old is None or old.data != new.data):
            return incident
    raise Failure("nothing was written")


def _request(lane: Lane, branch: str, title: str, body: str) -> tuple[str, bool]:
    """The address of a new pull request and True, or where a person can open it."""
    try:
        if lane.draft:
            try:
                return lane.hub.open_request(branch, lane.branch, title, body, draft=True), True
            except HubError as error:
                # Not every plan of GitHub has drafts; a person must merge this one, too.
                click.echo(f"No draft was opened: {error}", err=True)
        return lane.hub.open_request(branch, lane.branch, title, body, draft=False), True
    except HubError as error:
        address = new_request(git.remote_address(lane.root), branch)
        click.echo(f"No pull request was opened: {error}", err=True)
        return address or branch, False


def _body(lane: Lane, before: Workspace, after: Workspace, incident: Incident) -> str:
    told = as_markdown(meaning(before.snapshot, after.snapshot, before.problems, after.problems), _MOST)
    over = incident.updates[-1].status.ends
    ends = f"\n\nCloses #{lane.number}" if lane.number and over else ""
    checked = findings([problem for problem in after.problems if problem.path == incident.path], 3000)
    return f"{lane.origin}{ends}\n\n{told}\n{checked}"


def _deploy(lane: Lane) -> str:
    """Start the deployment; returns why it was not, or nothing."""
    try:
        lane.hub.deploy(lane.branch)
    except HubError as error:
        return (
            f"It is on {lane.branch}, and the deployment was not started: {error}\n"
            "Start the workflow Deploy by hand."
        )
    return ""


def fast_lane(folder: Path) -> bool:
    """Whether the repository's owner lets writers' reports go straight to the default branch."""
    file = folder / _SETTINGS
    if file.is_symlink() or not file.is_file():
        return False
    try:
        found = yaml.safe_load(file.read_bytes())
    except (yaml.YAMLError, ValueError):
        return False
    return isinstance(found, dict) and found.get("fast_lane") is True


def _raced(said: str) -> bool:
    return "[rejected]" in said or "cannot lock ref" in said


def _plain(incident_id: str) -> str:
    """An id as words: letters and digits only, so that nothing in it links, mentions or closes anything."""
    return incident_id.replace("-", " ")
