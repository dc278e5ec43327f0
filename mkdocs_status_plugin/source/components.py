"""The component list: lines to the tree of components and groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from mkdocs_status_plugin.model import Component, ComponentStatus, Group
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import times, values, yamlerrors
from mkdocs_status_plugin.source.address import TAKEN, address
from mkdocs_status_plugin.source.braces import read_status
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.text import Lines
from mkdocs_status_plugin.source.yamltree import Entry, List, Map, Node, Text, parse

EXAMPLE = """\
components:
  - id: api
    name: API"""

MAX_NAME = 120
MAX_ID = 64
MAX_DESCRIPTION = 1000
MAX_LINK = 2000
MAX_COMPONENTS = 1000
MAX_GROUPS_DEEP = 5

COMPONENT_KEYS = ("id", "name", "description", "link", "since", "status")
GROUP_KEYS = ("name", "components", "id", "description")

_ID = re.compile(r"(?=.*[a-z0-9])[a-z0-9_-]+")
_ADVICE = {
    "title": "name",
    "url": "link",
    "group": "a group is an entry with a `name` and its own `components`",
    "groups": "a group is an entry of `components` with a `name` and its own `components`",
    "members": "components",
    "uptime": "uptime is worked out from the incidents",
}


@dataclass(slots=True)
class ComponentList:
    """What could be read. ``whole`` is False where an entry may be missing from ``components``."""

    components: tuple[Component | Group, ...] = ()
    whole: bool = True


def read(lines: Lines, findings: Findings) -> ComponentList:
    """The component list; whatever is wrong with it is added to ``findings``."""
    text = "\n".join(lines.clean)
    scratch = Findings(findings.path, findings.lines)
    tree = parse(text, scratch)
    right = yamlerrors.report(tree.fault, text, findings) if tree.fault else ""
    if right:
        scratch = Findings(findings.path, findings.lines)
        tree = parse(right, scratch)
    if not tree.fault:
        findings.extend(scratch)
    # Where reading ended early the last entry may be half of one: what is wrong with it follows from that.
    reader = _Reader(findings if tree.whole else Findings(findings.path))
    reader.whole = tree.whole and not right and not scratch.has_errors
    return ComponentList(reader.read(tree.root), reader.whole)


@dataclass(slots=True)
class _Reader:
    findings: Findings
    whole: bool = True
    count: int = 0
    lines_of_ids: dict[str, int] = field(default_factory=dict)
    lines_of_names: dict[str, int] = field(default_factory=dict)

    def read(self, root: Node | None) -> tuple[Component | Group, ...]:
        if root is None:
            hint = f"it holds at least:\n{EXAMPLE}"
            self.findings.add(Code.MISSING_KEY, 1, 1, "the component list is empty", hint)
            self.whole = False
            return ()
        top = values.mapping(root, "the component list", self.findings, f"write it like this:\n{EXAMPLE}")
        if top is None:
            self.whole = False
            return ()
        values.check_keys(top.entries, ["components"], _ADVICE, self.findings)
        if "components" not in top.entries:
            message, hint = "the key `components` is missing", f"the file holds at least:\n{EXAMPLE}"
            self.findings.add(Code.MISSING_KEY, *values.place(top), message, hint)
            self.whole = False
            return ()
        return self._members(top.entries["components"], 0)

    def _members(self, entry: Entry, depth: int) -> tuple[Component | Group, ...]:
        node = entry.value
        if not isinstance(node, List):
            message = "`components` should be a list" + (", and is empty" if values.is_nothing(node) else "")
            self._miss(Code.WRONG_VALUE, node, message, f"write it like this:\n{EXAMPLE}")
            return ()
        if depth > MAX_GROUPS_DEEP:
            message = f"groups are nested more than {MAX_GROUPS_DEEP} levels deep"
            self._miss(Code.NESTED_TOO_DEEP, node, message, "write them flatter")
            return ()
        found = (self._member(item, depth) for item in node.items)
        return tuple(member for member in found if member is not None)

    def _member(self, node: Node, depth: int) -> Component | Group | None:
        self.count += 1
        if self.count > MAX_COMPONENTS:
            if self.count == MAX_COMPONENTS + 1:
                message = f"more than {MAX_COMPONENTS:,} components and groups are not read"
                self._miss(Code.TOO_MANY, node, message, "list what readers of the page know")
            return None
        if isinstance(node, Text) and not values.is_nothing(node):
            message = f"{quoted(node.value)} should be an entry with an id and a name"
            self._miss(Code.NOT_A_MAPPING, node, message, f"write it like this:\n{_entry_for(node.value)}")
            return None
        found = values.mapping(node, "an entry", self.findings, f"write it like this:\n{_entry_for('api')}")
        if found is None:
            self.whole = False
            return None
        return self._group(found, depth) if "components" in found.entries else self._component(found)

    def _group(self, node: Map, depth: int) -> Group | None:
        values.check_keys(node.entries, GROUP_KEYS, _ADVICE, self.findings)
        name = self._text(node, "name", MAX_NAME)
        if "name" not in node.entries:
            message, hint = "the key `name` is missing in this group", "add `name: ` and what readers call it"
            self.findings.add(Code.MISSING_KEY, *values.place(node), message, hint)
        group_id = self._id(node.entries["id"]) if "id" in node.entries else None
        members = self._members(node.entries["components"], depth + 1)
        description = self._text(node, "description", MAX_DESCRIPTION)
        # A group without a name still shows what it holds.
        return Group(name or group_id or "…", members, group_id, description, node.line)

    def _component(self, node: Map) -> Component | None:
        found = node.entries
        values.check_keys(found, COMPONENT_KEYS, _ADVICE, self.findings)
        name = self._text(node, "name", MAX_NAME)
        component_id = self._id(found["id"]) if "id" in found else None
        if "id" not in found:
            hint = f"add {quoted(f'id: {_id_for(name)}')}: incidents name it so"
            self._miss(Code.MISSING_KEY, node, "the key `id` is missing in this component", hint)
        if "name" not in found:
            message, hint = (
                "the key `name` is missing in this component",
                "add `name: ` and what readers call it",
            )
            self.findings.add(Code.MISSING_KEY, *values.place(node), message, hint)
        description = self._text(node, "description", MAX_DESCRIPTION)
        link = self._link(found["link"]) if "link" in found else ""
        since = self._since(found["since"]) if "since" in found else None
        status = self._status(found["status"]) if "status" in found else None
        if component_id is None:
            return None
        if name:
            self._check_name(name, found["name"].value)
        return Component(component_id, name or component_id, description, link, since, status, node.line)

    def _text(self, node: Map, key: str, limit: int) -> str:
        entry = node.entries.get(key)
        if entry is None:
            return ""
        value = entry.value
        if isinstance(value, Text):
            values.report_cut(entry, value, self.findings, only_words=True)
            entry = Entry(entry.key, Text(value.value, value.line, value.column, value.plain))
        if key == "description" and values.is_nothing(value):
            return ""
        return values.text(entry, limit, self.findings, one_line=key == "name") or ""

    def _id(self, entry: Entry) -> str | None:
        node = entry.value
        value = node.value if isinstance(node, Text) else ""
        if not _ID.fullmatch(value) or len(value) > MAX_ID:
            message = f"{quoted(value)} cannot be an id" if value else "the id is empty"
            hint = f"an id is made of lower-case letters, digits, hyphens and underscores, at most {MAX_ID}"
            hint += f": {quoted(_id_for(value))}" if value else ""
            self._miss(Code.WRONG_VALUE, node, message, hint)
            return None
        if value in TAKEN:
            message = f"{quoted(value)} cannot be an id: the address of its page is taken"
            self._miss(Code.WRONG_VALUE, node, message, f"write {quoted(f'{value}-1')} or another word")
            return None
        if value in self.lines_of_ids:
            message = f"the id {quoted(value)} is taken by the entry in line {self.lines_of_ids[value]}"
            self._miss(
                Code.DUPLICATE_ID, node, message, "every component and every group with an id has its own"
            )
            return None
        self.lines_of_ids[value] = entry.key.line
        return value

    def _check_name(self, name: str, node: Node) -> None:
        first = self.lines_of_names.setdefault(name.casefold(), node.line)
        if first != node.line:
            message = f"a component in line {first} is called {quoted(name)} as well"
            hint = "give them different names: readers, and many programs, tell components apart by name"
            self.findings.add(Code.DUPLICATE_NAME, *values.place(node), message, hint)

    def _link(self, entry: Entry) -> str:
        value = values.text(entry, MAX_LINK, self.findings)
        if value is None:
            return ""
        try:
            parts = urlsplit(value)
            fine = (
                parts.scheme.lower() in {"http", "https"}
                and bool(parts.hostname)
                and not re.search(r"\s", value)
            )
        except ValueError:
            fine = False
        if not fine:
            message = f"{quoted(value)} is not a web address"
            hint = "write the whole address, like `https://www.example.com`"
            self.findings.add(Code.WRONG_VALUE, *values.place(entry.value), message, hint)
        return value if fine else ""

    def _since(self, entry: Entry) -> date | None:
        node = entry.value
        try:
            return times.parse_day(node.value if isinstance(node, Text) else "")
        except times.TimeFault as fault:
            self.findings.add(fault.code, *values.place(node), fault.message, fault.hint)
            return None

    def _status(self, entry: Entry) -> ComponentStatus | None:
        node = entry.value
        value = node.value if isinstance(node, Text) else ""
        return read_status(value, *values.place(node), self.findings)

    def _miss(self, code: Code, node: Node, message: str, hint: str) -> None:
        """Report something that keeps an entry out of the list."""
        self.whole = False
        self.findings.add(code, *values.place(node), message, hint)


def _id_for(name: str) -> str:
    """An id made of a name; an example where it holds nothing to make one of."""
    return address(name)[:MAX_ID].strip("-") if re.search("[a-z0-9]", name, re.IGNORECASE) else "api"


def _entry_for(name: str) -> str:
    return f"  - id: {_id_for(name)}\n    name: {name[:MAX_NAME]}"
