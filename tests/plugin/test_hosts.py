"""Other themes, ProperDocs and live reload."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests.projects import OUTAGE, Project, Site

PATIENCE = 40
"""Seconds that a server may take before a test gives up on it."""


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_stands_on_mkdocs_own_themes(repository: Project, theme: str) -> None:
    """On the themes that come with MkDocs every page stands, with our style and its links whole."""
    repository.config["theme"] = {"name": theme}
    site = repository.write({"incidents/slow.md": OUTAGE}).build(strict=True)
    page = site.page("")
    assert "Partial outage: API" in page.text
    assert any("assets/status-" in str(a.get("href")) for t, a in page.tags if t == "link")
    assert [link for link in site.broken_links() if "incidents" in link or "components" in link] == []


def test_works_under_properdocs(repository: Project) -> None:
    """ProperDocs, the continuation of MkDocs, builds the same status page with Material."""
    repository.write({"incidents/slow.md": OUTAGE}).build()
    (repository.root / "properdocs.yml").write_text(yaml.safe_dump(repository.config), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "-d", "other"],
        cwd=repository.root,
        check=True,
        capture_output=True,
    )
    site = Site(repository.root / "other")
    assert "data-md-component" in site.read("")
    assert "Partial outage: API" in site.page("").text
    assert "A connection pool is exhausted." in site.page("incidents/slow/").text


def test_serving_follows_changes(repository: Project) -> None:
    """`mkdocs serve` shows a changed incident, a new one and a changed component list by itself."""
    repository.write({"incidents/slow.md": OUTAGE}).build()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"],
        cwd=repository.root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    try:
        _wait_for(port, "Partial outage: API")
        repository.write({"incidents/slow.md": OUTAGE + "\n## 2026-11-24 11:50 UTC - Resolved\n\nOver.\n"})
        _wait_for(port, "All systems operational")
        repository.write({"incidents/second.md": OUTAGE.replace("major", "critical")})
        _wait_for(port, "Major outage: API")
        parts = repository.root / "components.yml"
        parts.write_text(parts.read_text().replace("API", "Interface"), encoding="utf-8")
        _wait_for(port, "Major outage: Interface")
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _wait_for(port: int, text: str) -> None:
    until = time.monotonic() + PATIENCE
    page = ""
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
                page = answer.read().decode()
        except OSError:
            page = ""
        if text in page:
            return
        time.sleep(0.2)
    pytest.fail(f"{text!r} was never shown; the page began with {page[:200]!r}")


def test_repository_itself_is_green(project: Path, tmp_path: Path) -> None:
    """This repository's own page builds strictly, and the page of a fresh clone is green."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path / "site")],
        cwd=project,
        check=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert "All systems operational" in Site(tmp_path / "site").page("").text
