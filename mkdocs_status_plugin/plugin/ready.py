"""Files of a site that MkDocs only puts in their places, and several processes that write them.

A long history brings thousands. They do not depend on each other, so they are shared once MkDocs comes to the first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from mkdocs_status_plugin.keeping import Keep
from mkdocs_status_plugin.outputs import Later
from mkdocs_status_plugin.plugin.standing import Made, Standing
from mkdocs_status_plugin.sharing import Step, processes, share

_TASKS = 40
"""Few, for neighbours are made of the same; enough that nobody waits long for the last."""

_WORTH = 4000
"""So many files are worth another process, where nobody asks for one and all of them must be made."""


class Batch:
    """The ready files of one build, written by this process and its helpers."""

    def __init__(self, asked: int, keep: Keep, standing: Standing) -> None:
        """Take how many processes are asked for (0: as many as pay off), what they keep, and what stands already."""
        self._asked = asked
        self._keep = keep
        self._standing = standing
        self._waiting: Iterable[File] = ()

    def begin(self, files: Iterable[File]) -> None:
        """Take the files of the site, among which other plugins may still choose."""
        self._waiting = files

    def put(self, file: ReadyFile) -> None:
        """Write one, and with the first all others."""
        waiting, self._waiting = self._waiting, ()
        if waiting:
            # As MkDocs chooses those that belong into the site.
            chosen = [one for one in waiting if one.inclusion.value > InclusionLevel.DRAFT.value]
            self._write(
                [one for one in chosen if isinstance(one, ReadyFile)], {one.dest_uri for one in chosen}
            )
        file.write()

    def _write(self, files: Sequence[ReadyFile], every: Set[str]) -> None:
        """Write all but those that stand already, where ``every`` path is one of the site."""
        made = [Made(one.dest_uri, one.mark) for one in files]
        stay = self._standing.stay(made)
        standing = [one for one in files if one.dest_uri in stay]
        self._keep.use([one.kept for one in standing])
        for one in standing:
            one.written()
        self._standing.clear(every)
        self._share([one for one in files if one.dest_uri not in stay])
        for one in files:
            one.write()
        self._standing.remember(made, stay, every)

    def _share(self, files: Sequence[ReadyFile]) -> None:
        # To take from an earlier build what it kept is less work than to have another process look at it.
        pays_off = len(files) >= _WORTH and not self._keep.is_known
        helpers = processes(self._asked) - 1 if files and (self._asked or pays_off) else 0
        if not helpers:
            return
        if share([*_tasks(files)], helpers, [self._keep.lend]):
            for one in files:
                one.written()


def _tasks(files: Iterable[ReadyFile]) -> Iterator[list[Step]]:
    """Files that are made of the same together, as far as paths tell: then no process works out what another does.

    All that is told of one incident lies below its page; and months and incidents both stand in the order of time, so
    what stands equally far in both is roughly the same.
    """
    kinds: dict[str, dict[str, list[ReadyFile]]] = {}
    for file in files:
        path = file.src_uri.removesuffix(".md")
        groups = kinds.setdefault(path.partition("/")[0], {})
        above = path.rpartition("/")[0]
        groups.setdefault(above if above in groups or path == file.src_uri else path, []).append(file)
    placed = [
        (place / len(groups), group)
        for groups in kinds.values()
        for place, group in enumerate(groups.values())
    ]
    placed.sort(key=itemgetter(0))
    many = -(-len(placed) // _TASKS)
    for start in range(0, len(placed), many):
        yield [file.write for _, group in placed[start : start + many] for file in group]


class Maker(Protocol):
    """What makes a file's bytes; ``kept`` is the key that what they say is kept by, ``mark`` a hash of all of it."""

    def __call__(self) -> bytes:
        """Make them."""
        ...

    @property
    def kept(self) -> str:
        """The key, or nothing."""
        ...

    @property
    def mark(self) -> str:
        """The hash, or nothing."""
        ...


class ReadyFile(File):
    """A file of the site that MkDocs only puts in its place: its bytes are made when it does.

    A history brings two of these for each incident, and MkDocs' own make their paths with more care than
    ours need. ``source`` is the path in the docs folder of a page that MkDocs never sees.
    """

    def __init__(self, config: MkDocsConfig, batch: Batch, path: str, make: Maker, source: str = "") -> None:
        """Take the path in the site, and the path in the docs folder where that is another."""
        self.src_uri = source or path
        self.src_dir = None
        self.dest_dir = config.site_dir
        self.dest_uri = path
        self.abs_dest_path = f"{config.site_dir}{os.sep}{path.replace('/', os.sep)}"
        self.abs_src_path = None
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.generated_by = "status"
        self._batch = batch
        self._make: Maker | None = make

    @property
    def content_bytes(self) -> bytes:
        """The file's bytes: made anew, or once it is written, as it was."""
        return self._make() if self._make else Path(self.abs_dest_path).read_bytes()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        """Put other bytes in their place, as plugins may."""
        self._make = Later(lambda: value)

    @property
    def mark(self) -> str:
        """A text that is another if the file's bytes could be; empty where that cannot be told."""
        return self._make.mark if self._make else ""

    @property
    def kept(self) -> str:
        """The key by which what the file says is kept; empty if it is not."""
        return self._make.kept if self._make else ""

    def is_documentation_page(self) -> bool:
        """It is no page that MkDocs would have to build."""
        return False

    def is_modified(self) -> bool:
        """It is always written."""
        return True

    def copy_file(self, dirty: bool = False) -> None:
        """Put the file into the site."""
        del dirty
        self._batch.put(self)

    def write(self) -> None:
        """Write the file into the site, unless it is there."""
        if self._make is None:
            return
        content = memoryview(self._make())
        try:
            out = os.open(self.abs_dest_path, _WRITE, 0o666)
        except FileNotFoundError:
            _make_folder(os.path.dirname(self.abs_dest_path))  # noqa: PTH120 - a history has thousands of them
            out = os.open(self.abs_dest_path, _WRITE, 0o666)
        try:
            while content:
                content = content[os.write(out, content) :]
        finally:
            os.close(out)
        self.written()

    def written(self) -> None:
        """It is there. What it was made from need not be held until all others are written."""
        self._make = None


def _make_folder(folder: str) -> None:
    # Another process may be just about to make the same.
    with suppress(FileExistsError):
        try:
            os.mkdir(folder)  # noqa: PTH102 - a history has thousands of them
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above


_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
