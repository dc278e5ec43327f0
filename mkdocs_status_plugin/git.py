"""Git, asked as a program: transport and decoration, never state."""

from __future__ import annotations

import os
import shutil
import subprocess  # nosec B404 - the one place that starts git, always without a shell
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class GitError(Exception):
    """Git could not do what was asked; the text is git's own."""


class TreeFile(NamedTuple):
    """A file in a revision: its path below the folder that was asked for, its mode and its object."""

    path: str
    mode: str
    object_id: str


def commit(root: Path) -> str:
    """The commit that is checked out in a folder, or empty where git or a repository is missing."""
    try:
        return _run(root, "rev-parse", "HEAD").strip()
    except GitError:
        return ""


def is_repository(root: Path) -> bool:
    """Whether a folder lies in the working tree of a repository."""
    try:
        return _run(root, "rev-parse", "--is-inside-work-tree").strip() == "true"
    except GitError:
        return False


def commit_files(root: Path, paths: Sequence[str], message: str) -> str:
    """Commit some files, new, changed or deleted, whatever else is staged; returns the short id.

    Raises:
        GitError: if git refuses. The files are as they were.
    """
    there = [_literal(path) for path in paths if os.path.lexists(root / path)]
    if there:
        _run(root, "add", "--", *there)
    known = [_literal(path) for path in paths if os.path.lexists(root / path) or is_committed(root, path)]
    _run(root, "commit", "--quiet", "--only", "--file=-", "--", *known, text=message)
    return _run(root, "rev-parse", "--short", "HEAD").strip()


def is_committed(root: Path, path: str) -> bool:
    """Whether the commit that is checked out holds a file."""
    return bool(commit(root)) and bool(_run(root, "ls-tree", "--name-only", "HEAD", "--", _literal(path)))


def branch(root: Path) -> str:
    """The branch that is checked out; empty for none.

    Raises:
        GitError: if git cannot be asked.
    """
    return _run(root, "branch", "--show-current").strip()


def start_branch(root: Path, name: str) -> str:
    """Make a branch here and check it out, changes included; returns its name, with a number if need be.

    Raises:
        GitError: if git refuses.
    """
    known = set(_run(root, "for-each-ref", "--format=%(refname:short)", "refs/heads").split())
    free = name
    number = 2
    while free in known:
        free, number = f"{name}-{number}", number + 1
    _run(root, "switch", "--quiet", "--create", free)
    return free


def push(root: Path, name: str) -> None:
    """Push a branch to where it belongs, or under its own name where that is not settled.

    Raises:
        GitError: if there is no remote, or it refuses. The commits stay where they are.
    """
    if _setting(root, f"branch.{name}.merge"):
        _run(root, "push", "--quiet")
    else:
        _run(root, "push", "--quiet", "--set-upstream", remote(root), f"HEAD:refs/heads/{name}")


def fetch(root: Path, name: str) -> str:
    """The newest commit of a branch where it is pushed to.

    Raises:
        GitError: if it cannot be fetched.
    """
    _run(root, "fetch", "--quiet", remote(root), f"refs/heads/{name}")
    return _run(root, "rev-parse", "FETCH_HEAD").strip()


def commits_between(root: Path, one: str, other: str) -> list[str]:
    """The commits that ``other`` has and ``one`` has not, the newest first.

    Raises:
        GitError: if git does not know one of them.
    """
    return _run(root, "rev-list", f"{one}..{other}").split()


def move_to(root: Path, revision: str) -> None:
    """Move the branch that is checked out, and the files; what is changed and not committed stays.

    Raises:
        GitError: if that would touch such a change. Nothing has moved then.
    """
    _run(root, "reset", "--quiet", "--keep", revision)


def restore_to(root: Path, revision: str, paths: Sequence[str]) -> None:
    """Move back after a change of some files that came to nothing; they are as in the revision.

    Raises:
        GitError: if git refuses.
    """
    for path in paths:
        if is_committed(root, path):
            _run(root, "checkout", "--quiet", "HEAD", "--", _literal(path))
        else:
            _run(root, "rm", "--quiet", "--force", "--ignore-unmatch", "--", _literal(path))
            (root / path).unlink(missing_ok=True)
    move_to(root, revision)


def remote(root: Path) -> str:
    """The remote to push to: the one that is set, else ``origin``, else the only one.

    Raises:
        GitError: if there is none, or none can be told.
    """
    known = _run(root, "remote").split()
    likely = [_setting(root, "remote.pushDefault"), "origin", *(known if len(known) == 1 else [])]
    for wanted in likely:
        if wanted in known:
            return wanted
    raise GitError("there is no remote repository to push to; add one with `git remote add origin ADDRESS`")


def remote_address(root: Path) -> str:
    """The address of that remote, as git knows it."""
    return _run(root, "remote", "get-url", "--push", remote(root)).strip()


def files_at(root: Path, revision: str) -> list[TreeFile]:
    """Every file below a folder in a revision.

    Raises:
        GitError: if there is no such revision.
    """
    known = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    listed = _run(root, "ls-tree", "-r", "-z", known.strip(), ".")
    found = []
    for entry in listed.split("\0"):
        mode, _, rest = entry.partition(" ")
        about, tab, path = rest.partition("\t")
        if tab:
            found.append(TreeFile(path, mode, about.partition(" ")[2]))
    return found


def contents(root: Path, object_ids: Sequence[str]) -> list[bytes]:
    """The bytes of some objects, in their order, read by one process.

    Raises:
        GitError: if one is missing, as in a partial clone without a network.
    """
    answer = _bytes(root, "cat-file", "--batch", data="".join(f"{one}\n" for one in object_ids).encode())
    found = []
    position = 0
    for object_id in object_ids:
        end = answer.index(b"\n", position)
        head = answer[position:end].split()
        if len(head) != 3:
            raise GitError(f"the object {object_id} is missing here")
        size = int(head[2])
        found.append(answer[end + 1 : end + 1 + size])
        position = end + size + 2
    return found


def merge_base(root: Path, one: str, other: str) -> str:
    """The newest commit that both revisions come from.

    Raises:
        GitError: if there is none.
    """
    return _run(root, "merge-base", "--end-of-options", one, other).strip()


def ask(root: Path, *arguments: str, text: str | None = None) -> str:
    """What git says to some arguments, which are ours; ``text`` goes to its standard input.

    Raises:
        GitError: if it refuses.
    """
    return _run(root, *arguments, text=text)


def _setting(root: Path, name: str) -> str:
    try:
        return _run(root, "config", "--get", name).strip()
    except GitError:
        return ""


def _literal(path: str) -> str:
    """A path as git takes it when no character of it may mean more than itself."""
    return f":(literal){path}"


def _run(root: Path, *arguments: str, text: str | None = None) -> str:
    data = None if text is None else text.encode("utf-8", "surrogateescape")
    return _bytes(root, *arguments, data=data).decode("utf-8", "surrogateescape")


def _bytes(root: Path, *arguments: str, data: bytes | None = None) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise GitError("git is not installed")
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell  # nosec B603
        [git, "-C", str(root), *arguments],
        input=data or b"",
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).decode("utf-8", "replace")
        raise GitError(said or f"git {arguments[0]} ended with {done.returncode}")
    return done.stdout
