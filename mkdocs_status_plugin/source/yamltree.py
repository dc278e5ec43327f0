"""YAML as a small tree of text, lists and mappings that know where they stand.

Built on PyYAML's events, so that nothing turns into a number, a date or a truth value.
Refused: anchors, aliases, tags, duplicate keys, keys that are not text, a second document, deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.text import CONTROL, invisible, named

MAX_DEPTH = 20

# The C parser is ten times as fast; the other one gives the same events where PyYAML came without it.
LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What libyaml takes for a line end or refuses although a text file may hold it.
_NOT_YAML = re.compile("[\u2028\u2029\ufeff]")
_HASH = re.compile(r"[ \t]+#.*")


@dataclass(slots=True)
class Text:
    """A scalar. ``plain`` is whether it stood without quotes; ``cut`` is the comment right behind such a one."""

    value: str
    line: int
    column: int
    plain: bool = True
    cut: str = ""


@dataclass(slots=True)
class List:
    """A sequence."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Map:
    """A mapping, in the order of the file; each key stands in it once."""

    line: int
    column: int
    entries: dict[str, Entry] = field(default_factory=dict)


Node = Text | List | Map

_REFUSED = Text("", 1, 1)
"""The key of an entry whose key was none."""


@dataclass(slots=True)
class Entry:
    """A key, with its place, and its value.

    ``sound`` is False where the value is only what could be saved from a syntax error: then
    that error has been reported, and what follows from it should not be.
    """

    key: Text
    value: Node
    sound: bool = True


class SyntaxFault(NamedTuple):
    """Where YAML gave up and why, in its own words. Lines and columns count from 1 in the file."""

    line: int
    column: int
    problem: str
    context: str = ""
    context_line: int = 0
    context_column: int = 0


class Tree(NamedTuple):
    """What was read: ``root`` is None where the text is empty.

    ``fault`` is a syntax error, up to which ``root`` holds what was read. ``whole`` is False
    where reading ended early for any reason.
    """

    root: Node | None
    fault: SyntaxFault | None = None
    whole: bool = True


class _Stop(Exception):
    """Reading ends here; what was wrong is already among the findings."""


def parse(text: str, findings: Findings, first_line: int = 1, loader: type = LOADER) -> Tree:
    """The tree of a text that begins at ``first_line`` of its file.

    A syntax error comes back with it; everything else that is wrong is added to ``findings``.
    """
    builder = _Builder(findings, text.split("\n"), first_line)
    try:
        for event in yaml.parse(_NOT_YAML.sub(" ", text), Loader=loader):
            builder.take(event)
    except _Stop:
        return Tree(builder.root, whole=False)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in f"{error.problem}":
            # libyaml from 0.2.6 on gives up at a thousand levels, before it has told of the first.
            fault = _fault(error, first_line)
            builder.refuse_depth(fault.line, fault.column)
            return Tree(builder.root, whole=False)
        return Tree(builder.root, _fault(error, first_line), whole=False)
    except (yaml.YAMLError, ValueError) as error:
        # A scanner's ValueError: an escape for a character beyond Unicode, in the parser without C.
        return Tree(builder.root, SyntaxFault(first_line, 1, str(error).split("\n")[0]), whole=False)
    return Tree(builder.root)


def _fault(error: yaml.MarkedYAMLError, first_line: int) -> SyntaxFault:
    mark, context = error.problem_mark, error.context_mark
    here = mark or context
    return SyntaxFault(
        line=here.line + first_line if here else first_line,
        column=here.column + 1 if here else 1,
        problem=error.problem or "",
        context=error.context or "",
        context_line=context.line + first_line if context else 0,
        context_column=context.column + 1 if context else 0,
    )


class _Builder:
    """Puts a tree together from events; what is still open when they end stays as it is."""

    def __init__(self, findings: Findings, lines: list[str], first_line: int) -> None:
        self.root: Node | None = None
        self._findings = findings
        self._lines = lines
        self._first_line = first_line
        self._open: list[tuple[List | Map, Text | None]] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        if isinstance(event, yaml.ScalarEvent):
            self._put(self._text(event), opens=False)
        elif isinstance(event, yaml.MappingStartEvent):
            self._put(Map(*self._place(event)), opens=True)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._put(List(*self._place(event)), opens=True)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "a value that begins with `*` refers to another place of the file in YAML")
            self._put(Text(f"*{event.anchor}", *self._place(event)), opens=False)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "a second YAML document begins here"
                hint = "delete the line `---` or `...`"
                self._findings.add(Code.YAML_FEATURE, *self._place(event), message, hint)
                raise _Stop
        if isinstance(event, yaml.NodeEvent) and not isinstance(event, yaml.AliasEvent):
            if event.anchor is not None:
                self._refuse(event, "a value that begins with `&` is given a name (an anchor) in YAML")
            if getattr(event, "tag", None) is not None:
                self._refuse(event, "a value that begins with `!` is given a type (a tag) in YAML")

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + self._first_line, mark.column + 1) if mark else (self._first_line, 1)

    def _refuse(self, event: yaml.Event, message: str) -> None:
        hint = "meant as text it goes into quotes; anchors, aliases and tags are not read here"
        self._findings.add(Code.YAML_FEATURE, *self._place(event), message, hint)

    def _text(self, event: yaml.ScalarEvent) -> Text:
        line, column = self._place(event)
        plain = event.style in (None, "")
        text = Text(event.value, line, column, plain)
        if plain:
            end = event.end_mark
            rest = self._lines[end.line][end.column :] if end and end.line < len(self._lines) else ""
            found = _HASH.fullmatch(rest)
            text.cut = found[0] if found else ""
        elif event.style == '"':
            self._check_escapes(text)
        return text

    def _check_escapes(self, text: Text) -> None:
        """What an escape such as ``\\u202e`` makes cannot be seen in the bytes of the file."""
        found = CONTROL.search(text.value)
        if found:
            message = f"an escape in this text makes a control character: {named(found[0])}"
            self._findings.add(Code.CONTROL_CHARACTER, text.line, text.column, message, "write plain text")
            text.value = CONTROL.sub(" ", text.value)
        hidden = invisible(text.value)
        if hidden and hidden[0] not in self._lines[text.line - self._first_line]:
            message = f"an escape in this text makes an invisible character: {named(hidden[0])}"
            self._findings.add(Code.INVISIBLE_CHARACTER, text.line, text.column, message, "write plain text")

    def _put(self, node: Node, *, opens: bool) -> None:
        if not self._open:
            self.root = node
        else:
            self._put_inside(node)
        if opens and not isinstance(node, Text):
            self._open.append((node, None))
            if len(self._open) > MAX_DEPTH:
                self.refuse_depth(node.line, node.column)
                raise _Stop

    def refuse_depth(self, line: int, column: int) -> None:
        """Report lists and mappings that lie too deep inside each other."""
        message = f"this is nested more than {MAX_DEPTH} levels deep"
        self._findings.add(Code.NESTED_TOO_DEEP, line, column, message, "write it flatter")

    def _put_inside(self, node: Node) -> None:
        parent, key = self._open[-1]
        if isinstance(parent, List):
            parent.items.append(node)
        elif key is not None:
            self._open[-1] = (parent, None)
            self._enter(parent, key, node)
        elif isinstance(node, Text):
            self._open[-1] = (parent, node)
        else:
            message = "a key must be a word; this one is a list or a mapping"
            hint = "a text that begins with `[` or `{` goes into quotes"
            self._findings.add(Code.YAML_FEATURE, node.line, node.column, message, hint)
            self._open[-1] = (parent, _REFUSED)

    def _enter(self, parent: Map, key: Text, value: Node) -> None:
        first = parent.entries.get(key.value)
        if key is _REFUSED:
            return
        if first is None:
            parent.entries[key.value] = Entry(key, value)
        else:
            report_duplicate(self._findings, key, first.key)


def report_duplicate(findings: Findings, key: Text, first: Text) -> None:
    """A key that stands in a mapping for the second time."""
    message = f"{quoted(key.value)} stands here a second time; the first is in line {first.line}"
    findings.add(Code.DUPLICATE_KEY, key.line, key.column, message, "delete the one that is wrong")


def entries(node: Node | None) -> Iterator[Entry]:
    """The entries of a mapping; none for anything else."""
    if isinstance(node, Map):
        yield from node.entries.values()
