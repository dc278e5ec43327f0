"""Files on the disk, replaced as a whole: nobody ever sees half of one, whatever goes wrong."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

_NEW_FILE = 0o666


class Changed(Exception):
    """The file is not what it was when it was read: somebody else has written it meanwhile."""


def replace(file: Path, data: bytes, expected: bytes) -> None:
    """Put new content into a file that held ``expected``; its permissions stay.

    Raises:
        Changed: if it holds something else by now. Nothing is written then.
        OSError: if it cannot be written. The file is as it was then.
    """
    mode = stat.S_IMODE(file.lstat().st_mode)
    beside = _beside(file, data, mode)
    try:
        if file.is_symlink() or file.read_bytes() != expected:
            raise Changed(file)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    _keep(file.parent)


def create(file: Path, data: bytes) -> None:
    """Write a new file, and the folders that it lies in.

    Raises:
        FileExistsError: if there is something of this name. Nothing is written then.
        OSError: if it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(file, data, _NEW_FILE & ~_umask())
    try:
        _link(beside, file)
    finally:
        beside.unlink(missing_ok=True)
    _keep(file.parent)


def _link(beside: Path, file: Path) -> None:
    """Give a file its name unless the name is taken, in one step where the file system can do that."""
    try:
        file.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(file):
            raise FileExistsError(str(file)) from None
        beside.replace(file)


def _beside(file: Path, data: bytes, mode: int) -> Path:
    """The content in a hidden file of the same folder, safely on the disk."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        beside.chmod(mode)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _umask() -> int:
    # It can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _keep(folder: Path) -> None:
    """Make the new name outlive a loss of power; not every system can do that with a folder."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
