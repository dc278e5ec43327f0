"""A status repository as a command finds it: its files, what they say, and the present moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_status_plugin import links
from mkdocs_status_plugin.cli.failure import Failure
from mkdocs_status_plugin.cli.project import Places, places
from mkdocs_status_plugin.model import Incident, Site
from mkdocs_status_plugin.problems import Problem, as_text, errors
from mkdocs_status_plugin.source import Source, SourceFile, find, known_ids, load
from mkdocs_status_plugin.source.files import normal

if TYPE_CHECKING:
    from mkdocs_status_plugin.state import IncidentView, Snapshot


@dataclass(frozen=True)
class Written:
    """What one file says among the others of its repository: its incident, and all that is wrong with the file."""

    incident: Incident
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Workspace:
    """The files by their path. What they say is read when it is asked for, and no more of them than it takes."""

    root: Path
    where: Places
    files: Mapping[str, Source]
    now: datetime

    @property
    def site(self) -> Site:
        """The site that all files describe."""
        return self._read[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with any of the files."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Site, tuple[Problem, ...]]:
        site, problems = load(self.files.values(), components_file=self.where.components_file)
        return site, tuple(problems)

    @cached_property
    def snapshot(self) -> Snapshot:
        """What is true now."""
        # Loaded here: a report does without it.
        from mkdocs_status_plugin.state import at

        return at(self.site, self.now)

    @cached_property
    def listed(self) -> Site:
        """The component list for itself: a site without an incident."""
        return self._list[0]

    @cached_property
    def _list(self) -> tuple[Site, list[Problem]]:
        path = normal(self.where.components_file)
        return load([file for file in self.files.values() if file.path == path], components_file=path)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids of all incidents by their paths, whatever their files hold."""
        return known_ids(self.files.values(), components_file=self.where.components_file)

    def incident(self, path: str) -> Incident:
        """The incident of one file, which alone is read for it."""
        site, _ = load(self.files.values(), components_file=self.where.components_file, only=[path])
        return site.incidents[0]

    def view(self, incident: Incident) -> IncidentView | None:
        """An incident as it is now, or None where all of it is dated in the future; no other one bears on that."""
        from mkdocs_status_plugin.state import at

        return at(Site(incidents=(incident,)), self.now).by_id.get(incident.id)

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

    def written(self, path: str, data: bytes) -> Written:
        """What an incident's file would say with this content; nothing is written."""
        files = {**self.files, path: SourceFile(path, data)}
        site, problems = load(files.values(), components_file=self.where.components_file, only=[path])
        (incident,) = site.incidents
        return Written(incident, tuple(problem for problem in problems if problem.path == path))

    def errors_of(self, path: str) -> list[Problem]:
        """The errors of one file."""
        return [problem for problem in errors(self.problems) if problem.path == path]

    def require_list(self) -> None:
        """End the command where the component list cannot be read: its own errors come first.

        Raises:
            Failure: with all of them.
        """
        found = errors(self._list[1])
        if found:
            raise Failure("the component list cannot be read\n\n" + "\n\n".join(map(as_text, found)))

    def _why(self, refusal: Problem | None) -> str:
        return f"{refusal.message}; {refusal.hint}" if refusal else "it is not there"


def open_workspace(root: Path, now: datetime, *, names_first: bool = False) -> Workspace:
    """Find the files of the status repository in a folder.

    With ``names_first`` an incident's file is read when a command asks what it holds, for those that ask about few.
    """
    where = places(root, None, None)
    found = find(root, where.incidents_dir, where.components_file, names_first=names_first)
    return Workspace(root, where, {file.path: file for file in found}, now)
