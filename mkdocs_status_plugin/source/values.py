"""The values behind keys, read one by one: text, a point in time, yes or no, one word of a few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import limits, times
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.suggest import Words
from mkdocs_status_plugin.source.yamlerrors import in_quotes
from mkdocs_status_plugin.source.yamltree import Entry, List, Map, Node, Text

Word = TypeVar("Word", bound=str)


def check_keys(
    found: Mapping[str, Entry], known: Iterable[str], advice: Mapping[str, str], findings: Findings
) -> set[str]:
    """Report every key that is not known, and return the known ones that they probably mean.

    ``advice`` says what to do instead of well-known wrong ones: a known key, or a sentence.
    """
    known = list(known)
    meant: set[str] = set()
    if all(name in known for name in found):
        return meant
    words = Words(known)
    for name, entry in found.items():
        if name not in known:
            hint = advice.get(name.lower(), "")
            near = hint if hint in known else words.nearest(name)
            if near and (hint in known or not hint):
                meant.add(near)
                hint = f"did you mean {quoted(near)}?"
            hint = hint or f"known: {', '.join(map(quoted, known))}"
            findings.add(Code.UNKNOWN_KEY, *place(entry.key), f"unknown key {quoted(name)}", hint)
    return meant


def place(node: Node) -> tuple[int, int]:
    """The line and column of a node."""
    return node.line, node.column


def is_nothing(node: Node) -> bool:
    """Whether nothing stands behind a key, or a word that means nothing in YAML."""
    return isinstance(node, Text) and node.plain and node.value.lower() in {"", "~", "null"}


def text(entry: Entry, limit: int, findings: Findings, *, one_line: bool = True) -> str | None:
    """A text of at most ``limit`` characters, stripped; None, and a finding, when there is none."""
    node = entry.value
    if not isinstance(node, Text):
        name = quoted(entry.key.value)
        kind = "list" if isinstance(node, List) else "mapping"
        message, hint = f"{name} is a {kind} here, and should be text", "put the text in quotes"
        findings.add(Code.WRONG_VALUE, *place(node), message, hint)
        return None
    value = node.value.strip()
    if not value:
        name = quoted(entry.key.value)
        hint = "write what there is to say"
        if node.cut:
            hint = f"write {quoted(f'{entry.key.value}: {in_quotes(node.cut.strip())}')}"
        findings.add(Code.WRONG_VALUE, *place(node), f"{name} is empty", hint)
        return None
    report_cut(entry, node, findings)
    if one_line and "\n" in value:
        findings.add(
            Code.WRONG_VALUE, *place(node), f"{quoted(entry.key.value)} has several lines", "write one line"
        )
        return None
    if len(value) > limit:
        message = f"{quoted(entry.key.value)} is {len(value):,} characters long"
        findings.add(Code.WRONG_VALUE, *place(node), message, f"shorten it to {limit:,} or fewer")
        return None
    for line in value.split("\n"):
        limits.check_run(line, *place(node), findings)
    return value


def report_cut(entry: Entry, node: Text, findings: Findings, *, only_words: bool = False) -> None:
    """Warn of a text that YAML ends at `` #``; with ``only_words``, not of what is surely a comment."""
    comment = node.cut.strip() if node.cut else ""
    if comment and not (only_words and not re.match(r"#[^\s#]", comment)):
        whole = in_quotes(f"{node.value}{node.cut}".strip())
        message = f"the text of {quoted(entry.key.value)} ends before {quoted(comment)}"
        hint = f"YAML takes it for a comment. Meant as text: {quoted(f'{entry.key.value}: {whole}', 400)}"
        hint += "; a comment goes on a line of its own"
        findings.add(Code.TEXT_CUT, node.line, node.column + len(node.value) + 1, message, hint)


def one_of(entry: Entry, words: Mapping[str, Word], findings: Findings) -> Word | None:
    """One of some words, in any case of letters."""
    node = entry.value
    word = words.get(node.value.strip().lower()) if isinstance(node, Text) else None
    if word is not None:
        return word
    name = quoted(entry.key.value)
    if is_nothing(node):
        message, hint = f"{name} is empty", f"write one of {', '.join(map(quoted, words))}"
    elif isinstance(node, Text):
        message = f"{name} cannot be {quoted(node.value)}"
        hint = Words(words).hint(node.value)
        hint += "" if hint.startswith("known") else f" It is one of {', '.join(map(quoted, words))}"
    else:
        message, hint = f"{name} should be one word", f"write one of {', '.join(map(quoted, words))}"
    findings.add(Code.WRONG_VALUE, *place(node), message, hint.strip())
    return None


def flag(entry: Entry, findings: Findings) -> bool:
    """``true`` or ``false``."""
    return one_of(entry, {"true": "true", "false": "false"}, findings) == "true"


def moment(entry: Entry, findings: Findings) -> datetime | None:
    """A point in time, in UTC."""
    node = entry.value
    if not isinstance(node, Text) or is_nothing(node):
        message = f"{quoted(entry.key.value)} should be a point in time"
        hint = f"write it like {quoted(f'{entry.key.value}: {times.EXAMPLE}')}"
        findings.add(Code.BAD_TIME, *place(node), message, hint)
        return None
    try:
        return times.parse(node.value)
    except times.TimeFault as fault:
        hint = fault.hint
        if fault.suggestion and fault.code is not Code.AMBIGUOUS_TIME:
            hint = f"write {quoted(f'{entry.key.value}: {fault.suggestion}', 200)}"
        findings.add(fault.code, *place(node), fault.message, hint)
        return None


def mapping(node: Node, what: str, findings: Findings, hint: str) -> Map | None:
    """A mapping, or a finding that says what else it is."""
    if isinstance(node, Map):
        return node
    kind = "a list" if isinstance(node, List) else quoted(node.value) if node.value else "nothing"
    message = f"{what} should be keys with values, and is {kind}"
    findings.add(Code.NOT_A_MAPPING, *place(node), message, hint)
    return None
