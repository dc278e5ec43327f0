"""How kept values stand in a file: one after the other, then an index of them, then where the index is.

Each part carries a code that only those who know a secret can make. Whatever is damaged, or made by somebody else,
is as good as not there.
"""

from __future__ import annotations

import hmac
import json
import os
import weakref
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

try:
    import fcntl
except ImportError:  # where files cannot be locked, two builds at once may lose what one of them kept
    fcntl = None  # type: ignore[assignment]  # as the standard library does without it

_FULL = 1 << 20
"""How many bytes wait to be written, or are copied at once."""
_AHEAD = 1 << 17
"""How many bytes are read at once."""
_END = 96
"""How many bytes the last line has."""
_BYTES, _ONE, _SEVERAL = b"#", b"=", b"+"
"""What a value of bytes, of one text, or of several begins with; no JSON does. They are long, and as JSON full of escapes."""

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Place = tuple[int, int, str]
"""Where a value stands: the place in the file, how many bytes it has, and its code."""


def stored(value: object) -> bytes:
    """A value that is of what JSON has, or bytes, as it stands in a file."""
    if type(value) is bytes:
        return _BYTES + value
    if type(value) is str:
        return _ONE + value.encode()
    if type(value) is list and value and all(type(text) is str for text in value):
        texts = [text.encode() for text in value]
        return b"%b%b\n%b" % (_SEVERAL, _json([*map(len, texts)]).encode(), b"".join(texts))
    return _json(value).encode()


def restored(text: bytes) -> object:
    """The value again."""
    kind = text[:1]
    if kind == _BYTES:
        return text[1:]
    if kind == _ONE:
        return text[1:].decode()
    if kind != _SEVERAL:
        found: object = json.loads(text)
        return found
    at = text.index(b"\n") + 1
    texts = []
    for length in json.loads(text[1:at]):
        texts.append(text[at : at + length].decode())
        at += length
    return texts


class Stored:
    """A file of values, closed when nobody has it any more: builds end in many ways."""

    def __init__(self, path: Path, secret: bytes, flags: int = os.O_RDONLY) -> None:
        """Open it. It begins to hold values with :meth:`read`, or with the first that is added.

        Raises:
            OSError: if it cannot be opened.
        """
        self.path = path
        self.places: dict[str, Place] = {}
        self.used: set[str] = set()
        self.of_use = 0
        self.size = 0
        self._secret = secret
        self._opened = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666)
        self._waiting: list[bytes] = []
        self._written = 0
        self._block, self._block_at = b"", 0
        weakref.finalize(self, os.close, self._opened)

    def read(self) -> Stored:
        """Read the index of a file that was finished.

        Raises:
            OSError: if it cannot be read.
            ValueError, TypeError: if it is damaged, or was made with another secret.
        """
        self._written = os.fstat(self._opened).st_size
        at, length, code = json.loads(self._piece(self._written - _END, _END))
        index = self._piece(at, length)
        if not hmac.compare_digest(str(code), self._code(index)):
            raise ValueError(f"{self.path} has an index that was not made here")
        self.places = json.loads(index)
        self.size = at
        return self

    def reopened(self) -> Stored | None:
        """The same file for a copy of this process, with which it would share the place where it reads; None if it is gone."""
        try:
            again = Stored(self.path, self._secret)
        except OSError:
            return None
        again.places, again.size, again._written = self.places, self.size, self._written
        return again

    def empty(self) -> Stored:
        """Begin to write to it.

        Raises:
            OSError: if somebody else does.
        """
        if fcntl is not None:
            fcntl.flock(self._opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(self._opened, 0)
        return self

    def get(self, key: str) -> bytes | None:
        """The text of a value, which is used from now on.

        Raises:
            OSError: if the file cannot be read.
        """
        place = self.places.get(key)
        if place is None:
            return None
        at, length, code = place
        text = self._piece(at, length)
        if not hmac.compare_digest(code, self._code(text)):
            return None
        self.use([key])
        return text

    def add(self, key: str, text: bytes) -> None:
        """Add a value, which is used from now on.

        Raises:
            OSError: if it cannot be written.
        """
        self.places[key] = (self._append(text), len(text), self._code(text))
        self.use([key])

    def use(self, keys: Iterable[str]) -> None:
        """Count values as used; ``of_use`` is how many bytes all of these have."""
        for key in keys:
            if key not in self.used:
                self.used.add(key)
                self.of_use += self.places[key][1]

    def take(self, other: Stored, keys: Iterable[str]) -> None:
        """Copy values from another file, neighbours together.

        Raises:
            OSError: if that fails.
        """
        waiting = sorted((other.places[key][0], key) for key in keys)
        while waiting:
            start = end = waiting[0][0]
            count = 0
            for at, key in waiting:
                if at != end or end - start > _FULL:
                    break
                end, count = at + other.places[key][1], count + 1
            to = self._append(other._piece(start, end - start))
            for at, key in waiting[:count]:
                _, length, code = other.places[key]
                self.places[key] = (to + at - start, length, code)
            self.use([key for _, key in waiting[:count]])
            waiting = waiting[count:]

    def finish(self) -> None:
        """Write the index.

        Raises:
            OSError: if it cannot be written.
        """
        index = _json({key: self.places[key] for key in sorted(self.used)}).encode()
        at = self._append(index)
        end = _json([at, len(index), self._code(index)])
        self._append(f"{end:<{_END - 1}}\n".encode())
        self._flush()

    def _piece(self, at: int, length: int) -> bytes:
        start = at - self._block_at
        if start < 0 or start + length > len(self._block):
            if at + length > self._written:
                self._flush()
            os.lseek(self._opened, at, os.SEEK_SET)
            # A build asks for values in the order in which the last one added them.
            self._block = os.read(self._opened, max(length, _AHEAD))
            self._block_at, start = at, 0
        return self._block[start : start + length]

    def _append(self, text: bytes) -> int:
        at = self.size
        self._waiting.append(text)
        self.size += len(text)
        if self.size - self._written > _FULL:
            self._flush()
        return at

    def _flush(self) -> None:
        left = memoryview(b"".join(self._waiting))
        self._waiting.clear()
        os.lseek(self._opened, self._written, os.SEEK_SET)
        while left:
            done = os.write(self._opened, left)
            self._written += done
            left = left[done:]

    def _code(self, text: bytes) -> str:
        return blake2b(text, key=self._secret, digest_size=16).hexdigest()
