"""The ``components`` of an incident's front matter."""

from __future__ import annotations

from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import values
from mkdocs_status_plugin.source.braces import Mention, read_status
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.yamltree import Entry, List, Map, Node, Text

_HINT = "write `components: [api, website]`, or a line `  - api` for each"


def size(node: List | Map) -> int:
    """How many entries a list or mapping has."""
    return len(node.items) if isinstance(node, List) else len(node.entries)


def read(entry: Entry, findings: Findings) -> list[Mention]:
    """The components that are named: each alone or with its status, in a list, a mapping, or both mixed."""
    node = entry.value
    found: dict[str, Mention] = {}
    if isinstance(node, Text):
        if not values.is_nothing(node):
            message = f"`components` should be a list, and is {quoted(node.value)}"
            findings.add(Code.WRONG_VALUE, *values.place(node), message, _HINT)
        return []
    for item in node.items if isinstance(node, List) else [node]:
        if isinstance(item, Map):
            for pair in item.entries.values():
                _add(pair.key, pair.value, found, findings)
        elif isinstance(item, Text) and not values.is_nothing(item):
            _add(item, None, found, findings)
        else:
            kind = "a list inside the list" if isinstance(item, List) else "an entry without a component"
            findings.add(Code.WRONG_VALUE, *values.place(item), f"this is {kind}", _HINT)
    return list(found.values())


def _add(name: Text, value: Node | None, found: dict[str, Mention], findings: Findings) -> None:
    status = None
    if isinstance(value, Text) and not values.is_nothing(value):
        status = read_status(value.value, *values.place(value), findings)
    elif value is not None and not isinstance(value, Text):
        message = f"the status of {quoted(name.value)} should be one word"
        hint = "write it like `- api: degraded_performance`"
        findings.add(Code.WRONG_VALUE, *values.place(value), message, hint)
    if name.value in found:
        message = (
            f"{quoted(name.value)} is named a second time; the first is in line {found[name.value].line}"
        )
        findings.add(Code.DUPLICATE_KEY, *values.place(name), message, "delete the one that is wrong")
    else:
        found[name.value] = Mention(name.value, status, *values.place(name))
