"""Finds the files of a status page, whatever lies in its folders."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePath, PurePosixPath

from mkdocs_status_plugin.problems import Code, Problem, quoted
from mkdocs_status_plugin.source.address import SUFFIXES, address, stem_of
from mkdocs_status_plugin.source.components import EXAMPLE
from mkdocs_status_plugin.source.sourcefile import (
    Source,
    SourceFile,
    UnreadFile,
    read,
    read_entry,
    refuse,
    refuse_link,
    refuse_unreadable,
)
from mkdocs_status_plugin.source.text import CONTROL

INCIDENTS_DIR = "incidents"
COMPONENTS_FILE = "components.yml"

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

_Make = Callable[[os.DirEntry[str], str], Source]
"""What makes a file of a folder's entry and its path relative to the project."""


def find(
    root: Path,
    incidents_dir: str = INCIDENTS_DIR,
    components_file: str = COMPONENTS_FILE,
    *,
    names_first: bool = False,
) -> list[Source]:
    """The component list and every incident below ``root``, by path.

    Never raises for what it finds: whatever cannot be read comes back with its refusal. A
    missing folder of incidents means that there are none. With ``names_first`` each incident is read when somebody
    asks what it holds: many commands need few.
    """
    listed = normal(components_file)
    found: list[Source] = [_component_list(root, listed)]
    folder = normal(incidents_dir)
    refused = _refused_on_the_way(root, folder)
    if refused:
        found.append(refused)
    elif (root / folder).is_dir():
        make = UnreadFile if names_first else read_entry
        found += (file for file in _walk(root / folder, folder, make) if file.path != listed)
    elif os.path.lexists(root / folder):
        found.append(
            refuse(folder, Code.NOT_A_FILE, "this should be a folder", "put incidents into a folder")
        )
    return sorted(found, key=lambda file: file.path)


def normal(path: str) -> str:
    """A path as it stands in :attr:`Source.path`: with ``/``, without ``./``."""
    return PurePath(path).as_posix()


def _component_list(root: Path, path: str) -> SourceFile:
    refused = _refused_on_the_way(root, path)
    if refused:
        return refused
    if os.path.lexists(root / path):
        return read(str(root / path), path)
    message = "there is no component list"
    hint = f"write one, which says what can break, in {quoted(path)}:\n{EXAMPLE}"
    other = PurePosixPath(path).with_suffix(".yaml" if path.endswith(".yml") else ".yml").as_posix()
    if os.path.lexists(root / other):
        hint = f"there is a {quoted(other)}: rename it to {quoted(path)}"
    return refuse(path, Code.NO_COMPONENT_LIST, message, hint)


def _refused_on_the_way(root: Path, path: str) -> SourceFile | None:
    """The refusal of a path that leads through a symbolic link below ``root``."""
    here = root
    for part in PurePosixPath(path).parts:
        here = here / part
        if part != ".." and here.is_symlink():
            return refuse_link(path)
    return None


def _walk(folder: Path, path: str, make: _Make) -> Iterator[Source]:
    waiting = [(folder, path)]
    while waiting:
        folder, path = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield refuse_unreadable(path, error)
            continue
        for entry in entries:
            name = _shown(entry.name)
            if name.startswith((".", "_")):
                continue
            below = name if path == "." else f"{path}/{name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), below))
            else:
                yield from _file(entry, name, below, make)


def _file(entry: os.DirEntry[str], name: str, path: str, make: _Make) -> Iterator[Source]:
    if name.casefold().startswith("readme."):
        return
    is_incident = name.lower().endswith(SUFFIXES)
    if entry.is_symlink() and (is_incident or "." not in name or _is_folder(entry)):
        yield refuse_link(path)
    elif is_incident:
        yield make(entry, path)
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


@cache
def _not_in_a_name() -> re.Pattern[str]:
    return re.compile(rf"[\t\n]|{CONTROL.pattern}")


def _shown(name: str) -> str:
    """A file's name as text; what is not UTF-8 in it, or no character of a text, becomes a replacement character."""
    if name.isascii() and name.isprintable():
        return name
    return _not_in_a_name().sub("\ufffd", os.fsencode(name).decode("utf-8", errors="replace"))
