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
_NEW = "kept.jsonl.new"
_MOST = 1 << 20
"""How many bytes are copied at once."""
_END = 96
"""How many bytes the last line has."""
_WASTE = 0.5
"""The share of the file that may be out of use before it is written anew."""

try:
    import fcntl
except ImportError:  # where files cannot be locked, two builds at once may lose what one of them kept
    fcntl = None  # type: ignore[assignment]  # as the standard library does without it

T = TypeVar("T")
Place = tuple["_Source", int, int, str]
"""Where a value stands: the file, the place in it, how many bytes it has, and its code."""


class Keep:
    """Values of an earlier build, and those of this one."""

    def __init__(self, folder: Path | None = None, secret: bytes = b"") -> None:
        """Take the folder of the file, or None to keep nothing."""
        self._folder = folder if secret else None
        self._secret = secret
        self._places: dict[str, Place] = {}
        self._used: set[str] = set()
        self._old: _Source | None = None
        self._new: _Source | None = None
        if self._folder is not None:
            with contextlib.suppress(OSError, ValueError, TypeError):
                self._old = self._open(self._folder / _FILE)

    def recall(self, key: str, make: Callable[[], T]) -> T:
        """The value of a key, made if it is not known. It must be of what JSON has, lists for tuples."""
        known = self.get(key)
        if known is None:
            known = make()
            self.put(key, known)
        return known  # type: ignore[return-value]  # what is kept under a key is what was made for it

    def get(self, key: str) -> object:
        """The value of a key, or None."""
        place = self._places.get(key)
        if place is None:
            return None
        source, at, length, code = place
        with contextlib.suppress(OSError):
            text = source.piece(at, length)
            if hmac.compare_digest(code, self._code(text)):
                self._used.add(key)
                found: object = json.loads(text)
                return found
        return None

    def put(self, key: str, value: object) -> None:
        """Keep a value that is of what JSON has."""
        with contextlib.suppress(OSError):
            if self._new is None:
                self._new = self._begun(_NEW)
            if self._new is not None:
                text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
                self._places[key] = (self._new, self._new.add(text), len(text), self._code(text))
                self._used.add(key)

    def save(self) -> None:
        """Put what this build has used in the place of the file, unless it holds just that."""
        old = {key: place for key in self._used if (place := self._places[key])[0] is self._old}
        size = self._old.size if self._old else 0
        waste = size - sum(length for _, _, length, _ in old.values())
        if self._folder is None or (self._new is None and waste <= size * _WASTE):
            return
        with contextlib.suppress(OSError):
            new = self._new or self._begun(_NEW)
            if new is not None:
                self._move(old, new)
                self._finish(new)
                new.path.replace(self._folder / _FILE)
        self._folder = self._new = None

    def _move(self, places: Mapping[str, Place], new: _Source) -> None:
        """Copy values to another file, neighbours together."""
        waiting = sorted(places.items(), key=lambda item: item[1][1])
        while waiting:
            source, start, *_ = waiting[0][1]
            end, count = start, 0
            for _, (_, at, length, _) in waiting:
                if at != end or end - start > _MOST:
                    break
                end, count = at + length, count + 1
            to = new.add(source.piece(start, end - start))
            for key, (_, at, length, code) in waiting[:count]:
                self._places[key] = (new, to + at - start, length, code)
            waiting = waiting[count:]

    def _finish(self, new: _Source) -> None:
        places = {
            key: (at, length, code)
            for key in sorted(self._used)
            for source, at, length, code in (self._places[key],)
            if source is new
        }
        index = json.dumps(places, separators=(",", ":")).encode()
        at = new.add(index)
        end = json.dumps([at, len(index), self._code(index)])
        new.add(f"{end:<{_END - 1}}\n".encode())

    def _open(self, file: Path) -> _Source | None:
        source = _Source(file, os.O_RDONLY)
        size = os.fstat(source.opened).st_size
        at, length, code = json.loads(source.piece(size - _END, _END))
        index = source.piece(at, length)
        if not hmac.compare_digest(str(code), self._code(index)):
            return None
        self._places = {key: (source, *place) for key, place in json.loads(index).items()}
        source.size = at
        return source

    def _begun(self, name: str) -> _Source | None:
        """A file to write to, or None while another build writes it."""
        if self._folder is None:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        source = _Source(self._folder / name, os.O_RDWR | os.O_CREAT)
        try:
            _lock(source.opened)
        except OSError:
            self._folder = None
            return None
        os.ftruncate(source.opened, 0)
        return source

    def _code(self, text: bytes) -> str:
        return blake2b(text, key=self._secret, digest_size=16).hexdigest()


class _Source:
    """An open file with values in it, closed when nobody has it any more: builds end in many ways."""

    def __init__(self, path: Path, flags: int) -> None:
        self.path = path
        self.opened = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666)
        self.size = 0
        weakref.finalize(self, os.close, self.opened)

    def piece(self, at: int, length: int) -> bytes:
        os.lseek(self.opened, at, os.SEEK_SET)
        return os.read(self.opened, length)

    def add(self, text: bytes) -> int:
        """Write at the end, and say where that was."""
        at = self.size
        os.lseek(self.opened, at, os.SEEK_SET)
        left = memoryview(text)
        while left:
            left = left[os.write(self.opened, left) :]
        self.size += len(text)
        return at


def _lock(opened: int) -> None:
    if fcntl is not None:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
