"""What holds for whatever people, and strangers, write."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_status_plugin.model import ComponentStatus, Impact, Incident, Site, Update, UpdateStatus
from mkdocs_status_plugin.problems import Code, Problem, as_github, as_json, as_text, errors, in_order
from mkdocs_status_plugin.source import SourceFile, load, written_time
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.headings import label
from mkdocs_status_plugin.source.translation import pairs
from mkdocs_status_plugin.source.yamltree import LOADER, parse
from tests.source import golden

VALID = """\
---
title: API responding slowly
impact: major
components:
  - api
  - dashboard: degraded_performance
also_affects: "Reports"
started_at: 2026-11-02 14:00 UTC
---

Summary.

## 2026-11-02 14:05 UTC - Investigating

Text with `code`. <!-- comment -->

```
fence
```

## 2026-11-02 15:10 Europe/Berlin - Monitoring { dashboard=operational }

## Resolved - 2026-11-02T15:45:00Z
"""
COMPONENTS = golden.COMPONENTS.encode()

# What breaks files: marks of YAML and Markdown, and characters that cannot be seen.
MARKS = """
--- ... # ## ### ``` ~~~ ` `` <!-- --> { } {} {{ }} [ ] ' " : | > & * ! % @ = , - _ << \\ \\x00 \\u202e CET
"""
CHARACTERS = "\n\r\t\x00\x1b\x85\xa0\u200b\u202e\u2028\ud7ff\ufeff\ufffe\U0001f680"
PIECES = """\
: |  |\r\n|\n\n|- api\n|title: x\n|<<<<<<< HEAD\n|::error::x\n|\n## |\n---\n|2026-11-02 14:05 UTC - Resolved\
"""
LONG = ["[" * 300, "> " * 30, "a" * 600, "- " * 30 + "x", "`" * 300]
fragments = st.sampled_from([*MARKS.split(), *CHARACTERS, *PIECES.split("|"), *LONG])


@st.composite
def mutations(draw: st.DrawFn, text: str) -> str:
    """A text with some pieces cut out and some fragments put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 8)))
        text = text[:start] + draw(fragments | st.text(max_size=3)) + text[end:]
    return text


def check(files: list[SourceFile]) -> tuple[Site, list[Problem]]:
    """Load some files and check what holds for whatever is in them."""
    site, problems = load(files)
    assert problems == in_order(problems)
    broken = {problem.path for problem in errors(problems)}
    incidents = [file for file in files if file.path != "components.yml"]
    assert sorted(incident.path for incident in site.incidents) == sorted(file.path for file in incidents)
    assert len({incident.id for incident in site.incidents}) == len(incidents)
    for incident in site.incidents:
        assert incident.readable is (incident.path not in broken)
        assert (incident.impact is Impact.UNKNOWN) is (incident.path in broken)
        assert [update.at for update in incident.updates] == sorted(update.at for update in incident.updates)
        assert len({update.anchor for update in incident.updates}) == len(incident.updates)
        json.dumps([incident.title, incident.summary, incident.raw]).encode()
        incident.title.encode()
    assert site.complete is ("components.yml" not in broken)
    for file in files:
        lines = (file.data or b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        for problem in problems:
            # The lines of UTF-16 are not those of its bytes.
            if problem.path == file.path and (file.data or b"")[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
                assert 1 <= problem.line <= len(lines)
                assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    for problem in problems:
        assert problem.message
        assert len(as_text(problem).split("\n")) == len(as_text(problem).splitlines())
        assert len(as_github(problem).splitlines()) == 1
        json.dumps(as_json(problem))
    return site, problems


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes(incident: bytes, components: bytes) -> None:
    """Any bytes are a site and problems, never a failure; positions lie in the file."""
    check([SourceFile("incidents/a.md", incident), SourceFile("components.yml", components)])


@given(st.lists(fragments | st.text(max_size=5), max_size=30).map("".join))
def test_any_text(text: str) -> None:
    """Any text is a site and problems."""
    data = text.encode()
    check([SourceFile("incidents/a.md", data), SourceFile("components.yml", data)])
    check(
        [
            SourceFile("incidents/a.md", f"---\n{text}\n---\n{text}".encode()),
            SourceFile("components.yml", COMPONENTS),
        ]
    )


@given(mutations(VALID))
def test_broken_incidents(text: str) -> None:
    """A valid file with any damage is an incident with its problems."""
    check([SourceFile("incidents/a.md", text.encode()), SourceFile("components.yml", COMPONENTS)])


@given(mutations(golden.COMPONENTS))
def test_broken_lists(text: str) -> None:
    """A valid component list with any damage leaves every incident to be seen."""
    check([SourceFile("incidents/a.md", VALID.encode()), SourceFile("components.yml", text.encode())])


@given(st.lists(st.text("ab -_.A", min_size=1, max_size=4), unique=True, max_size=8))
def test_any_names(names: list[str]) -> None:
    """Files of any names keep an incident each, whose ids differ."""
    files = [SourceFile(f"incidents/{name}.md", VALID.encode()) for name in names]
    # `A.aa.md` beside `A.md` is a translation.
    assume(not pairs(file.path for file in files))
    check([*files, SourceFile("components.yml", COMPONENTS)])


@given(st.data())
def test_comments_reach_no_output(data: st.DataObject) -> None:
    """Whatever stands in a comment is in no field of the incident, be it readable or not."""
    gaps = [index for index in range(VALID.index("Summary"), len(VALID)) if VALID[index - 1] == "\n"]
    gaps = [index for index in gaps if not VALID.index("```") < index <= VALID.rindex("```")]
    place = data.draw(st.sampled_from(gaps))
    around = data.draw(st.sampled_from(["", "\n", "\n\n", "`", "```\n", "## "]))
    closed = data.draw(st.sampled_from(["-->", "-->\n", "", " -->x"]))
    text = f"{VALID[:place]}<!-- {around}secret{around} {closed}{VALID[place:]}"
    site, _ = load([SourceFile("incidents/a.md", text.encode()), SourceFile("components.yml", COMPONENTS)])
    assert "secret" not in repr(site)


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs", "M"], exclude_characters="\xad"),
    min_size=1,
    max_size=12,
)
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 - made UTC at once
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)
changes = st.dictionaries(
    st.sampled_from(["api", "dashboard", "database"]), st.sampled_from(ComponentStatus), max_size=3
)
TROUBLE = [status for status in UpdateStatus if not status.for_maintenance_only]


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    """A readable incident with updates at different times."""
    impact = draw(st.sampled_from([impact for impact in Impact if impact is not Impact.UNKNOWN]))
    statuses = [*UpdateStatus] if impact is Impact.MAINTENANCE else TROUBLE
    start = draw(moments)
    updates = []
    for index in range(draw(st.integers(1, 4))):
        at = start + timedelta(hours=index)
        anchor = f"{at:%Y-%m-%dT%H:%M:%SZ}" if at.second else f"{at:%Y-%m-%dT%H:%MZ}"
        text = "\n\n".join(draw(st.lists(words.filter(str.isalnum), max_size=2)))
        status = draw(st.sampled_from(statuses))
        updates.append(Update(at, status, text, anchor, tuple(draw(changes).items())))
    named = tuple(draw(changes.filter(bool)).items())
    maintenance = impact is Impact.MAINTENANCE
    return Incident(
        id="a",
        path="incidents/a.md",
        title=draw(texts),
        impact=impact,
        components=named,
        updates=tuple(updates),
        also_affects=draw(texts),
        scheduled_for=start if maintenance else None,
        scheduled_until=start + timedelta(hours=1) if maintenance else None,
        auto_complete=maintenance and draw(st.booleans()),
        pinned_until=draw(st.none() | moments),
    )


def canonical(incident: Incident) -> str:
    """An incident in the canonical form of the files."""
    lines = [
        "---",
        f"title: {json.dumps(incident.title, ensure_ascii=False)}",
        f"impact: {incident.impact}",
        "components:",
    ]
    lines += [f"  - {component}: {status}" for component, status in incident.components]
    lines.append(f"also_affects: {json.dumps(incident.also_affects, ensure_ascii=False)}")
    for name in ("scheduled_for", "scheduled_until", "pinned_until"):
        if at := getattr(incident, name):
            lines.append(f"{name}: {written_time(at)}")
    if incident.auto_complete:
        lines.append("auto_complete: true")
    lines.append("---")
    for update in incident.updates:
        braces = " ".join(f"{component}={status}" for component, status in update.changes)
        heading = f"## {written_time(update.at)} - {label(update.status)}"
        lines += ["", f"{heading} {{ {braces} }}" if braces else heading, "", update.text]
    return "\n".join(lines)


@given(incidents(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_canonical_files_are_read_as_meant(incident: Incident, line_end: str) -> None:
    """An incident in the canonical form is read back as itself, without a problem."""
    data = canonical(incident).replace("\n", line_end).encode()
    site, problems = load([SourceFile("incidents/a.md", data), SourceFile("components.yml", COMPONENTS)])
    assert problems == []
    assert site.incidents == (incident,)


@given(mutations(VALID.split("---\n")[1]))
def test_both_parsers_agree(text: str) -> None:
    """PyYAML's own parser and the one in C give one tree where both can read a text."""
    text = "".join(character for character in text if character.isprintable() or character == "\n")
    trees = [
        parse(text, Findings("a.md", text.split("\n")), loader=loader) for loader in (LOADER, yaml.SafeLoader)
    ]
    if not any(tree.fault for tree in trees):
        assert trees[0] == trees[1]


def test_there_are_two_parsers() -> None:
    """The parser in C is there, so that the comparison above compares something."""
    assert LOADER is not yaml.SafeLoader


class _Shallow(yaml.SafeLoader):
    """Gives up as libyaml does from 0.2.6 on, and at the same place."""

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        if self.flow_level >= 1000:
            where = self.get_mark()
            raise yaml.scanner.ScannerError(
                "while increasing flow level", where, "exceeded maximum nesting depth", where
            )
        super().fetch_flow_collection_start(token)


def test_a_parser_may_refuse_depth_by_itself() -> None:
    """Where the parser gives up on nesting before we do, it is told as what it is."""
    text = "title: Deep\nimpact: " + "[" * 5000
    findings = Findings("a.md", text.split("\n"))
    tree = parse(text, findings, loader=_Shallow)
    (problem,) = findings.result()
    assert (problem.code, problem.line) == (Code.NESTED_TOO_DEEP, 2)
    assert (tree.fault, tree.whole) == (None, False)


@pytest.mark.parametrize("text", ['title: "\\U00110000"', "a: \x00", "\ufffe"])
def test_the_other_parser_never_fails(text: str) -> None:
    """What PyYAML's own parser gives up on with other exceptions is a fault as any other."""
    tree = parse(text, Findings("a.md", [text]), loader=yaml.SafeLoader)
    assert tree.fault
    assert not tree.whole
