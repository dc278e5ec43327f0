"""What git says about the files: decoration only, never state."""

from __future__ import annotations

import shutil
import subprocess  # nosec B404 - git is the one program called, with fixed arguments
from pathlib import Path


def commit(root: Path) -> str:
    """The commit that is checked out in a folder, or empty where git or a repository is missing."""
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run(  # noqa: S603 - fixed arguments, no shell  # nosec B603
        [git, "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""
