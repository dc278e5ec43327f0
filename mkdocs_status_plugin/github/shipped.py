"""What a status repository has in ``.github/``: kept in this package, fitted to a component list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from mkdocs_status_plugin.model import Site

_PLACE = ".github/"
_BLOCK = re.compile(
    r"^(?P<begin>(?P<indent> *)# components: begin\b[^\n]*\n)(?P<options>.*?)(?P<end>^ *# components: end\b)",
    re.MULTILINE | re.DOTALL,
)
NOTHING = "Nothing that is listed"
"""The choice of who has no component to name."""


def files(site: Site) -> dict[str, str]:
    """The text of each file by its path in the repository, its choices those of a site."""
    folder = resources.files("mkdocs_status_plugin") / "github" / "repository"
    return {path: in_step(text, site) for path, text in sorted(_texts(folder, _PLACE))}


def in_step(text: str, site: Site) -> str:
    """A file with the choices between its marks those of a site's components; all else stays as it is."""
    choices = [choice(component.id, component.name) for component in site.leaves] or [NOTHING]

    def filled(found: re.Match[str]) -> str:
        lines = [f"{found['indent']}- {_quoted(one)}\n" for one in choices]
        return found["begin"] + "".join(lines) + found["end"]

    return _BLOCK.sub(filled, text)


def choice(component_id: str, name: str) -> str:
    """A component as one chooses it: ``API (api)``."""
    return f"{name} ({component_id})"


def chosen(text: str) -> list[str]:
    """The ids in what somebody has chosen, several with commas between them."""
    return re.findall(r"\(([a-z0-9_-]+)\)(?=, |$)", text.strip())


def _quoted(text: str) -> str:
    # A JSON string is a YAML one; what YAML does not print is spelled out.
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in shown)


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry, f"{path}{entry.name}/")
        else:
            yield path + entry.name, entry.read_text("utf-8")
