"""GitHub, asked through its own program ``gh``, which finds its token in the environment.

Texts go in by standard input or as one argument; none passes through a shell.
"""

from __future__ import annotations

import json
import shutil
import subprocess  # nosec B404 - starts gh, without a shell
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_status_plugin.cli.failure import Failure

_WRITERS = {"admin", "maintain", "write"}


class HubError(Exception):
    """GitHub did not do what was asked; the text is gh's own."""


@dataclass(frozen=True, slots=True)
class Request:
    """An open pull request: its branch and its address."""

    branch: str
    url: str


@dataclass(frozen=True, slots=True)
class Hub:
    """One repository (``owner/name``) on GitHub."""

    repository: str

    def may_write(self, login: str) -> bool:
        """Whether somebody may write to the repository; who is not known may not."""
        if not login:
            return False
        try:
            said = self._gh("api", f"repos/{self.repository}/collaborators/{login}/permission")
            return json.loads(said).get("permission") in _WRITERS
        except (HubError, ValueError, AttributeError):
            return False

    def comments(self, number: int) -> list[Mapping[str, Any]]:
        """Every comment of an issue, the oldest first."""
        path = f"repos/{self.repository}/issues/{number}/comments?per_page=100"
        found = json.loads(self._gh("api", "--paginate", "--slurp", path))
        return [comment for page in found for comment in page]

    def comment(self, number: int, body: str) -> None:
        """Write a comment to an issue or pull request."""
        self._gh("issue", "comment", str(number), *self._here, "--body-file=-", text=body)

    def close(self, number: int) -> None:
        """Close an issue as done."""
        self._gh("issue", "close", str(number), *self._here, "--reason=completed")

    def unlabel(self, number: int, label: str) -> None:
        """Take a label from an issue."""
        self._gh("issue", "edit", str(number), *self._here, f"--remove-label={label}")

    def issue(self, title: str, body: str) -> None:
        """Open an issue."""
        self._gh("issue", "create", *self._here, f"--title={title}", "--body-file=-", text=body)

    def body(self, number: int) -> str:
        """What an issue says."""
        return self._gh("issue", "view", str(number), *self._here, "--json=body", "--jq=.body")

    def issues_of(self, author: str, title: str) -> list[int]:
        """The numbers of open issues of an author that have exactly this title."""
        fields = "--json=number,title,author"
        said = self._gh("issue", "list", *self._here, "--state=open", f"--author={author}", fields)
        return [one["number"] for one in json.loads(said) if one["title"] == title]

    def request_of(self, prefix: str) -> Request | None:
        """The open pull request whose branch begins like this, in this repository and not in a fork."""
        fields = "--json=headRefName,url,isCrossRepository"
        said = self._gh("pr", "list", *self._here, "--state=open", "--limit=200", fields)
        for one in json.loads(said):
            if one["headRefName"].startswith(prefix) and one["isCrossRepository"] is False:
                return Request(one["headRefName"], one["url"])
        return None

    def open_request(self, branch: str, base: str, title: str, body: str, *, draft: bool) -> str:
        """Open a pull request; returns its address."""
        given = [f"--head={branch}", f"--base={base}", f"--title={title}", "--body-file=-"]
        said = self._gh("pr", "create", *self._here, *given, *(["--draft"] if draft else []), text=body)
        return said.strip().splitlines()[-1] if said.strip() else ""

    def comment_request(self, url: str, body: str) -> None:
        """Write a comment to a pull request."""
        self._gh("pr", "comment", url, *self._here, "--body-file=-", text=body)

    def deploy(self, branch: str) -> None:
        """Start the deployment: what a workflow pushes starts none by itself."""
        self._gh("workflow", "run", "deploy.yml", *self._here, f"--ref={branch}")

    @property
    def _here(self) -> tuple[str, str]:
        return "--repo", self.repository

    def _gh(self, *arguments: str, text: str = "") -> str:
        gh = shutil.which("gh")
        if gh is None:
            raise Failure("gh is not installed; it is GitHub's own program for the command line")
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell  # nosec B603
            [gh, *arguments],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).decode("utf-8", "replace")
            raise HubError(f"gh {' '.join(arguments[:2])}: {said or done.returncode}")
        return done.stdout.decode("utf-8", "replace")
