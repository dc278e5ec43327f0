"""Translations of incidents: ``2026-11-02-api-slow.de.md`` beside ``2026-11-02-api-slow.md``.

A translation holds words only: a title, and a text for each update, found by its time. What happened
stands in the original alone, so a translation can neither open nor close anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from mkdocs_status_plugin.model import Translation
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import frontmatter, values
from mkdocs_status_plugin.source.address import stem_of
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.headings import label
from mkdocs_status_plugin.source.incident import MAX_TITLE
from mkdocs_status_plugin.source.sections import split
from mkdocs_status_plugin.source.text import Lines
from mkdocs_status_plugin.source.updates import Entry, anchors, read_updates

_NAME = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)")
_STATE = "the state comes from the original; a translation has a title and texts"
_ADVICE: dict[str, str] = dict.fromkeys(
    ("impact", "components", "also_affects", "status", "scheduled_for", "scheduled_until"), _STATE
)


def pairs(paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Which of some files are translations: their paths, each with its original's and the language.

    A file is one only beside its original; without one, or beside another translation, it is an
    incident with a dot in its name.
    """
    by_stem = {_stem(path): path for path in paths}
    found: dict[str, tuple[str, str]] = {}
    for stem in sorted(by_stem, key=len):
        match = _NAME.fullmatch(stem) if "." in stem else None
        if match and (original := by_stem.get(match["stem"])) and original not in found:
            found[by_stem[stem]] = (original, match["language"])
    return found


def _stem(path: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return folder + slash + stem_of(path)


def read(
    path: str, language: str, lines: Lines, original: Sequence[Entry], findings: Findings
) -> Translation | None:
    """What a translation says, or None, and findings, when it cannot be used.

    ``original`` are the updates that it translates, oldest first.
    """
    front = frontmatter.read(lines.clean, findings)
    body = split(lines.clean[front.body_index :], front.body_index + 1, findings)
    values.check_keys(front.entries, ("title",), _ADVICE, findings)
    title = ""
    if entry := front.entries.get("title"):
        title = values.text(entry, MAX_TITLE, findings if entry.sound else Findings(path)) or ""
    elif front.known:
        hint = "add `title: ` and the title in this language"
        findings.add(Code.MISSING_KEY, front.line, 1, "the key `title` is missing", hint)
    told = read_updates(body.sections, None, findings)
    texts = _matched(told, original, findings)
    if findings.has_errors:
        return None
    _report_missing(texts, original, len(lines.clean), findings)
    return Translation(language, path, title, body.summary, texts)


def _matched(told: Sequence[Entry], original: Sequence[Entry], findings: Findings) -> dict[str, str]:
    """Each text by the anchor of the update that it translates."""
    by_anchor = dict(zip(anchors(list(original)), original, strict=True))
    texts = {}
    for anchor, entry in zip(anchors(list(told)), told, strict=True):
        meant = by_anchor.get(anchor)
        if meant is None:
            message = f"the original has no update of {entry.at:%Y-%m-%d %H:%M} UTC"
            findings.add(Code.TRANSLATION_MISMATCH, entry.line, 1, message, _known(by_anchor.values()))
        elif meant.status is not entry.status:
            message = f"the original says {label(meant.status)} here, not {label(entry.status)}"
            findings.add(Code.TRANSLATION_MISMATCH, entry.line, 1, message, _STATE)
        elif entry.changes:
            message = "a translation cannot change components"
            findings.add(Code.TRANSLATION_MISMATCH, entry.line, 1, message, f"leave the braces out: {_STATE}")
        else:
            texts[anchor] = entry.text
    return texts


def _known(entries: Collection[Entry]) -> str:
    shown = ", ".join(f"{entry.at:%Y-%m-%d %H:%M} UTC" for entry in list(entries)[-5:])
    return f"its newest are {quoted(shown)}" if shown else "it has none"


def _report_missing(
    texts: Mapping[str, str], original: Sequence[Entry], last_line: int, findings: Findings
) -> None:
    missing = [
        entry for anchor, entry in zip(anchors(list(original)), original, strict=True) if anchor not in texts
    ]
    if missing:
        shown = ", ".join(f"{entry.at:%Y-%m-%d %H:%M} UTC" for entry in missing[:5])
        verb = "is" if len(missing) == 1 else "are"
        message = f"{len(missing)} of {len(original)} updates {verb} not translated: {shown}"
        hint = "readers of this language see the original's text there"
        findings.add(Code.TRANSLATION_BEHIND, last_line, 1, message, hint)
