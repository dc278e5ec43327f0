"""Work shared with copies of a process, in programs of its own: a test's process has threads, and is not copied."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mkdocs_status_plugin.sharing import processes

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are copied on Linux only")

START = """\
import os, sys, time
from functools import partial
from pathlib import Path
from mkdocs_status_plugin.sharing import share
folder = Path(sys.argv[1])
first = os.getpid()
def step(task, number):
    with open(folder / f"{task}-{number}", "a") as out:
        out.write(f"{os.getpid()}\\n")
    time.sleep(0.002)
tasks = [[partial(step, task, number) for number in range(3)] for task in range(50)]
class Told:
    def __init__(self): self.said = []
    def lend(self): return self
    def begin(self): self.here = os.getpid()
    def told(self): return [self.here, "\\ud800 \\u00e9"]
    def join(self, told): self.said.append(told)
part = Told()
"""


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """What a program does that shares tasks with helpers."""
    command = [sys.executable, "-c", START + code, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def done(folder: Path) -> dict[str, list[str]]:
    """The steps that were done, with who did them."""
    return {path.name: path.read_text().split() for path in folder.iterdir()}


@linux
@pytest.mark.parametrize("helpers", [0, 1, 3])
def test_every_step_is_done_once(tmp_path: Path, helpers: int) -> None:
    """Each step is done by one process, all steps of a task by the same, and every helper tells of itself."""
    told = run(
        tmp_path,
        f"print(share(tasks, {helpers}, [part.lend]), len(part.said), len(set(map(str, part.said))))",
    )
    assert told.stdout.split() == ["True", str(helpers), str(helpers)], told.stderr
    found = done(tmp_path)
    assert len(found) == 150
    assert all(len(who) == 1 for who in found.values())
    for task in range(50):
        assert len({found[f"{task}-{number}"][0] for number in range(3)}) == 1
    assert len({who for (who,) in found.values()}) == helpers + 1


@linux
def test_a_helper_that_fails_says_nothing(tmp_path: Path) -> None:
    """What goes wrong in a helper is known, and its traceback is nobody's business."""
    told = run(tmp_path, "part.begin = lambda: 1 / 0\nprint(share(tasks, 1, [part.lend]), part.said)")
    assert (told.stdout.strip(), told.stderr) == ("False []", "")


@linux
def test_a_helper_that_is_killed(tmp_path: Path) -> None:
    """When the system takes a helper away, that is known, too."""
    code = "part.told = lambda: os.kill(os.getpid(), 9)\nprint(share(tasks, 2, [part.lend]))"
    assert run(tmp_path, code).stdout.strip() == "False"


@linux
def test_no_room_for_a_helper(tmp_path: Path) -> None:
    """Where the system has no room for another process, this one does everything."""
    code = "def refused(): raise BlockingIOError(11, 'Resource temporarily unavailable')\nos.fork = refused\n"
    told = run(tmp_path, code + "print(share(tasks, 2, [part.lend]), part.said)")
    assert told.stdout.strip() == "True []", told.stderr
    assert len({who for (who,) in done(tmp_path).values()}) == 1


@linux
def test_an_error_here_ends_the_helpers(tmp_path: Path) -> None:
    """An error of this process is raised, and no helper goes on after it."""
    code = "def wrong():\n    if os.getpid() == first: raise ValueError('here')\n    time.sleep(60)\n"
    told = run(tmp_path, code + "share([[wrong]] * 9, 2, [part.lend])")
    assert "ValueError: here" in told.stderr
    assert done(tmp_path) == {}


@linux
def test_a_helper_does_not_outlive_the_first(tmp_path: Path) -> None:
    """Where the first process is killed its helpers end after the step that they are at."""
    command = [
        sys.executable,
        "-c",
        START + "share([task * 100 for task in tasks], 2, [part.lend])",
        str(tmp_path),
    ]
    with subprocess.Popen(command) as first:
        while len({who for they in done(tmp_path).values() for who in they}) < 3:
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)
    time.sleep(0.2)
    before = done(tmp_path)
    time.sleep(0.3)
    assert done(tmp_path) == before


def test_how_many_processes() -> None:
    """A process with other threads is not copied, whatever was asked for."""
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert processes(0) == processes(4) == 1
    finally:
        waiting.set()
        thread.join()
    code = "from mkdocs_status_plugin.sharing import processes; print(processes(3), 1 <= processes(0) <= 4)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["3" if sys.platform.startswith("linux") else "1", "True"]
