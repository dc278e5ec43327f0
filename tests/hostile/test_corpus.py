"""Hostile and broken inputs: each gets its verdict, and nothing that becomes of it breaks anything."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_status_plugin.problems import Code
from tests.hostile import corpus


@pytest.mark.parametrize("group", corpus.GROUPS)
def test_group(group: str, project: Path) -> None:
    """Each case of a group has the verdict of the corpus, within the limits, and no page, output or log is harmed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.trial", group],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert {name: outcome["wrong"] for name, outcome in outcomes.items() if outcome["wrong"]} == {}
    found = {name: outcome["found"] for name, outcome in outcomes.items()}
    assert found == {case.name: case.verdict for case in corpus.group(group)}


def test_corpus_is_large_enough() -> None:
    """There are at least 150 cases, and no two of one name."""
    names = [case.name for case in corpus.everything()]
    assert len(names) >= 150
    assert len(set(names)) == len(names)


def test_every_case_has_a_verdict() -> None:
    """A case without a verdict would be accepted without anybody having looked."""
    for group in corpus.GROUPS:
        text = (corpus.FOLDER / f"{group}.txt").read_text("utf-8")
        assert text.count("\n=== verdict\n") == text.count("\n@@@ ")


@pytest.mark.parametrize("code", sorted(set(Code) - {Code.UNREADABLE, Code.RESOLVED_AT_UNUSED}))
def test_every_refusal_has_a_case(code: Code) -> None:
    """Each kind of finding but two, which take a failing disk and no malice, is met by a hostile input."""
    assert any(f": {code}" in line for case in corpus.everything() for line in case.verdict)
