"""A build of the site, and the two ways for it to go out: into a folder, or onto a branch of a remote."""

from __future__ import annotations

import os
import re
import subprocess  # nosec B404 - starts MkDocs, without a shell
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_status_plugin import git
from mkdocs_status_plugin.cli.failure import Failure, wrong_use
from mkdocs_status_plugin.problems import quoted

_AS = ("-c", "user.name=Status page", "-c", "user.email=status@localhost", "-c", "commit.gpgSign=false")
# Whatever this machine's git is set to, it takes the bytes as they are: a calendar needs its own line ends.
_AS_IT_IS = ("-c", "core.autocrlf=false", "-c", f"core.attributesFile={os.devnull}", "-c", "core.hooksPath=")
_BRANCH = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)


@contextmanager
def built(root: Path, folder: Path | None = None) -> Iterator[Path]:
    """The site, built into a folder that is gone afterwards; on the same disk as ``folder``.

    Raises:
        Failure: if MkDocs cannot build it; what it says is on the standard error already.
    """
    with beside(folder) as site:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site.absolute())]
        done = subprocess.run(command, cwd=root, check=False, stdout=sys.stderr.fileno())  # noqa: S603 - our own arguments, no shell  # nosec B603
        if done.returncode or not (site / "build.json").is_file():
            raise Failure("MkDocs did not build the site, so nothing was published")
        yield site


@contextmanager
def beside(folder: Path | None) -> Iterator[Path]:
    """A place for a site, gone afterwards, that is on the same disk as a folder: :func:`to_folder` moves it there.

    Raises:
        Failure: if no folder can be made there.
    """
    where = folder.absolute().parent if folder is not None else None
    try:
        if where is not None:
            where.mkdir(parents=True, exist_ok=True)
        made = TemporaryDirectory(prefix=".mkdocs-status-", dir=where)
    except OSError as error:
        place = where or "the folder for temporary files"
        raise Failure(f"{place} takes no folder: {error.strerror}") from None
    with made as name:
        yield Path(name) / "site"


def require_free(folder: Path, root: Path) -> None:
    """Refuse a folder that is not ours to replace.

    Raises:
        Failure: if it is a link, the project itself or a folder around it, holds something else than a site, or
            cannot be read.
    """
    if folder.is_symlink():
        raise Failure(f"{folder} is a symbolic link; name the folder itself")
    if root.resolve().is_relative_to(folder.resolve()):
        raise Failure(f"{folder} holds the project itself; name a folder of its own for the site")
    try:
        if folder.exists() and any(folder.iterdir()) and not (folder / "build.json").is_file():
            raise Failure(f"{folder} holds something else than a status page; nothing was touched")
    except OSError as error:
        raise Failure(f"{folder} cannot be read: {error.strerror}") from None


def to_folder(site: Path, folder: Path) -> None:
    """Put a site in the place of a folder that was found free; what was there is gone.

    Raises:
        Failure: if it cannot be moved.
    """
    old = site.parent / "old"
    try:
        if folder.exists():
            folder.absolute().rename(old)
        try:
            site.rename(folder.absolute())
        except OSError:
            if old.exists():
                old.rename(folder.absolute())
            raise
    except OSError as error:
        raise Failure(f"{folder} cannot be put in place, and is as it was: {error.strerror}") from None


def remote_of(root: Path, remote: str) -> str:
    """The address of a remote that is named here, else the address that was given.

    Raises:
        click.UsageError: if it is neither.
    """
    if git.is_repository(root) and remote in git.ask(root, "remote").split():
        known = git.ask(root, "remote", "get-url", "--push", remote).strip()
        # The site is pushed from a folder of its own, where a path would lead elsewhere.
        here = Path(git.ask(root, "rev-parse", "--show-toplevel").strip()) / known
        return str(here) if here.is_dir() else known
    if remote.startswith("-") or not re.search(r"[:/]", remote):
        raise wrong_use(f"There is no remote {quoted(remote)} here; `git remote` lists them.")
    return str(Path(remote).absolute()) if Path(remote).is_dir() else remote


def require_branch(branch: str) -> None:
    """Refuse what is no name of a branch.

    Raises:
        click.UsageError: for any other.
    """
    if not _BRANCH.fullmatch(branch) or ".." in branch:
        raise wrong_use(f"{quoted(branch)} is no name of a branch.")


def to_branch(site: Path, remote: str, branch: str, message: str) -> None:
    """Make a site the newest commit of a branch; earlier ones stay.

    Raises:
        Failure: if git refuses something; it says what.
    """
    # Without it GitHub Pages would leave out what begins with an underscore.
    (site / ".nojekyll").touch()
    try:
        git.ask(site, "init", "--quiet", "--template=", "--initial-branch=publish")
        if git.ask(site, "ls-remote", "--heads", "--", remote, f"refs/heads/{branch}").strip():
            git.ask(site, "fetch", "--quiet", "--depth=1", "--", remote, f"refs/heads/{branch}")
            git.ask(site, "reset", "--quiet", "--soft", "FETCH_HEAD")
        git.ask(site, *_AS_IT_IS, "add", "--all", "--force", ".")
        git.ask(
            site,
            *_AS,
            *_AS_IT_IS,
            "commit",
            "--quiet",
            "--allow-empty",
            "--no-verify",
            "--file=-",
            text=message,
        )
        git.ask(site, *_AS_IT_IS, "push", "--quiet", "--", remote, f"HEAD:refs/heads/{branch}")
    except git.GitError as error:
        raise Failure(f"git: {error}") from None
