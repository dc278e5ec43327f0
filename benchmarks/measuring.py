"""Programs measured from outside: what one run took, and the medians of several."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import history


@dataclass(frozen=True)
class Cost:
    """What a program took: seconds on the wall and of the processor, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def surroundings() -> dict[str, str]:
    """The environment of every program that is measured."""
    found = os.environ | {
        # One moment for all runs: a history seen from another day is another site.
        "SOURCE_DATE_EPOCH": str(int(history.END.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
    }
    # What is installed has been compiled; a checkout is so by its first run, unless that is forbidden.
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def measure(command: Sequence[str], folder: Path, accepted: Sequence[int] = (0,)) -> Cost:
    """Run a program in ``folder``; raises SystemExit with its output when its exit code is not an accepted one."""
    environment = surroundings()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        began = time.perf_counter()
        program = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)  # noqa: S603 - our own programs
        _, status, used = os.wait4(program.pid, 0)
        wall = time.perf_counter() - began
        program.returncode = os.waitstatus_to_exitcode(status)
        if program.returncode not in accepted:
            output.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {program.returncode}\n{output.read()[-4000:]}")
    in_mebibytes = 1024 if sys.platform.startswith("linux") else 1024 * 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / in_mebibytes)


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians of several runs, and the most memory that any of them took."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        max(cost.memory for cost in costs),
    )


def ratio(costs: Mapping[str, Cost], over: str, under: str, *, cpu: bool) -> float | None:
    """How many times as long one program took as another; None where one of them did not run."""
    if over not in costs or under not in costs:
        return None
    above, below = costs[over], costs[under]
    return above.cpu / below.cpu if cpu else above.wall / below.wall
