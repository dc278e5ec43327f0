"""Publishing without the code host."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import COMPONENTS, INCIDENT, Folder

CONFIG = "site_name: Status\ntheme: mkdocs\nplugins: [status]\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A status page in a repository, one of its files broken."""
    place = (
        Folder(tmp_path_factory.mktemp("page")).put("components.yml", COMPONENTS).put("mkdocs.yml", CONFIG)
    )
    place.put("docs/about.md", "# About\n").put("incidents/slow.md", INCIDENT).put("incidents/broken.md", "x")
    return place.commit()


def publish(page: Folder, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    code = "from mkdocs_status_plugin.cli import main; main()"
    command = [sys.executable, "-c", code, "publish", "--root", str(page.root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_folder(page: Folder, tmp_path: Path) -> None:
    """The site stands in the folder as a whole, and nothing is left beside it."""
    target = tmp_path / "public"
    done = publish(page, "--folder", str(target))
    assert done.returncode == 0, done.stderr
    first = json.loads((target / "build.json").read_text())["id"]
    assert f"Published: {first} of commit {page.git('rev-parse', '--short=7', 'HEAD')}" in done.stdout
    (target / "stale.html").write_text("old")
    assert publish(page, "--folder", str(target)).returncode == 0
    assert not (target / "stale.html").exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["public"]
    assert (target / "incidents/slow/index.html").is_file()


def test_a_folder_of_something_else(page: Folder, tmp_path: Path) -> None:
    """A folder that holds no status page is left alone."""
    (tmp_path / "notes.txt").write_text("mine")
    done = publish(page, "--folder", str(tmp_path))
    assert done.returncode == 1
    assert "holds something else than a status page" in done.stderr
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_branch_of_a_remote(page: Folder, tmp_path: Path) -> None:
    """Each publication is one more commit of the branch, and the own repository stays as it was."""
    remote = Folder(tmp_path / "second.git")
    page.git("init", "-q", "--bare", str(remote.root))
    page.git("remote", "add", "second", os.path.relpath(remote.root, page.root))
    before = page.git("status", "--porcelain", "--branch")
    assert publish(page, "--remote", "second").returncode == 0
    assert publish(page, "--remote", str(remote.root)).returncode == 0
    subjects = remote.git("log", "--format=%s", "gh-pages").splitlines()
    assert len(subjects) == 2
    names = remote.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {".nojekyll", "build.json", "index.html", "incidents/slow/index.html"} <= set(names)
    assert json.loads(remote.git("show", "gh-pages:build.json"))["id"] in subjects[0]
    assert page.git("status", "--porcelain", "--branch") == before


@pytest.mark.parametrize(
    "arguments",
    [(), ("--folder", "x", "--remote", "y"), ("--remote", "nowhere"), ("--remote", "--upload-pack=/x")],
)
def test_wrong_use(page: Folder, arguments: tuple[str, ...]) -> None:
    """It needs one place to go to, and a remote that is one."""
    assert publish(page, *arguments).returncode == 2


def test_the_public_sees_it(page: Folder, tmp_path: Path, serve: Callable[..., str]) -> None:
    """With an address the command ends when that shows the build."""
    target = tmp_path / "public"
    target.mkdir()
    done = publish(page, "--folder", str(target), "--verify", serve(target))
    assert done.returncode == 0, done.stderr
    assert "The public sees it, after" in done.stdout


def test_a_site_that_cannot_be_built(page: Folder, tmp_path: Path) -> None:
    """Where MkDocs fails nothing is published."""
    broken = Folder(tmp_path / "broken").put("mkdocs.yml", "site_name: [\n")
    done = publish(broken, "--folder", str(tmp_path / "public"))
    assert done.returncode == 1
    assert "nothing was published" in done.stderr
    assert not (tmp_path / "public").exists()


def test_a_folder_that_cannot_be_moved(page: Folder) -> None:
    """Where a folder cannot be put in place the words say so, and what was there stays."""
    done = publish(page, "--folder", "/proc/self/status-page")
    assert done.returncode == 1
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_symbolic_link(page: Folder, tmp_path: Path) -> None:
    """A link is not replaced by a folder."""
    (tmp_path / "link").symlink_to(tmp_path)
    done = publish(page, "--folder", str(tmp_path / "link"))
    assert done.returncode == 1
    assert "name the folder itself" in done.stderr


def test_a_remote_that_is_down(page: Folder, tmp_path: Path) -> None:
    """A remote that is not there is an error in git's own words."""
    done = publish(page, "--remote", str(tmp_path / "nowhere.git"))
    assert done.returncode == 1
    assert "Error: git: " in done.stderr
    assert "nowhere.git" in done.stderr


def test_the_bytes_stay(page: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A calendar keeps its line ends on a branch, whatever git is set to on this machine."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[core]\n\tautocrlf = input\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    remote = Folder(tmp_path / "second.git")
    page.git("init", "-q", "--bare", str(remote.root))
    assert publish(page, "--remote", str(remote.root)).returncode == 0
    kept = subprocess.run(
        ["git", "-C", str(remote.root), "show", "gh-pages:history.ics"], capture_output=True, check=True
    ).stdout
    assert kept.startswith(b"BEGIN:VCALENDAR\r\n")
