"""Changes made beside what is checked out: from the newest state of a branch, and straight back to where it lives."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_status_plugin import git


def newest(root: Path, branch: str) -> str:
    """Fetch a branch as it is now where it lives; returns its commit.

    Raises:
        git.GitError: if there is none.
    """
    git.ask(root, *_signed_in(), "fetch", "--quiet", "--no-tags", git.remote(root), f"refs/heads/{branch}")
    return git.ask(root, "rev-parse", "FETCH_HEAD").strip()


def is_there(root: Path, branch: str) -> bool:
    """Whether a branch is there where this one lives.

    Raises:
        git.GitError: if it cannot be asked.
    """
    place = git.remote(root)
    return bool(git.ask(root, *_signed_in(), "ls-remote", "--heads", place, f"refs/heads/{branch}").strip())


@contextmanager
def worktree(root: Path, revision: str) -> Iterator[Path]:
    """A folder of its own in which a revision is checked out, on no branch; gone afterwards.

    Raises:
        git.GitError: if there is no such revision.
    """
    with TemporaryDirectory(prefix="mkdocs-status-") as made:
        folder = Path(made) / "tree"
        git.ask(root, "worktree", "add", "--quiet", "--detach", str(folder), revision)
        try:
            yield folder
        finally:
            git.ask(root, "worktree", "remove", "--force", str(folder))


def commit_as(root: Path, path: str, message: str, author: str, committer: str) -> None:
    """Commit one file for somebody else, both named as ``Name <address>``.

    Raises:
        git.GitError: if git refuses.
    """
    name, _, address = committer.partition(" <")
    who = ("-c", f"user.name={name}", "-c", f"user.email={address.rstrip('>')}")
    git.ask(root, "add", "--", f":(literal){path}")
    git.ask(root, *who, "commit", "--quiet", "--no-verify", f"--author={author}", "--file=-", text=message)


def push_to(root: Path, branch: str) -> None:
    """Push what is checked out to a branch; nothing that is there is lost.

    Raises:
        git.GitError: if there is no remote, or it refuses.
    """
    git.ask(root, *_signed_in(), "push", "--quiet", git.remote(root), f"HEAD:refs/heads/{branch}")


def _signed_in() -> list[str]:
    """Settings that let git ask ``gh`` for the token of the environment, so that none is written anywhere."""
    if not os.environ.get("GH_TOKEN"):
        return []
    return ["-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential"]
