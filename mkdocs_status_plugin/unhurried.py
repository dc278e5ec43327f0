"""Python's search for garbage, put off while nothing turns into any.

A build makes objects that it needs to its end. To walk through all of them again and again takes up to a third of
its time when the history is long.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_SELDOM = (1_000_000, 50, 1000)
_usual = gc.get_threshold()


@cache
def _set_aside() -> None:
    """Leave out what was loaded before the first build; and at the end of the program, which needs no search, all."""
    gc.freeze()
    atexit.register(gc.freeze)


def begin() -> None:
    """Search seldom from now on. Where this process has done so before, that time's garbage goes first."""
    if _set_aside.cache_info().currsize:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    _set_aside()
    gc.set_threshold(*_SELDOM)


def end() -> None:
    """Search as usual, but leave what is there to the next build, which begins with a search of all."""
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
