"""Complete HTML pages in a small frame of our own, beside every output: a site that needs nobody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_status_plugin import links
from mkdocs_status_plugin.outputs import Publication, in_full, outputs
from mkdocs_status_plugin.pages import Settings, pages, static_files

# Themes tell our style by an attribute that they are dark; here the reader's system says so.
_DARK = re.compile(r":is\([^{}]*\) (\.st \{[^{}]*--st-ok:[^{}]*\})")


def plain(publication: Publication, settings: Settings, nav: Sequence[str]) -> Mapping[str, bytes]:
    """Every file of the site by its path; ``nav`` are the keys of the pages that the navigation shows."""
    loaded = {**static_files(), **_frame()}
    files = {name: in_full(content) for name, content in outputs(publication).items()}
    files |= loaded
    words = publication.words
    titles = [(links.MAIN[key], settings.titles.get(key) or words.plain(f"page.{key}")) for key in nav]
    template = _environment().get_template("page.html")
    for page in pages(publication, settings):
        said = page.content()
        to = partial(publication.links.relative, here=page.source)
        text = template.render(
            title=page.title,
            description=said.description,
            # These come from templates that escape by themselves.
            body=Markup(said.body),  # noqa: S704  # nosec B704 - see above
            head=Markup(said.head),  # noqa: S704  # nosec B704 - see above
            words=words,
            site_name=publication.site_name,
            front=to(links.FRONT),
            nav=[(to(source), named, source == page.source) for source, named in titles],
            address=publication.links.absolute(page.source) if publication.links.site_url else "",
            icon=next(to(name) for name in loaded if name.endswith(".svg")),
            styles=[to(name) for name in loaded if name.endswith(".css")],
            scripts=[to(name) for name in loaded if name.endswith(".js")],
        )
        files[publication.links.file(page.source)] = text.encode("utf-8", "replace")
    return files


@cache
def _frame() -> Mapping[str, bytes]:
    """What the frame loads, under names that change with it: its icon, and its style with our dark colours.

    The icon tells no state: a tab may stay open for days.
    """
    ours = resources.files("mkdocs_status_plugin.export") / "static"
    style = next(content.decode() for name, content in static_files().items() if name.endswith(".css"))
    dark = _DARK.search(style)
    if dark is None:
        raise LookupError("our style has no dark colours")
    frame = (ours / "plain.css").read_text(encoding="utf-8")
    content = f"{frame}@media (prefers-color-scheme: dark) {{\n{dark[1]}\n}}\n".encode()
    return dict([_named("plain", "css", content), _named("icon", "svg", (ours / "icon.svg").read_bytes())])


def _named(name: str, kind: str, content: bytes) -> tuple[str, bytes]:
    return f"assets/{name}-{sha256(content).hexdigest()[:8]}.{kind}", content


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("mkdocs_status_plugin.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
