"""What a change means to the public, in words: for a terminal, and as Markdown for a pull request.

Everything from the files is untrusted: on a terminal its control characters are spelled out, and in Markdown
it stands in code, where nothing of it is a link, a mention or markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from mkdocs_status_plugin.changes import IncidentChange, Kind, Meaning
from mkdocs_status_plugin.language import sentence, words
from mkdocs_status_plugin.markup import plain
from mkdocs_status_plugin.model import ComponentStatus, Incident, Update, UpdateStatus
from mkdocs_status_plugin.problems import as_text, printed, visible
from mkdocs_status_plugin.source import written_time

_HEADINGS = {
    Kind.NEW: "New",
    Kind.CHANGED: "Changed",
    Kind.MOVED: "Moved to another address",
    Kind.REMOVED: "Removed: it disappears from every page, feed and figure",
}
_FACTS = (
    ("Title", "title"),
    ("Impact", "impact"),
    ("Summary", "summary"),
    ("Also affected", "also_affects"),
    ("Planned from", "scheduled_for"),
    ("Planned until", "scheduled_until"),
    ("Ends by itself", "auto_complete"),
    ("Began", "started_at"),
    ("Ended", "resolved_at"),
    ("Kept at the top until", "pinned_until"),
)
_NOTHING = "Nothing changes for the public."
MOST = 250_000
"""How many characters of Markdown there are at most: the summary of a step on GitHub holds 1 MiB."""


def as_lines(meaning: Meaning) -> list[str]:
    """For a terminal."""
    found: list[str] = []
    for level, line in _told(meaning, _shown):
        prefix = "" if level in (0, 1) else "  " * (level - 1)
        if level <= 1 and found:
            found.append("")
        found += [f"{prefix}{part}".rstrip() for part in printed(line).split("\n")]
    for problem in meaning.problems:
        found += ["", as_text(problem)] if found else [as_text(problem)]
    return found or [_NOTHING]


def as_markdown(meaning: Meaning, most: int = MOST) -> str:
    """For a pull request: headings, lists, and the texts in code blocks.

    What goes beyond ``most`` characters is left out, and that is said.
    """
    parts: list[str] = []
    for level, line in _told(meaning, _code):
        if level == 0:
            parts.append(f"**{line}**\n")
        elif level == 1:
            parts.append(f"\n### {line}\n")
        elif level == 2:
            parts.append(f"- {line}")
        elif line:
            parts.append("\n" + _block(line) + "\n")
    if meaning.problems:
        parts.append("\n### Problems that this brings\n")
        parts.append(_block("\n\n".join(map(as_text, meaning.problems))))
    kept = list(_fitting(parts or [_NOTHING], most))
    return "\n".join(kept) + "\n"


def _fitting(parts: list[str], most: int) -> Iterator[str]:
    left = most
    for part in parts:
        left -= len(part) + 1
        if left < 0:
            yield "\n… and more than fits here; look at the files themselves."
            return
        yield part


_Quote = Callable[[str], str]


def _told(meaning: Meaning, quote: _Quote) -> Iterator[tuple[int, str]]:
    """Lines with their level: 0 the banner, 1 a heading, 2 a fact, 3 a text that visitors read."""
    english = words("en")
    before, after = (
        sentence(english, snapshot.site, snapshot.banner) for snapshot in (meaning.before, meaning.after)
    )
    if before != after:
        yield 0, f"Banner: {quote(before)} → {quote(after)}"
    elif meaning.incidents or meaning.components:
        yield 0, f"Banner: stays {quote(after)}"
    if meaning.components:
        yield 1, "Components"
    for component in meaning.components:
        yield 2, f"{quote(component.name)}: {_status(component.before)} → {_status(component.after)}"
    for change in meaning.incidents:
        yield from _incident(meaning, change, quote)
    told = list(_followers(meaning, quote))
    if told:
        yield 1, "Who will be told"
        yield from ((2, line) for line in told)


def _incident(meaning: Meaning, change: IncidentChange, quote: _Quote) -> Iterator[tuple[int, str]]:
    incident = change.incident
    yield 1, f"{_HEADINGS[change.kind]}: {quote(incident.title)}"
    yield 2, f"/incidents/{incident.id}/"
    if change.kind is Kind.MOVED and change.before:
        yield 2, f"links to /incidents/{change.before.id}/ no longer lead anywhere"
    if change.after is None:
        return
    if not change.after.readable:
        yield 2, "it cannot be read: visitors see it as trouble, with the file as it is written"
    yield from ((2, line) for line in _facts(change, quote))
    view = meaning.after.by_id.get(incident.id)
    if view is not None and change.kind is Kind.NEW:
        for id_, status in view.affected:
            yield 2, f"{quote(meaning.after.site.component_name(id_))}: {_status(status)}"
    for update in change.added:
        yield 2, f"{'New update' if change.before else 'Update'}: {_heading(update, meaning.after.now)}"
        yield 3, plain(update.text)
    for old, new in change.edited:
        yield 2, f"Edited: {_heading(new, meaning.after.now)}" + _edited(old, new)
        if old.text != new.text:
            yield 3, plain(new.text)
    for update in change.removed:
        yield 2, f"Removed: {_heading(update, meaning.after.now)}"


def _facts(change: IncidentChange, quote: _Quote) -> Iterator[str]:
    for name, attribute in _FACTS:
        old = _fact(change.before, attribute)
        new = _fact(change.after, attribute)
        if change.before is None:
            if new and attribute != "title":
                yield f"{name}: {quote(new)}"
        elif old != new:
            yield f"{name}: {quote(old) if old else 'nothing'} → {quote(new) if new else 'nothing'}"

    told = {one.language: one for one in change.after.translations} if change.after else {}
    was = {one.language: one for one in change.before.translations} if change.before else {}
    for language in sorted({*told, *was}):
        if told.get(language) != was.get(language):
            what = "removed" if language not in told else "changed" if language in was else "new"
            yield f"Translation {quote(language)}: {what}"


def _fact(incident: Incident | None, attribute: str) -> str:
    value = getattr(incident, attribute, None)
    if isinstance(value, datetime):
        return written_time(value)
    return "yes" if value is True else str(value) if value else ""


def _edited(old: Update, new: Update) -> str:
    if old.status is not new.status:
        return f" (was {_status(old.status)})"
    return "" if old.text != new.text else " (what it changes for components)"


def _heading(update: Update, now: datetime) -> str:
    ahead = ", which shows nothing before that time" if update.at > now else ""
    return f"{_status(update.status)}, {written_time(update.at)}{ahead}"


def _followers(meaning: Meaning, quote: _Quote) -> Iterator[str]:
    """Whom feeds and calendars reach: an entry is new for each new update, and changes with each edit."""
    site = meaning.after.site
    english = words("en")
    now = meaning.after.now
    entries: list[str] = []
    named: dict[str, None] = {}
    planned = False
    for change in meaning.incidents:
        happened = [update for update in change.added if update.at <= now]
        for update in happened:
            status = english.plain(f"update.{update.status}")
            entries.append(english.plain("feed.title", status=status, title=change.incident.title))
        if happened or change.edited:
            named.update(dict.fromkeys(change.incident.component_ids))
        entries += [
            f"{change.incident.title}: {_status(new.status)}, edited"
            for _, new in change.edited
            if new.at <= now
        ]
        planned = planned or (change.incident.is_maintenance and change.incident.scheduled_for is not None)
    if entries:
        names = ", ".join(quote(site.component_name(id_)) for id_ in named)
        yield "whoever follows the page's feeds" + (f", and the feeds of {names}" if names else "")
        yield from (f"feed entry: {quote(entry)}" for entry in entries)
    if planned:
        yield "whoever has subscribed to the calendar of maintenance"


def _status(status: ComponentStatus | UpdateStatus | None) -> str:
    return status.value.replace("_", " ").capitalize() if status else "not listed"


def _shown(text: str) -> str:
    return visible(text)


def _code(text: str) -> str:
    """A text as code in a line of Markdown, whatever marks it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks = "`" * (longest + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{gap}{visible(text)}{gap}{marks}"


def _block(text: str) -> str:
    """A text as a block of code, whatever marks it holds."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    marks = "`" * (longest + 1)
    lines = [visible(line) for line in text.split("\n")]
    return "\n".join([f"{marks}text", *lines, marks])
