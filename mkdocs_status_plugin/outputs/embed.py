"""A notice for other sites: ``embed.js``, one script line, and ``embed/``, a page for a frame.

The script carries what it says, so that it asks nobody for anything and needs no leave of any server. It appears
while something is wrong or planned within a day. The frame always says how the whole is, and is complete
without script.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_status_plugin import links
from mkdocs_status_plugin.language import machine
from mkdocs_status_plugin.marks import colour, shape
from mkdocs_status_plugin.outputs.embed_notices import Notices
from mkdocs_status_plugin.outputs.publication import Publication

_DATA = "const DATA = {};"
_PLANNED = 3


def files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The script and the page."""
    notices = Notices(publication)
    yield links.EMBED_SCRIPT, _script(publication, notices)
    yield links.EMBED + "index.html", _frame(publication, notices)


def _script(publication: Publication, notices: Notices) -> bytes:
    words = publication.words
    data = {
        "build": publication.build.id,
        "site": publication.links.site_url,
        "language": words.tag,
        "direction": words.direction,
        "label": words.plain("embed.label"),
        "details": words.plain("embed.details"),
        "close": words.plain("embed.close"),
        "phases": [
            {
                "from": phase.start and machine(phase.start),
                "until": phase.end and machine(phase.end),
                "text": phase.value.text,
                "path": phase.value.path,
                "colour": colour(phase.value.state),
                "mark": shape(phase.value.state),
            }
            for phase in notices.troubles()
            if phase.value
        ],
    }
    return _static("embed.js").replace(_DATA, f"const DATA = {_literal(data)};", 1).encode()


def _literal(data: object) -> str:
    """A value as a JavaScript literal that may stand in a script file and inside of HTML alike."""
    text = json.dumps(data, separators=(",", ":"))  # ASCII alone: U+2028 and its like are escaped
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _frame(publication: Publication, notices: Notices) -> bytes:
    words = publication.words
    template = _environment().get_template("frame.html")
    built = notices.moments.element(publication.build.built_at)
    phases = notices.states()
    page = template.render(
        language=words.tag,
        direction=words.direction,
        site_name=publication.site_name,
        build=publication.build,
        built=words("banner.built", time=built),
        phases=phases,
        states=sorted({phase.value.state for phase in phases}),
        planned=notices.planned(_PLANNED),
        root="../",
        colour=colour,
        shape=shape,
        machine=machine,
        # Our own file, which holds nothing of any incident.
        script=Markup(_static("frame.js")),  # noqa: S704  # nosec B704 - our own file
    )
    return page.encode("utf-8", "replace")


@cache
def _static(name: str) -> str:
    return (resources.files("mkdocs_status_plugin.outputs") / "static" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("mkdocs_status_plugin.outputs", "static"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
