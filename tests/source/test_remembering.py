"""Incidents that are remembered together with their neighbours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mkdocs_status_plugin.keeping import prints
from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.source import SourceFile, load

COMPONENTS = SourceFile("components.yml", b"components:\n  - id: api\n    name: API\n")
MANY = 200


class Dictionary:
    """A memory that says what was put into it."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.puts: list[str] = []

    def get(self, key: str) -> Any:
        """What is known under a key."""
        return json.loads(self.known.get(key, "null"))

    def put(self, key: str, value: object) -> None:
        """Keep something."""
        self.known[key] = json.dumps(value)
        self.puts.append(key)

    def parts(self) -> list[dict[str, Any]]:
        """What is known, without its keys."""
        return [json.loads(value) for value in self.known.values()]


def written(number: int, title: str = "Slow") -> SourceFile:
    """An incident with which nothing is wrong."""
    text = (
        f"---\ntitle: {title}\nimpact: minor\ncomponents: [api]\n---\n\n"
        "## 2026-11-02 14:05 UTC - Resolved\n\nText.\n"
    )
    return SourceFile(f"incidents/2026-11-02-number-{number:03}.md", text.encode())


def read(memory: Dictionary, files: Sequence[SourceFile]) -> Site:
    """The site of some incidents; the memory's ``puts`` are those of this reading."""
    memory.puts = []
    every = [COMPONENTS, *files]
    site, problems = load(
        every, memory=memory, prints=prints((file.path, file.data or b"") for file in every)
    )
    assert problems == []
    return site


def titles(memory: Dictionary, files: Sequence[SourceFile]) -> list[str]:
    """The title of each incident, where what is remembered says otherwise than the files."""
    memory.known = {key: value.replace("Slow", "Remembered") for key, value in memory.known.items()}
    return [incident.title for incident in read(memory, files).incidents]


FILES = [written(number) for number in range(MANY)]


def test_neighbours_are_kept_together() -> None:
    """All that is known of many files stands in few values, each file in one, and is not kept again unchanged."""
    memory = Dictionary()
    first = read(memory, FILES)
    assert len(memory.puts) == len(memory.known) in range(MANY // 64, MANY // 16)
    assert sorted(path for part in memory.parts() for path in part) == [file.path for file in FILES]
    assert read(memory, FILES) == first == load([COMPONENTS, *FILES])[0]
    assert memory.puts == []
    assert titles(memory, FILES) == ["Remembered"] * MANY


def test_another_text() -> None:
    """A file that has changed is read, and kept in one value, in which its neighbours stay known."""
    for number in (0, 7, MANY // 2, MANY - 1):
        memory = Dictionary()
        read(memory, FILES)
        files = [*FILES[:number], written(number, "Another"), *FILES[number + 1 :]]
        expected = [*["Remembered"] * number, "Another", *["Remembered"] * (MANY - number - 1)]
        assert titles(memory, files) == expected
        assert len(memory.puts) == 1
        assert titles(memory, files) == expected
        assert memory.puts == []


def test_what_comes_and_goes() -> None:
    """A file more or less moves no other into another value, and what is gone is not kept with the next change."""
    memory = Dictionary()
    read(memory, FILES)
    keys = set(memory.known)
    less = [*FILES[:20], *FILES[21:]]
    assert titles(memory, less) == ["Remembered"] * len(less)
    assert memory.puts == []
    (part,) = (part for part in memory.parts() if FILES[19].path in part)
    assert FILES[20].path in part
    changed = [*less[:19], written(19, "Another"), *less[20:]]
    read(memory, changed)
    (put,) = memory.puts
    assert FILES[20].path not in memory.get(put)
    assert FILES[18].path in memory.get(put)
    read(memory, FILES)
    assert len(memory.puts) == 1
    assert set(memory.known) == keys


def test_another_list() -> None:
    """With another list of components nothing is known: what was right may be wrong."""
    memory = Dictionary()
    read(memory, FILES)
    before = set(memory.known)
    every = [SourceFile(COMPONENTS.path, (COMPONENTS.data or b"") + b"  - id: web\n    name: Web\n"), *FILES]
    memory.puts = []
    load(every, memory=memory, prints=prints((file.path, file.data or b"") for file in every))
    assert len(memory.puts) == len(before)
    assert not before & set(memory.puts)
