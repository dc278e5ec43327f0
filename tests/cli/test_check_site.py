"""Whether a built site holds the status page of these files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import INCIDENT, Folder, folder

CONFIG = "site_name: Status\nsite_url: https://status.example.com/\nplugins: [status]\n"


@pytest.fixture
def page(tmp_path: Path) -> Folder:
    """A committed status page with one incident and its exported site in `site/`."""
    place = folder(tmp_path / "page").put("mkdocs.yml", CONFIG).put(".gitignore", "site\n")
    place.put("incidents/slow.md", INCIDENT).commit()
    assert place.run("export", str(place.root / "site")).exit_code == 0
    return place


def check(page: Folder, *arguments: str) -> tuple[int, str]:
    """Check the site: the exit code and what is said, in one line."""
    done = page.run("check", "--site", str(page.root / "site"), *arguments)
    return done.exit_code, " ".join(done.output.split())


def test_the_right_site(page: Folder) -> None:
    """The site of these files is fine, whenever it is looked at."""
    code, said = check(page, "--now", "2027-01-01 00:00 UTC")
    assert (code, said.endswith("site holds the status page of these files")) == (0, True)


def test_a_broken_file_is_another_matter(page: Folder) -> None:
    """A file that cannot be read does not make the site wrong: the page says so, and must go out."""
    page.put("incidents/broken.md", "x")
    assert page.run("export", str(page.root / "site")).exit_code == 0
    assert check(page)[0] == 0


def test_no_status_page_at_all(page: Folder) -> None:
    """A site without any of ours is told as such, with what a generator may have done."""
    shutil.rmtree(page.root / "site")
    page.put("site/index.html", "<h1>Welcome</h1>")
    code, said = check(page)
    assert code == 1
    assert "there is no status page" in said
    assert "the generator has left the plugin out" in said


def test_a_plugin_that_nobody_has_named(page: Folder) -> None:
    """Where mkdocs.yml does not name the plugin, that is what is told."""
    (page.root / "site/build.json").unlink()
    page.put("mkdocs.yml", "site_name: Status\nplugins: [search]\n")
    assert "add `- status` to `plugins`" in check(page)[1]


def test_a_plugin_that_is_off(page: Folder) -> None:
    """Where mkdocs.yml switches the plugin off, that is what is told."""
    page.put("mkdocs.yml", "site_name: Status\nplugins: [status: {enabled: false}]\n")
    assert "switches the plugin off" in check(page)[1]


def test_another_commit(page: Folder) -> None:
    """A site of another commit is told with both commits."""
    before = page.git("rev-parse", "--short=7", "HEAD")
    page.put("components.yml", page.text("components.yml") + "  - id: new\n    name: New\n").commit()
    code, said = check(page)
    assert code == 1
    assert f"shows commit {before}, and {page.git('rev-parse', '--short=7', 'HEAD')} is checked out" in said


def test_other_files(page: Folder) -> None:
    """A change that is not committed counts, too."""
    page.put("incidents/slow.md", INCIDENT.replace("slowly", "fast"))
    code, said = check(page)
    assert (code, "shows other files than those that are here" in said) == (1, True)


@pytest.mark.parametrize(
    "name", ["index.html", "incidents/slow/index.html", "history.atom", "api/v2/summary.json"]
)
def test_a_missing_file(page: Folder, name: str) -> None:
    """A page or file that is missing is named."""
    (page.root / "site" / name).unlink()
    code, said = check(page)
    assert (code, f"{name} is missing" in said) == (1, True)


def test_a_page_in_our_place(page: Folder) -> None:
    """Another page at one of our addresses is told."""
    page.put("site/index.html", "<h1>Welcome</h1>")
    assert "index.html is another page" in check(page)[1]


def test_a_page_of_another_build(page: Folder) -> None:
    """A page that an earlier build has left is told with that build."""
    old = page.text("site/history/index.html")
    build = json.loads(page.text("site/build.json"))["id"]
    page.put("site/history/index.html", old.replace(build, "0123456789ab"))
    assert "history/index.html is of another build (0123456789ab)" in check(page)[1]


def test_pages_in_another_shape(page: Folder) -> None:
    """A generator may write files where mkdocs.yml says folders."""
    assert page.run("export", str(page.root / "site"), "--no-directory-urls").exit_code == 0
    assert check(page)[0] == 0


def test_many_are_cut(page: Folder) -> None:
    """Of many missing files some are named and the rest is counted."""
    for file in (page.root / "site").rglob("*.html"):
        file.unlink()
    said = page.run("check", "--site", str(page.root / "site")).output
    assert said.count("is missing") <= 10 or "more files" in said


def test_for_programs(page: Folder) -> None:
    """The same as an annotation and as JSON."""
    (page.root / "site/index.html").unlink()
    assert check(page, "--format", "github")[1].startswith("::error title=site::")
    found = json.loads(page.run("check", "--site", str(page.root / "site"), "--format", "json").output)
    assert found["errors"] == 1
    assert found["site"][0]["message"].endswith("index.html is missing")


def test_a_build_json_of_something_else(page: Folder) -> None:
    """A build.json that is none of ours is told."""
    page.put("site/build.json", "[]")
    assert "is no build.json of a status page" in check(page)[1]


@pytest.mark.parametrize("arguments", [["--fix"], ["incidents/slow.md"]])
def test_wrong_use(page: Folder, arguments: list[str]) -> None:
    """A site is compared as a whole, and nothing is mended."""
    assert check(page, *arguments)[0] == 2


def test_a_site_that_is_not_there(page: Folder) -> None:
    """A folder that does not exist is wrong use."""
    shutil.rmtree(page.root / "site")
    assert check(page)[0] == 2
