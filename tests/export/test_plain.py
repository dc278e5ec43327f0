"""The pages as plain HTML, without MkDocs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import PHONE, Visit
from tests.cli.running import MAINTENANCE, Folder
from tests.projects import COMPONENTS, NOON, OUTAGE, Project, Site

CONFIG = """\
site_name: Example Status
site_url: https://status.example.com/
repo_url: https://github.com/example/status
edit_uri: edit/main/docs/
theme: {name: mkdocs}
plugins: [status]
"""
TRICKY = OUTAGE.replace("slowly", "<slowly> & late").replace("major", "minor")


@pytest.fixture
def page(tmp_path: Path) -> Folder:
    """A status page with two incidents and a maintenance."""
    place = Folder(tmp_path / "page").put("mkdocs.yml", CONFIG).put("components.yml", COMPONENTS)
    place.put("docs/about.md", "# About\n").put("incidents/slow.md", OUTAGE).put("incidents/late.md", TRICKY)
    return place.put("incidents/upgrade.md", MAINTENANCE)


def export(page: Folder, *arguments: str, now: str = "2026-11-24 12:00 UTC") -> Site:
    """Export next to the repository."""
    target = page.root.parent / "out"
    done = page.run("export", str(target), *arguments, now=now)
    assert done.exit_code == 0, done.output
    return Site(target)


def test_every_page_and_file_is_there(page: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What MkDocs builds of ours is exported, under the same names and with the same bodies."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    config = {"site_name": "Example Status", "site_url": "https://status.example.com/", "plugins": ["status"]}
    built = Project(page.root, {**config, "theme": {"name": "mkdocs"}, "repo_url": ""}).build()
    site = export(page)
    ours = {name for name in built.files() if not name.startswith(("css/", "js/", "img/", "webfonts/"))}
    assert ours - site.files() == {"404.html", "about/index.html", "sitemap.xml", "sitemap.xml.gz"}
    for name in sorted(site.files() & built.files()):
        text = site.read(name)
        if name.endswith(".html") and "<main>" in text and name != "embed/index.html":
            assert text.partition("<main>\n")[2].partition("\n</main>")[0] in built.read(name), name
        else:
            assert (site.root / name).read_bytes() == (built.root / name).read_bytes(), name


@pytest.mark.parametrize("urls", ["--directory-urls", "--no-directory-urls"])
def test_links_are_whole(page: Folder, urls: str) -> None:
    """Every link leads to a page, in either shape of addresses."""
    assert export(page, urls).broken_links() == []


def test_the_head_says_what_the_page_is(page: Folder) -> None:
    """A page names its title, language, address and feed, all as text."""
    head = export(page).read("incidents/late/").partition("</head>")[0]
    assert "<title>API responding &lt;slowly&gt; &amp; late - Example Status</title>" in head
    assert '<html lang="en-GB" dir="ltr">' in head
    assert '<link rel="canonical" href="https://status.example.com/incidents/late/">' in head
    assert 'href="../../incidents/late/updates.atom"' in head


def test_a_tab_has_an_icon(page: Folder) -> None:
    """A browser finds an icon where the page says so, instead of asking the host for one that is not there."""
    site = export(page)
    (name,) = [name for name in site.files() if name.startswith("assets/icon-")]
    assert f'<link rel="icon" type="image/svg+xml" href="../../{name}">' in site.read("incidents/late/")
    assert site.read(name).startswith("<svg ")


def test_the_edit_link_is_that_of_mkdocs(page: Folder) -> None:
    """An incident's page leads to its file at the code host."""
    links = export(page).page("incidents/slow/").links
    assert "https://github.com/example/status/edit/main/incidents/slow.md" in links


def test_same_files_and_moment_same_bytes(page: Folder) -> None:
    """Two exports of the same files as of one moment are the same, byte for byte, in any time zone and hash seed."""
    first = export(page).bytes()
    code = "from mkdocs_status_plugin.cli import main; main()"
    arguments = ["export", "again", "--root", str(page.root), "--now", "2026-11-24 12:00 UTC"]
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=page.root.parent,
        env=os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
    )
    assert Site(page.root.parent / "again").bytes() == first


def test_nobody_else_is_needed(page: Folder) -> None:
    """It works where neither MkDocs nor Material can be imported."""
    code = "import sys; sys.modules.update(mkdocs=None, material=None)\nfrom mkdocs_status_plugin.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "export", "--root", str(page.root), str(page.root.parent / "alone")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (page.root.parent / "alone/index.html").is_file()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_below_a_prefix(
    page: Folder, serve: Callable[..., str], visit: Callable[..., Visit], scheme: str
) -> None:
    """Below a path the page shows, leads on, has the colours of the reader's scheme and is no wider than a phone."""
    opened = visit(serve(export(page).root, "/status/"), scheme=scheme, phone=True).page
    assert "Partial outage: API" in opened.inner_text("main")
    colour = opened.evaluate("getComputedStyle(document.querySelector('.st')).getPropertyValue('--st-ok')")
    assert colour == {"light": "#1a7f37", "dark": "#4fc46c"}[scheme]
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    opened.click("nav >> text=History")
    opened.wait_for_url("**/status/history/")
    assert opened.get_attribute("nav [aria-current]", "href") == "../history/"


def test_a_long_word_on_a_phone(page: Folder, serve: Callable[..., str], visit: Callable[..., Visit]) -> None:
    """A title of one long word makes no page wider than a phone, its line in the table of days included."""
    page.put("incidents/slow.md", OUTAGE.replace("API responding slowly", "ERR_" + "CERTIFICATE_" * 8))
    opened = visit(serve(export(page).root) + "components/api/", phone=True).page
    opened.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert "CERTIFICATE_" in opened.inner_text(".st-days")
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_reader_of_a_folder(page: Folder, visit: Callable[..., Visit]) -> None:
    """With files for addresses the pages work from a folder, without any web server."""
    site = export(page, "--no-directory-urls")
    opened = visit((site.root / "index.html").as_uri()).page
    opened.click("text=API responding slowly")
    opened.wait_for_url("**/incidents/slow.html")
    assert "A connection pool is exhausted." in opened.inner_text("main")
    assert opened.evaluate("getComputedStyle(document.querySelector('.st')).maxWidth") != "none"
