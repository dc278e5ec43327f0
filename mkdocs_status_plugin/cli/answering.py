"""Posts what an issue asks for, one wish after the other, and answers each."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.fulfilling import fulfil
from mkdocs_status_plugin.cli.hub import Hub, HubError
from mkdocs_status_plugin.cli.joining import joining
from mkdocs_status_plugin.cli.lane import ISSUE, Lane, Posted, author, carry
from mkdocs_status_plugin.github.issues import PUBLISH, IssueEvent, Post, done, posts
from mkdocs_status_plugin.github.markdown import fenced


def answer_all(event: IssueEvent, root: Path, now: datetime) -> int:
    """Do everything that is still to be done in an issue; returns the exit code.

    Raises:
        Failure: if GitHub cannot be asked or does not take an answer.
    """
    hub = Hub(event.place.repository)
    try:
        return _answer_all(event, hub, root, now)
    except HubError as error:
        raise Failure(str(error)) from None


def _answer_all(event: IssueEvent, hub: Hub, root: Path, now: datetime) -> int:
    waiting, about = posts(event.issue, hub.comments(event.number))
    writers: dict[str, bool] = {}

    def may_write(login: str) -> bool:
        if login not in writers:
            writers[login] = hub.may_write(login)
        return writers[login]

    failed = False
    for post in waiting:
        trusted = may_write(post.author)
        published = post.id == 0 and event.labelled and may_write(event.place.sender)
        if not trusted and not published:
            who = "the issue" if post.id == 0 else f"the comment {post.id}"
            click.echo(f"Left alone: {who}, because its author may not write here.")
            continue
        posted = _answer(event, post, about, hub, root, now, trusted=trusted)
        failed = posted is None or bool(posted.held) or failed
        about = about or (posted.id if posted else "")
    if event.labelled and may_write(event.place.sender):
        hub.unlabel(event.number, PUBLISH)
    return 1 if failed else 0


def _answer(
    event: IssueEvent, post: Post, about: str, hub: Hub, root: Path, now: datetime, *, trusted: bool
) -> Posted | None:
    """Do one thing and say in the issue what came of it; None if that is nothing."""
    if post.wish is None:
        hub.comment(event.number, f"{post.problem}\n\n{done(post)}")
        return None
    name, id_ = (post.author, post.author_id) if post.author else (event.place.sender, event.place.sender_id)
    lane = Lane(
        root=root,
        hub=hub,
        branch=event.place.branch,
        prefix=f"{ISSUE}{event.number}-",
        suffix=str(post.id),
        author=author(name, id_),
        origin=f"From #{event.number}, written by {name}.",
        trusted=trusted,
        now=now,
        number=event.number,
    )
    # A form may leave out the only active incident; a comment is about that of its issue.
    named = about if post.id else None
    try:
        posted = carry(joining(lane, post.wish, named), partial(fulfil, wish=post.wish, about=named))
    except Failure as error:
        text = f"This could not be posted:\n\n{fenced(error.message)}\n\nWrite a comment with what is right, or mend the file."
        hub.comment(event.number, f"{text}\n\n{done(post)}")
        click.echo(f"Not posted: {error.message}", err=True)
        return None
    hub.comment(event.number, f"{_said(posted)}\n\n{done(post, posted.id)}")
    if posted.live and posted.over:
        hub.close(event.number)
    return posted


def _said(posted: Posted) -> str:
    if posted.held:
        return f"{fenced(posted.held)}\n\nIts address then: {posted.address}"
    if posted.live:
        return (
            f"Posted. It is public in about a minute: {posted.address}\n\n"
            "To go on, write a comment that begins with `/update` or `/resolve`, and set the label"
            f" `{PUBLISH}` or close the issue. Without that it waits for up to half an hour."
        )
    where = "It is in a pull request, and public once that is merged"
    if not posted.opened:
        where = "It is on a branch, but a workflow may open no pull request here. Open it yourself"
    return f"{where}: {posted.url}\n\nIts address then: {posted.address}"
