"""Which build a page or a file comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, Protocol

from mkdocs_status_plugin import __version__


class _Read(Protocol):
    @property
    def path(self) -> str: ...

    @property
    def data(self) -> bytes | None: ...


class Build(NamedTuple):
    """One build: ``id`` is 12 hexadecimal digits, ``built_at`` is in UTC, ``commit`` may be empty."""

    id: str
    built_at: datetime
    commit: str = ""


def identify(files: Iterable[_Read], now: datetime, commit: str = "") -> Build:
    """The build of some files at a moment (UTC): the same input gives the same id on any machine.

    The moment counts to the second, as ``build.json`` tells it: with that file the id can be worked out again.
    """
    digest = sha256(f"{__version__}\n{now.isoformat(timespec='seconds')}\n{commit}\n".encode())
    for file in sorted(files, key=lambda file: file.path):
        content = file.data or b""
        digest.update(f"{file.path}\n{len(content)}\n".encode() + content)
    return Build(digest.hexdigest()[:12], now, commit)
