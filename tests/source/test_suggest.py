"""The nearest known word: what the golden cases do not show."""

from __future__ import annotations

import pytest

from mkdocs_status_plugin.source.suggest import Words


@pytest.mark.parametrize(("number", "listed"), [(0, False), (1, True), (12, True), (13, False)])
def test_known_words_are_listed_when_they_are_few(number: int, listed: bool) -> None:
    """Where no word is near, all are named, unless there are none or too many to read."""
    known = [f"part{index}" for index in range(number)]
    expected = f"known: {', '.join(f'`{word}`' for word in known)}" if listed else ""
    assert Words(known).hint("zzz") == expected


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("core", "payments-core-api-gateway"), ("api", None), ("gate", None), ("Gateway", "door")],
)
def test_a_part_of_a_word(word: str, nearest: str | None) -> None:
    """A whole part of a word, of four letters or more, means it, unless another word is nearer."""
    assert Words(["payments-core-api-gateway", "door"], {"The gateway": "door"}).nearest(word) == nearest
