"""Untrusted text in Markdown on GitHub."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from mkdocs_status_plugin.cli import main
from mkdocs_status_plugin.github.markdown import fenced, findings, inline
from mkdocs_status_plugin.problems import Code, Problem


def problem(number: int = 1, message: str = "unknown component `apii`") -> Problem:
    """One error."""
    return Problem("incidents/a.md", number, 1, Code.UNKNOWN_COMPONENT, message, "did you mean `api`?")


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]) | st.just("`") | st.just("\n")))
def test_a_block_cannot_be_left(text: str) -> None:
    """No line of the text closes the block."""
    first, *lines, last = fenced(text).split("\n")
    fence = first.removesuffix("text")
    assert last == fence
    assert [line for line in lines if line.lstrip().startswith(fence)] == []


@pytest.mark.parametrize("text", ["plain", "`x`", "a ``b`` c", "<img src=x>", "@team ![x](y)"])
def test_one_line_is_code(text: str) -> None:
    """A text within a sentence is code, too, whatever marks it holds."""
    html = markdown(inline(text))
    assert html.startswith("<p><code>")
    assert html.endswith("</code></p>")
    assert "<img" not in html


def test_all_findings() -> None:
    """Findings are counted and shown whole."""
    assert findings([problem()]) == (
        "**Check:** 1 error, 0 warnings\n\n```text\n"
        "incidents/a.md:1:1: error: unknown component `apii` [unknown-component]\n"
        "  hint: did you mean `api`?\n```\n"
    )
    assert findings([]) == "**Check:** no problems\n"


def test_too_many_findings() -> None:
    """What does not fit is counted, not left out in silence."""
    text = findings([problem(number) for number in range(1, 30)], most=1000)
    assert "**Check:** 29 errors" in text
    assert "… and 20 more" in text


def test_check_adds_to_a_summary(tmp_path: Path) -> None:
    """`check --summary` keeps what the file holds and adds every finding, also those beyond ten."""
    (tmp_path / "components.yml").write_text("components:\n  - id: api\n    name: API\n")
    (tmp_path / "incidents").mkdir()
    for number in range(12):
        (tmp_path / f"incidents/{number}.md").write_text("nothing")
    summary = tmp_path / "summary.md"
    summary.write_text("Before\n")
    arguments = ["check", "--root", str(tmp_path), "--format", "github", "--summary", str(summary)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert result.output.count("::error ") >= 12
    text = summary.read_text("utf-8")
    assert text.startswith("Before\n**Check:** ")
    assert [number for number in range(12) if f"incidents/{number}.md:1:1: error" not in text] == []
