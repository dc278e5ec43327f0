"""Python's search for garbage, put off while nothing turns into any.

A build makes objects that it needs to its end. To walk through all of them again and again takes up to a third of
its time when the history is long.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (100_000, 50, 1000)
_usual = gc.get_threshold()
_begun = 0


def begin() -> None:
    """Search seldom from now on. Where this process has done so before, that time's garbage goes first."""
    global _begun
    if _begun:
        gc.unfreeze()
        gc.collect()
    _begun += 1
    gc.freeze()
    gc.set_threshold(*_SELDOM)


def end() -> None:
    """Search as usual, but not through what there is now: most programs end soon after."""
    gc.freeze()
    gc.set_threshold(*_usual)


@contextmanager
def meanwhile() -> Iterator[None]:
    """Search seldom while one thing is done, and not through what there was before; afterwards all is as it was."""
    before = gc.get_threshold()
    if before[0]:  # 0: somebody has turned it off altogether
        gc.freeze()
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        if before[0]:
            gc.set_threshold(*before)
            gc.unfreeze()
