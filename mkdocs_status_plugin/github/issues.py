"""What an issue still asks for: its form, and the commands in its comments.

Whose words count is decided by the caller, who can ask GitHub who may write. Everything here is pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mkdocs_status_plugin.github.events import BadEvent, part, text
from mkdocs_status_plugin.github.wishes import Action, BadWish, Wish, of_comment, of_form

PUBLISH = "publish"
"""The label that lets a stranger's report be posted."""
BOT = "github-actions[bot]"
"""As whom the workflows write."""
_DONE = re.compile(r"<!-- mkdocs-status: done (\d{1,20}) -->")
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/[\w.-]{1,100}", re.ASCII)
"""A repository's name with its owner's."""
_BRANCH = re.compile(r"[A-Za-z0-9][\w./-]{0,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Post:
    """Something written: the issue itself (``id`` 0) or a comment, by whom, and what it asks for.

    ``problem`` says why it cannot be understood, where it cannot. ``about`` is the title of the incident
    that it is about, where it names none and its issue does not either.
    """

    id: int
    author: str
    author_id: int
    wish: Wish | None
    problem: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event was: the repository (``owner/name``), its default branch, and who has caused it."""

    repository: str
    branch: str
    sender: str
    sender_id: int


@dataclass(frozen=True, slots=True)
class IssueEvent:
    """An event of an issue."""

    place: Place
    number: int
    title: str
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
    title = " ".join(text(issue, "title").split())
    author, author_id = _person(part(issue, "user"))
    wish = of_form(title, text(issue, "body"))
    labelled = event.get("action") == "labeled" and text(part(event, "label"), "name") == PUBLISH
    return IssueEvent(place(event), number, title, labelled, Post(0, author, author_id, wish))


def posts(issue: IssueEvent, comments: Iterable[Mapping[str, Any]]) -> list[Post]:
    """Everything that asks for something and has not been done, the oldest first.

    What has been done stands in the bot's own comments; nobody else's count for that.
    """
    found = [issue.issue]
    done: set[int] = set()
    for comment in comments:
        user = part(comment, "user")
        body = text(comment, "body")
        if user.get("login") == BOT and user.get("type") == "Bot":
            done.update(int(number) for number in _DONE.findall(body))
            continue
        id_ = comment.get("id")
        if not isinstance(id_, int) or user.get("type") == "Bot":
            continue
        author, author_id = _person(user)
        try:
            wish = of_comment(body)
        except BadWish as bad:
            found.append(Post(id_, author, author_id, None, str(bad)))
            continue
        found.append(_about(issue, Post(id_, author, author_id, wish)))
    return [post for post in found if (post.wish or post.problem) and post.id not in done]


def done(post: Post) -> str:
    """The mark in an answer that says which post it answers; readers do not see it."""
    return f"<!-- mkdocs-status: done {post.id} -->"


def same_title(title: str, titles: Sequence[tuple[str, str]]) -> str:
    """The id of the last incident of a title, of pairs of id and title; empty where there is none."""
    wanted = " ".join(title.split()).casefold()
    found = [id_ for id_, known in titles if " ".join(known.split()).casefold() == wanted]
    return max(found, default="")


def _about(issue: IssueEvent, post: Post) -> Post:
    """A comment is about the incident that its issue is about, unless it names another."""
    wish, form = post.wish, issue.issue.wish
    if wish is None or wish.incident:
        return post
    if form is None or form.action is Action.REPORT:
        return replace(post, about=issue.title)
    return replace(post, wish=replace(wish, incident=form.incident))


def _person(user: Mapping[str, Any]) -> tuple[str, int]:
    login, id_ = user.get("login"), user.get("id")
    if not isinstance(login, str) or not _LOGIN.fullmatch(login) or not isinstance(id_, int):
        return "", 0
    return login, id_
