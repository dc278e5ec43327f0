"""What an issue still asks for: its form, and the commands in its comments.

Whose words count is decided by the caller, who can ask GitHub who may write. Everything here is pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mkdocs_status_plugin.github.events import BadEvent, part, text
from mkdocs_status_plugin.github.wishes import BadWish, Wish, of_comment, of_form

INCIDENT = "incident"
"""The label that the forms set."""
PUBLISH = "publish"
"""The label that lets a stranger's report be posted."""
BOT = "github-actions[bot]"
"""As whom the workflows write."""
_DONE = re.compile(r"<!-- mkdocs-status: done (\d{1,20})(?: as ([a-z0-9-]{1,200}))? -->")
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/[\w.-]{1,100}", re.ASCII)
"""A repository's name with its owner's."""
_BRANCH = re.compile(r"[A-Za-z0-9][\w./-]{0,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Post:
    """Something written: the issue itself (``id`` 0) or a comment, by whom, and what it asks for.

    ``problem`` says why it cannot be understood, where it cannot. ``at`` is when it was written (UTC).
    """

    id: int
    author: str
    author_id: int
    wish: Wish | None
    problem: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event was: the repository (``owner/name``), its default branch, and who has caused it."""

    repository: str
    branch: str
    sender: str
    sender_id: int


@dataclass(frozen=True, slots=True)
class IssueEvent:
    """An event of an issue; ``labelled`` says that it is the label that lets a stranger's report be posted."""

    place: Place
    number: int
    labelled: bool
    issue: Post


def place(event: Mapping[str, Any]) -> Place:
    """Where an event was.

    Raises:
        BadEvent: if a name in it is none.
    """
    repository = text(part(event, "repository"), "full_name")
    branch = text(part(event, "repository"), "default_branch")
    login, login_id = _person(part(event, "sender"))
    if not REPOSITORY.fullmatch(repository) or not _BRANCH.fullmatch(branch) or ".." in branch:
        raise BadEvent("the event names no repository with a default branch")
    return Place(repository, branch, login, login_id)


def issue_event(event: Mapping[str, Any]) -> IssueEvent:
    """What an event of an issue says.

    Raises:
        BadEvent: if it is none.
    """
    issue = part(event, "issue")
    number = issue.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise BadEvent("this is no event of an issue")
    if "pull_request" in issue:
        raise BadEvent("this is an event of a pull request, not of an issue")
    labelled = event.get("action") == "labeled" and text(part(event, "label"), "name") == PUBLISH
    return IssueEvent(place(event), number, labelled, post_of(issue))


def asked_for(event: Mapping[str, Any]) -> int:
    """The number of the issue that "Run workflow" is to look at; 0 for any other event.

    Raises:
        BadEvent: if it is no number.
    """
    if "issue" in event or "inputs" not in event:
        return 0
    given = text(part(event, "inputs"), "issue").strip().removeprefix("#")
    if not re.fullmatch(r"[1-9][0-9]{0,9}", given):
        raise BadEvent("the issue to look at is no number")
    return int(given)


def post_of(issue: Mapping[str, Any]) -> Post:
    """What an issue itself asks for."""
    author, author_id = _person(part(issue, "user"))
    title = " ".join(text(issue, "title").split())
    return Post(0, author, author_id, of_form(title, text(issue, "body")), at=_moment(issue))


def posts(issue: Post, comments: Iterable[Mapping[str, Any]]) -> tuple[list[Post], str]:
    """Everything that asks for something and has not been done, the oldest first, and the incident of the issue.

    What has been done, and for which incident (its id), stands in the bot's own comments; nobody else's
    count for that. The issue is about the first one. The title of an issue does not: its author can change it at any time.
    """
    found = [issue]
    done: set[int] = set()
    about = ""
    for comment in comments:
        user = part(comment, "user")
        body = text(comment, "body")
        if by_bot(comment):
            for number, incident in _DONE.findall(body):
                done.add(int(number))
                about = about or incident
            continue
        id_ = comment.get("id")
        if not isinstance(id_, int) or user.get("type") == "Bot":
            continue
        author, author_id = _person(user)
        try:
            wish = of_comment(body)
        except BadWish as bad:
            found.append(Post(id_, author, author_id, None, str(bad), _moment(comment)))
            continue
        found.append(Post(id_, author, author_id, wish, at=_moment(comment)))
    return [post for post in found if (post.wish or post.problem) and post.id not in done], about


def done(post: Post, incident: str = "") -> str:
    """The mark in an answer that says which post it answers, and which incident that is; readers do not see it."""
    return f"<!-- mkdocs-status: done {post.id}{f' as {incident}' if incident else ''} -->"


def by_bot(comment: Mapping[str, Any]) -> bool:
    """Whether a workflow has written a comment."""
    user = part(comment, "user")
    return user.get("login") == BOT and user.get("type") == "Bot"


def _moment(written: Mapping[str, Any]) -> datetime | None:
    try:
        at = datetime.fromisoformat(text(written, "created_at"))
    except ValueError:
        return None
    return at if at.tzinfo else None


def _person(user: Mapping[str, Any]) -> tuple[str, int]:
    login, id_ = user.get("login"), user.get("id")
    if not isinstance(login, str) or not _LOGIN.fullmatch(login) or not isinstance(id_, int):
        return "", 0
    return login, id_
