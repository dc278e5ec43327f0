r"""The corpus of hostile and broken inputs: what a stranger, a bad night or a broken editor may put into a repository.

Each file of ``cases/`` is a group. It begins with a sentence; then come cases, each below a line ``@@@ name: sentence.``,
with parts below lines ``=== path (kind)``. Without a path it is ``incidents/<name of the case>.md``. Kinds are those of
:mod:`tests.source.golden`, and these, in which the content stands for a part of an ordinary incident:

- ``(whole)``: a whole incident, the ordinary one where there is no content;
- ``(front)``: its front matter, without the fences; ``(updates)``: all that comes behind the front matter;
  ``(text)``: the text of its update;
- ``(everywhere)``: one line that stands in its title, in what it also affects, in its summary and in its update;
- ``(entries)``, for the component list: entries that are added to the ordinary ones.

``escaped`` may stand before each. In paths ``\xNN`` and ``\{300*ab}`` always count. Two parts are no files: ``verdict`` holds what is
found, a line ``path:line: severity: code`` for each (see :func:`tests.hostile.trial._verdict`), or ``accepted``; ``shows`` holds a text that readers see on
the incident's page. The moment is :data:`NOW`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests import projects
from tests.source import golden

FOLDER = Path(__file__).parent / "cases"
GROUPS = sorted(path.stem for path in FOLDER.glob("*.txt"))

NOW = "2026-11-24 12:00 UTC"

FRONT = """\
title: Ordinary
impact: minor
components: [api]
"""
UPDATES = """\
## 2026-11-24 11:50 UTC - Investigating

We are looking into it.
"""
BYSTANDER = "bystander"
BYSTANDER_TEXT = """\
---
title: The bystander
impact: major
components: [database]
---
The summary of the bystander.

## 2026-11-24 11:40 UTC - Investigating

The text of the *bystander*.
"""

_CASE = re.compile(r"@@@ ([a-z0-9-]+): (.+\.)")
_PART = re.compile(r"===(?: (?!\()(.+?))?(?: \((.+)\))?")


@dataclass
class Case:
    """One case. ``files`` are the content (as in the corpus) and the kind by path; ``verdict`` is sorted."""

    name: str
    sentence: str
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    verdict: list[str] = field(default_factory=list)
    shows: str = ""

    @property
    def accepted(self) -> bool:
        """Whether nothing keeps its files from being read."""
        return not any(": error: " in line for line in self.verdict)

    @property
    def entries(self) -> str:
        """What it adds to the ordinary component list."""
        text, kind = self.files.get("components.yml", ("", ""))
        return _plain(text, kind) if kind.endswith("entries") else ""

    @property
    def has_own_list(self) -> bool:
        """Whether it brings a component list that no other case can share."""
        return "components.yml" in self.files and not self.entries

    def write(self, folder: Path) -> None:
        """Put its files below a folder, without the component list."""
        for name, (text, kind) in self.files.items():
            if name != "components.yml":
                _write(folder, name, text, kind)

    def write_list(self, folder: Path) -> None:
        """Put its component list below a folder, or the ordinary one."""
        if self.has_own_list:
            _write(folder, "components.yml", *self.files["components.yml"])
        else:
            (folder / "components.yml").write_text(golden.COMPONENTS + indented(self.entries), "utf-8")


def group(name: str) -> list[Case]:
    """The cases of one group, in their order."""
    sentence, _, rest = (FOLDER / f"{name}.txt").read_text("utf-8").partition("\n\n")
    assert sentence.endswith(".")
    cases: list[Case] = []
    part = kind = ""
    lines: list[str] = []
    for line in [*rest.split("\n")[:-1], "=== end"]:
        begins, found = _CASE.fullmatch(line), _PART.fullmatch(line)
        if begins is None and found is None:
            lines.append(line)
            continue
        if part:
            _keep(cases[-1], part, kind, lines)
        lines = []
        if begins:
            cases.append(Case(begins[1], begins[2]))
            part = kind = ""
        elif found:
            part = found[1] or f"incidents/{cases[-1].name}.md"
            kind = found[2] or ""
    return cases


def everything() -> list[Case]:
    """The whole corpus."""
    return [case for name in GROUPS for case in group(name)]


def indented(entries: str) -> str:
    """Entries of a component list as they stand in it."""
    return "".join(f"  {line}\n" for line in entries.splitlines())


def write_bystander(folder: Path) -> None:
    """Put the incident that must come to no harm below a folder."""
    golden.put(folder / f"incidents/{BYSTANDER}.md", BYSTANDER_TEXT)


def _keep(case: Case, part: str, kind: str, lines: list[str]) -> None:
    # A blank line before the next case is for the eye.
    if not kind and part in {"verdict", "shows"}:
        lines = [line for line in lines if line]
        if part == "verdict":
            case.verdict = [line for line in lines if line != "accepted"]
        else:
            case.shows = "\n".join(lines)
        return
    name = os.fsdecode(golden.unescaped(part))
    case.files[name] = ("".join(f"{line}\n" for line in lines), kind)


def _write(folder: Path, name: str, text: str, kind: str) -> None:
    frame = kind.split()[-1] if kind else ""
    if frame in _FRAMES:
        head, tail = _FRAMES[frame](text)
        content = golden.unescaped(text) if kind.startswith("escaped") else text.encode()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(
            head.encode() + (b"" if frame == "everywhere" else content) + tail.encode()
        )
    else:
        golden.put(folder / name, text, kind)


def _everywhere(text: str) -> tuple[str, str]:
    line = text.strip("\n")
    quoted = "'" + line.replace("'", "''") + "'"
    front = f"title: {quoted}\nimpact: minor\ncomponents: [api]\nalso_affects: {quoted}\n"
    return f"---\n{front}---\n{line}\n\n## 2026-11-24 11:50 UTC - Investigating\n\n{line}\n", ""


_FRAMES = {
    "whole": lambda text: ("" if text else f"---\n{FRONT}---\n{UPDATES}", ""),
    "front": lambda text: ("---\n", f"---\n{UPDATES}"),
    "updates": lambda text: (f"---\n{FRONT}---\n", ""),
    "text": lambda text: (f"---\n{FRONT}---\n## 2026-11-24 11:50 UTC - Investigating\n", ""),
    "everywhere": _everywhere,
}


def _plain(text: str, kind: str) -> str:
    return golden.unescaped(text).decode() if kind.startswith("escaped") else text


NOON = projects.NOON
"""The moment as ``SOURCE_DATE_EPOCH`` takes it."""
