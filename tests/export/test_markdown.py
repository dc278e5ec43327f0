"""The pages as Markdown for other generators: what they make of it is what MkDocs shows."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt

from mkdocs_status_plugin.export.markdown import block
from tests.cli.running import Folder
from tests.export.test_plain import CONFIG, export
from tests.projects import COMPONENTS, Site

HOSTILE = """\
---
title: 'A {{ page }} <b>bold</b> "quoted" &lt;i&gt; title: {% raw %}'
impact: major
components: [api]
---

## 2026-11-24 11:05 UTC - Investigating

Braces {{ config.site_url }} and {% include "x" %}, a [wiki](https://example.com/ "{{ t }}") link, [[other]], $math$.

\\```
\\!!! note
\\--8<-- "secret.md"
\\[TOC]

```
def code():

\tindented {{ twice }}


    # no heading
```

1. one

    more

2. two
"""
EXTENSIONS = [
    *(
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "md_in_html",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
    ),
    *(
        "pymdownx.arithmatex",
        "pymdownx.betterem",
        "pymdownx.blocks.details",
        "pymdownx.caret",
        "pymdownx.details",
    ),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.magiclink", "pymdownx.mark"),
    *(
        "pymdownx.smartsymbols",
        "pymdownx.snippets",
        "pymdownx.superfences",
        "pymdownx.tabbed",
        "pymdownx.tasklist",
    ),
]
"""What Zensical and Material's own manual switch on."""


class Tree(HTMLParser):
    """What a browser makes of some HTML: its tags with their attributes, and its texts as they are shown."""

    def __init__(self, html: str, here: str = "") -> None:
        """Read it; ``here`` is the page's address, from which its links lead on."""
        super().__init__()
        self.here = here
        self.found: list[object] = []
        self.kept = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag; space in an attribute counts as in the file."""
        self.kept += tag == "pre"
        self.found.append((tag, [(name, self._led(name, value or "")) for name, value in attrs]))

    def _led(self, name: str, value: str) -> str:
        return urljoin(self.here, value) if name in {"href", "data-st-root"} else value

    def handle_endtag(self, tag: str) -> None:
        """The end of a tag."""
        self.kept -= tag == "pre"
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        """A text; but for preformatted ones runs of space are one, and space beside a tag is none."""
        text = data if self.kept else " ".join(data.split())
        if not text:
            return
        if self.found and isinstance(self.found[-1], str) and self.found[-1].startswith("\0"):
            self.found[-1] = f"{self.found[-1]} {text}"
        else:
            self.found.append(f"\0{text}")


def body(html: str, name: str) -> list[object]:
    """Our part of a page, as a browser takes it, without what loads style and script; ``name`` is that of its file."""
    here = "https://status.example.com/" + name.removesuffix("index.html")
    start = html.index('<div class="st ')
    return Tree(html[start : html.index("data-st-newer", start)], here).found


@pytest.fixture
def page(tmp_path: Path) -> Folder:
    """A status page with an incident whose text is full of what other programs take for theirs."""
    place = Folder(tmp_path / "page").put("mkdocs.yml", CONFIG).put("components.yml", COMPONENTS)
    return place.put("incidents/hostile.md", HOSTILE)


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """The front matter of an exported file, and its body."""
    _, front, rest = text.split("---\n", 2)
    return yaml.safe_load(front), rest


def rendered(text: str, reader: str) -> str:
    """A body as one of the two families of Markdown renders it."""
    if reader == "CommonMark":
        return str(MarkdownIt("commonmark", {"html": True, "typographer": True}).render(text))
    return _python_markdown().reset().convert(text)


@cache
def _python_markdown() -> Markdown:
    return Markdown(extensions=EXTENSIONS)


@pytest.mark.parametrize("reader", ["CommonMark", "Python-Markdown"])
def test_markdown_leaves_the_body_alone(page: Folder, reader: str) -> None:
    """Both families of Markdown show of every page what the plain export shows, code with its empty lines and tabs included."""
    plain = export(page)
    pages = {
        name: plain.read(name)
        for name in plain.files()
        if name.endswith("index.html") and "embed" not in name
    }
    exported = export(page, "--markdown")
    for name, html in pages.items():
        source = name.removesuffix("/index.html") + ".md" if name != "index.html" else "index.md"
        _, text = front_matter(exported.read(source))
        assert body(rendered(text, reader), name) == body(html, name), name
    assert len(pages) > 6


@pytest.mark.parametrize("reader", ["CommonMark", "Python-Markdown"])
@given(st.text(st.sampled_from(list("\n\n\t `~#*_-+!>:[]|=$^\\1.{}%ax")), max_size=60), st.booleans())
def test_no_text_is_reinterpreted(reader: str, text: str, kept: bool) -> None:
    """Whatever stands in a body, Markdown shows it as the HTML says, in paragraphs and in code."""
    tag = "pre" if kept else "p"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = f'<div class="st">\n\n<{tag}>x{escaped}x</{tag}>\n</div>'
    made = block(html)
    assert Tree(rendered(f"\n{made}\n", reader)).found == Tree(html).found
    assert "{" not in made
    assert "\n\n" not in made


@pytest.mark.zensical
def test_zensical_shows_the_same(page: Folder) -> None:
    """Material's successor builds a site from it whose pages say what ours say, with every other file beside them."""
    plain = export(page)
    wanted = {name: plain.read(name) for name in ("", "incidents/hostile/", "history/", "components/api/")}
    root = page.root.parent
    source = export(page, "--markdown")
    beside = {name for name in source.files() if not name.endswith(".md")}
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text(_template())
    (root / "zensical.toml").write_text(
        '[project]\nsite_name = "Example Status"\nsite_url = "https://status.example.com/"\ndocs_dir = "out"\n'
        '[project.theme]\ncustom_dir = "overrides"\nfont = false\n'
    )
    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    site = Site(root / "site")
    assert {name: body(site.read(name), name) for name in wanted} == {
        name: body(html, name) for name, html in wanted.items()
    }
    assert site.broken_links() == []
    assert beside - site.files() == set()
    head = site.read("incidents/hostile/").partition("</head>")[0]
    assert "<b>" not in head
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Example Status" href="/history.atom">'
        in head
    )
    checked = page.run("check", "--site", str(root / "site"))
    assert checked.exit_code == 0, checked.output


def _template() -> str:
    """The template that the handbook gives for Zensical."""
    manual = Path(__file__).resolve().parents[2] / "docs/handbook/without-mkdocs.md"
    found = re.search(r"```html\n(\{% extends.*?)```", manual.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_titles_are_no_markup_for_anybody(page: Folder) -> None:
    """A title is text both for generators that escape it and for those that do not."""
    meta, _ = front_matter(export(page, "--markdown").read("incidents/hostile.md"))
    title = str(meta["title"])
    assert title.startswith("A {{ page }} \u2039b\u203abold")
    assert not re.search(r"[<>\"]|&(?=#|\w+;)", title + str(meta["description"]))


def test_what_repeats_is_left_out_of_the_search(page: Folder) -> None:
    """A search finds the incident's own page and not the pages that repeat it."""
    site = export(page, "--markdown")
    assert front_matter(site.read("index.md"))[0]["search"] == {"exclude": True}
    assert "search" not in front_matter(site.read("incidents/hostile.md"))[0]


def test_pages_of_others_are_not_lost(page: Folder) -> None:
    """A folder in which somebody has written a page is left alone."""
    site = export(page, "--markdown")
    (site.root / "about.md").write_text("# About\n")
    done = page.run("export", "--markdown", str(site.root))
    assert done.exit_code == 1
    assert "about.md was not made by this command" in done.output
    assert (site.root / "about.md").read_text() == "# About\n"
