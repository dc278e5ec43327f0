"""What is published for a site at a moment: the golden cases, see :mod:`tests.outputs.golden_files`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outputs.golden_files import CASES, said


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_what_is_published(case: Path) -> None:
    """A case holds what the program publishes: files, a moment, and what programs then read."""
    text = case.read_text("utf-8")
    assert said(text) == text


def test_every_case_says_what_it_shows() -> None:
    """There are cases, and each begins with one sentence and shows something published."""
    assert len(CASES) > 5
    for case in CASES:
        text = case.read_text("utf-8")
        assert text.partition("\n")[0].endswith(".")
        assert "\n=== site/" in text
