"""What ``mkdocs serve`` does between an edit and the page: the second build of one process. Prints its seconds."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(edited: str) -> None:
    """Build twice in this folder, and change a file in between."""
    build(load_config("mkdocs.yml", site_dir="served"), serve_url="http://127.0.0.1/")
    file = Path(edited)
    file.write_text(file.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    wall, cpu = time.perf_counter(), time.process_time()
    build(load_config("mkdocs.yml", site_dir="served"), serve_url="http://127.0.0.1/")
    print(json.dumps([time.perf_counter() - wall, time.process_time() - cpu]))


if __name__ == "__main__":
    main(sys.argv[1])
