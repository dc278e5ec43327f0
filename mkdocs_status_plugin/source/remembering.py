"""Incidents as an earlier reading of the same files left them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from zlib import crc32

from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.source import recalled
from mkdocs_status_plugin.source.sourcefile import Source

_TOGETHER = 32
"""So many files are remembered as one, on average: thousands of values cost more than what is in them."""


class Memory(Protocol):
    """What an earlier reading of the same files has found, by all that it depends on."""

    def get(self, key: str, /) -> object:
        """What is known under a key, as JSON gives it, or None."""

    def put(self, key: str, value: object, /) -> None:
        """Keep something for the next time."""


class Remembered:
    """Incidents of files with which nothing was wrong, by the content of these files and of the component list.

    Neighbours are kept together. All is asked for and kept in the order of the paths, so one part at a time is held.
    """

    def __init__(
        self,
        memory: Memory | None,
        prints: Mapping[str, str],
        listed: str,
        translated: Mapping[str, tuple[str, str]],
        paths: Iterable[str],
    ) -> None:
        """Take the hashes of all files by their paths, and the ordered ``paths`` of all incidents."""
        # What a file says may be wrong for another list, and an original is read with its translations.
        originals = {original for original, _ in translated.values()}
        self._prints = prints
        self._listed = prints.get(listed, "")
        self._memory = memory
        self._part: dict[str, str] = {}
        if memory is not None and prints:
            self._part = _parts(path for path in paths if path not in originals)
        self._old: tuple[str, dict[str, Any]] = ("", {})
        self._new: tuple[str, dict[str, Any]] = ("", {})

    def recall(self, file: Source, id_: str) -> Incident | None:
        """The incident of a file that was read before, or None."""
        part = self._part.get(file.path)
        if part is None or file.refusal or file.data is None:
            return None
        known = self._known(part).get(file.path)
        if known is None or known[0] != self._prints[file.path]:
            return None
        return recalled.from_json(id_, file.path, file.data, known[1])

    def keep(self, file: Source, one: Incident) -> None:
        """Keep the incident of a file with which nothing is wrong; it is sure to be kept with :meth:`end`."""
        part = self._part.get(file.path)
        if part is None or not one.readable or file.data is None:
            return
        if part != self._new[0]:
            self.end()
            self._new = (part, {})
        self._new[1][file.path] = [self._prints[file.path], recalled.to_json(one, file.data)]

    def end(self) -> None:
        """Nothing more comes to be kept."""
        part, new = self._new
        if new and self._memory is not None:
            known = self._known(part).items()
            still = {
                path: one
                for path, one in known
                if self._part.get(path) == part and one[0] == self._prints[path]
            }
            self._memory.put(self._key(part), still | new)
            self._old = self._new = ("", {})

    def _known(self, part: str) -> dict[str, Any]:
        """What is known of the files of a part: of each by its path its hash, and its incident as JSON has it."""
        if self._old[0] != part:
            kept = self._memory.get(self._key(part)) if self._memory is not None else None
            self._old = (part, kept if isinstance(kept, dict) else {})
        return self._old[1]

    def _key(self, part: str) -> str:
        return f"read {self._listed} {part}"


def _parts(paths: Iterable[str]) -> dict[str, str]:
    """The part that each path belongs to, by the first in it.

    Where one begins is told by the path itself, so that none moves into another when one comes or goes.
    """
    found: dict[str, str] = {}
    first = ""
    for path in paths:
        if not first or crc32(path.encode("utf-8", "surrogatepass")) % _TOGETHER == 0:
            first = path
        found[path] = first
    return found
