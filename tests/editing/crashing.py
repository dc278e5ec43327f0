"""A command that is killed before each thing that it does to the disk, one after the other.

``python -m tests.editing.crashing STEP PROJECT COMMAND...`` copies a project, runs the command in the copy and kills it, as the
system does with SIGKILL, before its first change of the disk; then again before the second (or one STEP further on), until the command comes to
its end. It prints a JSON list: for each run what it was about to do, and the files that are left (in hexadecimal).
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import mkdocs_status_plugin
from mkdocs_status_plugin import starting
from mkdocs_status_plugin.cli import main

_CHANGING = {
    *("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate"),
    "shutil.rmtree",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def die_before(number: int, answer: int) -> None:
    """Kill this process before it changes something on the disk for the given time, from 1 on."""
    left = number

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if (writes or event in _CHANGING) and arguments[0] != os.devnull:
            left -= 1
            if left == 0:
                os.write(answer, event.encode())
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder."""
    return {
        str(p.relative_to(folder)): p.read_bytes().hex() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def run(project: Path, command: list[str], number: int) -> dict[str, Any]:
    """One run in a copy; ``before`` is empty where it came to its end."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "project"
        shutil.copytree(project, copy)
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.chdir(copy)
            sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - it ends with the process
            die_before(number, theirs)
            code = 1
            try:
                main(command, prog_name="mkdocs-status", standalone_mode=True)
            except SystemExit as ended:
                code = int(ended.code or 0)
            finally:
                os._exit(code)
        os.close(theirs)
        before = os.read(ours, 100).decode()
        os.close(ours)
        _, status = os.waitpid(child, 0)
        return {"before": before, "code": os.waitstatus_to_exitcode(status), "files": contents(copy)}


def load_everything() -> None:
    """Import what commands import when they run, once for all runs."""
    for module in pkgutil.walk_packages(mkdocs_status_plugin.__path__, "mkdocs_status_plugin."):
        if not module.name.startswith("mkdocs_status_plugin.plugin"):
            importlib.import_module(module.name)
    starting.new_site(
        starting.NewSite("Status", "", [("api", "API")])
    )  # looks at every package that is installed


if __name__ == "__main__":
    load_everything()
    runs: list[dict[str, Any]] = []
    while not runs or runs[-1]["before"]:
        runs.append(run(Path(sys.argv[2]), sys.argv[3:], len(runs) * int(sys.argv[1]) + 1))
    json.dump(runs, sys.stdout)
