"""Headings of a text that somebody gives: they move below those that begin updates."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.editing import lowered
from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source import SourceFile, load
from tests.editing.test_appending import FILE

MOVED = [
    ("## Cause\n\nA pool.", "### Cause\n\nA pool."),
    ("# Postmortem\n\n## Cause\n\n### Pool\n\n###### Size", "### Postmortem\n\n#### Cause\n\n##### Pool\n\n###### Size"),
    ("##### Deep\n\n## Cause", "###### Deep\n\n### Cause"),
    ("Lead.\r\n## Cause ##\r\nA pool.", "Lead.\n### Cause ##\nA pool."),
    ("##Cause", "### Cause"),
    ("  ## Cause\n##", "  ### Cause\n###"),
    ("```sh\n## a comment\n# another\n```\n## Cause", "```sh\n## a comment\n# another\n```\n### Cause"),
    ("<!-- not yet:\n## Open\n-->\n## Cause", "<!-- not yet:\n## Open\n-->\n### Cause"),
    ("## 2026-11-02 14:05 UTC: first alert", "### 2026-11-02 14:05 UTC: first alert"),
]  # fmt: skip

LEFT = [
    "",
    "### Cause\n\n#### Pool",
    "No heading: #1 of ## and C#",
    "#hashtag",
    "# Not a comment",
    "# Postmortem\n\n### Cause",
    "    ## indented code",
    "```\n## a comment\n```",
    "~~~~\n# a comment\n~~~\n## another\n~~~~",
    "<!-- ## hidden -->",
    "> ## quoted\n\n- ## in a list",
    "## Story\r\n\r\n## 2026-11-02 14:05 UTC - Resolved\r\n\r\nOver.",
]
# Whatever bears on where a heading is one.
LINES = ["# a", "## b", "##c", " ## d ##", "### e", "###### f", "text", "", "```", "~~~", "    ## g", "<!--", "-->", "`", "> ## h"]  # fmt: skip


@pytest.mark.parametrize(("given", "moved"), MOVED)
def test_headings_move_down_together(given: str, moved: str) -> None:
    """The highest headings come to level 3, the others keep their distance as far as level 6."""
    assert lowered(given) == moved


@pytest.mark.parametrize("given", LEFT)
def test_what_is_no_such_heading_stays(given: str) -> None:
    """Code, comments, quotes and lower headings stay, and so does a text that holds an update."""
    assert lowered(given) == given


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
def test_no_heading_is_taken_for_an_update(text: str) -> None:
    """Whatever a text holds, its headings are none that an update should be."""
    told = f"{FILE}\n## 2026-11-02 14:32 UTC - Resolved\n\n{lowered(text)}\n"
    _, problems = load([SourceFile("incidents/a.md", told.encode())])
    assert Code.NOT_AN_UPDATE not in {problem.code for problem in problems}


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
def test_only_marks_are_added(text: str) -> None:
    """A text that was moved says what it said, and moves no further."""
    moved = lowered(text)
    assert re.sub(r"#+ ?", "", moved) == re.sub(r"#+ ?", "", text)
    assert lowered(moved) == moved
