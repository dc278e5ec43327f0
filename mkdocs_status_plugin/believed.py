"""Whose kept values are believed: those that the same program made for the same user."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from hashlib import blake2b, sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mkdocs_status_plugin import __version__


def secret() -> bytes:
    """What only this program knows when this user runs it; empty where no secret can be kept."""
    own = _of_user()
    # What another version of this program made is as strange as what somebody else did.
    return blake2b(program().encode(), key=own).digest() if own else b""


def program() -> str:
    """A hash of this program, of the Python that runs it, and of everything that is installed beside it."""
    digest = sha256(f"{__version__} {sys.version}".encode())
    for name, content in sorted(_contents(resources.files("mkdocs_status_plugin"), "")):
        digest.update(name.encode() + content)
    # Names such as Markdown-3.11.dist-info: quicker than to ask for the versions of all that makes HTML.
    for folder in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError):
            names = sorted(entry.name for entry in Path(folder).iterdir() if entry.suffix == ".dist-info")
            digest.update("\n".join(names).encode())
    return digest.hexdigest()


def _contents(folder: Traversable, below: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _contents(entry, f"{below}{entry.name}/")
        elif entry.name.endswith((".py", ".html", ".json")):
            yield f"{below}{entry.name}", entry.read_bytes()


def _of_user() -> bytes:
    """This user's own secret, made when it is first asked for; empty where it cannot be kept."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        file = Path(home).expanduser() / "mkdocs-status" / "secret"
        with contextlib.suppress(FileExistsError):
            file.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(os.urandom(32))
        found = file.read_bytes()
    except (OSError, RuntimeError):  # the latter where nobody knows a home
        return b""
    return found if len(found) == 32 else b""
