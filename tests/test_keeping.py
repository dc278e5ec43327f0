"""What is kept from one build to the next."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.keeping import ALL, FOLDER, NEWEST, Keep, keep_for, key

SECRET = b"s" * 32
VALUES = {
    "one": ["a", 1, None],
    "two": {"text": "ä 日本 \u2028 \ud800".encode("utf-8", "replace").decode()},
    "text": "=+ä\n",
    "texts": ["", "日本\n", "+[1]\n"],
    "bytes": b"#\xff\n",
}


def filled(folder: Path) -> Keep:
    """A file with some values, written."""
    keep = Keep(folder, SECRET)
    for name, value in VALUES.items():
        keep.put(name, value)
    keep.save()
    return Keep(folder, SECRET)


def known(keep: Keep) -> dict[str, object]:
    """What is known of the values."""
    return {name: keep.get(name) for name in VALUES}


def test_what_is_kept_is_known(tmp_path: Path) -> None:
    """A value is known to the next build, and made where it is not."""
    keep = filled(tmp_path)
    assert known(keep) == VALUES
    assert keep.recall("one", lambda: ["other"]) == ["a", 1, None]
    assert keep.recall("three", lambda: ["new"]) == ["new"]


def test_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    """Values that a build does not use are left out when the file is written again."""
    keep = filled(tmp_path)
    keep.get("one")
    keep.put("three", [3])
    keep.save()
    again = Keep(tmp_path, SECRET)
    assert (again.get("one"), again.get("two"), again.get("three")) == (["a", 1, None], None, [3])


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """A build that uses all that is there and makes nothing leaves the file alone."""
    keep = filled(tmp_path)
    before = (tmp_path / ALL).stat().st_mtime_ns
    assert known(keep) == VALUES
    keep.save()
    assert (tmp_path / ALL).stat().st_mtime_ns == before


def large(folder: Path) -> Keep:
    """A first file to which little is added, then a second one with that."""
    keep = Keep(folder, SECRET)
    keep.put("large", "x" * 10_000)
    keep.save()
    keep = Keep(folder, SECRET)
    keep.get("large")
    for name, value in VALUES.items():
        keep.put(name, value)
    keep.save()
    return Keep(folder, SECRET)


def test_little_that_is_new_goes_to_a_file_of_its_own(tmp_path: Path) -> None:
    """A build that adds little does not write again what earlier ones have kept."""
    keep = large(tmp_path)
    before = (tmp_path / ALL).stat().st_ino
    assert known(keep) == VALUES
    assert keep.get("large") == "x" * 10_000
    keep.put("three", [3])
    keep.save()
    again = Keep(tmp_path, SECRET)
    assert (known(again), again.get("three")) == (VALUES, [3])
    assert (tmp_path / ALL).stat().st_ino == before


def test_much_that_is_new_makes_one_file_again(tmp_path: Path) -> None:
    """The second file never grows to more than a share of the first."""
    keep = large(tmp_path)
    assert (known(keep), keep.get("large")) == (VALUES, "x" * 10_000)
    keep.put("more", "y" * 5_000)
    keep.save()
    again = Keep(tmp_path, SECRET)
    assert (known(again), again.get("large"), again.get("more")) == (VALUES, "x" * 10_000, "y" * 5_000)
    assert not (tmp_path / NEWEST).exists()


def test_another_secret_knows_nothing(tmp_path: Path) -> None:
    """A file that another user, another program or somebody's checkout made is as good as none."""
    filled(tmp_path)
    assert known(Keep(tmp_path, b"x" * 32)) == dict.fromkeys(VALUES)


@pytest.mark.parametrize(("write", "name"), [(filled, ALL), (large, NEWEST)])
@given(at=st.integers(0, 600), change=st.integers(1, 255), cut=st.booleans())
def test_damage_is_never_believed(
    tmp_path_factory: pytest.TempPathFactory,
    write: Callable[[Path], Keep],
    name: str,
    at: int,
    change: int,
    cut: bool,
) -> None:
    """Whatever byte is another, and wherever the file ends, a value is what it was or unknown."""
    folder = tmp_path_factory.mktemp("kept")
    write(folder)
    file = folder / name
    data = bytearray(file.read_bytes())
    at %= len(data)
    if cut:
        del data[at:]
    else:
        data[at] ^= change
    file.write_bytes(data)
    for known_as, value in known(Keep(folder, SECRET)).items():
        assert value in (None, VALUES[known_as])


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"[]", b"x" * 96, b"[1,2,3]".ljust(96), b'["a",{},null]'.ljust(96)]
)
def test_a_file_of_something_else(tmp_path: Path, content: bytes) -> None:
    """A file that never was one of ours is as good as none, and is replaced."""
    (tmp_path / ALL).write_bytes(content)
    assert known(Keep(tmp_path, SECRET)) == dict.fromkeys(VALUES)
    assert known(filled(tmp_path)) == VALUES


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where the cache cannot be written nothing is kept, and nothing fails."""
    (tmp_path / "file").write_text("in the way")
    keep = Keep(tmp_path / "file" / "below", SECRET)
    keep.put("one", 1)
    keep.save()
    assert keep.get("one") is None


def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user whose secret cannot be kept has no cache."""
    (tmp_path / "home").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    keep = keep_for(tmp_path)
    assert keep.recall("one", lambda: 1) == 1
    keep.save()
    assert not (tmp_path / FOLDER).exists()


def test_the_secret_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret is made once, can be read by its user alone, and the folder hides itself from git."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    for _ in range(2):
        keep = keep_for(tmp_path)
        keep.recall("one", lambda: [1])
        keep.save()
    secret = tmp_path / "home/mkdocs-status/secret"
    assert len(secret.read_bytes()) == 32
    assert os.name == "nt" or secret.stat().st_mode & 0o077 == 0
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert keep_for(tmp_path).get("one") == [1]


KILLED = """\
import os, sys
from pathlib import Path
from mkdocs_status_plugin.keeping import Keep
left = int(sys.argv[2])
def watch(event, arguments):
    global left
    if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(arguments[0]).startswith(sys.argv[1]):
        left -= 1
        if left < 0:
            os._exit(9)
keep = Keep(Path(sys.argv[1]), b"s" * 32)
keep.get("one")
keep.put("three", ["x" * 100_000])
sys.addaudithook(watch)
keep.save()
"""


def test_killed_while_writing(tmp_path: Path) -> None:
    """A build that is killed at any step of writing leaves the old file or the new one."""
    endings = set()
    for steps in range(12):
        folder = tmp_path / str(steps)
        filled(folder)
        done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(steps)], check=False)
        endings.add(done.returncode)
        keep = Keep(folder, SECRET)
        assert keep.get("one") == ["a", 1, None]
        assert keep.get("two") == VALUES["two"] or keep.get("three") == ["x" * 100_000]
    assert endings == {0, 9}


def test_two_builds_at_once(tmp_path: Path) -> None:
    """While one build writes, another keeps nothing, and both know what was there."""
    filled(tmp_path)
    first, second = Keep(tmp_path, SECRET), Keep(tmp_path, SECRET)
    first.put("three", [3])
    second.put("four", [4])
    assert known(first) == known(second) == VALUES
    second.save()
    first.save()
    after = Keep(tmp_path, SECRET)
    assert (known(after), after.get("three"), after.get("four")) == (VALUES, [3], None)


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_keys_differ_where_their_parts_do(first: list[str], second: list[str]) -> None:
    """No two lists of parts have one key, however their parts are cut."""
    assert (key(*first) == key(*second)) == (first == second)
