"""Files of the last build's site that this one would only write again.

MkDocs empties a site before it builds it, though after one update all but a few files of a long history are as they
were. So the folders that hold most of them stand aside meanwhile, under a name that MkDocs leaves alone. A file stays
if it would be made of the same, and if nobody has touched it since: its times and its place on the disk tell.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mkdocs_status_plugin.keeping import Keep

_ASIDE = ".mkdocs-status-aside"
_PART = 1000
"""So many lines are kept as one value: all at once would be the most that a build holds."""

_LOOK = "?"
"""How a folder stands that the next build must look through in any case."""
_FIELDS = 3
"""So many are kept of each file."""
_Lines = dict[str, str]
"""What is kept of each folder by its path, parents before what is in them: a line of fields, how the folder stands and
then of each file in it the name, the mark and how it stands."""


class Made(NamedTuple):
    """A file of this build: its path in the site, and a hash of all that it is made of, or nothing."""

    path: str
    mark: str


class Standing:
    """What stands in the folder of a site since its last build."""

    def __init__(self, site: Path, keep: Keep) -> None:
        """Take the folder of the site, and what earlier builds have kept."""
        self._site = f"{site}{os.sep}"
        self._aside = site / _ASIDE
        self._keep = keep
        self._key = f"site {site}"
        self._record: _Lines = {}
        self._left: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._again: set[str] = set()

    def set_aside(self) -> None:
        """Before the site is emptied: take its folders to where they outlast that."""
        self.give_up()
        found = [self._keep.get(f"{self._key} {part}") for part in range(_number(self._keep.get(self._key)))]
        parts = [part for part in found if isinstance(part, str)]
        if len(parts) < len(found):
            # What a part of it is silent about would be left standing.
            return
        said = dict(line.split("\t", 1) for part in parts for line in part.split("\n"))
        # Where this fails, MkDocs empties what is left, as ever.
        with suppress(OSError):
            for name in {folder.partition("/")[0] for folder in said}:
                if stat.S_ISDIR(os.lstat(self._site + name).st_mode):
                    self._aside.mkdir(exist_ok=True)
                    Path(self._site + name).rename(self._aside / name)
            self._record = said

    def put_back(self) -> None:
        """Once the site is empty: put them back, without all that is not as the last build left it."""
        back: list[str] = []
        for folder in [*self._aside.iterdir()] if self._aside.is_dir() else ():
            # Another plugin may have begun one of the same name.
            with suppress(OSError):
                folder.rename(self._site + folder.name)
                back.append(folder.name)
        self.give_up()
        try:
            self._left = self._untouched(back)
        except OSError:
            for name in back:
                shutil.rmtree(self._site + name, ignore_errors=True)

    def give_up(self) -> None:
        """Remove what stands aside, such as after a build that was killed."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def _untouched(self, back: Collection[str]) -> dict[str, str]:
        """The marks of the files that stand as they did, by their paths; nobody has touched these."""
        there = self._folders = {}
        found: dict[str, str] = {}
        touched: list[str] = []
        self._again = set(self._record)
        for folder, line in self._record.items():
            above, _, _ = folder.rpartition("/")
            if not (above in there if above else folder in back):
                continue
            how, *files = line.split("\t")
            now = there[folder] = self._folder(folder)
            if not now:
                del there[folder]
                continue
            if now != how:
                touched.append(folder)
            else:
                self._again.discard(folder)
            for name, mark, was in _files(files):
                path = f"{folder}/{name}"
                stands = self._file(path)
                if stands == was:
                    found[path] = mark
                elif stands:
                    self._remove(path)
                else:
                    self._again.add(folder)
        for folder in touched:
            for entry in os.listdir(self._site + folder):  # noqa: PTH208 - a history has thousands of them
                path = f"{folder}/{entry}"
                if path not in found and path not in there:
                    self._remove(path)
        return found

    def stay(self, files: Iterable[Made]) -> set[str]:
        """The paths of those files that stand as this build would write them."""
        left = self._left
        return {path for path, mark in files if mark and left.get(path) == mark}

    def clear(self, others: Collection[str]) -> None:
        """Remove what is left of the last build at paths that are none of this one's."""
        for path in self._left.keys() - others:
            self._remove(path)

    def _remove(self, path: str) -> None:
        """A file or folder, and the folders that it leaves empty."""
        gone = Path(self._site + path)
        with suppress(OSError):
            if gone.is_dir() and not gone.is_symlink():
                shutil.rmtree(gone)
            else:
                gone.unlink()
            while "/" in path:
                path = path.rpartition("/")[0]
                self._again.add(path)
                os.rmdir(self._site + path)  # noqa: PTH106 - as above

    def remember(self, files: Iterable[Made], stayed: Collection[str], every: Set[str]) -> None:
        """Once all are written: keep for the next build how files stand, as far as it could know them again.

        ``every`` are the paths of all files of the site: others write some of them, not all of these before.
        """
        # Where one can stay all others must be known, too, or nobody would notice that they are not told any more.
        tops = {path.partition("/")[0] for path, mark in files if mark and "/" in path}
        # A folder in which all stayed has its line already.
        again = self._again | {_folder_of(path) for path, mark in files if path not in stayed}
        lines = {folder: line for folder, line in self._record.items() if folder not in again}
        inside: dict[str, list[tuple[str, str, bool]]] = {}
        for path, mark in files:
            if (folder := _folder_of(path)) not in lines and path.partition("/")[0] in tops:
                inside.setdefault(folder, []).append((path.rpartition("/")[2], mark, path in stayed))
        missing = _above([*lines, *inside]) - lines.keys()
        for folder in missing - inside.keys():
            inside[folder] = []
        foreign = _above(every - {path for path, _ in files})
        below: dict[str, set[str]] = {
            folder: {name for name, _, _ in found} for folder, found in inside.items()
        }
        for folder in (*lines, *inside):
            if (above := _folder_of(folder)) in below:
                below[above].add(folder.rpartition("/")[2])
        for folder, found in inside.items():
            how = _LOOK if folder in foreign else self._how(folder, below[folder])
            lines[folder] = self._line(folder, how, found)
        # Nothing of ours holds a tab.
        kept = [f"{folder}\t{line}" for folder, line in sorted(lines.items())]
        starts = range(0, len(kept), _PART)
        for part, start in enumerate(starts):
            self._keep.put(f"{self._key} {part}", "\n".join(kept[start : start + _PART]))
        self._keep.put(self._key, len(starts))

    def _line(self, folder: str, how: str, inside: Iterable[tuple[str, str, bool]]) -> str:
        """What is kept of a folder with these files: their names and marks, and whether they stayed."""
        stood = {name: was for name, _, was in _files(self._record.get(folder, "").split("\t")[1:])}
        fields = [how]
        for name, mark, stayed in inside:
            fields += [name, mark, stood[name] if stayed else self._file(f"{folder}/{name}")]
        return "\t".join(fields)

    def _how(self, folder: str, names: Set[str]) -> str:
        """How a folder stood when nothing else than these names was in it: later changes are found by the next build."""
        if folder in self._folders:
            return self._folders[folder]
        how = self._folder(folder)
        if how and not set(os.listdir(self._site + folder)) <= names:  # noqa: PTH208 - as above
            return _LOOK
        return how

    def _file(self, path: str) -> str:
        """How a file stands: another after all that is done to it; nothing where none is."""
        found = self._stat(path)
        if found is None or not stat.S_ISREG(found.st_mode):
            return ""
        return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"

    def _folder(self, path: str) -> str:
        """How a folder stands: another after something in it came or went; nothing where none is."""
        found = self._stat(path)
        if found is None or not stat.S_ISDIR(found.st_mode):
            return ""
        return f"{found.st_mtime_ns} {found.st_ino}"

    def _stat(self, path: str) -> os.stat_result | None:
        try:
            return os.lstat(self._site + path)
        except OSError:
            return None


def _number(kept: object) -> int:
    return kept if isinstance(kept, int) else 0


def _files(fields: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """Of each file in a folder the name, the mark and how it stands."""
    return zip(fields[::_FIELDS], fields[1::_FIELDS], fields[2::_FIELDS], strict=True)


def _above(paths: Iterable[str]) -> set[str]:
    """Every folder that one of some files or folders lies in, however deep."""
    found: set[str] = set()
    for path in paths:
        while (path := _folder_of(path)) and path not in found:
            found.add(path)
    return found


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]
