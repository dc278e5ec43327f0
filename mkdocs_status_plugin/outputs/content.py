"""What a file of the site holds: bytes, or for the many that a history brings, how to make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Later(NamedTuple):
    """Bytes that are made when they are asked for; ``kept`` is the key that they are kept by, empty if they are not."""

    make: Callable[[], bytes]
    kept: str = ""

    def __call__(self) -> bytes:
        """Make them."""
        return self.make()

    @property
    def mark(self) -> str:
        """A text that is another if they could be; empty where that cannot be told."""
        return self.kept


FileContent = bytes | Later


def in_full(content: FileContent) -> bytes:
    """The bytes themselves."""
    return content if isinstance(content, bytes) else content()
