"""Finds the files of a status page and reads their bytes. The only part of reading that touches the disk."""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath, PurePosixPath

from mkdocs_status_plugin.problems import Code, Problem, quoted
from mkdocs_status_plugin.source.address import SUFFIXES, address, stem_of
from mkdocs_status_plugin.source.components import EXAMPLE
from mkdocs_status_plugin.source.text import CONTROL, MAX_FILE_BYTES

INCIDENTS_DIR = "incidents"
COMPONENTS_FILE = "components.yml"

MAX_PART_BYTES = 64 * 1024
"""How much of a file that is too large is read all the same, for what its first lines say."""

# Text formats in which somebody may well have written an incident.
_TEXT_ENDINGS = frozenset(
    {
        "adoc",
        "asciidoc",
        "doc",
        "docx",
        "mdown",
        "mdtext",
        "mdtxt",
        "mdwn",
        "mdx",
        "mkd",
        "mkdn",
        "odt",
        "rmd",
        "rst",
        "rtf",
        "text",
        "txt",
        "yaml",
        "yml",
    }
)
_BACKUP_ENDINGS = frozenset({"bak", "orig", "rej", "swp", "tmp"})
_LIKE_MARKDOWN = 0.6
_PLAIN = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: its path relative to the project, with ``/``, and its bytes.

    ``refusal`` says why it was not (or, when it is too large, only in part) read. With a
    warning as refusal it is no incident at all.
    """

    path: str
    data: bytes | None
    refusal: Problem | None = None


def find(
    root: Path, incidents_dir: str = INCIDENTS_DIR, components_file: str = COMPONENTS_FILE
) -> list[SourceFile]:
    """The component list and every incident below ``root``, by path.

    Never raises for what it finds: whatever cannot be read comes back with its refusal. A
    missing folder of incidents means that there are none.
    """
    listed = normal(components_file)
    found = [_component_list(root, listed)]
    folder = normal(incidents_dir)
    refused = _refused_on_the_way(root, folder)
    if refused:
        found.append(refused)
    elif (root / folder).is_dir():
        found += (file for file in _walk(root / folder, folder) if file.path != listed)
    elif os.path.lexists(root / folder):
        found.append(
            _refuse(folder, Code.NOT_A_FILE, "this should be a folder", "put incidents into a folder")
        )
    return sorted(found, key=lambda file: file.path)


def normal(path: str) -> str:
    """A path as it stands in :attr:`SourceFile.path`: with ``/``, without ``./``."""
    return PurePath(path).as_posix()


def _component_list(root: Path, path: str) -> SourceFile:
    refused = _refused_on_the_way(root, path)
    if refused:
        return refused
    if os.path.lexists(root / path):
        return _read(str(root / path), path)
    message = "there is no component list"
    hint = f"write one, which says what can break, in {quoted(path)}:\n{EXAMPLE}"
    other = PurePosixPath(path).with_suffix(".yaml" if path.endswith(".yml") else ".yml").as_posix()
    if os.path.lexists(root / other):
        hint = f"there is a {quoted(other)}: rename it to {quoted(path)}"
    return _refuse(path, Code.NO_COMPONENT_LIST, message, hint)


def _refused_on_the_way(root: Path, path: str) -> SourceFile | None:
    """The refusal of a path that leads through a symbolic link below ``root``."""
    here = root
    for part in PurePosixPath(path).parts:
        here = here / part
        if part != ".." and here.is_symlink():
            return _refuse_link(path)
    return None


def _walk(folder: Path, path: str) -> Iterator[SourceFile]:
    waiting = [(folder, path)]
    while waiting:
        folder, path = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield _refuse_unreadable(path, error)
            continue
        for entry in entries:
            name = _shown(entry.name)
            if name.startswith((".", "_")):
                continue
            below = name if path == "." else f"{path}/{name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), below))
            else:
                yield from _file(entry, name, below)


def _file(entry: os.DirEntry[str], name: str, path: str) -> Iterator[SourceFile]:
    if name.casefold().startswith("readme."):
        return
    is_incident = name.lower().endswith(SUFFIXES)
    if entry.is_symlink() and (is_incident or "." not in name or _is_folder(entry)):
        yield _refuse_link(path)
    elif is_incident:
        yield _read(entry.path, path, regular=entry.is_file(follow_symlinks=False))
    elif _looks_like_incident(name) and entry.is_file():
        stem = stem_of(name.partition(".")[0])
        hint = f"rename it to {quoted(f'{address(stem)}.md')} if it is one, otherwise let its name begin with `_`"
        message = "this file is not read as an incident: its name does not end in `.md`"
        yield SourceFile(path, None, Problem(path, 1, 1, Code.NOT_AN_INCIDENT, message, hint))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _looks_like_incident(name: str) -> bool:
    """Whether somebody may have meant a name to be that of an incident."""
    _, dot, ending = name.rpartition(".")
    ending = ending.strip().casefold()
    if ending.endswith("~") or ending in _BACKUP_ENDINGS:
        return False
    if not dot or not ending or ending in _TEXT_ENDINGS:
        return True
    known = [suffix.removeprefix(".") for suffix in SUFFIXES]
    return bool(difflib.get_close_matches(ending[:20], known, cutoff=_LIKE_MARKDOWN))


def _read(file: str, path: str, *, regular: bool = False) -> SourceFile:
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
        return _refuse_unreadable(path, error)


def _bytes(opened: int, most: int, expected: int = 0) -> bytes:
    """What an open file holds, up to a number of bytes; ``expected`` is how many there should be."""
    found = os.read(opened, min(expected + 1, most)) if expected else b""
    if expected and len(found) == expected:
        return found
    while len(found) < most and (more := os.read(opened, most - len(found))):
        found += more
    return found


def _refuse_kind(path: str) -> SourceFile:
    return _refuse(path, Code.NOT_A_FILE, "this is not a regular file", "put a text file in its place")


def too_large(path: str, size: int) -> Problem:
    """The refusal of a file of so many bytes."""
    message = f"this file has {size:,} bytes; one of more than {MAX_FILE_BYTES:,} (1 MiB) is not read"
    return Problem(path, 1, 1, Code.TOO_LARGE, message, "keep logs and pictures elsewhere and link to them")


def unreadable(path: str, why: str) -> Problem:
    """The refusal of a file that the system would not give."""
    return Problem(path, 1, 1, Code.UNREADABLE, f"this cannot be read: {why}", "check its permissions")


def _refuse(path: str, code: Code, message: str, hint: str) -> SourceFile:
    return SourceFile(path, None, Problem(path, 1, 1, code, message, hint))


def _refuse_link(path: str) -> SourceFile:
    message = "this is a symbolic link, which could show any file of the machine that builds the page"
    return _refuse(path, Code.SYMBOLIC_LINK, message, "put the file itself in its place")


def _refuse_unreadable(path: str, error: OSError) -> SourceFile:
    return SourceFile(path, None, unreadable(path, error.strerror or type(error).__name__))


@cache
def _not_in_a_name() -> re.Pattern[str]:
    return re.compile(rf"[\t\n]|{CONTROL.pattern}")


def _shown(name: str) -> str:
    """A file's name as text; what is not UTF-8 in it, or no character of a text, becomes a replacement character."""
    if name.isascii() and name.isprintable():
        return name
    return _not_in_a_name().sub("\ufffd", os.fsencode(name).decode("utf-8", errors="replace"))
