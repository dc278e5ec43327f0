"""Which build a published page is: its ``build.json``, asked for over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from mkdocs_status_plugin import __version__, links
from mkdocs_status_plugin.cli.failure import Failure, wrong_use
from mkdocs_status_plugin.problems import quoted
from mkdocs_status_plugin.source import TimeFault, parse_time

_MOST = 65536
_SECONDS = 10
_PAUSES = (1, 1, 2, 3, 5, 8)
_LONGEST = 10


class Unseen(Exception):
    """The address did not say which build it is; the text says what it did say."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a ``build.json`` says: the build's id, its commit (may be empty), and its moment (UTC)."""

    id: str
    commit: str
    built_at: datetime

    def __str__(self) -> str:
        """The build in words."""
        of = f" of commit {self.commit[:7]}" if self.commit else ""
        return f"{self.id}{of}, built {self.built_at:%Y-%m-%d %H:%M:%S} UTC"


def address(site_url: str) -> str:
    """The address of a site's ``build.json``.

    Raises:
        click.UsageError: if the site's own is none that can be asked.
    """
    parts = urlsplit(site_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise wrong_use(f"{quoted(site_url)} is no address of a site, such as https://status.example.com/")
    return parts._replace(path=f"{parts.path.rstrip('/')}/{links.BUILD_JSON}", query="", fragment="").geturl()


def of_file(file: Path) -> Shown:
    """The build that a file tells of.

    Raises:
        Failure: if it cannot be read or is no ``build.json``.
    """
    try:
        return _shown(file.read_bytes())
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}") from None
    except Unseen as unseen:
        raise Failure(f"{file} {unseen}") from None


def of_site(build_json: str, bypass: str = "") -> Shown:
    """The build that an address shows now. ``bypass`` makes it one that no cache has seen.

    Raises:
        Unseen: if it shows none.
    """
    request = Request(  # noqa: S310 - address() lets only http and https through
        f"{build_json}?{bypass}" if bypass else build_json,
        headers={"User-Agent": f"mkdocs-status/{__version__}", "Cache-Control": "no-cache"},
    )
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above  # nosec B310
            return _shown(answer.read(_MOST))
    except HTTPError as error:
        raise Unseen(f"answers {error.code} {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise Unseen(f"does not answer: {getattr(error, 'reason', None) or error}") from None


def pauses(seconds: float) -> Iterator[float]:
    """The waits between two questions, growing at first, that together last some seconds."""
    left = float(seconds)
    number = 0
    while left > 0:
        pause = min(_PAUSES[number] if number < len(_PAUSES) else _LONGEST, left)
        yield pause
        left -= pause
        number += 1


def _shown(data: bytes) -> Shown:
    try:
        found = json.loads(data)
        id_, commit = found["id"], found["commit"] or ""
        if isinstance(id_, str) and isinstance(commit, str):
            return Shown(id_, commit, parse_time(found["built_at"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, TimeFault):
        pass
    raise Unseen("is no build.json of a status page")
