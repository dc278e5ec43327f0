"""One more update in an incident that is there: every byte of the file stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from mkdocs_status_plugin.editing.composing import NewUpdate, section, tidy
from mkdocs_status_plugin.editing.reading import PATH, read, same_text
from mkdocs_status_plugin.editing.refusal import Refused
from mkdocs_status_plugin.model import Incident, Update

_SECOND = timedelta(seconds=1)
_CANNOT = "the update cannot be written like this"


def next_moment(now: datetime, updates: Iterable[Update]) -> datetime:
    """The time of an update that is written now: the minute, or a second later than what that minute has.

    So an update is always newer than the one before it, however soon it follows, in whatever order
    the file is written.
    """
    minute = now.replace(second=0, microsecond=0)
    within = [update.at for update in updates if minute <= update.at < minute + timedelta(minutes=1)]
    if not within:
        return minute
    return max(now.replace(microsecond=0), max(within) + _SECOND)


def add_update(data: bytes, update: NewUpdate, path: str = PATH) -> bytes:
    """The file with one more update behind all others.

    An instant that another update has already is moved on by seconds until it has none. Where the
    end of the file is no place for an update, because the reader would see something else there, it
    stands before the first one.

    Raises:
        Refused: if the file cannot be read, or the update's text would not be read back as it is.
    """
    before, problems = read(data, path)
    if problems:
        raise Refused("the file has errors, so nothing was added to it", problems)
    taken = {one.at for one in before.updates}
    at = update.at.replace(microsecond=0)
    while at in taken:
        at += _SECOND
    update = NewUpdate(at, update.status, update.text, update.changes)
    lines = section(update)
    refusal: Refused | None = None
    for edited in _candidates(data, before, lines):
        after, problems = read(edited, path)
        if not problems and _adds_only(before, after, update):
            return edited
        wrong = _CANNOT if problems else "the text of the update would not be read as it was meant"
        refusal = refusal or Refused(wrong, problems)
    raise refusal or Refused(_CANNOT)


def _candidates(data: bytes, incident: Incident, lines: list[str]) -> Iterator[bytes]:
    """The file with the lines at its end, then with the lines before its first update."""
    end = line_end(data)
    written = end.join(line.encode("utf-8", "surrogatepass") for line in lines)
    rows = data.splitlines(keepends=True)
    gap = b"" if data.endswith((b"\n", b"\r")) else end
    if rows[-1].strip():
        gap += end
    yield data + gap + written + end
    first = min(update.line for update in incident.updates) - 1
    above, below = b"".join(rows[:first]), b"".join(rows[first:])
    yield above + written + end + end + below


def line_end(data: bytes) -> bytes:
    """The line end that most lines of a file have; LF where there is none."""
    pairs = data.count(b"\r\n")
    counts = {b"\n": data.count(b"\n") - pairs, b"\r\n": pairs, b"\r": data.count(b"\r") - pairs}
    return max(counts, key=lambda end: counts[end])


def _adds_only(before: Incident, after: Incident, update: NewUpdate) -> bool:
    """Whether the update is there as it was meant, and all that was there is what it was."""
    added = [one for one in after.updates if one.at == update.at]
    rest = tuple(one for one in after.updates if one.at != update.at)
    return (
        len(added) == 1
        and added[0].status is update.status
        and dict(added[0].changes) == dict(update.changes)
        and same_text(added[0].text, tidy(update.text))
        and rest == before.updates
        and after.summary == before.summary
    )
