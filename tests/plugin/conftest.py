"""A status repository for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import projects


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> projects.Project:
    """An empty status repository; it is 2026-11-24 12:00 UTC."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(projects.NOON))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return projects.new(tmp_path)
