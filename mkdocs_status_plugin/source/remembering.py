"""Incidents as an earlier reading of the same files left them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Protocol

from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.source import recalled
from mkdocs_status_plugin.source.files import SourceFile
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.incident import Draft


class Memory(Protocol):
    """What an earlier reading of the same files has found, by a hash of all that it depends on."""

    def get(self, key: str, /) -> object:
        """What is known under a key, as JSON gives it, or None."""

    def put(self, key: str, value: object, /) -> None:
        """Keep something for the next time."""


class Remembered:
    """Incidents as an earlier reading left them."""

    def __init__(
        self,
        memory: Memory | None,
        files: Iterable[SourceFile],
        components: str,
        translated: Mapping[str, tuple[str, str]],
    ) -> None:
        self._memory = memory
        self._files = {file.path: file for file in files}
        # What a file says may be wrong for another list, and an original is read with its translations.
        listed = self._files.get(components)
        self._listed = hashlib.sha256(listed.data or b"").hexdigest() if listed else ""
        self._originals = {original for original, _ in translated.values()}

    def draft(self, file: SourceFile) -> Draft | None:
        """The draft of a file that was read before, or None."""
        if self._memory is None or file.refusal or file.path in self._originals:
            return None
        kept = self._memory.get(self._key(file))
        if not isinstance(kept, list):
            return None
        return Draft(file.path, Findings(file.path), known=recalled.from_json(file.path, kept))

    def keep(self, incidents: Iterable[Incident]) -> None:
        """Keep incidents of files with which nothing is wrong."""
        if self._memory is None:
            return
        for one in incidents:
            if one.readable and one.path not in self._originals:
                self._memory.put(self._key(self._files[one.path]), recalled.to_json(one))

    def _key(self, file: SourceFile) -> str:
        digest = hashlib.sha256(f"{self._listed}\n{file.path}\n".encode("utf-8", "surrogatepass"))
        digest.update(file.data or b"")
        return digest.hexdigest()
