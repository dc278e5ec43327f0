"""The pages as Markdown files for another generator: front matter, and the body as one block of HTML.

What Markdown makes of HTML differs from one processor to the next. CommonMark ends a block at an empty line and
takes what follows for Markdown, indented lines for code; Python-Markdown's extensions look for fences and
admonitions at the beginning of a line, whatever stands around it; tabs become spaces; many generators
fill in templates before anything else. So a body begins with a ``div``, has no empty line, begins a
line only with a tag, and holds no brace. Zensical takes a relative link for one from the file and not from the page,
also in HTML, and others leave it alone: so links begin at the root.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import yaml

from mkdocs_status_plugin.outputs import Publication, in_full, outputs
from mkdocs_status_plugin.pages import Page, Settings, pages, static_files

_MARK = "# Made by `mkdocs-status export`, which overwrites it."
_PRE = re.compile(r"(<pre\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>)(.*?)(?=</pre>)", re.DOTALL)
_BREAK = re.compile(r"\s*\n\s*")
_BEFORE_TAG = re.compile(r"\s*\n\s*(?=<[a-z/])")
_KEPT = "\0"
_IN_PRE = str.maketrans({"\n": "&#10;", "\t": "&#9;"})
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
# A generator may escape a title or not, and a theme may undo escapes: these are text either way.
_LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", '"': "\u201d"})
_ENTITY = re.compile(r"&(?=#|\w+;)")


def markdown(publication: Publication, settings: Settings) -> Mapping[str, bytes]:
    """Every page as Markdown by its source, and every other file of the site by its path."""
    files = {name: in_full(content) for name, content in outputs(publication).items()}
    files |= static_files()
    publication = replace(publication, links=replace(publication.links, rooted=True))
    for page in pages(publication, settings):
        to = partial(publication.links.relative, here=page.source)
        files[page.source] = _file(page, [to(name) for name in static_files()]).encode("utf-8", "replace")
    return files


def is_ours(text: str) -> bool:
    """Whether a Markdown file was made here."""
    return text.startswith(f"---\n{_MARK}\n")


def _file(page: Page, loaded: list[str]) -> str:
    said = page.content()
    meta = [
        f"title: {_scalar(_harmless(page.title))}",
        f"description: {_scalar(_harmless(said.description))}",
        "hide: [navigation, toc]",
        *(["search: {exclude: true}"] if page.text is None else []),
        f"status_head: {_scalar(said.head)}",
    ]
    assets = [
        f'<link rel="stylesheet" href="{way}">'
        if way.endswith(".css")
        else f'<script src="{way}" defer></script>'
        for way in loaded
    ]
    body = block("\n".join(['<div class="st-page">', *assets, said.body, "</div>"]))
    return "\n".join(["---", _MARK, *meta, "---", "", body, ""])


def _scalar(text: str) -> str:
    """A text as every reader of YAML takes it for a text: between double quotes, on one line."""
    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf"))).rstrip("\n")


def _harmless(text: str) -> str:
    return _ENTITY.sub("\uff06", text.translate(_LOOKALIKES))


def block(html: str) -> str:
    """HTML that means the same as one block of any Markdown."""
    html = html.replace("\r\n", "\n").replace("\r", "\n").replace(_KEPT, "")
    html = _PRE.sub(lambda found: _BREAK.sub(" ", found[1]) + found[2].translate(_IN_PRE), html)
    html = _BREAK.sub(" ", _BEFORE_TAG.sub(_KEPT, html.strip()))
    return html.replace(_KEPT, "\n").translate(_BRACES)
