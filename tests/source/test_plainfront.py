"""Front matter that is read without a parser for YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.source import plainfront
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.yamltree import Map, parse

PIECES = "api 2026-11-02 14:05 UTC a 9 null ~ - -- --- ... : # ' [ ] { } , &a *a ! | > % @ ` ? = \\ x: yes 0x1f << 1_000 _"
CHARACTERS = '" \t\u00e9\u00a0\u0085\u4e2d\u2028\ufeff'
WORDS = st.sampled_from([*PIECES.split(), *CHARACTERS, ": ", " #", "  "])
VALUES = st.lists(WORDS, max_size=5).map("".join)
KEYS = st.sampled_from(
    ["title", "impact", "components", "also_affects", "x", "1", "null", "y", "T", "a b", "'q'", ""]
)
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, VALUES),
    st.builds(
        "{}: {}".format, KEYS, st.sampled_from(["[a, b]", "[a,b]", "[a]", "[]", "[a, ]", "[a: b]", "[a, -]"])
    ),
    st.builds("{}:".format, KEYS),
    st.builds("{}- {}".format, st.sampled_from(["", " ", "  ", "    "]), VALUES),
    VALUES,
)

UNUSUAL = """\
title: a # b|title: a: b|title: a:|title: 'a'|title:  a|title: a |title:|impact: x|- api| x: y|title: *a|title: [a, B]\
|title: a\tb||  - api|---- |# note|Title: a"""


def by_yaml(lines: list[str]) -> tuple[object, list[object]]:
    """What the parser for YAML makes of the lines between the fences, and what is wrong with them."""
    findings = Findings("a.md", lines)
    tree = parse("\n".join(lines[1:-1]), findings, 2)
    return (tree.root.entries if isinstance(tree.root, Map) else None), [
        *findings.result(),
        *filter(None, [tree.fault]),
    ]


@given(st.lists(LINES, min_size=1, max_size=6))
def test_same_as_yaml(between: list[str]) -> None:
    """Whatever is read without the parser means the same to it, in the same places, with nothing wrong."""
    lines = ["---", *between, "---"]
    usual = plainfront.read(lines)
    if usual is not None and usual[1] == len(lines):
        assert by_yaml(lines) == (usual[0], [])


@pytest.mark.parametrize(
    "text",
    [
        "title: API slow, again (Oslo)\nimpact: major\ncomponents:\n  - api\n  - web-site_2\nscheduled_for: 2026-11-02 14:05 UTC",
        "title: Caf\u00e9 \u0151\ncomponents: [api, website]\nalso_affects: some; others",
    ],
)
def test_usual(text: str) -> None:
    """Front matter without anything special is read this way."""
    lines = ["---", *text.split("\n"), "---", "body"]
    usual = plainfront.read(lines)
    assert usual is not None
    assert usual == (by_yaml(lines[:-1])[0], len(lines) - 1)


@pytest.mark.parametrize(
    "line",
    [*UNUSUAL.split("|"), f"title: {'a' * 200}"],
)
def test_unusual(line: str) -> None:
    """All else is left to the parser, which knows what is wrong with it."""
    assert plainfront.read(["---", "impact: none", line, "---"]) is None


def test_examples(project: Path) -> None:
    """Every front matter of the examples that is read this way means the same to the parser."""
    for file in sorted((project / "examples/on-fire/incidents").glob("*.md")):
        lines = file.read_text("utf-8").split("\n")
        usual = plainfront.read(lines)
        if usual is not None:
            assert by_yaml(lines[: usual[1]]) == (usual[0], [])
