"""One more update in a file: nothing else changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_status_plugin.editing import NewUpdate, Refused, add_update, next_moment
from mkdocs_status_plugin.model import ComponentStatus, Impact, Incident, Update, UpdateStatus
from mkdocs_status_plugin.problems import Code, errors
from mkdocs_status_plugin.source import SourceFile, load
from tests.source.test_properties import VALID, canonical, incidents, mutations

NOW = datetime(2026, 11, 2, 14, 32, 10, tzinfo=UTC)
FILE = """\
---
title: API down
impact: major
components: [api]
---

## 2026-11-02 14:05 UTC - Investigating

We are looking into it.
"""
FIXED = NewUpdate(datetime(2026, 11, 2, 14, 32, tzinfo=UTC), UpdateStatus.IDENTIFIED, "A pool is full.")


def incident_of(data: bytes) -> Incident:
    """The incident of one file; its components are not looked up."""
    site, problems = load([SourceFile("incidents/a.md", data)])
    assert [p for p in errors(problems) if p.path == "incidents/a.md"] == []
    return site.incidents[0]


def check(data: bytes, update: NewUpdate) -> bytes:
    """Add an update and check that it is the only thing that has changed."""
    before = incident_of(data)
    edited = add_update(data, update)
    after = incident_of(edited)
    added = [one for one in after.updates if one not in before.updates]
    assert [one for one in after.updates if one in before.updates] == list(before.updates)
    assert [(one.status, dict(one.changes)) for one in added] == [(update.status, dict(update.changes))]
    assert timedelta() <= added[0].at - update.at.replace(microsecond=0) < timedelta(seconds=10)
    assert added[0].at not in {one.at for one in before.updates}
    assert (after.title, after.impact, after.components) == (before.title, before.impact, before.components)
    assert after.summary == before.summary
    return edited


def test_an_update_stands_at_the_end() -> None:
    """The update follows a blank line behind all that was there."""
    assert add_update(FILE.encode(), FIXED).decode() == (
        f"{FILE}\n## 2026-11-02 14:32 UTC - Identified\n\nA pool is full.\n"
    )


@pytest.mark.parametrize(
    ("ending", "gap"), [("\n", "\n"), ("", "\n\n"), ("\n\n", ""), ("\n  \n", ""), ("\n\n\n", "")]
)
def test_one_blank_line_is_enough(ending: str, gap: str) -> None:
    """Blank lines at the end of the file are kept, and one is added only where there is none."""
    data = FILE.rstrip("\n") + ending
    assert add_update(data.encode(), FIXED).decode().startswith(f"{data}{gap}## 2026-11-02 14:32 UTC")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_marks(end: str) -> None:
    """A file keeps its line ends and its byte order mark, and the update has the same line ends."""
    data = b"\xef\xbb\xbf" + FILE.replace("\n", end).encode()
    edited = check(data, FIXED)
    assert edited.startswith(data)
    assert edited[3:].decode().replace(end, "\n") == add_update(FILE.encode(), FIXED).decode()


def test_changes_of_components() -> None:
    """What changes for components stands in braces."""
    changes = {"api": ComponentStatus.OPERATIONAL, "website": ComponentStatus.DEGRADED_PERFORMANCE}
    edited = check(FILE.encode(), NewUpdate(NOW, UpdateStatus.MONITORING, "", changes))
    assert edited.decode().endswith(
        "\n## 2026-11-02 14:32:10 UTC - Monitoring { api=operational, website=degraded_performance }\n"
    )


def test_updates_of_one_minute() -> None:
    """An update is always newer than those before it, though the canonical form has no seconds."""
    data = FILE.encode()
    for second, expected in ((10, "14:32"), (20, "14:32:20"), (20, "14:32:21"), (21, "14:32:22")):
        at = next_moment(NOW.replace(second=second), incident_of(data).updates)
        data = check(data, NewUpdate(at, UpdateStatus.IDENTIFIED, expected))
        newest = incident_of(data).updates[-1]
        assert newest.text == expected
        assert f"## 2026-11-02 {expected} UTC" in data.decode()


def test_the_time_of_another_update() -> None:
    """An update that is given the time of another one comes a second later."""
    update = NewUpdate(datetime(2026, 11, 2, 14, 5, tzinfo=UTC), UpdateStatus.RESOLVED, "Over.")
    assert "## 2026-11-02 14:05:01 UTC - Resolved" in check(FILE.encode(), update).decode()


def test_a_file_with_the_newest_first() -> None:
    """Updates of one instant in a file that begins with the newest keep their order."""
    data = FILE + "\n## 2026-11-02 14:05 UTC - Identified\n\nOlder.\n\n## 2026-11-02 13:00 UTC - Monitoring\n"
    assert [one.status for one in incident_of(data.encode()).updates][1] is UpdateStatus.IDENTIFIED
    edited = check(data.encode(), FIXED).decode()
    above, _, below = data.partition("## 2026-11-02 14:05 UTC - Investigating")
    assert edited.startswith(above + "## 2026-11-02 14:32 UTC")
    assert edited.endswith(below)


def test_an_open_fence() -> None:
    """A code fence that somebody forgot to close does not swallow the update, nor the update's own."""
    data = (FILE + "\n```\nlog\n").encode()
    plain = check(data, FIXED)
    assert plain.startswith(data)
    update = NewUpdate(FIXED.at, FIXED.status, "See:\n\n```\ncode\n```")
    assert b"".join(sorted(check(data, update).split(b"\n"))) == b"".join(
        sorted(
            [
                *data.split(b"\n"),
                *b"## 2026-11-02 14:32 UTC - Identified\n\nSee:\n\n```\ncode\n```\n".split(b"\n"),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("## Cause\n\nA pool.", Code.NOT_AN_UPDATE),
        ("x\n## 2026-11-02 14:40 UTC - Resolved\n", None),
        ("<!--", Code.COMMENT_OPEN),
        ("\x07", Code.CONTROL_CHARACTER),
        ("```\nx", None),
    ],
)
def test_a_text_that_would_do_harm(text: str, code: Code | None) -> None:
    """A text that would be read as something else is refused, or cannot do any harm."""
    update = NewUpdate(FIXED.at, FIXED.status, text)
    if text.startswith("```"):
        check(FILE.encode(), update)
        return
    with pytest.raises(Refused) as refused:
        add_update(FILE.encode(), update)
    assert code is None or code in {problem.code for problem in refused.value.problems}


def test_a_file_with_errors() -> None:
    """Nothing is added to a file that cannot be read; what is wrong is told."""
    with pytest.raises(Refused) as refused:
        add_update(FILE.replace(" UTC", "").encode(), FIXED)
    assert [problem.code for problem in refused.value.problems] == [Code.NO_TIME_ZONE]


def test_a_status_of_maintenance() -> None:
    """A status that the impact does not allow is refused."""
    with pytest.raises(Refused):
        add_update(FILE.encode(), NewUpdate(NOW, UpdateStatus.COMPLETED, "Done."))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A readable file in any order, spelling, with any line ends."""
    incident = draw(incidents())
    head, *sections = canonical(incident).split("\n\n## ")
    if draw(st.booleans()):
        sections.reverse()
    spelled = [
        draw(st.sampled_from(["## {}", "## {} ##", "  ##   {}"])).format(heading.replace(" - ", dash)) + body
        for heading, body, dash in (
            (
                *section_.partition("\n")[:1],
                "\n" + section_.partition("\n")[2],
                draw(st.sampled_from([" - ", " — ", " ", ": "])),
            )
            for section_ in sections
        )
    ]
    text = "\n\n".join([head, *spelled]) + draw(
        st.sampled_from(["", "\n", "\n\n", "\n```\nx", "\n<!-- y -->", "\n- "])
    )
    data = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"]))).encode()
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + data


PARTS = [
    "Words.",
    "",
    "- a\n- b",
    "### Sub",
    "```\n## x\n```",
    "~~~\n```\n~~~",
    "`x",
    "<!-- c -->",
    "> q",
    "---",
    "=",
    "\\",
    "    x",
    "1. a",
    "| a | b |",
    "<b>",
    "&amp;",
    "{ api=operational }",
]


@st.composite
def new_updates(draw: st.DrawFn, impact: Impact, near: tuple[Update, ...]) -> NewUpdate:
    """Any update for an incident of this impact, some at the time of another one."""
    statuses = [s for s in UpdateStatus if impact is Impact.MAINTENANCE or not s.for_maintenance_only]
    times = st.sampled_from([one.at for one in near]) | st.datetimes(
        NOW.replace(2020, tzinfo=None), NOW.replace(2030, tzinfo=None), timezones=st.just(UTC)
    )
    return NewUpdate(
        draw(times),
        draw(st.sampled_from(statuses)),
        "\n".join(draw(st.lists(st.sampled_from(PARTS), max_size=5))),
        draw(
            st.dictionaries(
                st.sampled_from(["api", "dashboard", "new_one"]), st.sampled_from(ComponentStatus)
            )
        ),
    )


@given(st.data())
def test_every_former_byte_stays(data: st.DataObject) -> None:
    """An update in any readable file keeps every former byte and adds exactly this one update."""
    before = data.draw(files())
    incident = incident_of(before)
    update = data.draw(new_updates(incident.impact, incident.updates))
    edited = check(before, update)
    assert edited.startswith(before) or is_inserted(before, edited)


@given(
    mutations(VALID), st.lists(st.sampled_from([*PARTS, "## x", "```", "<!--"]), max_size=4).map("\n".join)
)
def test_damaged_files(text: str, message: str) -> None:
    """In a file of any kind the update is right, or it is refused."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        assume(False)
        return
    try:
        edited = add_update(data, NewUpdate(NOW, UpdateStatus.MONITORING, message))
    except Refused:
        return
    assert edited.startswith(data) or is_inserted(data, edited)
    assert [one.at for one in incident_of(edited).updates if one not in incident_of(data).updates]


def is_inserted(before: bytes, after: bytes) -> bool:
    """Whether ``after`` is ``before`` with one piece put in."""
    kept = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return after.endswith(before[kept:])
