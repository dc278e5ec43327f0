"""A new incident in the canonical form."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.editing import NewIncident, NewUpdate, Refused, file_name, new_incident
from mkdocs_status_plugin.editing.composing import one_line
from mkdocs_status_plugin.editing.scalars import scalar
from mkdocs_status_plugin.model import ComponentStatus, Impact, UpdateStatus
from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source import SourceFile, address, load

AT = datetime(2026, 11, 2, 14, 5, tzinfo=UTC)
FIRST = NewUpdate(AT, UpdateStatus.INVESTIGATING, "We are looking into it.")


def test_the_canonical_form() -> None:
    """A new incident has the form that the handbook shows; a status that the impact gives is left out."""
    incident = NewIncident(
        "API responding slowly",
        Impact.MAJOR,
        {
            "api": None,
            "website": ComponentStatus.PARTIAL_OUTAGE,
            "dashboard": ComponentStatus.DEGRADED_PERFORMANCE,
        },
        FIRST,
    )
    assert new_incident(incident) == (
        "---\n"
        "title: API responding slowly\n"
        "impact: major\n"
        "components:\n"
        "  - api\n"
        "  - website\n"
        "  - dashboard: degraded_performance\n"
        "---\n"
        "\n"
        "## 2026-11-02 14:05 UTC - Investigating\n"
        "\n"
        "We are looking into it.\n"
    )


def test_a_maintenance_in_canonical_form() -> None:
    """Every key that is given stands in the order of the format; times are in UTC."""
    berlin = timezone(timedelta(hours=1))
    incident = NewIncident(
        "Upgrade: database",
        Impact.MAINTENANCE,
        {},
        NewUpdate(AT, UpdateStatus.SCHEDULED, "\r\n  \r\nWe upgrade.  \r\n\r\n- one\r\n\r\n"),
        also_affects="Monthly\nreports",
        scheduled_for=datetime(2026, 11, 12, 3, 0, tzinfo=berlin),
        scheduled_until=datetime(2026, 11, 12, 5, 0, 30, tzinfo=berlin),
        auto_complete=True,
        pinned_until=datetime(2026, 11, 13, 5, 0, tzinfo=berlin),
    )
    assert new_incident(incident) == (
        "---\n"
        'title: "Upgrade: database"\n'
        "impact: maintenance\n"
        "components: []\n"
        "also_affects: Monthly reports\n"
        "scheduled_for: 2026-11-12 02:00 UTC\n"
        "scheduled_until: 2026-11-12 04:00:30 UTC\n"
        "auto_complete: true\n"
        "pinned_until: 2026-11-13 04:00 UTC\n"
        "---\n"
        "\n"
        "## 2026-11-02 14:05 UTC - Scheduled\n"
        "\n"
        "We upgrade.\n"
        "\n"
        "- one\n"
    )


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("", "Text", Code.WRONG_VALUE),
        ("x" * 400, "Text", Code.WRONG_VALUE),
        ("API \x1b[31m", "Text", Code.CONTROL_CHARACTER),
        ("API", "Known:\n\n## Cause\n\nA pool.", Code.NOT_AN_UPDATE),
        ("API", "<!-- to do", Code.COMMENT_OPEN),
        ("API", "[" * 300, Code.RUN_TOO_LONG),
        ("API", "x" * 20_000, Code.UPDATE_TOO_LARGE),
        ("API", "<<<<<<< HEAD\nx", Code.CONFLICT_MARKS),
    ],
)
def test_what_would_not_be_read(title: str, text: str, code: Code) -> None:
    """What the reader would refuse is refused before it is written, with the reader's own words."""
    incident = NewIncident(title, Impact.MINOR, {"api": None}, NewUpdate(AT, UpdateStatus.IDENTIFIED, text))
    with pytest.raises(Refused) as refused:
        new_incident(incident)
    assert code in {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize("text", ["## 2026-11-02 14:00 UTC - Resolved\n\nAll is well.", "\ud800"])
def test_a_text_that_says_more_than_itself(text: str) -> None:
    """A text that brings an update of its own, or is no text, is refused."""
    with pytest.raises(Refused):
        new_incident(NewIncident("API", Impact.NONE, {}, NewUpdate(AT, UpdateStatus.INVESTIGATING, text)))


titles = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)
HARD = ["no", "1e3", "~", "a: b", "x #y", "'", '"', '\\"', "- a", "#x", "a:", "{x}", "&a", "*a", "!a", "%x"]
HARD += [
    "@x",
    "`x`",
    "|",
    ">",
    "? x",
    "2026-11-02",
    "12:30",
    "null",
    "=",
    "<<",
    "x\u200by",
    "--- x",
    "Ü: 'x' \"y\"",
]


@given(st.sampled_from(HARD) | titles)
def test_a_title_is_read_as_it_was_meant(title: str) -> None:
    """Any title means itself to our reader and to every other reader of YAML."""
    meant = one_line(title)
    text = new_incident(NewIncident(title, Impact.MINOR, {"api": None, "no": None}, FIRST))
    site, _ = load([SourceFile("incidents/a.md", text.encode())])
    assert site.incidents[0].title == meant
    assert yaml.safe_load(text.split("---\n")[1])["title"] == meant


@given(st.text(max_size=30).map(one_line))
def test_a_scalar_is_read_as_it_was_meant(text: str) -> None:
    """Any text on one line, however odd, is a scalar that YAML reads back."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert yaml.safe_load(f"- {scalar(text)}") == [text]


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("API responding slowly", (), "2026-11-02-api-responding-slowly.md"),
        ("Schlüssel: „geht nicht“!", (), "2026-11-02-schlussel-geht-nicht.md"),
        ("API", {"2026-11-02-api", "2026-11-02-api-2"}, "2026-11-02-api-3.md"),
        ("../../etc/passwd\x00", (), "2026-11-02-etc-passwd.md"),
        ("word " * 20, (), "2026-11-02-word-word-word-word-word-word-word-word-word-word-word-word.md"),
        ("x" * 90, (), f"2026-11-02-{'x' * 60}.md"),
        ("障害", (), "2026-11-02-incident-988903db.md"),
    ],
)
def test_the_name_of_a_file(title: str, taken: set[str], name: str) -> None:
    """A file is named by its day and its title, in the letters of an address, and never like another."""
    assert file_name(title, date(2026, 11, 2), taken) == name


@given(st.text(max_size=200))
def test_a_name_is_its_own_address(title: str) -> None:
    """Whatever the title, the address is the file's name."""
    stem = file_name(title, date(2026, 11, 2), ()).removesuffix(".md")
    assert address(stem) == stem
