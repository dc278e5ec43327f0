"""Golden cases of reading, see :mod:`tests.source.golden`."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_status_plugin.problems import Code
from tests.source import golden

CASES = sorted(golden.FOLDER.glob("*.txt"))

OF_A_MOMENT = {
    Code.ALL_OPERATIONAL,
    Code.FUTURE_UPDATE,
    Code.OPEN_AGAIN,
    Code.OVERRUNNING,
    Code.POSTMORTEM_BEFORE_END,
    Code.RESOLVED_AT_UNUSED,
    Code.SET_BY_HAND,
    Code.SILENT,
}
"""What the text alone cannot give: state finds these."""

NOT_IN_A_CASE = {Code.UNREADABLE}
"""Takes a failing disk, see test_files."""


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path, tmp_path: Path) -> None:
    """The files of a case become its model, with its problems."""
    case = golden.read(path)
    model, problems, _ = case.outcome(tmp_path)
    assert problems == case.expected.get("problems", "")
    assert model == case.expected.get("model", model)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case_says_something(path: Path) -> None:
    """A case begins with one sentence, and expects a model, problems, or both."""
    case = golden.read(path)
    assert case.sentence.endswith(".")
    assert "\n" not in case.sentence
    assert case.files
    assert case.expected


@pytest.mark.parametrize("code", sorted(set(Code) - OF_A_MOMENT - NOT_IN_A_CASE))
def test_every_code_has_a_case(code: Code) -> None:
    """Each kind of finding that reading can make is shown by a case."""
    shown = "".join(golden.read(path).expected.get("problems", "") for path in CASES)
    assert f" [{code}]\n" in shown
