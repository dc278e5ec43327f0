r"""Golden cases: readable files that hold what is read, the model it becomes, and what is said about it.

A case begins with one sentence. Then come parts, each below a line ``=== name``: files by their path, then ``model``
(left out where the problems say enough) and ``problems`` (left out where there are none). In brackets behind a path:

- ``(escaped)``: ``\xNN`` is a byte and ``\{300*ab}`` is a text 300 times;
- ``(link to …)``, ``(pipe)``, ``(socket)``, ``(folder)``, ``(… bytes)``, ``(hole of … bytes)``, ``(missing)``: the path is
  that, and has no content here.

Without a ``components.yml`` of its own a case gets :data:`COMPONENTS`, and its model leaves the components out.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_status_plugin.model import Component, Group, Incident, Site
from mkdocs_status_plugin.problems import Problem, as_text
from mkdocs_status_plugin.source import find, load, written_time

FOLDER = Path(__file__).parent / "cases"

COMPONENTS = """\
components:
  - id: api
    name: API
  - id: dashboard
    name: Web dashboard
  - name: Storage
    id: storage
    components:
      - id: database
        name: Database
"""

_PART = re.compile(r"=== (.+?)(?: \((.+)\))?")


@dataclass
class Case:
    """One case: ``files`` are the content and the kind of each path; ``expected`` the other parts."""

    sentence: str
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Put the files of the case below a folder."""
        if "components.yml" not in self.files:
            (folder / "components.yml").write_text(COMPONENTS, "utf-8")
        for name, (text, kind) in self.files.items():
            put(folder / name, text, kind)

    def outcome(self, folder: Path) -> tuple[str, str, list[Problem]]:
        """The model and the problems as text, and the problems, of the files below a folder."""
        self.write(folder)
        site, problems = load(find(folder))
        whole = "components.yml" in self.files
        model = "".join(f"{line}\n" for line in [*(_tree(site) if whole else ()), *_incidents(site)])
        return model, "\n".join(f"{as_text(problem)}\n" for problem in problems), problems


def read(path: Path) -> Case:
    """A case from its file."""
    sentence, _, rest = path.read_text("utf-8").partition("\n\n")
    case = Case(sentence)
    name = kind = ""
    lines: list[str] = []
    for line in [*rest.split("\n")[:-1], "=== end"]:
        found = _PART.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        text = "".join(f"{line}\n" for line in lines)
        if name in {"model", "problems"}:
            case.expected[name] = text
        elif name:
            case.files[name] = (text, kind)
        name, kind, lines = found[1], found[2] or "", []
    return case


def put(path: Path, text: str, kind: str = "") -> None:
    """Make one file of a case, of the kind that stands in the brackets behind its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind.startswith("link to "):
        path.symlink_to(kind.removeprefix("link to "))
    elif kind.startswith("hole of "):
        path.touch()
        os.truncate(path, int(kind.removeprefix("hole of ").removesuffix(" bytes")))
    elif kind.endswith(" bytes"):
        path.write_bytes(text.encode().ljust(int(kind.removesuffix(" bytes")), b"x"))
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    elif kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(unescaped(text) if kind == "escaped" else text.encode())


def unescaped(text: str) -> bytes:
    r"""The bytes of a text in which ``\xNN`` is a byte and ``\{300*ab}`` a text 300 times."""
    text = re.sub(r"\\\{(\d+)\*(.*?)\}", lambda found: found[2] * int(found[1]), text)
    return re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), text.encode())


def _tree(site: Site) -> Iterator[str]:
    yield "components" if site.complete else "components, incomplete"
    yield from _members(site.components, "  ")


def _members(members: tuple[Component | Group, ...], indent: str) -> Iterator[str]:
    for member in members:
        if isinstance(member, Group):
            yield f"{indent}group {member.id or '(no id)'}: {member.name}{_more(member.description)}"
            yield from _members(member.members, indent + "  ")
        else:
            since = f", since {member.since}" if member.since else ""
            status = f", set to {member.status}" if member.status else ""
            link = f", {member.link}" if member.link else ""
            yield f"{indent}{member.id}: {member.name}{_more(member.description)}{link}{since}{status}"


def _more(description: str) -> str:
    return f" ({description})" if description else ""


def _incidents(site: Site) -> Iterator[str]:
    for incident in site.incidents:
        state = "" if incident.readable else ", unreadable"
        yield f"{incident.id} ({incident.path}): {incident.title}"
        yield f"  {incident.impact}{state}: {_changes(incident.components)}"
        if incident.also_affects:
            yield f"  also affects {incident.also_affects}"
        yield from _moments(incident)
        yield from _lines(incident.summary)
        for update in incident.updates:
            changes = f" {{ {_changes(update.changes)} }}" if update.changes else ""
            yield f"  {written_time(update.at)} {update.status} #{update.anchor}{changes}"
            yield from _lines(update.text)
        for told in incident.translations:
            yield f"  in {told.language} ({told.path}): {told.title}"
            for anchor, text in told.texts.items():
                yield f"    #{anchor}"
                yield from _lines(text)


def _moments(incident: Incident) -> Iterator[str]:
    for name in ("scheduled_for", "scheduled_until", "started_at", "resolved_at", "pinned_until"):
        at = getattr(incident, name)
        if at:
            yield f"  {name} {written_time(at)}"
    if incident.auto_complete:
        yield "  completes by itself"


def _changes(changes: tuple[tuple[str, str], ...]) -> str:
    return " ".join(f"{component}={status}" for component, status in changes) or "no component"


def _lines(text: str) -> Iterator[str]:
    return (f"    | {line}".rstrip() for line in text.split("\n")) if text else iter(())
