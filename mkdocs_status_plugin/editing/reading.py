"""What the reader makes of one file: an edit is right when it reads back as what was meant."""

from __future__ import annotations

from mkdocs_status_plugin.model import Incident
from mkdocs_status_plugin.problems import Problem, errors
from mkdocs_status_plugin.source import SourceFile, load

PATH = "incidents/edited.md"


def read(data: bytes, path: str = PATH) -> tuple[Incident, list[Problem]]:
    """An incident from the bytes of its file, and its errors; its components are not looked up."""
    site, problems = load([SourceFile(path, data)], components_file="components.yml")
    return site.incidents[0], [problem for problem in errors(problems) if problem.path == path]


def same_text(read_back: str, meant: str) -> bool:
    """Whether a text was read back whole; comments in it reach no reader and may be missing."""
    return read_back == meant or "<!--" in meant
