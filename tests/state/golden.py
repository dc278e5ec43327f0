"""Golden cases: files of a status page, moments, and what is true then, all as readable text.

A case (``cases/*.txt``) begins with a sentence that says what it shows. Below it come parts, each
under a line ``=== …``::

    === components.yml            a file, and so is every other name that holds a dot
    === problems                  what reading finds, without which there must be nothing
    === at 2026-11-02 14:05       the snapshot at a moment (UTC)
    === review 2026-11-02 14:05   the warnings of a moment (UTC)
    === history api 2 days to 2026-11-02 14:05 Europe/Berlin

``python -m tests.state.golden`` writes what the program says now into every case; read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.model import ComponentChange, Site
from mkdocs_status_plugin.problems import Problem
from mkdocs_status_plugin.source import SourceFile, load
from mkdocs_status_plugin.state import (
    Day,
    IncidentView,
    Snapshot,
    Timeline,
    UpdateView,
    history,
    review,
    uptime_text,
)

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def parts(text: str) -> list[tuple[str, str]]:
    """The parts of a case as heading and body; the sentence at the top has an empty heading."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines(keepends=True):
        if line.startswith("=== "):
            found.append((line[4:].rstrip(), []))
        else:
            found[-1][1].append(line)
    return [(heading, "".join(lines)) for heading, lines in found]


def said(text: str) -> str:
    """The case with every answer as the program gives it now."""
    read = parts(text)
    files = [SourceFile(name, body.encode()) for name, body in read if _is_file(name)]
    site, problems = load(files)
    timeline = Timeline(site)
    found = []
    if problems and "problems" not in dict(read):
        read.insert(1, ("problems", ""))
    for heading, body in read:
        found.append(f"=== {heading}\n" if heading else "")
        found.append(_answer(heading, timeline, problems) if heading and not _is_file(heading) else body)
    return "".join(found)


def _is_file(heading: str) -> bool:
    return "." in heading and " " not in heading


def _answer(heading: str, timeline: Timeline, problems: list[Problem]) -> str:
    question, _, rest = heading.partition(" ")
    if question == "at":
        lines = _snapshot(timeline.at(_moment(rest)))
    elif question == "review":
        lines = _problems(review(timeline.site, _moment(rest)))
    elif question == "history":
        id_, days, _, _, day, clock, zone = rest.split()
        lines = _history(timeline, timeline.site, id_, int(days), _moment(f"{day} {clock}"), ZoneInfo(zone))
    elif question == "problems":
        lines = (f"{p.path}:{p.line}:{p.column} {p.code}" for p in problems)
    else:
        raise AssertionError(heading)
    return "".join(f"{line}\n" for line in lines) + "\n"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _problems(problems: list[Problem]) -> Iterator[str]:
    for problem in problems:
        yield f"{problem.path}:{problem.line}:{problem.column} {problem.code}: {problem.message}"
        yield f"    {problem.hint}"


def _snapshot(snapshot: Snapshot) -> Iterator[str]:
    banner = snapshot.banner
    yield _row(
        "banner",
        f"{banner.kind}, level {banner.level}",
        "of " + " ".join(banner.component_ids) if banner.component_ids else "",
        "by " + " ".join(banner.incident_ids) if banner.incident_ids else "",
        f"{banner.unread} unread" if banner.unread else "",
        "" if banner.complete else "list incomplete",
    )
    yield _row("indicator", snapshot.indicator)
    for view in snapshot.components:
        by_hand = "by hand" if view.by_hand else ""
        yield _row(
            "component",
            f"{view.component.id}={view.status}",
            "by " + " ".join(view.incident_ids) if view.incident_ids else "",
            by_hand,
        )
    for group, shown in snapshot.groups.items():
        yield _row("group", f"{group.name}={shown.status}")
    for name in ("active", "upcoming", "past", "pinned"):
        views: tuple[IncidentView, ...] = getattr(snapshot, name)
        yield from (_row(name, view.id, *([] if name == "pinned" else _incident(view))) for view in views)
    yield from (_row("not yet", incident.id) for incident in snapshot.not_yet)
    if snapshot.next_change:
        yield _row("next", _clock(snapshot.next_change.at), *snapshot.next_change.incident_ids)


def _row(name: str, *cells: str) -> str:
    return f"{name:<10} " + "; ".join(cell for cell in cells if cell)


def _incident(view: IncidentView) -> Iterator[str]:
    yield f"{view.status}" + (" and overrunning" if view.overrunning else "")
    yield _statuses(view.affected)
    yield f"began {_clock(view.began_at)}"
    yield f"ended {_clock(view.ended_at)}" if view.ended_at else ""
    yield f"closed {_clock(view.closed_at)}" if view.closed_at != view.ended_at else ""
    yield f"monitoring {_clock(view.monitoring_at)}" if view.monitoring_at else ""
    yield f"{len(view.updates)} updates"
    yield _update(view.updates[0]) if view.updates else ""


def _update(shown: UpdateView) -> str:
    changed = "".join(f", {c.component_id} {c.old} > {c.new}" for c in shown.visible_changes)
    return f"newest {shown.update.status}{changed}"


def _statuses(found: tuple[ComponentChange, ...]) -> str:
    return " ".join(f"{id_}={status}" for id_, status in found)


def _clock(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "?"


def _history(
    timeline: Timeline, site: Site, id_: str, days: int, now: datetime, zone: ZoneInfo
) -> Iterator[str]:
    found = history(timeline, site.by_id[id_], now, zone, days)
    for day in found.days:
        yield _row(f"{day.date}", *_day(day))
    yield _row("counted", f"{found.counted_seconds:.0f} s")
    yield _row("down", f"{found.down_seconds:.1f} s")
    yield _row("uptime", f"{uptime_text(found)}")


def _day(day: Day) -> Iterator[str]:
    yield day.worst or "no data"
    yield " ".join(f"{status}={seconds:.0f}" for status, seconds in sorted(day.seconds.items()))
    yield " ".join(f"{i.id}({i.status} {i.seconds:.0f})" for i in day.incidents)


if __name__ == "__main__":
    for case in CASES:
        case.write_text(said(case.read_text("utf-8")), "utf-8")
