"""Findings, and how they are shown."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.problems import (
    Code,
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    errors,
    in_order,
    printed,
    printed_json,
    quoted,
    visible,
)

HOSTILE = "x\n::error file=a::b\r\n##[error]y\x1b[31m\u202e%0A,:"


def problem(**given: object) -> Problem:
    """A problem with some fields given."""
    fields: dict[str, object] = {
        "path": "incidents/a.md",
        "line": 3,
        "column": 5,
        "code": Code.UNKNOWN_COMPONENT,
        "message": "unknown component `apii`",
        "hint": "did you mean `api`?",
        "excerpt": "  - apii",
    }
    return Problem(**(fields | given))  # type: ignore[arg-type]  # the fields are named in the tests


def test_as_text() -> None:
    """A person sees the place, the message, the line with a mark, and the hint."""
    assert as_text(problem()) == (
        "incidents/a.md:3:5: error: unknown component `apii` [unknown-component]\n"
        "  3 |   - apii\n"
        "    |     ^\n"
        "  hint: did you mean `api`?"
    )


def test_as_text_without_more() -> None:
    """A problem of a whole file is one line; a hint may have several."""
    assert as_text(problem(excerpt="", hint="")).count("\n") == 0
    assert as_text(problem(excerpt="", hint="write:\n  a\nb")).split("\n")[1:] == [
        "  hint: write:",
        "      |   a",
        "      | b",
    ]


@pytest.mark.parametrize(
    ("excerpt", "column", "width"),
    [
        ("ab", 2, 1),
        ("日本x", 3, 4),
        ("e\u0301x", 3, 1),
        ("\tx", 2, 2),
        ("\u202ex", 2, 6),
        ("😀x", 2, 2),
        ("ab", 9, 2),
    ],
)
def test_mark_stands_below_its_character(excerpt: str, column: int, width: int) -> None:
    """The mark lines up below wide, combining and spelled-out characters."""
    marked = as_text(problem(excerpt=excerpt, column=column)).split("\n")[2]
    assert marked == "    | " + " " * width + "^"


def test_long_lines_are_cut_around_the_place() -> None:
    """Of a long line the part around the place is shown."""
    line = as_text(problem(excerpt="a" * 500 + "X" + "b" * 500, column=501)).split("\n")
    assert line[1].startswith("  3 | …aaa")
    assert line[1].endswith("bbb…")
    assert line[1].index("X") == line[2].index("^")
    assert len(line[1]) < 120


@given(st.text(), st.text(), st.text(max_size=200), st.text(), st.integers(1, 300))
def test_text_cannot_steer_a_terminal(path: str, message: str, excerpt: str, hint: str, column: int) -> None:
    """No control or direction-changing character of a file reaches the terminal."""
    shown = as_text(problem(path=path, message=message, excerpt=excerpt, hint=hint, column=column))
    hidden = {"Cc", "Cf", "Zl", "Zp", "Cs"}
    assert not [
        character for character in shown if character != "\n" and unicodedata.category(character) in hidden
    ]


@given(st.text(), st.text(), st.text(max_size=200), st.text())
def test_text_is_no_workflow_command(path: str, message: str, excerpt: str, hint: str) -> None:
    """No line of the text is one that GitHub would take for a command of the file's own."""
    prefix = "::error::x ##[error]"
    shown = as_text(
        problem(
            path=prefix + path,
            message=prefix + message,
            excerpt=prefix + excerpt,
            hint=prefix + hint + "\n::x",
        )
    )
    assert "##[" not in shown
    assert not [line for line in shown.split("\n") if line.strip().startswith("::")]


def test_as_github() -> None:
    """An annotation carries the place, the kind, and message and hint."""
    assert as_github(problem()) == (
        "::error file=incidents/a.md,line=3,col=5,title=unknown-component::"
        "unknown component `apii`%0Adid you mean `api`?"
    )
    assert as_github(problem(code=Code.SILENT, hint="")).startswith("::warning file=")


@pytest.mark.parametrize("field", ["path", "message", "hint"])
def test_an_annotation_cannot_be_forged(field: str) -> None:
    """Whatever a file holds stays inside its one annotation, and in its own property."""
    shown = as_github(problem(**{field: HOSTILE}))
    command, _, properties = shown.partition(" ")
    assert command == "::error"
    assert len(shown.splitlines()) == 1
    assert "\x1b" not in shown
    properties, _, message = properties.partition("::")
    assert [entry.partition("=")[0] for entry in properties.split(",")] == ["file", "line", "col", "title"]
    assert message


@given(st.text(), st.text())
def test_annotations_can_be_read_back(path: str, message: str) -> None:
    """GitHub's own unescaping gives back the path and the message."""
    head, _, data = (
        as_github(problem(path=path, message=message, hint="")).removeprefix("::error ").partition("::")
    )
    file = head.split(",")[0].removeprefix("file=")
    for escaped, plain in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        file = file.replace(escaped, plain)
        data = data if plain in ":," else data.replace(escaped, plain)
    assert (file, data) == (visible(path), visible(message))


@given(st.text(), st.text())
def test_as_json(message: str, excerpt: str) -> None:
    """A program gets every field, text exactly as found."""
    found = as_json(problem(message=message, excerpt=excerpt))
    assert json.loads(json.dumps(found)) == {
        "path": "incidents/a.md",
        "line": 3,
        "column": 5,
        "severity": "error",
        "code": "unknown-component",
        "message": message,
        "hint": "did you mean `api`?",
        "excerpt": excerpt,
    }


def test_quoted() -> None:
    """Found text is quoted on one line, cut, with marks that do not stand in it."""
    assert quoted("a\nb") == r"`a\nb`"
    assert quoted("a\xa0b") == r"`a\xa0b`"
    assert quoted("`a`") == "'`a`'"
    assert quoted("x" * 90) == f"`{'x' * 80}…`"


def test_order_and_severity() -> None:
    """Problems are ordered by file and place, each once; codes say how severe they are."""
    later, early = problem(line=9), problem(line=2, code=Code.ADDRESS_CHANGED)
    assert in_order([later, early, later]) == [early, later]
    assert errors([later, early]) == [later]
    assert {code.severity for code in Code} == {Severity.ERROR, Severity.WARNING}
    assert early.severity is Severity.WARNING


@pytest.mark.parametrize("command", ["##[error]x", "##vso[task.complete]x", "a ##[group]x"])
def test_no_form_is_a_command_of_a_log(command: str) -> None:
    """What GitHub's and Azure's logs take for a command is taken apart in each form, and in JSON means the same."""
    problem = Problem(f"incidents/{command}.md", 1, 1, Code.BAD_TIME, command, command, command)
    for shown in (as_text(problem), as_github(problem), visible(command), printed_json(as_json(problem))):
        assert "##[" not in shown
        assert "##vso[" not in shown
    assert json.loads(printed_json(as_json(problem))) == as_json(problem)


def test_printed_lines_are_no_commands() -> None:
    """A line that begins as a command does is spelled so that it is none, also behind spaces; others stay."""
    assert printed("::error::x\n  ::y\na::b\x1b[2J") == "\\x3a:error::x\n  \\x3a:y\na::b\\x1b[2J"
