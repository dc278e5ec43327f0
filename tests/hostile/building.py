"""Builds a site as ``mkdocs build`` does, and tells everything that the build does beside writing the site.

``python -m tests.hostile.building FOLDER`` may use so much memory and no more. It prints its log, and at last one JSON
line: what was written, started or asked for outside of the folders ``site`` and ``.cache``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.__main__ import cli

BYTES = 512 * 1024 * 1024
SECONDS = 120
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = {
    *("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate"),
    *("os.mkfifo", "os.utime", "shutil.rmtree"),
}
_STARTING = (
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "socket.connect",
    "socket.getaddrinfo",
    "subprocess.Popen",
)


def watch(inside: Sequence[str], told: list[str]) -> None:
    """Keep what this process does outside of some folders, from now on."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            _keep(event, arguments[0])
        elif event in _CHANGING:
            for argument in arguments[:2]:
                _keep(event, argument)
        elif event in _STARTING and not (
            event == "subprocess.Popen" and Path(str(arguments[0])).name == "git"
        ):
            told.append(f"{event} {arguments[0]}")

    def _keep(event: str, path: Any) -> None:
        if isinstance(path, (str, bytes)):
            real = os.path.realpath(os.fsdecode(path))
            if not any(f"{real}/".startswith(f"{folder}/") for folder in (*inside, os.devnull)):
                told.append(f"{event} {real}")

    sys.addaudithook(hook)


if __name__ == "__main__":
    folder = os.path.realpath(sys.argv[1])
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.dont_write_bytecode = True
    found: list[str] = []
    watch([f"{folder}/site", f"{folder}/.cache"], found)
    try:
        cli(["build"], standalone_mode=False)
    finally:
        print(f"\n{json.dumps(found)}")
