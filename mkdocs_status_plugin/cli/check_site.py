"""``mkdocs-status check --site``: whether a built site holds the status page, and the one of these files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from mkdocs_status_plugin import git, publishing
from mkdocs_status_plugin.cli import live
from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.project import read, setup
from mkdocs_status_plugin.configuration import plugin_options
from mkdocs_status_plugin.inspection import missing
from mkdocs_status_plugin.links import BUILD_JSON
from mkdocs_status_plugin.problems import annotation, visible

_MOST = 10
_AGAIN = "build the site again, from these files and with this version of mkdocs-status"
_LEFT_OUT = (
    "the generator has left the plugin out, or another page has taken the place: `mkdocs build` knows the plugin, "
    "for other generators there is `mkdocs-status export`"
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a site, and what helps."""

    message: str
    hint: str


def check_site(site: Path, root: Path, output: str) -> int:
    """Tell what is wrong with a built site, as text, as annotations or as JSON; returns the exit code."""
    found = list(_faults(site, root))
    if output == "json":
        faults = [{"message": fault.message, "hint": fault.hint} for fault in found]
        click.echo(json.dumps({"errors": len(found), "site": faults}, indent=2).replace("##[", "##\\u005b"))
    for fault in found if output == "github" else ():
        click.echo(annotation("error", [fault.message, fault.hint], title="site"))
    for fault in found if output == "text" else ():
        click.echo(f"error: {visible(fault.message)}\n  hint: {visible(fault.hint)}")
    if not found and output != "json":
        click.echo(f"{visible(str(site))} holds the status page of these files")
    return 1 if found else 0


def _faults(site: Path, root: Path) -> Iterator[Fault]:
    options, host = setup(root)
    if not options.enabled:
        yield Fault(
            "mkdocs.yml switches the plugin off", "take `enabled: false` away, or do without this check"
        )
        return
    if not (site / BUILD_JSON).is_file():
        named = plugin_options(read(root, "use --root with another folder")) is not None
        hint = _LEFT_OUT if named else "mkdocs.yml does not name the plugin: add `- status` to `plugins`"
        yield Fault(f"there is no status page in {site}: {BUILD_JSON} is missing", hint)
        return
    try:
        shown = live.of_file(site / BUILD_JSON)
    except Failure as failure:
        yield Fault(failure.message, _AGAIN)
        return
    here = git.commit(root)
    if here and shown.commit and here != shown.commit:
        yield Fault(f"{site} shows commit {shown.commit[:7]}, and {here[:7]} is checked out", _AGAIN)
        return
    reading = publishing.read(root, options, shown.built_at, commit=shown.commit)
    if reading.build.id != shown.id:
        yield Fault(f"{site} shows other files than those that are here", _AGAIN)
        return
    faults = list(missing(site, publishing.publication(reading, options, host)))
    for message in faults[:_MOST]:
        yield Fault(f"{site}: {message}", _LEFT_OUT)
    if len(faults) > _MOST:
        yield Fault(f"{site}: so it is with {len(faults) - _MOST} more files", _LEFT_OUT)
