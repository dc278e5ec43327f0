"""One incident file: lines to what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from mkdocs_status_plugin.model import Impact
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import frontmatter, mentions, times, values
from mkdocs_status_plugin.source.braces import Mention
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.sections import split
from mkdocs_status_plugin.source.text import Lines
from mkdocs_status_plugin.source.updates import Entry as UpdateEntry
from mkdocs_status_plugin.source.updates import read_updates
from mkdocs_status_plugin.source.yamltree import Entry, Text

MAX_TITLE = 300
MAX_FREE_TEXT = 1000

MOMENTS = ("scheduled_for", "scheduled_until", "started_at", "resolved_at", "pinned_until")
KEYS = ("title", "impact", "components", "also_affects", *MOMENTS[:2], "auto_complete", *MOMENTS[2:])
IMPACTS = {impact.value: impact for impact in Impact if impact is not Impact.UNKNOWN}

_NO_STATE = "an incident has no such key: its newest update is its state"
_NAME_THEM = "name them: `components: [api, website]`; with `impact: none` nothing needs to be named"
_REQUIRED = {
    "title": "add `title: ` and a short line",
    "impact": f"add `impact: ` and one of {', '.join(map(quoted, IMPACTS))}",
}
_ADVICE = {
    "status": _NO_STATE,
    "state": _NO_STATE,
    "resolved": "add an update that says Resolved; its newest update is the state of an incident",
    "severity": "impact",
    "affected": "components",
    "date": "the time stands in the heading of each update; `started_at` is there for an earlier beginning",
    "name": "title",
    "resolvedwhen": "resolved_at",
    "pin": "pinned_until",
}


@dataclass(slots=True)
class Draft:
    """What one file says, before it is known what the other files say.

    ``impact`` is None where it could not be read. ``original`` are the lines of the file, and ``masked`` those of its
    body with comments hidden. ``components_sound`` is False where they were saved from a syntax error;
    ``refused`` is whether nothing of the file was read.
    """

    path: str
    findings: Findings
    title: str = ""
    impact: Impact | None = None
    components: list[Mention] = field(default_factory=list)
    components_sound: bool = True
    updates: list[UpdateEntry] = field(default_factory=list)
    also_affects: str = ""
    summary: str = ""
    moments: Mapping[str, datetime] = field(default_factory=dict)
    auto_complete: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)
    original: list[str] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)
    refused: bool = False

    @property
    def name(self) -> str:
        """The title, or the file's name where there is none to read."""
        return self.title or PurePosixPath(self.path).name

    @property
    def shown(self) -> list[str]:
        """The lines of the file without comments."""
        body_index = len(self.original) - len(self.masked)
        return self.original[:body_index] + [
            _without_hidden(original, masked)
            for original, masked in zip(self.original[body_index:], self.masked, strict=True)
        ]

    @property
    def mentions(self) -> list[Mention]:
        """Every component that is surely named, in the order of the file."""
        front = self.components if self.components_sound else []
        return [*front, *(change for update in self.updates for change in update.changes)]


def read(path: str, lines: Lines, findings: Findings) -> Draft:
    """Everything that a file says, as far as it can be read."""
    front = frontmatter.read(lines.clean, findings)
    body = split(lines.clean[front.body_index :], front.body_index + 1, findings)
    draft = Draft(path, findings, summary=body.summary)
    draft.original, draft.masked = lines.original, body.lines
    draft.lines = {name: entry.key.line for name, entry in front.entries.items() if name in KEYS}
    meant = values.check_keys(front.entries, KEYS, _ADVICE, findings)
    _read_front(draft, front, meant)
    draft.updates = read_updates(body.sections, draft.impact, findings)
    if not body.sections:
        message = "this incident has no update"
        hint = "add one: a line like `## 2026-11-02 14:05 UTC - Investigating`, and below it what is known"
        findings.add(Code.NO_UPDATE, len(lines.clean), 1, message, hint)
    _check_window(draft, front)
    _check_ends(draft)
    return draft


def _without_hidden(original: str, masked: str) -> str:
    if "\0" not in masked:
        return original
    return "".join(shown for shown, mark in zip(original, masked, strict=True) if mark != "\0")


def _read_front(draft: Draft, front: frontmatter.FrontMatter, meant: set[str]) -> None:
    """Read each key; a required one is not missing where a wrong key means it (``meant``)."""
    found = front.entries

    def findings(entry: Entry) -> Findings:
        # What follows from a syntax error that has been reported says nothing new.
        return draft.findings if entry.sound else Findings(draft.path)

    for name, hint in _REQUIRED.items():
        if front.known and name not in found and name not in meant:
            draft.findings.add(Code.MISSING_KEY, front.line, 1, f"the key `{name}` is missing", hint)
    if entry := found.get("title"):
        draft.title = values.text(entry, MAX_TITLE, findings(entry)) or ""
    if entry := found.get("impact"):
        draft.impact = values.one_of(entry, IMPACTS, findings(entry))
    if entry := found.get("also_affects"):
        draft.also_affects = values.text(entry, MAX_FREE_TEXT, findings(entry), one_line=False) or ""
    if entry := found.get("auto_complete"):
        draft.auto_complete = values.flag(entry, findings(entry))
    if entry := found.get("components"):
        draft.components = mentions.read(entry, findings(entry))
        draft.components_sound = entry.sound
        _check_named(draft, entry, "also_affects" in found, findings(entry))
    elif front.known and "components" not in meant and draft.impact not in {Impact.NONE, None}:
        draft.findings.add(Code.MISSING_KEY, front.line, 1, "the key `components` is missing", _NAME_THEM)
    moments = {name: values.moment(found[name], findings(found[name])) for name in MOMENTS if name in found}
    draft.moments = {name: at for name, at in moments.items() if at is not None}


def _check_named(draft: Draft, entry: Entry, also_affects: bool, findings: Findings) -> None:
    empty = not isinstance(entry.value, Text) and not mentions.size(entry.value)
    if draft.impact in {Impact.NONE, None} and (empty or values.is_nothing(entry.value)):
        return
    if values.is_nothing(entry.value) or (empty and not also_affects):
        message = "no component is named"
        more = ", or say in `also_affects` what is hit beside them and write `components: []`"
        findings.add(Code.WRONG_VALUE, *values.place(entry.value), message, _NAME_THEM + more)


def _check_window(draft: Draft, front: frontmatter.FrontMatter) -> None:
    found, findings = front.entries, draft.findings
    window = [name for name in ("scheduled_for", "scheduled_until", "auto_complete") if name in found]
    if draft.impact is not None and draft.impact is not Impact.MAINTENANCE:
        for name in window:
            message = f"`{name}` is for maintenance, and the impact here is {quoted(draft.impact)}"
            _add_at(
                found[name], Code.WRONG_VALUE, message, "delete it, or write `impact: maintenance`", findings
            )
        return
    starts, ends = draft.moments.get("scheduled_for"), draft.moments.get("scheduled_until")
    if starts and ends and ends <= starts:
        message = f"the window ends ({times.written(ends)}) before it begins ({times.written(starts)})"
        message = message if ends < starts else f"the window ends when it begins ({times.written(ends)})"
        hint = "check the day, and the zones"
        _add_at(found["scheduled_until"], Code.WINDOW_BACKWARDS, message, hint, findings)
    if draft.impact is None:
        return
    planned = bool(draft.updates) and draft.updates[0].status.value == "scheduled"
    for name in ("scheduled_for", "scheduled_until"):
        if planned and name not in found and front.known:
            message = f"the key `{name}` is missing: this maintenance begins with a Scheduled update"
            hint = f"add {quoted(f'{name}: {times.EXAMPLE}')} with the time of the planned window"
            findings.add(Code.MISSING_KEY, front.line, 1, message, hint)
    if draft.auto_complete and "scheduled_until" not in found and not planned:
        message = "`auto_complete` needs `scheduled_until`: at that time the maintenance ends by itself"
        hint = f"add {quoted(f'scheduled_until: {times.EXAMPLE}')} with the planned end"
        _add_at(found["auto_complete"], Code.MISSING_KEY, message, hint, findings)


def _check_ends(draft: Draft) -> None:
    started, resolved = draft.moments.get("started_at"), draft.moments.get("resolved_at")
    if resolved is None:
        return
    line = draft.lines["resolved_at"]
    if started and resolved < started:
        message = (
            f"`resolved_at` ({times.written(resolved)}) lies before `started_at` ({times.written(started)})"
        )
        draft.findings.add(Code.RESOLVED_BEFORE_STARTED, line, 1, message, "check the day, and the zones")
    elif started is None and "started_at" not in draft.lines and draft.updates:
        first = draft.updates[0].at
        if resolved < first:
            message = f"`resolved_at` ({times.written(resolved)}) lies before the first update ({times.written(first)})"
            hint = "say with `started_at` when the trouble began"
            draft.findings.add(Code.RESOLVED_BEFORE_STARTED, line, 1, message, hint)


def _add_at(entry: Entry, code: Code, message: str, hint: str, findings: Findings) -> None:
    findings.add(code, *values.place(entry.key), message, hint)
