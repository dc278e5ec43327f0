"""Work shared with copies of this process, for what takes long and falls into independent tasks.

A copy knows all that this process has worked out until then, so nothing need be handed over to it. It ends without a
trace of its own: what is to be known of its work afterwards is told by those who take part.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

Step = Callable[[], None]

_MOST = 4
"""So many processes at most where nobody asks for a number: each needs memory of its own."""


class Lent(Protocol):
    """What a helper uses in the place of something that this process goes on using."""

    def begin(self) -> None:
        """In the helper: from now on it is used here."""

    def told(self) -> object:
        """In the helper: what this process is to know of its work, of what JSON has."""

    def join(self, told: Any) -> None:
        """In this process: take what the helper has told, as JSON gives it back."""


Lend = Callable[[], Lent]
"""Gives what one helper uses, asked for before it begins."""


def processes(asked: int) -> int:
    """How many processes may work at once: as many as are asked for, or with 0 as many as there are processors.

    One where this process cannot be copied safely: beside other threads, or on a system on which libraries do not
    stand it.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return asked or min(len(os.sched_getaffinity(0)), _MOST)


def share(tasks: Sequence[Sequence[Step]], helpers: int, lend: Sequence[Lend]) -> bool:
    """Do tasks (at most 256), each once, here or in one of the helpers, and the steps of each one after the other.

    ``lend`` is asked for each thing that tasks change and that must be whole when all of them are done. False where a
    helper has failed: then nobody knows which tasks are done.

    Raises:
        Whatever a step raises here; no helper works on after that.
    """
    waiting, into = os.pipe()
    # A pipe hands each number to one process only. It has room for all of them at once.
    os.write(into, bytes(range(len(tasks))))
    os.close(into)
    working = [*_begun(helpers, waiting, tasks, lend)]
    try:
        for step in _steps(tasks, waiting):
            step()
        return all(helper.joined() for helper in working)
    finally:
        os.close(waiting)
        for helper in working:
            helper.stop()


def _steps(tasks: Sequence[Sequence[Step]], waiting: int) -> Iterator[Step]:
    """The steps of every task that no other process has taken."""
    while number := os.read(waiting, 1):
        yield from tasks[number[0]]


def _begun(
    helpers: int, waiting: int, tasks: Sequence[Sequence[Step]], lend: Sequence[Lend]
) -> Iterator[_Helper]:
    for _ in range(helpers):
        try:
            yield _Helper(waiting, tasks, [one() for one in lend])
        except OSError:  # no room for another process: the others do it
            return


class _Helper:
    """A copy of this process that does tasks until none is left."""

    def __init__(self, waiting: int, tasks: Sequence[Sequence[Step]], lent: Sequence[Lent]) -> None:
        """Begin one.

        Raises:
            OSError: if the system has no room for it.
        """
        self._lent = lent
        self._from, into = os.pipe()
        parent = os.getpid()
        try:
            self._id: int | None = os.fork()
        except OSError:
            os.close(self._from)
            os.close(into)
            raise
        if self._id == 0:
            _help(parent, waiting, tasks, lent, into)
        os.close(into)

    def joined(self) -> bool:
        """Wait for it and take what it tells; False if it failed."""
        with os.fdopen(os.dup(self._from), "rb") as told:
            text = told.read()
        if self._ended() != 0:
            return False
        for one, said in zip(self._lent, json.loads(text), strict=True):
            one.join(said)
        return True

    def stop(self) -> None:
        """End it, if it has not ended."""
        if self._id is not None:
            os.kill(self._id, signal.SIGKILL)
            self._ended()
        os.close(self._from)

    def _ended(self) -> int:
        if self._id is None:
            raise RuntimeError("a helper is waited for twice")
        _, status = os.waitpid(self._id, 0)
        self._id = None
        return status


def _help(
    parent: int, waiting: int, tasks: Sequence[Sequence[Step]], lent: Sequence[Lent], into: int
) -> None:
    """The whole life of a helper. Whatever happens, nothing goes on from here that is the first process' to do."""
    try:
        for one in lent:
            one.begin()
        for step in _steps(tasks, waiting):
            # Without the one that began it, nobody wants its work: another may have begun anew in the same place.
            if os.getppid() != parent:
                return
            step()
        with os.fdopen(into, "wb") as out:
            out.write(json.dumps([one.told() for one in lent]).encode())
        os._exit(0)
    finally:
        # What went wrong goes wrong in the first process again, which can tell it.
        os._exit(1)
