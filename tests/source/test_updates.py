"""The order of updates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mkdocs_status_plugin.model import UpdateStatus
from mkdocs_status_plugin.source.updates import Entry, in_time


@pytest.mark.parametrize(
    ("minutes", "order"),
    [
        ([1, 2, 3], [0, 1, 2]),
        ([3, 2, 1], [2, 1, 0]),
        ([5, 5, 5], [0, 1, 2]),
        ([1, 2, 2, 2], [0, 1, 2, 3]),
        ([2, 2, 2, 1], [3, 2, 1, 0]),
        ([3, 2, 2, 1], [3, 2, 1, 0]),
        ([1, 3, 2, 2], [0, 2, 3, 1]),
        ([2, 2, 3, 1], [3, 0, 1, 2]),
        ([1, 2, 3, 4, 3, 2, 2], [0, 1, 5, 6, 2, 4, 3]),
        ([4, 3, 2, 1, 2, 3, 3], [3, 4, 2, 6, 5, 1, 0]),
        ([], []),
    ],
)
def test_equal_times_keep_the_direction_of_the_file(minutes: list[int], order: list[int]) -> None:
    """Updates of one time stand as written, or turned round in a file that mostly goes back in time."""
    entries = [
        Entry(datetime(2026, 11, 2, 14, minute, tzinfo=UTC), UpdateStatus.IDENTIFIED, "", (), line)
        for line, minute in enumerate(minutes)
    ]
    assert [entry.line for entry in in_time(entries)] == order
