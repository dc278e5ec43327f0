"""Pages that are stamped instead of drawn one by one by the theme."""

from __future__ import annotations

import pytest

from tests.projects import OUTAGE, Project

TITLES = (
    "Plain",
    'Tom & Jerry\'s <b>"quoted"</b> title',
    "{{ page.title }} {% raw %} %s {0} \\1 \\g<0>",
    "Schlüssel 日本語 🔥",
    "x" * 290,
    "Example Status",
    "</title><script>alert(1)</script>",
    "&amp; &lt;already escaped&gt;",
)
TEXT = 'Sign in <nav aria-label="Skip"> data-md-component="source" </form> tabindex="" fails.'
LISTENER = "def on_page_markdown(markdown, **kwargs):\n    return markdown\n"


def busy(repository: Project) -> Project:
    """A site with enough incidents for stamping, their titles as odd as titles get."""
    files = {}
    for number, title in enumerate(TITLES * 2):
        text = OUTAGE.replace("API responding slowly", "'" + title.replace("'", "''") + "'")
        text = text.replace("A connection pool is exhausted.", f"{TEXT} Number {number}.")
        files[f"incidents/2026-{1 + number % 9:02}-02-number-{number}.md"] = text.replace(
            "2026-11-24", f"2026-{1 + number % 9:02}-02"
        ).replace("Identified", "Resolved")
    return repository.write(files)


def in_full(repository: Project) -> dict[str, bytes]:
    """The site as MkDocs makes it page by page, because somebody listens to each."""
    repository.write({"listener.py": LISTENER}).config["hooks"] = ["listener.py"]
    site = repository.build().bytes()
    assert not repository.plugin.stamps.sources
    del repository.config["hooks"]
    return site


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
@pytest.mark.parametrize("address", ["https://status.example.com/sub/", ""])
def test_stamped_is_what_the_theme_draws(repository: Project, theme: str, address: str) -> None:
    """Stamped pages are byte for byte those that the theme draws, and so is every file that lists them."""
    repository.config |= {"site_url": address, "repo_url": "https://github.com/example/status"}
    repository.config["edit_uri"] = "edit/main/docs/"
    repository.config["theme"] = {"name": theme, "features": ["content.action.edit"]}
    if theme == "material":
        repository.config["theme"]["font"] = False
    else:
        # MkDocs' own search reads every page.
        repository.config["plugins"] = ["status"]
    stamped = busy(repository).build().bytes()
    # The themes of MkDocs do not escape every title in one way: with them such titles go the full way.
    assert theme != "material" or len(repository.plugin.stamps.sources) >= 2 * len(TITLES)
    assert stamped == in_full(repository)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_stamped_with_other_addresses(repository: Project, directory_urls: bool) -> None:
    """Pages as files are stamped as well as pages as folders, the owner's links to them included."""
    repository.config["use_directory_urls"] = directory_urls
    repository.write({"docs/about.md": "# About\n\n[One](incidents/2026-01-02-number-0.md) of ours.\n"})
    stamped = busy(repository).build(strict=True)
    assert repository.plugin.stamps.sources
    assert stamped.broken_links() == []
    assert stamped.bytes() == in_full(repository)


def test_an_override_that_looks_at_the_page(repository: Project) -> None:
    """Where the owner's template treats pages differently, each is drawn for itself."""
    override = '{% extends "base.html" %}{% block content %}{{ super() }}{% if "Jerry" in page.title %}JERRY{% endif %}{% endblock %}'
    repository.write({"overrides/main.html": override})
    repository.config["theme"]["custom_dir"] = "overrides"
    site = busy(repository).build()
    assert "JERRY" in site.read("incidents/2026-02-02-number-1/")
    assert "JERRY" not in site.read("incidents/2026-01-02-number-0/")
    assert not [source for source in repository.plugin.stamps.sources if source.startswith("incidents/")]
    assert site.bytes() == in_full(repository)


def test_few_pages_are_not_stamped(repository: Project) -> None:
    """A small site goes the plain way."""
    repository.write({"incidents/slow.md": OUTAGE}).build()
    assert not repository.plugin.stamps.sources


def test_text_is_never_mended(repository: Project) -> None:
    """What mends the theme's markup leaves people's words alone."""
    site = busy(repository).build()
    for path in ("incidents/2026-01-02-number-0/", "history/2026/01/"):
        assert ' data-md-component="source" ' in site.page(path).text
