"""Python's search for garbage, put off while nothing turns into any.

A build makes objects that it needs to its end. To walk through all of them again and again takes up to a third of
its time when the history is long.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (1_000_000, 50, 1000)
_usual = gc.get_threshold()


_left: list[int] = []
"""How many objects there were after the last search, or before the first build."""


def begin() -> None:
    """Search seldom from now on. Once earlier builds have left as much as there was, their garbage goes first."""
    if not _left:
        # At the end of the program nothing need be searched for.
        atexit.register(gc.freeze)
    elif gc.get_freeze_count() > 2 * _left[0]:
        gc.unfreeze()
        gc.collect()
        _left.clear()
    gc.freeze()
    if not _left:
        _left.append(gc.get_freeze_count())
    gc.set_threshold(*_SELDOM)


def end() -> None:
    """Search as usual, but leave what is there to builds to come, see :func:`begin`."""
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
