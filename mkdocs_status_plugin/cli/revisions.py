"""The files of a status page as they were in a revision, laid out in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from mkdocs_status_plugin import git
from mkdocs_status_plugin.cli.project import places

_LINK = "120000"
_SUBMODULE = "160000"


@contextmanager
def revision(root: Path, name: str) -> Iterator[Path]:
    """A folder with the files of a revision, as far as a status page is made of them.

    Neither the working tree nor the index is touched.

    Raises:
        git.GitError: if there is no such revision.
    """
    files = [file for file in git.files_at(root, name) if file.mode != _SUBMODULE]
    with TemporaryDirectory(prefix="mkdocs-status-") as made:
        folder = Path(made)
        _lay_out(root, folder, [file for file in files if _is_configuration(file.path)])
        where = places(folder, None, None)
        wanted = (PurePosixPath(where.incidents_dir), PurePosixPath(where.components_file))
        _lay_out(
            root,
            folder,
            [file for file in files if not _is_configuration(file.path) and _is_below(file.path, wanted)],
        )
        yield folder


def _is_configuration(path: str) -> bool:
    return "/" not in path and path.endswith((".yml", ".yaml"))


def _is_below(path: str, wanted: tuple[PurePosixPath, ...]) -> bool:
    return any(PurePosixPath(path).is_relative_to(one) for one in wanted)


def _lay_out(root: Path, folder: Path, files: list[git.TreeFile]) -> None:
    data = git.contents(root, [file.object_id for file in files])
    for file, content in zip(files, data, strict=True):
        # Git itself refuses such names when it checks out; a tree made by hand may hold them.
        if ".." in PurePosixPath(file.path).parts or file.path.startswith("/"):
            continue
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.mode == _LINK:
            # It is refused when it is read, and leads nowhere here.
            path.symlink_to("nowhere")
        else:
            path.write_bytes(content)
