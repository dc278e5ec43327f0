"""What was forgotten, each thing with a mark by which it is known again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from mkdocs_status_plugin.github.markdown import inline
from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.problems import Code, Problem

TITLE = "The status page needs a look"
"""The title of the one issue that holds the reminders."""
_MARK = re.compile(r"<!-- mkdocs-status: reminded ([0-9a-f]{12}) -->")
_CODES = {Code.SILENT, Code.OVERRUNNING, Code.SET_BY_HAND, Code.ALL_OPERATIONAL}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to look at. ``key`` stays the same until somebody has done something about it."""

    key: str
    text: str


def reminders(site: Site, problems: Iterable[Problem]) -> list[Reminder]:
    """The reminders in what a review has found, once for each silence.

    A silence ends with the next update, so the newest update is a part of its key.
    """
    by_path = {incident.path: incident for incident in site.incidents}
    found = []
    for problem in problems:
        if problem.code not in _CODES:
            continue
        incident = by_path.get(problem.path)
        if incident is None:
            about, name = problem.message, problem.path
        else:
            about, name = incident.updates[-1].anchor, incident.title
        found.append(Reminder(_key(problem.code, problem.path, about), _line(name, problem)))
    return found


def late(built: str, seconds: float, limit: float) -> list[Reminder]:
    """A reminder if a build (its id) is older than it should be; both lengths in seconds."""
    if seconds <= limit:
        return []
    hours = int(seconds // 3600)
    text = f"The published page was built {hours} h ago, and should be renewed at least every {int(limit // 3600)} h: start the workflow Deploy."
    return [Reminder(_key("late", built, ""), text)]


def unseen(address: str, words: str) -> Reminder:
    """A reminder that the published page does not say which build it is."""
    return Reminder(_key("unseen", address, ""), f"{inline(address)} {inline(words)}")


def told(texts: Iterable[str]) -> set[str]:
    """The keys of all reminders in what was written before."""
    return {key for text in texts for key in _MARK.findall(text)}


def as_markdown(found: Sequence[Reminder]) -> str:
    """Reminders for an issue, with their marks."""
    lines = [f"- {reminder.text}" for reminder in found]
    marks = [f"<!-- mkdocs-status: reminded {reminder.key} -->" for reminder in found]
    return "\n".join([*lines, "", *marks])


def _line(name: str, problem: Problem) -> str:
    return f"{inline(name)}: {inline(problem.message)}; {problem.hint}. (`{problem.code}`)"


def _key(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
