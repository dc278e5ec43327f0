"""The files of a new status repository: templates of this package, filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from string import Template

from mkdocs_status_plugin.editing.scalars import scalar
from mkdocs_status_plugin.github import shipped
from mkdocs_status_plugin.model import Component, Site
from mkdocs_status_plugin.source import COMPONENTS_FILE

HOSTS = ("github", "gitlab", "netlify", "cloudflare")
"""Where a page can be published from with files that this package brings."""
_DISTRIBUTION = "mkdocs-status-plugin"
_HIDDEN = "dot-"
_SETUP = "setup.md"


@dataclass(frozen=True, slots=True)
class NewSite:
    """What a new repository is to hold: a name, an address, components as pairs of id and name, and its hosts."""

    name: str
    url: str
    components: Sequence[tuple[str, str]]
    hosts: Sequence[str] = ()


def new_site(site: NewSite) -> dict[str, str]:
    """The text of each file, by its path."""
    values = {
        "site_name": scalar(site.name),
        "site_url": scalar(site.url),
        "component": scalar(site.components[0][0]),
    }
    package = resources.files("mkdocs_status_plugin")
    found = dict(_filled(package / "starter", "", values))
    for host in site.hosts:
        if host == "github":
            listed = tuple(Component(id_, name) for id_, name in site.components)
            found |= shipped.files(Site(listed))
        found |= dict(_filled(package / "hosts" / host, "", values))
        # What a person has to do there once.
        found["README.md"] += f"\n{found.pop(_SETUP)}"
    found["README.md"] = found["README.md"].replace(f"# {values['site_name']}", f"# {site.name}", 1)
    found[COMPONENTS_FILE] = _component_list(site.components)
    found["requirements.txt"] = _lock()
    return dict(sorted(found.items()))


def _filled(folder: Traversable, path: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every template below a folder; a name that begins with ``dot-`` stands for a hidden one."""
    for entry in folder.iterdir():
        name = entry.name
        hidden = f".{name.removeprefix(_HIDDEN)}" if name.startswith(_HIDDEN) else name
        if entry.is_dir():
            yield from _filled(entry, f"{path}{hidden}/", values)
        else:
            yield path + hidden, Template(entry.read_text("utf-8")).safe_substitute(values)


def _component_list(components: Sequence[tuple[str, str]]) -> str:
    lines = [f"  - id: {scalar(id_)}\n    name: {scalar(name)}\n" for id_, name in components]
    return "components:\n" + "".join(lines)


def _lock() -> str:
    """What is installed here, version by version, as far as a status page needs it."""
    pinned: dict[str, str] = {}
    waiting = [_DISTRIBUTION]
    while waiting:
        name = _normal(waiting.pop())
        if name in pinned:
            continue
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # A requirement of another system or Python.
            continue
        pinned[name] = found.version
        wanted = [one for one in found.requires or [] if "extra ==" not in one]
        waiting += [re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in wanted]
    lines = [f"{name}=={version}\n" for name, version in sorted(pinned.items())]
    return (
        "# What this page is built with. Renew it now and then, and look at the page before you keep it.\n"
        + "".join(lines)
    )


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
