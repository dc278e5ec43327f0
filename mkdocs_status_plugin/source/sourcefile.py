"""One file of a status page and its bytes. With :mod:`.files` the only part of reading that touches the disk."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple, Protocol

from mkdocs_status_plugin.problems import Code, Problem
from mkdocs_status_plugin.source.text import MAX_FILE_BYTES

MAX_PART_BYTES = 64 * 1024
"""How much of a file that is too large is read all the same, for what its first lines say."""

_PLAIN = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


class Source(Protocol):
    """One file: its path relative to the project, with ``/``, and its bytes.

    ``refusal`` says why it was not (or, when it is too large, only in part) read. With a
    warning as refusal it is no incident at all.
    """

    @property
    def path(self) -> str:
        """The path."""
        ...

    @property
    def data(self) -> bytes | None:
        """The bytes."""
        ...

    @property
    def refusal(self) -> Problem | None:
        """The refusal, or None."""
        ...

    @property
    def counts(self) -> bool:
        """Whether it stands for an incident or a translation, be it one that cannot be read."""
        ...


class SourceFile(NamedTuple):
    """A file that was read."""

    path: str
    data: bytes | None
    refusal: Problem | None = None

    @property
    def counts(self) -> bool:
        """It does, unless a warning refuses it."""
        return self.refusal is None or self.refusal.is_error


class UnreadFile:
    """The file of an incident that is read when somebody asks for more than its name."""

    __slots__ = ("_entry", "_found", "path")

    def __init__(self, entry: os.DirEntry[str], path: str) -> None:
        """Take the folder's entry, and the path relative to the project."""
        self.path = path
        self._entry = entry
        self._found: SourceFile | None = None

    def _read(self) -> SourceFile:
        if self._found is None:
            self._found = read_entry(self._entry, self.path)
        return self._found

    @property
    def data(self) -> bytes | None:
        """Its bytes."""
        return self._read().data

    @property
    def refusal(self) -> Problem | None:
        """Why it could not be read, which is always an error."""
        return self._read().refusal

    @property
    def counts(self) -> bool:
        """It does, whatever it holds."""
        return True


def read_entry(entry: os.DirEntry[str], path: str) -> SourceFile:
    """The file of a folder's entry, read at once."""
    return read(entry.path, path, regular=entry.is_file(follow_symlinks=False))


def read(file: str, path: str, *, regular: bool = False) -> SourceFile:
    """The bytes of a regular file of bearable size; what else it is, is asked before it is opened for good.

    ``regular`` says that the folder's own list has told so.
    """
    try:
        # A pipe would wait for a writer: its kind is known without opening it, and again once it is open.
        if not (regular or stat.S_ISREG(os.lstat(file).st_mode)):
            return _refuse_kind(path)
        opened = os.open(file, _PLAIN)
        try:
            status = os.fstat(opened)
            if not stat.S_ISREG(status.st_mode):
                return _refuse_kind(path)
            if status.st_size > MAX_FILE_BYTES:
                return SourceFile(path, _bytes(opened, MAX_PART_BYTES), too_large(path, status.st_size))
            return SourceFile(path, _bytes(opened, MAX_FILE_BYTES + 1, status.st_size))
        finally:
            os.close(opened)
    except OSError as error:
        return refuse_unreadable(path, error)


def _bytes(opened: int, most: int, expected: int = 0) -> bytes:
    """What an open file holds, up to a number of bytes; ``expected`` is how many there should be."""
    found = os.read(opened, min(expected + 1, most)) if expected else b""
    if expected and len(found) == expected:
        return found
    while len(found) < most and (more := os.read(opened, most - len(found))):
        found += more
    return found


def _refuse_kind(path: str) -> SourceFile:
    return refuse(path, Code.NOT_A_FILE, "this is not a regular file", "put a text file in its place")


def too_large(path: str, size: int) -> Problem:
    """The refusal of a file of so many bytes."""
    message = f"this file has {size:,} bytes; one of more than {MAX_FILE_BYTES:,} (1 MiB) is not read"
    return Problem(path, 1, 1, Code.TOO_LARGE, message, "keep logs and pictures elsewhere and link to them")


def unreadable(path: str, why: str) -> Problem:
    """The refusal of a file that the system would not give."""
    return Problem(path, 1, 1, Code.UNREADABLE, f"this cannot be read: {why}", "check its permissions")


def refuse(path: str, code: Code, message: str, hint: str) -> SourceFile:
    """A file that is not read, and why."""
    return SourceFile(path, None, Problem(path, 1, 1, code, message, hint))


def refuse_link(path: str) -> SourceFile:
    """A symbolic link, which is not followed."""
    message = "this is a symbolic link, which could show any file of the machine that builds the page"
    return refuse(path, Code.SYMBOLIC_LINK, message, "put the file itself in its place")


def refuse_unreadable(path: str, error: OSError) -> SourceFile:
    """A file or folder that the system would not give."""
    return SourceFile(path, None, unreadable(path, error.strerror or type(error).__name__))
