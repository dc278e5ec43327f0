"""GitHub, asked through its own program ``gh``, which finds its token in the environment.

Texts go in by standard input or as one argument; none passes through a shell.
"""

from __future__ import annotations

import json
import shutil
import subprocess  # nosec B404 - starts gh, without a shell
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mkdocs_status_plugin.cli.failure import Failure

_WRITERS = {"admin", "maintain", "write"}


class HubError(Exception):
    """GitHub did not do what was asked; the text is gh's own."""


@dataclass(frozen=True, slots=True)
class Request:
    """A pull request. ``state`` is OPEN, MERGED or CLOSED; ``closed_at`` (UTC) is None while it is open."""

    number: int
    branch: str
    url: str
    state: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Hub:
    """One repository (``owner/name``) on GitHub."""

    repository: str

    def may_write(self, login: str) -> bool:
        """Whether somebody may write to the repository; who is not known may not."""
        if not login:
            return False
        try:
            said = self._json("api", f"repos/{self.repository}/collaborators/{login}/permission")
        except HubError:
            return False
        return isinstance(said, dict) and said.get("permission") in _WRITERS

    def comments(self, number: int) -> list[Mapping[str, Any]]:
        """Every comment of an issue or a pull request, the oldest first."""
        return self._pages(f"issues/{number}/comments")

    def comment(self, number: int, body: str) -> None:
        """Write a comment to an issue."""
        self._gh("issue", "comment", str(number), *self._here, "--body-file=-", text=body)

    def reword(self, comment: int, body: str) -> None:
        """Give a comment of ours another text; nobody is notified of that."""
        self._change(f"issues/comments/{comment}", {"body": body})

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

    def opened(self, number: int) -> Mapping[str, Any]:
        """An issue as events show it."""
        found = self._json("api", f"repos/{self.repository}/issues/{number}")
        return found if isinstance(found, dict) else {}

    def issues_with(self, label: str) -> list[int]:
        """The numbers of open issues with a label."""
        given = ("--state=open", "--limit=100", f"--label={label}", "--json=number")
        return [one["number"] for one in self._json("issue", "list", *self._here, *given)]

    def issues_of(self, author: str, title: str) -> list[int]:
        """The numbers of open issues of an author that have exactly this title."""
        fields = "--json=number,title,author"
        found = self._json("issue", "list", *self._here, "--state=open", f"--author={author}", fields)
        return [one["number"] for one in found if one["title"] == title]

    def requests_of(self, prefix: str, state: str = "all") -> list[Request]:
        """The pull requests whose branch begins like this, in this repository and not in a fork, the newest first."""
        fields = "--json=number,headRefName,url,isCrossRepository,state,closedAt"
        said = self._json("pr", "list", *self._here, f"--state={state}", "--limit=200", fields)
        found = [
            _request(one)
            for one in said
            if one["headRefName"].startswith(prefix) and one["isCrossRepository"] is False
        ]
        return sorted(found, key=lambda request: request.number, reverse=True)

    def request_of(self, prefix: str) -> Request | None:
        """The open one of these."""
        return next(iter(self.requests_of(prefix, "open")), None)

    def files_of(self, request: Request) -> list[str]:
        """The paths that a pull request changes."""
        return [str(one["filename"]) for one in self._pages(f"pulls/{request.number}/files")]

    def renew(self, request: Request, body: str) -> None:
        """Give a pull request another text."""
        self._change(f"pulls/{request.number}", {"body": body})

    def open_request(self, branch: str, base: str, title: str, body: str, *, draft: bool) -> str:
        """Open a pull request; returns its address."""
        given = [f"--head={branch}", f"--base={base}", f"--title={title}", "--body-file=-"]
        said = self._gh("pr", "create", *self._here, *given, *(["--draft"] if draft else []), text=body)
        return said.strip().splitlines()[-1] if said.strip() else ""

    def comment_request(self, request: Request, body: str) -> None:
        """Write a comment to a pull request."""
        self._gh("pr", "comment", str(request.number), *self._here, "--body-file=-", text=body)

    def deploy(self, branch: str) -> None:
        """Start the deployment: what a workflow pushes starts none by itself."""
        self._gh("workflow", "run", "deploy.yml", *self._here, f"--ref={branch}")

    def look_at(self, number: int) -> None:
        """Start the workflow that does what an issue asks for."""
        self._gh("workflow", "run", "issues.yml", *self._here, f"--field=issue={number}")

    @property
    def _here(self) -> tuple[str, str]:
        return "--repo", self.repository

    def _pages(self, path: str) -> list[Mapping[str, Any]]:
        found = self._json("api", "--paginate", "--slurp", f"repos/{self.repository}/{path}?per_page=100")
        return [one for page in found for one in page]

    def _change(self, path: str, values: Mapping[str, str]) -> None:
        self._gh(
            "api", "--method=PATCH", f"repos/{self.repository}/{path}", "--input=-", text=json.dumps(values)
        )

    def _json(self, *arguments: str) -> Any:
        try:
            return json.loads(self._gh(*arguments))
        except ValueError:
            raise HubError(f"gh {' '.join(arguments[:2])}: this is no answer that can be read") from None

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


def _request(found: Mapping[str, Any]) -> Request:
    closed = found["closedAt"]
    return Request(
        found["number"],
        found["headRefName"],
        found["url"],
        found["state"],
        datetime.fromisoformat(closed) if closed else None,
    )
