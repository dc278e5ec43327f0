"""What a file of the site holds: bytes, or for the many that a history brings, how to make them."""

from __future__ import annotations

from collections.abc import Callable

FileContent = bytes | Callable[[], bytes]


def in_full(content: FileContent) -> bytes:
    """The bytes themselves."""
    return content if isinstance(content, bytes) else content()
