"""A status repository as a command finds it: its files, what they say, and the present moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from mkdocs_status_plugin import links
from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.project import Places, places
from mkdocs_status_plugin.model import Incident, Site
from mkdocs_status_plugin.problems import Problem, as_text, errors
from mkdocs_status_plugin.source import SourceFile, find, load
from mkdocs_status_plugin.state import Snapshot, at


@dataclass(frozen=True)
class Workspace:
    """The files by their path, the site that they describe, and all that is wrong with them."""

    root: Path
    where: Places
    files: Mapping[str, SourceFile]
    site: Site
    problems: tuple[Problem, ...]
    now: datetime

    @cached_property
    def snapshot(self) -> Snapshot:
        """What is true now."""
        return at(self.site, self.now)

    def address(self, incident_id: str) -> str:
        """The address of an incident's page; below the site's root where its own is not known."""
        return links.Links(self.where.site_url, self.where.directory_urls).absolute(
            links.incident(incident_id)
        )

    def data(self, incident: Incident) -> bytes:
        """The bytes of an incident's file."""
        file = self.files[incident.path]
        if file.data is None or file.refusal:
            raise Failure(f"{incident.path} cannot be changed: {self._why(file.refusal)}")
        return file.data

    def with_file(self, path: str, data: bytes | None) -> Workspace:
        """The same with other content in one file, or without it; nothing is written."""
        files = {**self.files, path: SourceFile(path, data)}
        if data is None:
            del files[path]
        site, problems = load(files.values(), components_file=self.where.components_file)
        return replace(self, files=files, site=site, problems=tuple(problems))

    def errors_of(self, path: str) -> list[Problem]:
        """The errors of one file."""
        return [problem for problem in errors(self.problems) if problem.path == path]

    def require_list(self) -> None:
        """End the command where the component list cannot be read: its own errors come first.

        Raises:
            Failure: with all of them.
        """
        found = self.errors_of(self.site.components_path)
        if found:
            raise Failure("the component list cannot be read\n\n" + "\n\n".join(map(as_text, found)))

    def _why(self, refusal: Problem | None) -> str:
        return f"{refusal.message}; {refusal.hint}" if refusal else "it is not there"


def open_workspace(root: Path, now: datetime) -> Workspace:
    """Read the status repository in a folder."""
    where = places(root, None, None)
    files = {file.path: file for file in find(root, where.incidents_dir, where.components_file)}
    site, problems = load(files.values(), components_file=where.components_file)
    return Workspace(root, where, files, site, tuple(problems), now)
