"""Files are replaced as a whole, or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_status_plugin import writing


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def test_replacing_keeps_the_mode(tmp_path: Path) -> None:
    """New content, the old permissions, and nothing beside it."""
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    writing.replace(file, b"new\r\n", b"old")
    assert file.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.md"]


def test_somebody_else_was_faster(tmp_path: Path) -> None:
    """A file that has changed since it was read is left alone."""
    file = tmp_path / "a.md"
    file.write_bytes(b"theirs")
    with pytest.raises(writing.Changed):
        writing.replace(file, b"new", b"old")
    assert file.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.md"]


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    """A symbolic link in place of the file is left alone, and so is what it leads to."""
    (tmp_path / "b").write_bytes(b"old")
    (tmp_path / "a.md").symlink_to(tmp_path / "b")
    with pytest.raises(writing.Changed):
        writing.replace(tmp_path / "a.md", b"new", b"old")
    assert (tmp_path / "b").read_bytes() == b"old"


def test_creating(tmp_path: Path) -> None:
    """A new file comes with its folders and the usual permissions."""
    file = tmp_path / "incidents/2026/a.md"
    writing.create(file, b"new")
    (tmp_path / "usual").touch()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert names(file.parent) == ["a.md"]


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    """What is there is never overwritten, be it a link that leads nowhere."""
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "b.md").symlink_to("nowhere")
    for name in ("a.md", "b.md"):
        with pytest.raises(FileExistsError):
            writing.create(tmp_path / name, b"new")
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert names(tmp_path) == ["a.md", "b.md"]


def test_no_room(tmp_path: Path) -> None:
    """A file that cannot be written in whole leaves the old one, and no half one."""
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from pathlib import Path; from mkdocs_status_plugin import writing\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: writing.replace(Path(sys.argv[1]), b'x' * 5000, b'old')\n"
        "except OSError as error: print(error.strerror)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "File too large\n"
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["a.md"]
