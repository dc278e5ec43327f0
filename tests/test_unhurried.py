"""The search for garbage during a build."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from mkdocs_status_plugin import unhurried


@pytest.fixture(autouse=True)
def _usual(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = gc.get_threshold()
    # A test before this one may have built a site.
    gc.unfreeze()
    monkeypatch.setattr(unhurried, "_left", [])
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_garbage_is_searched_for_as_usual_after_a_build() -> None:
    """What a build asks of Python ends with it, but for what it leaves: the next build looks at that."""
    before = gc.get_threshold()
    unhurried.begin()
    during = gc.get_threshold()
    unhurried.end()
    assert during > before
    assert gc.get_threshold() == before
    assert gc.get_count()[0] < before[0]


def test_garbage_of_earlier_builds_goes() -> None:
    """A program that builds again and again does not grow by what nobody needs any more, nor searches each time."""

    class Ring:
        pass

    def build() -> int:
        """A build that leaves a lot, and how much its search found."""
        found = []
        gc.callbacks.append(lambda phase, info: found.append(info["collected"]) if phase == "stop" else None)
        try:
            unhurried.begin()
        finally:
            gc.callbacks.pop()
        for _ in range(left):
            ring = Ring()
            ring.itself = ring  # type: ignore[attr-defined]  # a circle is what only the search for garbage finds
        unhurried.end()
        return sum(found)

    left = 0
    build()
    left = gc.get_freeze_count() // 4
    found = [build() for _ in range(9)]
    assert sum(found) > left
    assert found.count(0) > len(found) / 2
    assert gc.get_freeze_count() < 20 * left


def test_meanwhile() -> None:
    """After one thing the search is as it was before."""
    before = gc.get_threshold(), gc.get_freeze_count()
    with unhurried.meanwhile():
        assert gc.get_threshold() > before[0]
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_turned_off() -> None:
    """A search that somebody has turned off stays off."""
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with unhurried.meanwhile():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
