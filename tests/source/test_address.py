"""File names to addresses."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.source import address


@given(st.text(max_size=300))
def test_any_stem_has_an_address(stem: str) -> None:
    """An address is made of lower-case letters, digits and hyphens, is bounded, and is its own address."""
    found = address(stem)
    assert re.fullmatch(r"[a-z0-9]+(-+[a-z0-9]+)*", found)
    assert len(found) <= 120
    assert found != "index"
    assert address(found) == found


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2026-11-02-api-responding-slowly", "2026-11-02-api-responding-slowly"),
        ("API down", "api-down"),
        ("API  __  down!", "api-down"),
        ("Größe & Übergröße", "grosse-ubergrosse"),
        ("\uff12\uff10\uff12\uff16", "2026"),
        ("a--b", "a--b"),
        ("-a-", "a"),
        ("index", "index-1"),
        ("INDEX", "index-1"),
        ("..", "incident-5ec1f7e7"),
    ],
)
def test_rule(stem: str, expected: str) -> None:
    """The rule never changes: addresses are permanent."""
    assert address(stem) == expected


def test_long_stems_stay_apart() -> None:
    """Two long names that differ only at their ends have different addresses."""
    first, second = address("x" * 200 + "1"), address("x" * 200 + "2")
    assert first != second
    assert len(first) == 120


def test_one_name_in_two_spellings() -> None:
    """A name has one address whether the file system keeps it composed or decomposed."""
    for name in ("Störung", "가동 중단"):
        spellings = {address(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}
        assert len(spellings) == 1
