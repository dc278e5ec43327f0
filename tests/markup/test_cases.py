"""Golden cases: each file holds a text, its HTML two folders below the root, and its plain text.

A case begins with one sentence; then come the parts, each below a line ``=== name``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_status_plugin import markup
from tests.markup.checking import BASE, SITE, faults

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))

every_case = pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])


def parts(case: Path) -> tuple[str, str, str]:
    """The text of a case and what is expected of it."""
    _, text, html, plain = re.split(
        r"^=== (?:text|html|plain)\n", case.read_text("utf-8"), flags=re.MULTILINE
    )
    return text, html, plain


def test_there_are_cases() -> None:
    """The cases are read from files, not from nothing."""
    assert len(CASES) > 15


@every_case
def test_html(case: Path) -> None:
    """A text becomes the HTML that its case shows, with nothing in it that a page may not hold."""
    text, html, _ = parts(case)
    shown = markup.render(text).html(BASE)
    assert shown.splitlines() == html.splitlines()
    assert faults(shown) == []


@every_case
def test_plain_text(case: Path) -> None:
    """A text becomes the plain text that its case shows."""
    text, _, plain = parts(case)
    assert markup.plain(text, site_url=SITE).splitlines() == plain.splitlines()
