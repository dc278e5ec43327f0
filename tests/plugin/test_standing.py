"""Files that stand in the folder of the site as the last build left them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_status_plugin.keeping import FOLDER, keep_for
from tests.plugin.test_stamping import LISTENER, busy
from tests.projects import NOON, OUTAGE, Project, Site

PAGE = "incidents/2026-01-02-number-0/index.html"
FEED = "incidents/2026-01-02-number-0/updates.atom"
NEW_UPDATE = "\n## 2026-11-24 11:55 UTC - Monitoring\n\nA fix is out.\n"

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user with a cache of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))


@pytest.fixture
def old(repository: Project) -> Project:
    """A site that was built once, with incidents of which most are long over."""
    busy(repository).write({"incidents/2026-11-24-slow.md": OUTAGE}).build()
    return repository


def stood(site: Site, path: str) -> os.stat_result:
    """How a file stands on the disk."""
    return (site.root / path).stat()


def anew(repository: Project) -> tuple[set[Path], dict[str, bytes]]:
    """Every path of the site and every content, built where nothing was before."""
    shutil.rmtree(repository.root / FOLDER)
    shutil.rmtree(repository.root / "site")
    return everything(repository.build())


def everything(site: Site) -> tuple[set[Path], dict[str, bytes]]:
    """Every path below a site, hidden ones and empty folders included, and every content."""
    return {path.relative_to(site.root) for path in site.root.rglob("*")}, site.bytes()


def test_what_has_not_changed_is_not_written(old: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """After one update, pages and feeds of what is long over are the same files, at another time, too."""
    site = Site(old.root / "site")
    before = {path: stood(site, path) for path in (PAGE, FEED)}
    old.write({"incidents/2026-11-24-slow.md": OUTAGE + NEW_UPDATE})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON + 60))
    after = everything(old.build())
    for path, was in before.items():
        now = stood(site, path)
        assert (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)
    assert "A fix is out." in site.read("incidents/2026-11-24-slow/")
    assert after == anew(old)


def test_a_build_after_that(old: Project) -> None:
    """What stood twice stands a third time."""
    site = Site(old.root / "site")
    was = stood(site, PAGE)
    old.build()
    old.build()
    assert stood(site, PAGE) == was


def other_letter(page: Path) -> None:
    """Another letter, and the time as it was: as much as anybody can do to hide it."""
    was = page.stat()
    text = page.read_bytes()
    page.write_bytes(text.replace(b"Resolved", b"Rezolved"))
    os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))


def another_file(page: Path) -> None:
    """Another file in its place."""
    beside = page.with_name("beside")
    beside.write_bytes(b"x" * page.stat().st_size)
    beside.replace(page)


def a_link(page: Path) -> None:
    """A link to a copy elsewhere."""
    elsewhere = page.parents[3] / "elsewhere.html"
    page.rename(elsewhere)
    page.symlink_to(elsewhere)


def a_linked_folder(page: Path) -> None:
    """The whole folder elsewhere, with a link in its place."""
    elsewhere = page.parents[3] / "elsewhere"
    page.parent.rename(elsewhere)
    page.parent.symlink_to(elsewhere)


def a_file_for_a_folder(page: Path) -> None:
    """A file where the folder was."""
    shutil.rmtree(page.parent)
    page.parent.write_text("x")


def gone(page: Path) -> None:
    """It was deleted."""
    page.unlink()


def all_gone(page: Path) -> None:
    """Its folder was deleted."""
    shutil.rmtree(page.parent)


def more(page: Path) -> None:
    """There are files and folders that no build made."""
    (page.parent / "more.html").write_text("x")
    (page.parents[1] / "folder/in-it").mkdir(parents=True)
    (page.parents[1] / "folder/in-it/.hidden").write_text("x")
    (page.parents[1] / "link").symlink_to(page.parents[3])


@pytest.mark.parametrize(
    "done", [other_letter, another_file, a_link, a_linked_folder, a_file_for_a_folder, gone, all_gone, more]
)
def test_what_somebody_touched_is_made_anew(old: Project, done: Callable[[Path], None]) -> None:
    """Whatever was done to the old site, the new one is what a first build makes, and nothing else is touched."""
    done(old.root / "site" / PAGE)
    outside = set(old.root.rglob("elsewhere*/*")) | {*old.root.glob("elsewhere*")}
    after = everything(old.build())
    assert outside == set(old.root.rglob("elsewhere*/*")) | {*old.root.glob("elsewhere*")}
    assert after == anew(old)


def test_what_is_told_no_more(old: Project) -> None:
    """The page of an incident that is deleted goes, and so does its folder."""
    (old.root / "incidents/2026-01-02-number-0.md").unlink()
    site = old.build()
    assert not (site.root / PAGE).parent.exists()
    assert everything(site) == anew(old)


def test_what_is_withdrawn(old: Project) -> None:
    """The page of an incident that goes on when it is deleted goes, too, as late as a build later."""
    (old.root / "incidents/2026-11-24-slow.md").rename(old.root / "kept")
    site = old.build()
    assert not (site.root / "incidents/2026-11-24-slow").exists()
    assert everything(site) == anew(old)
    (old.root / "kept").rename(old.root / "incidents/2026-11-24-slow.md")
    old.build()
    old.build()
    (old.root / "incidents/2026-11-24-slow.md").unlink()
    assert everything(old.build()) == anew(old)


@pytest.mark.parametrize("first", [True, False], ids=["there from the first build on", "later"])
def test_what_others_put_beside(repository: Project, first: bool) -> None:
    """A picture of the owner's that lies among our pages goes when it is deleted."""
    busy(repository).write({"incidents/2026-11-24-slow.md": OUTAGE})
    pictures = [f"docs/incidents/{place}shot.png" for place in ("", "2026-01-02-number-0/", "mine/")]
    beside = dict.fromkeys(pictures, "x")
    if not first:
        repository.build()
    repository.write(beside)
    repository.build()
    site = repository.build()
    assert all((site.root / picture.removeprefix("docs/")).exists() for picture in beside)
    for picture in beside:
        (repository.root / picture).unlink()
    assert everything(repository.build()) == anew(repository)


def test_another_look(old: Project) -> None:
    """A change of the theme is on every page at once."""
    old.config["theme"]["palette"] = {"primary": "teal"}
    site = old.build()
    assert 'data-md-color-primary="teal"' in site.read(PAGE)
    assert everything(site) == anew(old)


def test_pages_that_go_the_full_way(old: Project) -> None:
    """Where a hook listens to pages all of them are drawn by the theme, wherever an old one stands."""
    old.write({"listener.py": LISTENER}).config["hooks"] = ["listener.py"]
    site = old.build()
    assert not old.plugin.stamps.sources
    assert everything(site) == anew(old)


def test_files_of_the_owner_among_ours(old: Project) -> None:
    """Files that the owner puts beside our pages come and go with them."""
    old.write({"docs/incidents/2026-01-02-number-0/graph.txt": "steep"})
    site = old.build()
    graph = site.root / PAGE
    assert graph.with_name("graph.txt").read_text() == "steep"
    assert old.build().bytes() == site.bytes()
    shutil.rmtree(old.root / "docs/incidents")
    assert everything(old.build()) == anew(old)


def test_a_build_that_was_killed(old: Project) -> None:
    """What a killed build had put aside is gone with the next."""
    site = old.root / "site"
    (site / "incidents").rename(site / ".mkdocs-status-aside")
    (site / ".mkdocs-status-aside/incidents").mkdir()
    assert everything(old.build()) == anew(old)


@pytest.mark.parametrize("event", ["pre_build", "files", "env"])
def test_a_build_that_fails(old: Project, event: str) -> None:
    """A build that fails leaves nothing aside, and the next one is as good as any."""
    failing = f"def on_{event}(*args, **kwargs):\n    raise RuntimeError('no')\n"
    old.write({"failing.py": failing}).config["hooks"] = ["failing.py"]
    with pytest.raises(RuntimeError):
        old.build()
    assert not [*(old.root / "site").glob(".*")]
    del old.config["hooks"]
    assert everything(old.build()) == anew(old)


def test_what_another_plugin_writes_first(old: Project) -> None:
    """What another plugin writes into our folders before us is there, and nothing of the old site is."""
    writing = (
        "from pathlib import Path\n"
        "def on_files(files, config, **kwargs):\n"
        "    folder = Path(config.site_dir, 'incidents/own')\n"
        "    folder.mkdir(parents=True)\n"
        "    (folder / 'own.txt').write_text('own')\n"
        "on_files.mkdocs_priority = 100\n"
    )
    old.write({"writing.py": writing}).config["hooks"] = ["writing.py"]
    # A hook for files has all pages go the full way; the second build finds feeds of the first.
    for _ in range(2):
        (old.root / "incidents/2026-01-02-number-0.md").unlink(missing_ok=True)
        site = old.build()
        assert site.read("incidents/own/own.txt") == "own"
        assert everything(site) == anew(old)


@pytest.mark.parametrize("part", ["", " 0"])
def test_half_a_record_is_none(old: Project, part: str) -> None:
    """Where what was kept about the old site is not whole, all of that site goes."""
    keep = keep_for(old.root)
    keep.put(f"site {old.root / 'site'}{part}", ["no", "text"])
    keep.save()
    was = stood(Site(old.root / "site"), PAGE)
    (old.root / "incidents/2026-02-02-number-1.md").unlink()
    site = old.build()
    assert stood(site, PAGE).st_mtime_ns != was.st_mtime_ns
    assert everything(site) == anew(old)


def test_without_a_cache_nothing_is_trusted(old: Project) -> None:
    """Who turns the cache off gets every file written."""
    was = stood(Site(old.root / "site"), PAGE)
    old.set(cache=False)
    assert stood(old.build(), PAGE).st_mtime_ns != was.st_mtime_ns


def test_a_folder_that_is_a_link(old: Project) -> None:
    """A folder of the site that is a link stays one, as MkDocs leaves it, and everything in it is written."""
    incidents = old.root / "site/incidents"
    incidents.rename(old.root / "moved")
    incidents.symlink_to(old.root / "moved")
    (old.root / "moved/2026-01-02-number-0/index.html").write_text("x")
    after = (old.build().root / PAGE).read_bytes()
    assert incidents.is_symlink()
    assert after == anew(old)[1][PAGE]
