"""Pictures of the pages, to be looked at: ``make screenshots`` puts them into build/screenshots/.

Builds the project's own site and those below examples/ as of one fixed moment, so that a picture only changes
when the pages do.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests import browser

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
READERS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"scheme": "dark"},
    "phone": {"phone": True},
}
_SIZE = "[window.innerWidth, document.documentElement.scrollHeight]"
WITHOUT_SCRIPT: dict[str, dict[str, Any]] = {"no-script": {"script": False}}


@dataclass(frozen=True)
class Shot:
    """A page to take: the picture's name, the site and the address in it, and who reads it."""

    name: str
    site: str
    path: str
    readers: dict[str, dict[str, Any]]


def build(project: Path, site: Path) -> None:
    """Build an MkDocs project as of the fixed moment; raises CalledProcessError when that fails."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
    subprocess.run(command, cwd=project, env=environment, check=True)  # noqa: S603 - our own program


def fullest(site: Path, pattern: str) -> str:
    """The address of the largest page whose folder fits a pattern; raises SystemExit where there is none."""
    pages = sorted(site.glob(f"{pattern}/index.html"), key=lambda page: (page.stat().st_size, page))
    if not pages:
        sys.exit(f"the built site has no page {pattern}")
    return f"{pages[-1].parent.relative_to(site).as_posix()}/"


def shots(fire: Path) -> Iterator[Shot]:
    """Every picture that is taken; ``fire`` is the built site of a bad day."""
    yield Shot("own", "own", "", READERS)
    yield Shot("green", "tiny", "", READERS | WITHOUT_SCRIPT)
    yield Shot("broken", "broken", "", READERS | WITHOUT_SCRIPT)
    yield Shot("on-fire", "on-fire", "", READERS | WITHOUT_SCRIPT)
    yield Shot("incident", "on-fire", fullest(fire, "incidents/*"), READERS)
    yield Shot("maintenance", "on-fire", "maintenance/", READERS)
    yield Shot("month", "on-fire", fullest(fire, "history/*/*"), READERS)
    yield Shot("component", "on-fire", fullest(fire, "components/*"), READERS)


def main() -> None:
    """Build, serve and take every picture, or those whose name holds one of the words given."""
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("words", nargs="*", help="only pictures whose name holds one of these")
    parser.add_argument("--into", type=Path, default=ROOT / "build/screenshots")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)

    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        projects = {
            "own": ROOT,
            "tiny": ROOT / "examples/tiny",
            "on-fire": ROOT / "examples/on-fire",
            "broken": ROOT / "examples/broken",
        }
        addresses = {}
        for name, project in projects.items():
            build(project, scratch / "sites" / name)
            addresses[name] = stack.enter_context(browser.serve(scratch / "sites" / name))
        chromium = browser.launch(stack.enter_context(sync_playwright()))
        for shot in shots(scratch / "sites/on-fire"):
            for reader, how in shot.readers.items():
                file = options.into / f"{shot.name}-{reader}.png"
                if options.words and not any(word in file.name for word in options.words):
                    continue
                with browser.visit(chromium, addresses[shot.site] + shot.path, now=NOW, **how) as opened:
                    opened.page.wait_for_load_state("networkidle")
                    # What a reader would have to scroll to is only drawn in a window as high as the page.
                    width, height = opened.page.evaluate(_SIZE)
                    opened.page.set_viewport_size({"width": width, "height": height})
                    opened.page.screenshot(path=file, full_page=True)
                print(file.name, *opened.foreign, *opened.faults)


if __name__ == "__main__":
    main()
