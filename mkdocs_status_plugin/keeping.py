"""What a build has worked out, kept for the next one by what it was worked out from.

A cache of values by the hash of everything that they depend on, in one file below ``.cache/``: JSON texts, one after the
other, then an index of them, then a line that says where the index is. It is written beside and put in its
place as a whole. Each part carries a code that only this user's builds can make, so that a damaged file, or
one that came with somebody's checkout, is as good as none. Nothing here ever fails a build.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import sys
import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b, sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from mkdocs_status_plugin import __version__

FOLDER = ".cache/mkdocs-status"
"""Where the file lies, below the project."""

_FILE = "kept.jsonl"
_END = 96
"""How many bytes the last line has."""
_WASTE = 0.5
"""The share of the file that may be out of use before it is written anew."""

T = TypeVar("T")
Place = tuple[int, int, str]
"""Where a value stands, how many bytes it has, and its code."""


class Keep:
    """Values of an earlier build, and those of this one."""

    def __init__(self, folder: Path | None = None, secret: bytes = b"") -> None:
        """Take the folder of the file, or None to keep nothing beyond this object's life."""
        self._file = folder / _FILE if folder and secret else None
        self._secret = secret
        self._opened: int | None = None
        self._places: dict[str, Place] = {}
        self._fresh: dict[str, bytes] = {}
        self._used: dict[str, None] = {}
        self._size = 0
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._open()

    def recall(self, key: str, make: Callable[[], T]) -> T:
        """The value of a key, made if it is not known. It must be of what JSON has, lists for tuples."""
        known = self.get(key)
        if known is None:
            known = make()
            self.put(key, known)
        return known  # type: ignore[return-value]  # what is kept under a key is what was made for it

    def get(self, key: str) -> object:
        """The value of a key, or None."""
        text = self._fresh.get(key) or self._read(key)
        if text is None:
            return None
        self._used[key] = None
        found: object = json.loads(text)
        return found

    def put(self, key: str, value: object) -> None:
        """Keep a value that is of what JSON has."""
        self._fresh[key] = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        self._used[key] = None

    def save(self) -> None:
        """Write what this build has used, unless the file holds just that."""
        kept = [key for key in self._used if key not in self._fresh]
        waste = self._size - sum(self._places[key][1] for key in kept)
        if self._file is None or not (self._fresh or waste > self._size * _WASTE):
            return
        with contextlib.suppress(OSError):
            self._write(self._file, kept)

    def _open(self) -> None:
        if self._file is None:
            return
        opened = os.open(self._file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        # Builds end in many ways, and none of them should have to close this.
        weakref.finalize(self, os.close, opened)
        size = os.fstat(opened).st_size
        at, length, code = json.loads(_piece(opened, size - _END, _END))
        index = _piece(opened, at, length)
        if hmac.compare_digest(str(code), self._code(index)):
            self._opened, self._places, self._size = opened, json.loads(index), at

    def _read(self, key: str) -> bytes | None:
        place = self._places.get(key)
        if place is None or self._opened is None:
            return None
        at, length, code = place
        try:
            text = _piece(self._opened, at, length)
        except OSError:
            return None
        return text if hmac.compare_digest(code, self._code(text)) else None

    def _write(self, file: Path, kept: Iterable[str]) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        places: dict[str, Place] = {}
        try:
            with beside.open("wb") as out:
                at = 0
                for key in kept:
                    text = self._read(key)
                    if text is not None:
                        places[key] = (at, len(text), self._places[key][2])
                        at += out.write(text)
                for key, text in self._fresh.items():
                    places[key] = (at, len(text), self._code(text))
                    at += out.write(text)
                index = json.dumps(places, separators=(",", ":")).encode()
                out.write(index)
                end = json.dumps([at, len(index), self._code(index)])
                out.write(f"{end:<{_END - 1}}\n".encode())
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)

    def _code(self, text: bytes) -> str:
        return blake2b(text, key=self._secret, digest_size=16).hexdigest()


def _piece(opened: int, at: int, length: int) -> bytes:
    os.lseek(opened, at, os.SEEK_SET)
    return os.read(opened, length)


@dataclass(frozen=True)
class Memo:
    """What parts of a site were worked out from, so that they can be recalled.

    ``base`` is a hash of what every part depends on. ``prints`` are the hashes of the files that people write,
    by their paths.
    """

    keep: Keep = field(default_factory=Keep, repr=False)
    base: str = ""
    prints: Mapping[str, str] = field(default_factory=dict, repr=False)

    def recall(self, kind: str, parts: Iterable[str], make: Callable[[], T]) -> T:
        """A part of the site, of what JSON has, made if it is not known for the same parts.

        One of the parts is a hash that holds ``base``. Where the files are not known by their hashes nothing
        is: then there is nothing to recall it by.
        """
        return self.keep.recall(f"{kind} {' '.join(parts)}", make) if self.prints else make()

    def speaking(self, language: str) -> Memo:
        """The same for another language."""
        return replace(self, base=key(self.base, language))


def prints(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The hash of each file, by its path."""
    return {path: blake2b(data, digest_size=16).hexdigest() for path, data in files}


def keep_for(root: Path) -> Keep:
    """What earlier builds of a project kept."""
    secret = _secret()
    # What another version of this program made is as strange as what somebody else did.
    return Keep(root / FOLDER, blake2b(program().encode(), key=secret).digest() if secret else b"")


def key(*parts: str) -> str:
    """The key of a value: a hash of everything that it depends on."""
    digest = blake2b(digest_size=16)
    for part in parts:
        said = part.encode("utf-8", "surrogatepass")
        digest.update(len(said).to_bytes(8) + said)
    return digest.hexdigest()


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


def _secret() -> bytes:
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
