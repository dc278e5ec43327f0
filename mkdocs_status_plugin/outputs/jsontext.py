"""Values as JSON files, and how much of a list fits into one."""

from __future__ import annotations

import json
from collections.abc import Iterable


def written(value: object) -> bytes:
    """A value as one line of strict JSON in UTF-8, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half of a surrogate pair is no character, and UTF-8 has no bytes for it.
    return (text + "\n").encode("utf-8", "replace")


def fitting(items: Iterable[object], budget: int) -> list[object]:
    """The first of some values, as many as take up at most ``budget`` bytes when written.

    Takes no further value than the first that does not fit, so costly ones are made only as needed.
    """
    kept: list[object] = []
    for item in items:
        budget -= len(written(item))
        if budget < 0:
            break
        kept.append(item)
    return kept


def filled(whole: bytes, items: Iterable[bytes], budget: int) -> bytes:
    """A file whose last value is an empty list, with the first of some values in that, as many as fit.

    The file and the values are as :func:`written`; the values may take up at most ``budget`` bytes.
    """
    kept: list[bytes] = []
    for item in items:
        budget -= len(item)
        if budget < 0:
            break
        kept.append(item[:-1])
    return whole.removesuffix(b"]}\n") + b",".join(kept) + b"]}\n"
