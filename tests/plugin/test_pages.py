"""What a build puts on the pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mkdocs_status_plugin.source import find, load
from tests.projects import OUTAGE, Project

HOSTILE = """\
---
title: '</title><script>alert(1)</script> "><img src=x onerror=alert(2)>'
impact: minor
components: [api]
also_affects: '<script>alert(3)</script>'
---

## 2026-11-24 11:00 UTC - Investigating

<script>alert(4)</script> {{ 7 * 7 }} {% raw %} [x](javascript:alert(5)) ![y](https://evil.example/y.png)
"""


def test_quiet_site_is_green(repository: Project) -> None:
    """Without incidents every page stands, and the front page says that all is well."""
    site = repository.build()
    page = site.page("")
    assert "All systems operational" in page.text
    assert {"history/index.html", "maintenance/index.html", "components/api/index.html"} <= site.files()


def test_outage_is_everywhere(repository: Project) -> None:
    """An active incident is named by the banner and stands on its page, its component's and its month's."""
    site = repository.write({"incidents/2026-11-24-slow.md": OUTAGE}).build()
    assert "Partial outage: API" in site.page("").text
    report = site.page("incidents/2026-11-24-slow/")
    assert {"2026-11-24T11:05Z", "2026-11-24T11:40Z"} <= report.ids
    assert report.text.index("A connection pool is exhausted.") < report.text.index("slow responses.")
    for path in ("", "components/api/", "history/2026/11/"):
        assert "API responding slowly" in site.page(path).text


def test_every_update_is_published(repository: Project, project: Path) -> None:
    """Every update of every incident of a busy site has its anchor on the incident's page."""
    for name in ("components.yml", "incidents"):
        source = project / "examples" / "on-fire" / name
        if source.is_dir():
            shutil.copytree(source, repository.root / name)
        else:
            shutil.copy(source, repository.root / name)
    site = repository.build()
    read, problems = load(find(repository.root))
    assert not [p for p in problems if p.is_error]
    for incident in read.incidents:
        ids = site.page(f"incidents/{incident.id}/").ids
        assert {update.anchor for update in incident.updates} <= ids


def test_deleted_incident_leaves_no_trace(repository: Project) -> None:
    """Once its file is gone, neither the incident nor any of its updates is in any file of the site."""
    quiet = repository.build().bytes()
    repository.write({"incidents/2026-11-24-slow.md": OUTAGE}).build()
    (repository.root / "incidents/2026-11-24-slow.md").unlink()
    (repository.root / "incidents").rmdir()
    assert repository.build().bytes() == quiet


def test_same_input_same_bytes(repository: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's time zone does not matter: the same files at the same moment give the same bytes."""
    repository.write({"incidents/2026-11-24-slow.md": OUTAGE})
    first = repository.build().bytes()
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert repository.build().bytes() == first


@pytest.mark.parametrize(
    ("ended", "also", "dated"),
    [
        ("2026-10-25 12:01", "", True),
        ("2026-10-25 11:59", "", False),
        ("2026-09-01 12:00", "## 2026-11-01 12:00 UTC - Postmortem\n\nWhy.\n", True),
        ("2026-09-01 12:00", "## 2026-10-01 12:00 UTC - Postmortem\n\nWhy.\n", False),
        ("2026-09-01 12:00", "## 2026-12-24 12:00 UTC - Postmortem\n\nWhy.\n", True),
    ],
)
@pytest.mark.parametrize("cache", [True, False])
def test_only_what_is_long_over_tells_no_build(
    repository: Project, ended: str, also: str, dated: bool, cache: bool
) -> None:
    """An incident's page and its month's tell the build until nothing was told of it for 30 days."""
    text = OUTAGE.replace("2026-11-24", "2026-09-01").replace(
        "2026-09-01 11:40 UTC - Identified", f"{ended} UTC - Resolved"
    )
    site = repository.set(cache=cache).write({"incidents/slow.md": f"{text}\n{also}"}).build()
    for page in ("incidents/slow/", "history/2026/09/"):
        assert ("data-st-build=" in site.read(page)) is dated
        assert ("st-built" in site.read(page)) is dated
    for page in ("", "history/", "history/2026/11/", "components/api/", "maintenance/"):
        assert "data-st-build=" in site.read(page)


def test_text_never_becomes_markup(repository: Project) -> None:
    """Titles and texts of strangers run nothing, load nothing and fill no template, in every theme."""
    repository.write({"incidents/2026-11-24-x.md": HOSTILE})
    for theme in ("material", "mkdocs", "readthedocs"):
        repository.config["theme"] = {"name": theme} | ({"font": False} if theme == "material" else {})
        site = repository.build()
        for path in ("", "incidents/2026-11-24-x/", "history/2026/11/", "components/api/"):
            page = site.page(path)
            assert "alert(4)" in page.text or path not in ("", "incidents/2026-11-24-x/")
            assert not [a for t, a in page.tags if t == "img" and "evil" in str(a)]
            assert not [a for _, a in page.tags if any(name.startswith("onerror") for name in a)]
            assert not [link for link in page.links if link.lower().startswith("javascript")]
            html = site.read(path)
            assert "<script>alert" not in html
            assert "49" not in page.text.replace("2026", "")
        assert "</title><script>" not in site.read("incidents/2026-11-24-x/")


def test_search_finds_incidents(repository: Project) -> None:
    """The theme's search holds an incident's title and the text of its updates."""
    site = repository.write({"incidents/2026-11-24-slow.md": OUTAGE}).build()
    index = site.read("search/search_index.json")
    assert "incidents/2026-11-24-slow/" in index
    assert "A connection pool is exhausted." in index
    assert "components/website/" in index


def test_search_finds_the_ways_to_follow(repository: Project) -> None:
    """Who looks for a feed or a calendar finds the page that lists them; where there are no feeds, none is found."""
    for address, feeds in (("https://status.example.com/", True), ("", False)):
        repository.config["site_url"] = address
        found = json.loads(repository.build().read("search/search_index.json"))["docs"]
        (text,) = [entry["text"] for entry in found if entry["location"] == "follow/"]
        assert "as a calendar" in text
        assert ("as an Atom feed" in text) is feeds


def test_link_to_edit_leads_to_the_incidents_file(repository: Project) -> None:
    """The theme's edit link and ours lead to the incident's own file."""
    repository.config |= {
        "repo_url": "https://github.com/example/status",
        "edit_uri": "edit/main/docs/",
    }
    repository.config["theme"]["features"] = ["content.action.edit"]
    site = repository.write({"incidents/2026/slow.md": OUTAGE}).build()
    links = site.page("incidents/slow/").links
    assert links.count("https://github.com/example/status/edit/main/incidents/2026/slow.md") == 2


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("site_url", ["https://status.example.com/", "https://example.com/sub/folder/"])
def test_links_lead_somewhere(repository: Project, site_url: str, directory_urls: bool) -> None:
    """Every internal link leads to a page and an anchor that are there, wherever the site is put."""
    repository.config |= {"site_url": site_url, "use_directory_urls": directory_urls}
    later = OUTAGE.replace(
        "A connection pool is exhausted.", "As [on Monday](2026-11-23-before.md), see [us](docs/about.md)."
    )
    files = {"incidents/2026-11-24-slow.md": later, "incidents/2026-11-23-before.md": OUTAGE}
    site = repository.write(files).build()
    assert site.broken_links(site_url) == []


def test_opens_from_a_folder(repository: Project) -> None:
    """With files for pages, no link of ours needs a server or leads out of the folder."""
    repository.config["use_directory_urls"] = False
    site = repository.write({"incidents/2026-11-24-slow.md": OUTAGE}).build()
    assert site.broken_links("file:///anywhere/") == []


def test_translation_stands_on_its_own_page(repository: Project) -> None:
    """A translated incident has a page in each language; each links to the other, and the state is the original's."""
    german = "---\ntitle: API antwortet langsam\n---\n\n## 2026-11-24 11:05 UTC - Investigating\n\nWir schauen nach.\n"
    files = {"incidents/slow.md": OUTAGE, "incidents/slow.de.md": german}
    site = repository.write(files).build()
    told = site.page("incidents/slow/de/")
    assert told.first("div", lang="de", dir="ltr")
    for said in (
        "API antwortet langsam",
        "Wir schauen nach.",
        "Ursache gefunden",
        "A connection pool is exhausted.",
    ):
        assert said in told.text
    assert "../../incidents/slow/de/" in site.page("incidents/slow/").links
    assert "../../../incidents/slow/" in told.links
    assert "API antwortet langsam" not in site.page("").text


def test_site_in_a_language_tells_incidents_in_it(repository: Project) -> None:
    """Where the theme speaks the language of a translation, every page tells the incident in it."""
    german = "---\ntitle: API antwortet langsam\n---\n\n## 2026-11-24 11:05 UTC - Investigating\n\nWir schauen nach.\n"
    repository.config["theme"]["language"] = "de"
    site = repository.write({"incidents/slow.md": OUTAGE, "incidents/slow.de.md": german}).build()
    text = site.page("").text
    assert "Teilausfall: API" in text
    assert "API antwortet langsam" in text
    assert "Wir schauen nach." in text
