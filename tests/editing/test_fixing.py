"""Spellings with one right reading."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from mkdocs_status_plugin.editing.fixing import fixed
from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.problems import errors
from mkdocs_status_plugin.source import SourceFile, load
from tests.source.test_properties import VALID, incidents, mutations
from tests.source.test_properties import canonical as in_canonical_form

FRONT = "---\ntitle: API\nimpact: major\ncomponents: [api]\n---\n\n"


def read(data: bytes) -> tuple[object, int]:
    """What a file says, and how many errors are in it."""
    site, problems = load([SourceFile("incidents/a.md", data)])
    return site.incidents[0], len([one for one in errors(problems) if one.path == "incidents/a.md"])


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        ("## Investigating - 2026-11-02 14:05 UTC", "## 2026-11-02 14:05 UTC - Investigating"),
        ("##2026-11-02T14:05:00Z: IN_PROGRESS", "## 2026-11-02 14:05 UTC - In progress"),
        ("  ## 2026-11-02T14:05Z — resolved ##", "## 2026-11-02 14:05 UTC - Resolved"),
        ("## 2026-11-02 14:05 gmt | Post-Mortem", "## 2026-11-02 14:05 UTC - Postmortem"),
        ("## 2026-11-02 15:05 Europe/Berlin Monitoring", "## 2026-11-02 15:05 Europe/Berlin - Monitoring"),
        ("## 2026-11-02T15:05+01:00 - Monitoring", "## 2026-11-02 15:05 +01:00 - Monitoring"),
        ("## 2026-11-02 14:05 UTC - Investigatng", "## 2026-11-02 14:05 UTC - Investigating"),
        ("## Resloved: 2026-11-02 14:05 UTC", "## 2026-11-02 14:05 UTC - Resolved"),
        ("## 2026/11/02 14:05 UTC - Resolved", "## 2026-11-02 14:05 UTC - Resolved"),
        (
            "## 2026-11-02 14:05 UTC - Resolved {api: Partial-Outage,web=operational}",
            "## 2026-11-02 14:05 UTC - Resolved { api=partial_outage, web=operational }",
        ),
        ("## 2026-11-02 14:05 UTC - Fixed", None),
        ("## 2026-11-02 14:05 - Resolved", None),
        ("## 2026-11-02 14:05 CET - Resolved", None),
        ("## 2026/11/02 14:05 - Resolved", None),
        ("## Cause", None),
        ("## 2026-11-02 14:05 UTC - Resolved <!-- Resolved? -->", None),
    ],
)
def test_headings(heading: str, right: str | None) -> None:
    """A heading becomes canonical where it can only mean one thing, and stays as it is where it cannot."""
    text = f"{FRONT}{heading}\n\nText.\n"
    assert fixed(text.encode()).decode() == text.replace(heading, right or heading)


def test_front_matter() -> None:
    """Impact, statuses of components and zones are spelled right; quotes and comments stay."""
    text = (
        "\ufeff---\r\nimpact: MAJOR # ok\r\ntitle: 'MAJOR'\r\ncomponents: [{api: Major Outage}, web]\r\n"
        "started_at: 2026-11-02T14:05:00Z\r\nresolved_at: '2026-11-02T14:06Z'\r\n---\r\n"
        "## 2026-11-02 14:05 UTC - Resolved\r\n"
    )
    assert fixed(text.encode()).decode() == text.replace("MAJOR #", "major #").replace(
        "Major Outage", "major_outage"
    ).replace("2026-11-02T14:05:00Z", "2026-11-02 14:05 UTC")


def test_one_that_can_be_and_one_that_cannot() -> None:
    """What cannot be told does not keep the rest from being mended."""
    text = f"{FRONT}## Resolved - 2026-11-02 15:05 UTC\n\n## 2026-11-02 14:05 - Identified\n"
    assert "## 2026-11-02 15:05 UTC - Resolved\n" in fixed(text.encode()).decode()
    assert "## 2026-11-02 14:05 - Identified\n" in fixed(text.encode()).decode()


@given(incidents())
def test_the_canonical_form_stays(incident: Incident) -> None:
    """There is nothing to mend in the canonical form."""
    data = in_canonical_form(incident).encode()
    assert fixed(data) == data


@given(mutations(VALID))
def test_mending_keeps_the_meaning(text: str) -> None:
    """Whatever stands in a file, mending never adds an error, and never changes what was read."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        assume(False)
        return
    before, number = read(data)
    after, left = read(fixed(data))
    assert left <= number
    if not number:
        assert after == before
    assert fixed(fixed(data)) == fixed(data)
