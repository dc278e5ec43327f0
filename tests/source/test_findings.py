"""What is kept of the findings of one file."""

from __future__ import annotations

import pytest

from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source.findings import MAX_FINDINGS, Findings


@pytest.mark.parametrize(
    ("asked", "told"),
    [((0, 0), (1, 1)), ((1, 4), (1, 4)), ((1, 5), (1, 4)), ((2, 1), (2, 1)), ((3, 2), (2, 1))],
)
def test_a_place_lies_in_the_file(asked: tuple[int, int], told: tuple[int, int]) -> None:
    """A place before the beginning or behind the end of the file, or of its line, is moved to it."""
    findings = Findings("a.md", ["abc", ""])
    findings.add(Code.BAD_YAML, *asked, "this is wrong")
    assert [(problem.line, problem.column) for problem in findings.result()] == [told]


def test_a_long_line_is_not_kept() -> None:
    """Of a line of more than 20,000 characters there is no excerpt."""
    findings = Findings("a.md", ["x" * 20_000, "x" * 20_001])
    findings.add(Code.BAD_YAML, 1, 1, "this is wrong")
    findings.add(Code.BAD_YAML, 2, 1, "this is wrong")
    assert [len(problem.excerpt) for problem in findings.result()] == [20_000, 0]


def test_a_hint_is_sought_only_for_what_is_shown() -> None:
    """Hints that take a search are not sought for findings beyond the most that are shown."""
    findings = Findings("a.md", ["abc"])
    sought = []

    def hint() -> str:
        sought.append("x")
        return "do this"

    for _ in range(MAX_FINDINGS + 10):
        findings.add(Code.BAD_YAML, 1, 1, "this is wrong", hint)
    assert len(sought) == MAX_FINDINGS
