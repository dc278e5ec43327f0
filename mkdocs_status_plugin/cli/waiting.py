"""What waits in issues: nobody has set the label, or the run that should have done it never came."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from mkdocs_status_plugin.cli.hub import Hub
from mkdocs_status_plugin.github.issues import INCIDENT, post_of, posts

_NEWS = timedelta(hours=2)
"""How long a text may wait and still be news. What is older, a person must ask for again."""


def look_at_all(hub: Hub, now: datetime) -> None:
    """Start the workflow for each open issue in which something waits that a writer has written lately.

    Raises:
        HubError: if GitHub cannot be asked.
    """
    writers: dict[str, bool] = {}
    for number in hub.issues_with(INCIDENT):
        waiting, _ = posts(post_of(hub.opened(number)), hub.comments(number))
        new = {post.author for post in waiting if post.at is not None and post.at > now - _NEWS}
        for login in new - writers.keys():
            writers[login] = hub.may_write(login)
        if any(writers[login] for login in new):
            click.echo(f"Something waits in #{number}; the workflow Issues is started for it.")
            hub.look_at(number)
