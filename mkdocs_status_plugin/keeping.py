"""What a build has worked out, kept for the next one by what it was worked out from.

A cache of values by the hash of everything that they depend on, in files below ``.cache/`` (see :mod:`.stored`) that are
written beside and put in their place as a whole. Only this user's builds can make them: one that came with somebody's
checkout is as good as none. Nothing here ever fails a build.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple, TypeVar

from mkdocs_status_plugin.believed import secret
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
                return Stored(self._folder / name, self._secret).read()
        return None

    @property
    def is_known(self) -> bool:
        """Whether anything is known from earlier builds."""
        return self._all is not None

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

    def use(self, keys: Iterable[str]) -> None:
        """Count values as used, though nobody needs to read them."""
        left = set(keys)
        for file in (self._made, self._newest, self._all):
            if file is not None:
                found = left & file.places.keys()
                file.use(found)
                left -= found

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

    def lend(self) -> Lent:
        """What a helper keeps its values in: a file that nobody else can meet, for it has no name any more."""
        made = None
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                made = Stored(
                    self._folder / f"{token_hex()}.values", self._secret, os.O_RDWR | os.O_CREAT | os.O_EXCL
                )
                made.path.unlink()
        return Lent(self, made)

    def _begun(self) -> Stored | None:
        """A file to write to, or None while another build writes it."""
        if self._folder is None:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        try:
            return Stored(self._folder / _NEW, self._secret, os.O_RDWR | os.O_CREAT).empty()
        except OSError:
            self._folder = None
            return None


class Lent:
    """The values that a helper uses and makes."""

    def __init__(self, keep: Keep, made: Stored | None) -> None:
        """Take what all values are kept in, and an empty file, or None to keep nothing."""
        self._keep = keep
        self._made = made

    def begin(self) -> None:
        """In the helper: keep values in that file from now on."""
        keep = self._keep
        keep._all, keep._newest = (file and file.reopened() for file in (keep._all, keep._newest))
        keep._made = self._made
        if self._made is None:
            keep._folder = None

    def told(self) -> list[list[str]]:
        """In the helper: the keys of what it used of each older file."""
        with contextlib.suppress(OSError):
            if self._made:
                self._made.finish()
        return [sorted(file.used) if file else [] for file in (self._keep._all, self._keep._newest)]

    def join(self, told: list[list[str]]) -> None:
        """Take the helper's values, and what it used."""
        keep = self._keep
        for file, used in zip((keep._all, keep._newest), told, strict=True):
            if file:
                file.use(used)
        with contextlib.suppress(OSError, ValueError, TypeError):
            if self._made and self._made.read().places:
                keep._made = keep._made or keep._begun()
                if keep._made:
                    keep._made.take(self._made, self._made.places.keys() - keep._made.places.keys())


class _Share(NamedTuple):
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
        kept = self.named(kind, parts)
        return self.keep.recall(kept, make) if kept else make()

    def named(self, kind: str, parts: Iterable[str]) -> str:
        """The key by which a part of the site is kept; empty where there is nothing to recall it by."""
        return f"{kind} {' '.join(parts)}" if self.prints else ""

    def speaking(self, language: str) -> Memo:
        """The same for another language."""
        return replace(self, base=key(self.base, language))


def prints(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The hash of each file, by its path."""
    return {path: blake2b(data, digest_size=16).hexdigest() for path, data in files}


def keep_for(root: Path) -> Keep:
    """What earlier builds of a project kept."""
    return Keep(root / FOLDER, secret())


def key(*parts: str) -> str:
    """The key of a value: a hash of everything that it depends on."""
    digest = blake2b(digest_size=16)
    for part in parts:
        said = part.encode("utf-8", "surrogatepass")
        digest.update(len(said).to_bytes(8) + said)
    return digest.hexdigest()
