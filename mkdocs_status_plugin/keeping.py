"""What a build has worked out, kept for the next one by what it was worked out from.

A cache of values by the hash of everything that they depend on, in files below ``.cache/`` (see :mod:`.stored`) that are
written beside and put in their place as a whole. Only this user's builds can make them: one that came with somebody's
checkout is as good as none. Nothing here ever fails a build.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b, sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from mkdocs_status_plugin import __version__
from mkdocs_status_plugin.stored import Stored, restored, stored

FOLDER = ".cache/mkdocs-status"
"""Where the files lie, below the project."""

ALL = "kept.values"
NEWEST = "newest.values"
_NEW = "new.values"
_MANY = 0.25
"""How large the second file may become, as a share of the first."""
_WASTE = 0.5
"""The share of a file that may be out of use."""

T = TypeVar("T")


class Keep:
    """Values of earlier builds, and those of this one.

    They lie in two files: most builds add little, which goes to the second, so that the first is seldom written anew.
    """

    def __init__(self, folder: Path | None = None, secret: bytes = b"") -> None:
        """Take the folder of the files, or None to keep nothing."""
        self._folder = folder if secret else None
        self._secret = secret
        self._all = self._opened(ALL)
        self._newest = self._opened(NEWEST)
        self._made: Stored | None = None

    def _opened(self, name: str) -> Stored | None:
        if self._folder is not None:
            with contextlib.suppress(OSError, ValueError, TypeError):
                return Stored(self._folder / name, os.O_RDONLY, self._secret).read()
        return None

    def recall(self, key: str, make: Callable[[], T]) -> T:
        """The value of a key, made if it is not known. It must be of what JSON has, lists for tuples, or bytes."""
        known = self.get(key)
        if known is None:
            known = make()
            self.put(key, known)
        return known  # type: ignore[return-value]  # what is kept under a key is what was made for it

    def get(self, key: str) -> object:
        """The value of a key, or None."""
        for file in (self._made, self._newest, self._all):
            if file is not None and key in file.places:
                with contextlib.suppress(OSError):
                    text = file.get(key)
                    if text is not None:
                        return restored(text)
        return None

    def put(self, key: str, value: object) -> None:
        """Keep a value that is of what JSON has, or bytes."""
        with contextlib.suppress(OSError):
            if self._made is None:
                self._made = self._begun()
            if self._made is not None:
                self._made.add(key, stored(value))

    def save(self) -> None:
        """Put what this build has used in the place of the files, unless they hold just that."""
        every, newest = (_share(file) for file in (self._all, self._newest))
        if self._folder is None or (self._made is None and every.waste <= _WASTE and newest.waste <= _WASTE):
            return
        with contextlib.suppress(OSError):
            new = self._made or self._begun()
            if new is not None:
                if self._newest:
                    new.take(self._newest, self._newest.used - new.used)
                anew = every.waste > _WASTE or new.size > every.size * _MANY
                if self._all and anew:
                    new.take(self._all, self._all.used - new.used)
                new.finish()
                new.path.replace(self._folder / (ALL if anew else NEWEST))
                if anew:
                    (self._folder / NEWEST).unlink(missing_ok=True)
        self._folder = self._made = None

    def _begun(self) -> Stored | None:
        """A file to write to, or None while another build writes it."""
        if self._folder is None:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        try:
            return Stored(self._folder / _NEW, os.O_RDWR | os.O_CREAT, self._secret).empty()
        except OSError:
            self._folder = None
            return None


@dataclass(frozen=True)
class _Share:
    """How large a file is, and how much of it is of no use any more."""

    size: int
    waste: float


def _share(file: Stored | None) -> _Share:
    if file is None or not file.size:
        return _Share(0, 0)
    return _Share(file.size, 1 - file.of_use / file.size)


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
        """A part of the site, of what JSON has or bytes, made if it is not known for the same parts.

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
