"""What is true when: the golden cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.state.golden import CASES, parts, said


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_what_is_true_when(case: Path) -> None:
    """A case says what the program says: files, moments, and what is true then."""
    text = case.read_text("utf-8")
    assert said(text) == text


def test_every_case_says_what_it_shows() -> None:
    """There are cases, and each begins with a sentence and asks something."""
    assert len(CASES) > 20
    for case in CASES:
        (heading, sentence), *rest = parts(case.read_text("utf-8"))
        assert heading == ""
        assert sentence.strip().endswith(".")
        assert any(heading.split()[0] in {"at", "review", "history"} for heading, _ in rest)
