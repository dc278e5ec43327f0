"""Status repositories made for a test, built by the real MkDocs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

NOON = 1795521600
"""2026-11-24 12:00 UTC in seconds, for ``SOURCE_DATE_EPOCH``."""

COMPONENTS = """\
components:
  - id: website
    name: Website
  - name: Platform
    components:
      - id: api
        name: API
"""

OUTAGE = """\
---
title: API responding slowly
impact: major
components: [api]
---

## 2026-11-24 11:05 UTC - Investigating

We are looking into reports of slow responses.

## 2026-11-24 11:40 UTC - Identified

A connection pool is exhausted.
"""


@dataclass
class Project:
    """A status repository in a folder of its own."""

    root: Path
    config: dict[str, Any] = field(default_factory=dict)
    log: list[logging.LogRecord] = field(default_factory=list)
    plugin: Any = None
    """The plugin as it was when the newest build had ended."""

    def write(self, files: Mapping[str, str]) -> Project:
        """Add files, by their paths in the repository."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def set(self, **options: Any) -> Project:
        """Change the plugin's options."""
        self.config["plugins"] = ["search", {"status": options}]
        return self

    def build(self, *, strict: bool = False) -> Site:
        """Build with MkDocs; what it logs is in ``log``."""
        self.write_config()
        self.log.clear()
        with _recorded(self.log):
            config = load_config(str(self.root / "mkdocs.yml"), strict=strict)
            build(config)
        self.plugin = config.plugins.get("status")
        return Site(self.root / "site")

    def write_config(self) -> None:
        """Write the configuration, and make the folder that MkDocs asks for."""
        (self.root / "docs").mkdir(exist_ok=True)
        (self.root / "mkdocs.yml").write_text(yaml.safe_dump(self.config, sort_keys=False), encoding="utf-8")

    def messages(self, level: int = logging.WARNING) -> list[str]:
        """What was logged at a level or above."""
        return [record.getMessage() for record in self.log if record.levelno >= level]


def new(root: Path) -> Project:
    """A repository with two components and no incident, with Material's theme."""
    config = {
        "site_name": "Example Status",
        "site_url": "https://status.example.com/",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", "status"],
    }
    return Project(root, config).write({"components.yml": COMPONENTS, "docs/about.md": "# About\n\nUs.\n"})


@contextmanager
def _recorded(log: list[logging.LogRecord]) -> Any:
    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            log.append(record)

    logger, keep = logging.getLogger("mkdocs"), Keep()
    logger.addHandler(keep)
    before, logger.level = logger.level, logging.INFO
    try:
        yield
    finally:
        logger.removeHandler(keep)
        logger.setLevel(before)


@dataclass(frozen=True)
class Site:
    """A built site."""

    root: Path

    def read(self, path: str) -> str:
        """A page or file by its path in the site."""
        file = self.root / path
        return (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")

    def page(self, path: str) -> Parsed:
        """A page, parsed."""
        return Parsed.of(self.read(path))

    def files(self) -> set[str]:
        """Every file, by its path in the site."""
        return {p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file()}

    def bytes(self) -> dict[str, bytes]:
        """Every file's content, without the compressed sitemap that holds MkDocs' own clock."""
        return {name: (self.root / name).read_bytes() for name in self.files() if not name.endswith(".gz")}

    def broken_links(self, base: str = "https://status.example.com/") -> list[str]:
        """Every link of every page that leads to no file, or to no anchor in it."""
        pages = {name: self.page(name) for name in self.files() if name.endswith(".html")}
        broken = []
        for name, page in pages.items():
            here = base + name.removesuffix("index.html")
            for link in page.links:
                target = urljoin(here, link)
                if not target.startswith(base):
                    continue
                path, anchor = unquote(urlsplit(target.removeprefix(base)).path), urlsplit(target).fragment
                file = path + "index.html" if path.endswith("/") or not path else path
                file = f"{file}/index.html" if f"{file}/index.html" in pages else file
                known = file in pages if file.endswith(".html") else (self.root / file).is_file()
                if not known or (anchor and file in pages and unquote(anchor) not in pages[file].ids):
                    broken.append(f"{name}: {link}")
        return broken


@dataclass
class Parsed(HTMLParser):
    """A page's text, tags, ids and links."""

    text: str = ""
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> Parsed:
        """Parse a page."""
        parsed = cls()
        HTMLParser.__init__(parsed)
        parsed.feed(html)
        parsed.close()
        parsed.text = " ".join(parsed.text.split())
        return parsed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        found = dict(attrs)
        self.tags.append((tag, found))
        if identity := found.get("id"):
            self.ids.add(identity)
        if tag == "a" and (link := found.get("href")):
            self.links.append(link)

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data

    def first(self, tag: str, **attributes: str) -> dict[str, str | None]:
        """The attributes of the first tag that has these."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return next(a for t, a in self.tags if t == tag and wanted.items() <= a.items())
