"""Every refusal of the format, made in a valid file at any place and of any size: it is told at its line, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source import SourceFile, address, load, written_time
from mkdocs_status_plugin.source.incident import KEYS
from tests.source import golden

FRONT = [
    "title: API responding slowly",
    "impact: major",
    "components: [api, dashboard]",
    "also_affects: Reports",
]
BODY = [
    "The summary.",
    "",
    "## 2026-11-02 14:05 UTC - Investigating",
    "",
    "Some text.",
    "",
    "## 2026-11-02 15:45 UTC - Resolved",
    "",
    "More text.",
]
COMPONENTS = golden.COMPONENTS.encode()
CONTROLS = [
    *range(0x09),
    *range(0x0B, 0x0D),
    *range(0x0E, 0x20),
    *range(0x7F, 0xA0),
    0xFFFE,
    0xFFFF,
    0x1FFFE,
]
HIDDEN = [
    0x061C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x200B,
    0x2060,
    0xE0041,
    0x00AD,
]
words = st.text(st.sampled_from("abcdefghij"), min_size=1, max_size=12)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 - made UTC at once
    lambda at: at.replace(tzinfo=UTC, second=0, microsecond=0)
)

Found = list[tuple[Code, int]]


def lines_of(front: Iterable[str] = FRONT, body: Iterable[str] = BODY) -> list[str]:
    """The lines of an incident."""
    return ["---", *front, "---", *body]


def found_in(lines: Iterable[str] | bytes, *more: SourceFile) -> Found:
    """What is told about a file, by code and line; with an error in it, it is shown as unreadable."""
    data = lines if isinstance(lines, bytes) else "\n".join(lines).encode()
    files = [SourceFile("incidents/a.md", data), *more]
    site, problems = load([*files, SourceFile("components.yml", COMPONENTS)])
    own = [problem for problem in problems if problem.path == "incidents/a.md"]
    incident = next(incident for incident in site.incidents if incident.path == "incidents/a.md")
    assert incident.readable is not any(problem.is_error for problem in own)
    return [(problem.code, problem.line) for problem in own]


def put_in(lines: list[str], index: int, column: int, text: str) -> list[str]:
    """Lines with a text put into one of them."""
    line = lines[index]
    column = min(column, len(line))
    return [*lines[:index], line[:column] + text + line[column:], *lines[index + 1 :]]


def test_the_file_itself_is_fine() -> None:
    """Without a fault there is nothing to tell."""
    assert found_in(lines_of()) == []


@given(st.sampled_from(range(4)))
def test_key_twice(key: int) -> None:
    """A key that stands twice is refused at its second place."""
    assert found_in(lines_of([*FRONT, FRONT[key]])) == [(Code.DUPLICATE_KEY, 6)]


@given(words, st.integers(0, 4))
def test_unknown_key(key: str, index: int) -> None:
    """A key that nobody knows is refused at its line."""
    assume(key not in KEYS)
    front = [*FRONT[:index], f"{key}: x", *FRONT[index:]]
    assert (Code.UNKNOWN_KEY, index + 2) in found_in(lines_of(front))


@given(st.sampled_from(range(3)))
def test_missing_key(key: int) -> None:
    """A required key that is missing is refused where the front matter begins."""
    assert found_in(lines_of(FRONT[:key] + FRONT[key + 1 :])) == [(Code.MISSING_KEY, 1)]


@given(st.sampled_from(["-", "--", "\u2013\u2013\u2013", "- - -", "===", "", "text"]))
def test_front_matter_not_closed(mark: str) -> None:
    """Front matter whose second fence is another or none is refused."""
    lines = ["---", *FRONT, mark, *BODY]
    assert Code.FRONT_MATTER_OPEN in [code for code, _ in found_in(lines)]


@given(st.integers(0, 14), st.integers(0, 30), st.sampled_from(CONTROLS))
@example(10, 0, 0x1FFFE)
@example(10, 0, 0x10FFFF)
def test_control_character(index: int, column: int, character: int) -> None:
    """A control character is refused at its line, wherever it stands."""
    lines = put_in(lines_of(), index, column, chr(character))
    assert (Code.CONTROL_CHARACTER, index + 1) in found_in(lines)


@given(st.integers(5, 14), st.integers(0, 30), st.sampled_from(HIDDEN))
def test_hidden_character(index: int, column: int, character: int) -> None:
    """An invisible or direction-changing character is told at its line."""
    assert (Code.INVISIBLE_CHARACTER, index + 1) in found_in(
        put_in(lines_of(), index, column, chr(character))
    )


@given(st.sampled_from(HIDDEN), st.sampled_from(["&#{};", "&#x{:x};", "&#X{:X};"]), st.integers(0, 10))
def test_hidden_character_by_reference(character: int, form: str, column: int) -> None:
    """So is one that a character reference makes in the text."""
    lines = put_in(lines_of(), 10, column, form.format(character))
    assert found_in(lines) == [(Code.INVISIBLE_CHARACTER, 11)]


@given(
    st.integers(0, 14),
    st.sampled_from([b"\x80", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80"]),
)
def test_not_utf_8(index: int, junk: bytes) -> None:
    """Bytes that are no UTF-8 are refused at their line."""
    lines = [line.encode() for line in lines_of()]
    lines[index] += junk
    assert (Code.NOT_UTF8, index + 1) in found_in(b"\n".join(lines))


@given(st.sampled_from("&*!"), words, st.sampled_from(range(4)))
def test_yaml_features(mark: str, name: str, key: int) -> None:
    """Anchors, aliases and tags are refused at their line."""
    head = FRONT[key].partition(":")[0]
    value = f"{mark}{name}" if mark == "*" else f"{mark}{name} {FRONT[key].partition(': ')[2]}"
    front = [*FRONT[:key], f"{head}: {value}", *FRONT[key + 1 :]]
    assert (Code.YAML_FEATURE, key + 2) in found_in(lines_of(front))


@given(moments, moments)
def test_window(begin: datetime, end: datetime) -> None:
    """A window is refused exactly when it does not end after it begins."""
    window = [f"scheduled_for: {written_time(begin)}", f"scheduled_until: {written_time(end)}"]
    front = ["title: Move", "impact: maintenance", "components: [api]", *window]
    body = ["## 2026-11-02 14:05 UTC - Scheduled"]
    assert found_in(lines_of(front, body)) == ([] if end > begin else [(Code.WINDOW_BACKWARDS, 6)])


@given(moments, moments)
def test_ends(started: datetime, resolved: datetime) -> None:
    """An end is refused exactly when it lies before the beginning."""
    front = [*FRONT, f"started_at: {written_time(started)}", f"resolved_at: {written_time(resolved)}"]
    expected = [] if resolved >= started else [(Code.RESOLVED_BEFORE_STARTED, 7)]
    assert found_in(lines_of(front)) == expected


@given(
    st.one_of(
        st.tuples(st.integers(0, 9999), st.integers(13, 99), st.integers(0, 99)),
        st.tuples(st.integers(2020, 2030), st.just(2), st.integers(30, 99)),
    ),
    st.integers(0, 99),
)
def test_time_that_does_not_exist(day: tuple[int, int, int], hour: int) -> None:
    """A day that no calendar has is refused at its heading."""
    year, month, date = day
    heading = f"## {year:04}-{month:02}-{date:02} {hour:02}:00 UTC - Investigating"
    assert found_in(lines_of(body=[heading])) == [(Code.BAD_TIME, 7)]


@given(moments, st.sampled_from(["CET", "EST", "IST", "PST", "BST", "CST"]))
def test_time_without_one_zone(at: datetime, zone: str) -> None:
    """A time without a zone, or with an abbreviation of several, is refused at its heading."""
    clock = f"{at:%Y-%m-%d %H:%M}"
    assert found_in(lines_of(body=[f"## {clock} - Investigating"])) == [(Code.NO_TIME_ZONE, 7)]
    assert found_in(lines_of(body=[f"## {clock} {zone} - Investigating"])) == [(Code.AMBIGUOUS_TIME, 7)]


@given(st.lists(words, max_size=4).map(" ".join))
def test_heading_that_is_no_update(text: str) -> None:
    """A level-2 heading of mere words is refused at its line, also where it is the only one."""
    lines = lines_of(body=[*BODY, f"## {text}"])
    assert found_in(lines) == [(Code.NOT_AN_UPDATE, len(lines))]
    assert found_in(lines_of(body=[f"##{text}"])) == [(Code.NOT_AN_UPDATE, 7)]


@given(words, st.booleans())
def test_unknown_component(name: str, in_braces: bool) -> None:
    """A component that is not in the list is refused where it is named."""
    front = [FRONT[0], FRONT[1], f"components: [api, {name}]"] if not in_braces else FRONT
    body = [f"## 2026-11-02 14:05 UTC - Investigating {{ {name}=major_outage }}"] if in_braces else BODY
    assert found_in(lines_of(front, body)) == [(Code.UNKNOWN_COMPONENT, 7 if in_braces else 4)]


@given(words, st.booleans())
def test_unknown_status(name: str, of_update: bool) -> None:
    """A status that nobody knows is refused at its heading."""
    heading = f"- {name}" if of_update else f"- Investigating {{ api={name} }}"
    assert found_in(lines_of(body=[f"## 2026-11-02 14:05 UTC {heading}"]))[0] == (Code.UNKNOWN_STATUS, 7)


@given(st.integers(190, 260), st.sampled_from("[](){}<>!$%^&'\",.;?@/\\"), st.integers(0, 10))
def test_run_of_one_mark(length: int, mark: str, column: int) -> None:
    """A run of more than 200 of one mark is refused, one of 200 is not for its length."""
    found = found_in(put_in(lines_of(), 10, column, mark * length))
    assert ((Code.RUN_TOO_LONG, 11) in found) is (length > 200 or mark in "[(")
    # At the margin these are quotes inside each other, too.
    quotes = {Code.NESTED_TOO_DEEP} if mark == ">" and column == 0 else set()
    assert {code for code, _ in found} <= {Code.RUN_TOO_LONG} | quotes


@pytest.mark.parametrize(
    ("text", "most", "code"),
    [
        ("!", 200, Code.RUN_TOO_LONG),
        ("[a", 100, Code.RUN_TOO_LONG),
        ("(a", 100, Code.RUN_TOO_LONG),
        ("[[]", 99, Code.RUN_TOO_LONG),
        ("(()", 99, Code.RUN_TOO_LONG),
        ("`a ", 1000, Code.RUN_TOO_LONG),
        ("> ", 20, Code.NESTED_TOO_DEEP),
        ("1. ", 20, Code.NESTED_TOO_DEEP),
    ],
)
def test_limit_of_marks(text: str, most: int, code: Code) -> None:
    """A text is refused exactly when it holds too much of one thing, and nothing else calls for a closer look."""
    head = "## 2026-11-02 14:05 UTC - Investigating"
    assert found_in(lines_of(body=[head, text * most])) == []
    assert found_in(lines_of(body=[head, text * (most + 1)])) == [(code, 8)]


def test_open_marks_of_a_paragraph() -> None:
    """Marks that are opened add up over the lines of a paragraph, without those that are closed."""
    head = "## 2026-11-02 14:05 UTC - Investigating"
    assert found_in(lines_of(body=[head, *["[a"] * 101])) == [(Code.RUN_TOO_LONG, 108)]
    assert found_in(lines_of(body=[head, *["[a"] * 100, "", "[a"])) == []
    assert found_in(lines_of(body=[head, "[a]", *["[a"] * 100])) == []


def test_run_anywhere() -> None:
    """A run is found wherever in the text it stands, and a shorter one is none."""
    head = "## 2026-11-02 14:05 UTC - Investigating"
    for length in range(201):
        assert found_in(lines_of(body=[head, "a" * length + "!" * 201])) == [(Code.RUN_TOO_LONG, 8)]
        assert found_in(lines_of(body=[head, "!" * length])) == []


@given(st.integers(-3, 3), st.sampled_from(["a", "é", "日", "🚀"]))
def test_long_update(more: int, letter: str) -> None:
    """A text is refused exactly when it has more than 16 KiB in bytes."""
    size = len(letter.encode())
    text = (letter * 40 + "\n") * (16384 // (40 * size + 1))
    text += "b" * (16384 - len(text.encode()) + more)
    body = ["## 2026-11-02 14:05 UTC - Investigating", "", "## 2026-11-02 14:06 UTC - Identified", text]
    assert found_in(lines_of(body=body)) == ([(Code.UPDATE_TOO_LARGE, 9)] if more > 0 else [])


@given(st.integers(-3, 3))
def test_long_front_matter(more: int) -> None:
    """Front matter is refused exactly when it has more than 16 KiB."""
    front = [*FRONT, "# "]
    front[-1] += "x" * (16384 + more - len("\n".join(front)))
    found = found_in(lines_of(front))
    assert found == ([(Code.FRONT_MATTER_TOO_LARGE, 1)] if more > 0 else [])


@settings(max_examples=10)
@given(st.integers(-2, 2))
def test_long_file(more: int) -> None:
    """A file is refused exactly when it has more than one mebibyte."""
    data = "\n".join(lines_of()).encode() + b"\n<!--"
    data = data.ljust(1024 * 1024 + more - 3, b"\n") + b"-->"
    assert ((Code.TOO_LARGE, 1) in found_in(data)) is (more > 0)


@given(st.text(st.sampled_from("abAB é-_.ß0"), min_size=1, max_size=6))
def test_one_address(stem: str) -> None:
    """Two files are refused exactly when they come to one address; both stay to be seen."""
    other = SourceFile(f"incidents/x/{stem}.md", "\n".join(lines_of()).encode())
    same = address(stem) == "a" and not re.fullmatch(r"a\.[a-z]{2,3}", stem)
    assert ((Code.SAME_ADDRESS, 1) in found_in(lines_of(), other)) is same


@given(moments, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_an_incident_needs_an_update(at: datetime, later: timedelta) -> None:
    """Without a level-2 heading there is no update, whatever times the text names."""
    body = [f"{at + later:%Y-%m-%d} it was Resolved.", f"### {at:%Y-%m-%d} a note"]
    assert [code for code, _ in found_in(lines_of(body=body))] == [Code.NO_UPDATE]
