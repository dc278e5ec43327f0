"""Incidents as an earlier reading of the same files left them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.source import recalled
from mkdocs_status_plugin.source.sourcefile import Source


class Memory(Protocol):
    """What an earlier reading of the same files has found, by all that it depends on."""

    def get(self, key: str, /) -> object:
        """What is known under a key, as JSON gives it, or None."""

    def put(self, key: str, value: object, /) -> None:
        """Keep something for the next time."""


class Remembered:
    """Incidents of files with which nothing was wrong, by the content of these files and of the component list.

    ``prints`` are the hashes of all these files, by their paths.
    """

    def __init__(
        self,
        memory: Memory | None,
        prints: Mapping[str, str],
        listed: str,
        translated: Mapping[str, tuple[str, str]],
    ) -> None:
        self._memory = memory if prints else None
        self._prints = prints
        # What a file says may be wrong for another list, and an original is read with its translations.
        self._listed = prints.get(listed, "")
        self._originals = {original for original, _ in translated.values()}

    def recall(self, file: Source, id_: str) -> Incident | None:
        """The incident of a file that was read before, or None."""
        if self._memory is None or file.refusal or file.data is None or file.path in self._originals:
            return None
        kept = self._memory.get(self._key(file.path))
        return recalled.from_json(id_, file.path, file.data, kept) if isinstance(kept, list) else None

    def keep(self, file: Source, one: Incident) -> None:
        """Keep the incident of a file with which nothing is wrong."""
        if self._memory is None or not one.readable or file.data is None or file.path in self._originals:
            return
        self._memory.put(self._key(file.path), recalled.to_json(one, file.data))

    def _key(self, path: str) -> str:
        return f"read {self._listed} {self._prints[path]} {path}"
