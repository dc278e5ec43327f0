"""Ids as programs see them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.outputs import ids

KINDS: list[Callable[[str], str]] = [
    ids.page,
    ids.component,
    ids.group,
    lambda name: ids.nameless_group([name]),
    ids.incident,
    lambda name: ids.update(name, "2026-11-02T14:05Z"),
    lambda name: ids.made_update(name, "completed"),
]


@given(name=st.text(max_size=80))
def test_an_id_is_twelve_characters_that_are_no_date(name: str) -> None:
    """An id has twelve of ``[0-9a-z]``, begins with a letter, and holds no run of digits as long as a year."""
    for kind in KINDS:
        made = kind(name)
        assert re.fullmatch("[a-z][0-9a-z]{11}", made)
        assert not re.search("[0-9]{3}", made)


@given(name=st.text(max_size=80))
def test_kinds_do_not_meet(name: str) -> None:
    """One name gives different ids to what is of different kinds."""
    assert len({kind(name) for kind in KINDS}) == len(KINDS)


def test_names_do_not_run_together() -> None:
    """Where an id comes from several names, their borders count."""
    assert ids.nameless_group(["a", "b"]) != ids.nameless_group(["ab"])
    assert ids.nameless_group(["a", "b"]) != ids.nameless_group(["a"])
    assert ids.nameless_group(["a"], 2) != ids.nameless_group(["a"])
    assert ids.update("a", "bc") != ids.update("ab", "c")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (ids.page("https://status.example.com/"), "y9ajh4b9lkgf"),
        (ids.component("api"), "tlmi02b6wbvl"),
        (ids.incident("2026-11-02-api-down"), "n9pupfac3zg0"),
    ],
)
def test_ids_stay(made: str, expected: str) -> None:
    """What was published once keeps its id in every version to come: clients tell news from old by it."""
    assert made == expected
