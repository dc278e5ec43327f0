"""``mkdocs-status diff``: what a change means to the public."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import now_option, root_option


@click.command("diff", short_help="Tell what a change means to the public.")
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option(
    "--format",
    "output",
    type=click.Choice(("text", "markdown")),
    default="text",
    show_default=True,
    help="For a terminal, or for a comment in a pull request.",
)
@root_option
@now_option
def command(base: str | None, head: str | None, output: str, root: Path, now: datetime) -> None:
    """Tell what a change means to the public.

    Compares two revisions, or two folders, as the page would be at this moment: the banner, the components, the text
    as visitors will read it, feed entries, who will be told, and problems that the change brings. BASE..HEAD are two
    revisions; BASE...HEAD begins where HEAD left BASE; BASE alone is compared with the working tree; without
    any the last commit is.

    Exits with 0 when the difference is told, 1 when a revision cannot be read, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status diff
      mkdocs-status diff main...HEAD --format markdown
      mkdocs-status diff v1..v2
      mkdocs-status diff old-folder new-folder
    """
    # Loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin import git
    from mkdocs_status_plugin.changes import meaning
    from mkdocs_status_plugin.changes_told import as_lines, as_markdown
    from mkdocs_status_plugin.cli.failure import Failure
    from mkdocs_status_plugin.cli.workspace import open_workspace

    try:
        one, other = _sides(root, base, head)
        with _folder(root, one) as before, _folder(root, other) as after:
            old, new = open_workspace(before, now), open_workspace(after, now)
    except git.GitError as error:
        said = str(error) or "git knows no such revision"
        raise Failure(f"{base or 'HEAD'}: {said}") from None
    found = meaning(old.snapshot, new.snapshot, old.problems, new.problems)
    click.echo(
        as_markdown(found) if output == "markdown" else "\n".join(as_lines(found)), nl=output == "text"
    )


def _sides(root: Path, base: str | None, head: str | None) -> tuple[str, str]:
    """What is compared with what; empty stands for the working tree."""
    from mkdocs_status_plugin import git

    if base is None:
        return "HEAD", ""
    if head is not None:
        return base, head
    one, dots, other = base.partition("...")
    if dots:
        return git.merge_base(root, one or "HEAD", other or "HEAD"), other or "HEAD"
    one, dots, other = base.partition("..")
    return one or "HEAD", (other or "HEAD") if dots else ""


def _folder(root: Path, name: str) -> AbstractContextManager[Path]:
    from mkdocs_status_plugin.cli.revisions import revision

    if not name:
        return nullcontext(root)
    folder = Path(name)
    return nullcontext(folder) if folder.is_dir() else revision(root, name)
