"""What git does with a file that was written, when asked: commit, push, pull request."""

from __future__ import annotations

import re
import shutil
import subprocess  # nosec B404 - starts gh, without a shell
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import click

from mkdocs_status_plugin import git, writing
from mkdocs_status_plugin.cli.failure import Failure, note, wrong_use
from mkdocs_status_plugin.editing import Refused

_BRANCHES = "status/"
_TRIES = 3
_REJECTED = ("[rejected]", "non-fast-forward", "fetch first")


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a change goes; pushing and a pull request begin with a commit."""

    commit: bool = False
    push: bool = False
    pr: bool = False

    @property
    def wanted(self) -> bool:
        """Whether git has anything to do."""
        return self.commit or self.push or self.pr

    def prepare(self, root: Path) -> None:
        """Find out early whether git can do it, before anybody writes a text.

        Raises:
            click.UsageError: if it cannot.
        """
        if not self.wanted:
            return
        try:
            if not git.is_repository(root):
                raise wrong_use("This folder is in no git repository. Leave out --commit, --push and --pr.")
            if self.push or self.pr:
                git.remote(root)
                if self.push and not self.pr and not git.branch(root):
                    raise wrong_use("No branch is checked out, so there is nothing to push to. Use --commit.")
        except git.GitError as error:
            raise wrong_use(f"{error}.") from None


def send(
    root: Path, paths: Sequence[str], name: str, message: str, sending: Sending, again: Callable[[], None]
) -> None:
    """Commit files that were written, and pass them on as far as is wanted.

    ``name`` is the incident's id, for a branch; ``message`` is the commit's. ``again`` makes the same change
    once more in the files as they are then: where somebody else was faster, it is made on top of theirs.

    Raises:
        Failure: if git refuses something; it says how far it came and how to go on.
    """
    if not sending.wanted:
        return
    if not any((root / path).exists() or git.is_committed(root, path) for path in paths):
        note(f"{paths[0]} was never committed, so there is nothing to commit.")
        return
    branch = git.branch(root)
    try:
        if sending.pr and not branch.startswith(_BRANCHES):
            before, branch = branch, git.start_branch(root, f"{_BRANCHES}{name}")
            back = f" `git switch {before}` goes back." if before else ""
            note(f"You are on the new branch {branch} now.{back}")
        done = git.commit_files(root, paths, message)
    except git.GitError as error:
        names = " ".join(map(_shell, paths))
        raise Failure(
            f"git did not commit: {error}\n"
            f"The file itself is done. Go on with: git add -A -- {names} && git commit -- {names}"
        ) from None
    note(f"Committed as {done}: {message.splitlines()[0]}")
    if sending.push or sending.pr:
        _push(root, branch, done, lambda: _redo(root, branch, paths, message, again))
    if sending.pr:
        _pull_request(root, branch, message)


def _push(root: Path, branch: str, done: str, redo: Callable[[], bool]) -> None:
    for left in reversed(range(_TRIES)):
        try:
            git.push(root, branch)
        except git.GitError as error:
            said = str(error)
            rejected = any(words in said for words in _REJECTED)
            if rejected and left and redo():
                note("Somebody else has pushed meanwhile: this was added to theirs.")
                continue
            way = "git pull --rebase && git push" if rejected else "git push"
            why = "Somebody else has pushed meanwhile. " if rejected else ""
            raise Failure(
                f"git did not push: {said}\nNothing is lost: the commit {done} is here. {why}Go on with: {way}"
            ) from None
        break
    note(f"Pushed to {branch}.")


def _redo(root: Path, branch: str, paths: Sequence[str], message: str, again: Callable[[], None]) -> bool:
    """Make our one commit anew on top of what others have pushed; False, and all as it was, where that cannot be."""
    ours = git.commit(root)
    try:
        theirs = git.fetch(root, branch)
        if git.commits_between(root, theirs, ours) != [ours]:
            return False
        git.move_to(root, theirs)
    except git.GitError:
        return False
    try:
        again()
        git.commit_files(root, paths, message)
    except (git.GitError, click.ClickException, Refused, writing.Changed, OSError):
        git.restore_to(root, ours, paths)
        return False
    return True


def _pull_request(root: Path, branch: str, message: str) -> None:
    title, _, body = message.partition("\n")
    gh = shutil.which("gh")
    if gh:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell  # nosec B603
            [gh, "pr", "create", "--head", branch, "--title", title, "--body", body.strip()],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            click.echo(done.stdout.strip())
            return
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        note(f"gh did not open a pull request: {said[0] if said else done.returncode}")
    address = new_request(git.remote_address(root), branch)
    if address:
        note("Open the pull request here:")
        click.echo(address)
    else:
        note(f"The branch {branch} is pushed. Open a pull request for it where the repository lives.")


def new_request(remote: str, branch: str) -> str:
    """The address at which a pull request for a branch begins; empty where the remote's host has none."""
    found = re.fullmatch(r"(?:ssh://)?(?:[\w.-]+@)([\w.-]+)(?::[0-9]+/|[:/])(.+?)(?:\.git)?/?", remote)
    if found:
        host, path = found.groups()
    else:
        parts = urlsplit(remote)
        if parts.scheme not in {"https", "http"} or not parts.hostname:
            return ""
        host, path = parts.hostname, parts.path.strip("/").removesuffix(".git")
    base = f"https://{host}/{quote(path.strip('/'))}"
    if "gitlab" in host:
        return f"{base}/-/merge_requests/new?merge_request%5Bsource_branch%5D={quote(branch, safe='')}"
    return f"{base}/compare/{quote(branch)}?expand=1"


def _shell(path: str) -> str:
    return f"'{path}'" if re.search(r"[^\w./-]", path) else path
