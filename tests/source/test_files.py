"""Finding files: what the golden cases cannot show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_status_plugin.problems import Code
from mkdocs_status_plugin.source import SourceFile, find, load
from mkdocs_status_plugin.source.text import MAX_FILE_BYTES
from tests.source.golden import COMPONENTS

INCIDENT = "---\ntitle: x\nimpact: none\n---\n## 2026-11-02 14:05 UTC - Resolved\n"


def put(root: Path, *paths: str) -> None:
    """Write a small incident to each path, and the component list."""
    (root / "components.yml").write_text(COMPONENTS, "utf-8")
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(INCIDENT, "utf-8")


def test_no_folder_means_no_incidents(tmp_path: Path) -> None:
    """A project without a folder of incidents has none, and nothing is wrong."""
    put(tmp_path)
    site, problems = load(find(tmp_path))
    assert site.incidents == ()
    assert problems == []


def test_other_places(tmp_path: Path) -> None:
    """Folder and component list may be called and lie elsewhere, one inside the other."""
    put(tmp_path, "status/log/a.md")
    (tmp_path / "components.yml").rename(tmp_path / "status/log/parts.yml")
    files = find(tmp_path, "./status/log/", "status/log/parts.yml")
    assert [file.path for file in files] == ["status/log/a.md", "status/log/parts.yml"]
    site, problems = load(files, components_file="./status/log/parts.yml")
    assert site.components_path == "status/log/parts.yml"
    assert [incident.id for incident in site.incidents] == ["a"]
    assert problems == []


def test_incidents_beside_the_list(tmp_path: Path) -> None:
    """The folder of incidents may be the project itself."""
    put(tmp_path, "a.md")
    assert [file.path for file in find(tmp_path, ".")] == ["a.md", "components.yml"]


def test_a_file_instead_of_the_folder(tmp_path: Path) -> None:
    """A file where the folder should be is refused, and shown."""
    put(tmp_path, "incidents")
    site, problems = load(find(tmp_path))
    assert [problem.code for problem in problems] == [Code.NOT_A_FILE]
    assert [incident.readable for incident in site.incidents] == [False]


@pytest.mark.parametrize("name", ["status", "+status"])
def test_a_link_on_the_way(tmp_path: Path, name: str) -> None:
    """A symbolic link anywhere on the way to the folder is refused."""
    put(tmp_path, "real/incidents/a.md")
    (tmp_path / name).symlink_to("real")
    _, problems = load(find(tmp_path, f"{name}/incidents"))
    assert [(problem.path, problem.code) for problem in problems] == [
        (f"{name}/incidents", Code.SYMBOLIC_LINK)
    ]


def test_a_linked_project(tmp_path: Path) -> None:
    """The project's own folder may be reached by a symbolic link."""
    (tmp_path / "real").mkdir()
    put(tmp_path / "real", "incidents/a.md")
    (tmp_path / "project").symlink_to("real")
    assert load(find(tmp_path / "project"))[1] == []


def test_links_in_a_circle(tmp_path: Path) -> None:
    """A symbolic link to itself is no folder; only with the name of an incident is it refused."""
    put(tmp_path, "incidents/a.md")
    for name in ("loop.png", "loop.md"):
        (tmp_path / "incidents" / name).symlink_to(name)
    _, problems = load(find(tmp_path))
    assert [(problem.path, problem.code) for problem in problems] == [
        ("incidents/loop.md", Code.SYMBOLIC_LINK)
    ]


def test_sorted_by_path(tmp_path: Path) -> None:
    """Files come by path, whatever the order on the disk."""
    put(tmp_path, "incidents/b.md", "incidents/a/z.md", "incidents/a.md", "incidents/a/b/c.md")
    paths = [file.path for file in find(tmp_path)]
    assert paths == sorted(paths)
    assert len(paths) == 5


def test_a_file_that_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be opened, and a folder that cannot be listed, are errors and are shown."""
    put(tmp_path, "incidents/a.md", "incidents/b/c.md")
    really_open, really_list = os.open, os.scandir

    def opened(path: Path, flags: int) -> int:
        if Path(path).name == "a.md":
            raise PermissionError(13, "Permission denied")
        return really_open(path, flags)

    def listed(path: Path) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied")
        return really_list(path)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "scandir", listed)
    site, problems = load(find(tmp_path))
    assert [(problem.path, problem.code) for problem in problems] == [
        ("incidents/a.md", Code.UNREADABLE),
        ("incidents/b", Code.UNREADABLE),
    ]
    assert "Permission denied" in problems[0].message
    assert [incident.readable for incident in site.incidents] == [False, False]


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    """A file name in another encoding becomes text that can be written down."""
    put(tmp_path)
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / os.fsdecode(b"caf\xe9.md")).write_text(INCIDENT, "utf-8")
    site, problems = load(find(tmp_path))
    assert [incident.path for incident in site.incidents] == ["incidents/caf\ufffd.md"]
    assert [problem.code for problem in problems] == [Code.ADDRESS_CHANGED]


def test_a_file_of_exactly_the_limit(tmp_path: Path) -> None:
    """One mebibyte is read; one byte more is not, whether found on the disk or handed over."""
    put(tmp_path)
    (tmp_path / "incidents").mkdir()
    path = tmp_path / "incidents" / "a.md"
    for size, refused in ((1024 * 1024, False), (1024 * 1024 + 1, True)):
        path.write_bytes(INCIDENT.encode().ljust(size, b"\n"))
        found = find(tmp_path)
        codes = [problem.code for problem in load(found)[1]]
        assert (Code.TOO_LARGE in codes) is refused
        assert (found[1].data == path.read_bytes()) is not refused
        handed = SourceFile("incidents/a.md", path.read_bytes())
        codes = [problem.code for problem in load([handed])[1] if problem.path == handed.path]
        assert (Code.TOO_LARGE in codes) is refused


def test_a_file_that_comes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read whole, however little of it the system hands over at a time."""
    put(tmp_path, "incidents/a.md")
    really_read = os.read
    monkeypatch.setattr(os, "read", lambda opened, most: really_read(opened, min(most, 20)))
    assert [file.data for file in find(tmp_path)] == [COMPONENTS.encode(), INCIDENT.encode()]


def test_a_file_that_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that has become too large since its size was asked is refused as any other."""
    put(tmp_path, "incidents/a.md")
    path = tmp_path / "incidents" / "a.md"
    path.write_bytes(INCIDENT.encode().ljust(1024 * 1024 + 1, b"\n"))
    really_told = os.fstat

    def told(opened: int) -> os.stat_result:
        status = really_told(opened)
        return os.stat_result((*status[:6], min(status.st_size, 200), *status[7:]))

    monkeypatch.setattr(os, "fstat", told)
    problems = load(find(tmp_path))[1]
    assert [(problem.path, problem.code) for problem in problems] == [("incidents/a.md", Code.TOO_LARGE)]


@pytest.mark.parametrize(("kind", "code"), [("link", Code.UNREADABLE), ("pipe", Code.NOT_A_FILE)])
def test_a_file_that_is_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, code: Code
) -> None:
    """What takes a file's place between the look at it and its opening is neither followed nor waited for."""
    put(tmp_path, "incidents/a.md")
    really_open = os.open

    def opened(path: str, flags: int) -> int:
        if path.endswith("a.md"):
            Path(path).unlink()
            if kind == "link":
                Path(path).symlink_to(tmp_path / "components.yml")
            else:
                os.mkfifo(path)
            assert flags & os.O_NONBLOCK
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", opened)
    problems = load(find(tmp_path))[1]
    assert [(problem.path, problem.code) for problem in problems] == [("incidents/a.md", code)]


def test_a_file_without_data_or_reason() -> None:
    """A file that is handed over without its bytes is unreadable, not empty."""
    site, problems = load(
        [SourceFile("incidents/a.md", None), SourceFile("components.yml", b"components: []")]
    )
    assert [problem.code for problem in problems] == [Code.UNREADABLE]
    assert site.incidents[0].raw == ""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("notes.txt", True),
        ("api.mdx", True),
        ("api.md.", True),
        ("api.md ", True),
        ("api.mdd", True),
        ("api.markdown2", True),
        ("api.yaml", True),
        ("api down", True),
        ("api.png", False),
        ("api.svg", False),
        ("api.pdf", False),
        ("api.json", False),
        ("api.md~", False),
        ("api.md.orig", False),
        ("api.md.bak", False),
        ("Readme.txt", False),
        ("_api.txt", False),
        (".api.txt", False),
    ],
)
def test_what_looks_like_an_incident(tmp_path: Path, name: str, told: bool) -> None:
    """A name that somebody may have meant for an incident is told; pictures and backups are not."""
    put(tmp_path, f"incidents/{name}")
    site, problems = load(find(tmp_path))
    assert site.incidents == ()
    assert [problem.code for problem in problems] == ([Code.NOT_AN_INCIDENT] if told else [])


def test_names_first(tmp_path: Path) -> None:
    """With names first a file is read when it is asked for, once, and then says what it would have said at once."""
    folder = tmp_path / "incidents"
    folder.mkdir()
    for name, text in {
        "a.md": "A",
        "b.md": "B",
        "large.md": "x" * (MAX_FILE_BYTES + 1),
        "notes.txt": "N",
    }.items():
        (folder / name).write_text(text)
    (folder / "link.md").symlink_to(folder / "a.md")
    at_once = find(tmp_path)
    later = {file.path: file for file in find(tmp_path, names_first=True)}
    assert [(file.path, file.data, file.refusal, file.counts) for file in later.values()] == [
        (file.path, file.data, file.refusal, file.counts) for file in at_once
    ]
    unread = {file.path: file for file in find(tmp_path, names_first=True)}
    (folder / "a.md").write_text("new")
    (folder / "b.md").unlink()
    assert unread["incidents/a.md"].data == b"new"
    (folder / "a.md").write_text("newer")
    assert unread["incidents/a.md"].data == b"new"
    gone = unread["incidents/b.md"]
    assert gone.counts
    assert gone.data is None
    assert gone.refusal
    assert gone.refusal.code is Code.UNREADABLE
