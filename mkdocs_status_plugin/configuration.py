"""``mkdocs.yml`` read without MkDocs: plain YAML, whatever tags MkDocs and its plugins have for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

FILES = ("mkdocs.yml", "mkdocs.yaml")
"""The names that a configuration may have."""
PLUGIN_NAMES = ("status", "mkdocs-status-plugin/status")
"""The names of our plugin in it."""
_MAX_INHERITED = 10

Values = Mapping[object, object]


class Unreadable(Exception):
    """The configuration cannot be used; the text says where and why."""


class Tagged:
    """What stands for a value that only MkDocs itself can make, such as that of ``!!python/name:…``."""

    def __init__(self, tag: str) -> None:
        """Take the tag."""
        self._tag = tag

    def __repr__(self) -> str:
        """The tag, for a message."""
        return self._tag


class _Loader(yaml.SafeLoader):
    """Plain YAML; ``!ENV`` asks the environment, a value with any other tag comes out as :class:`Tagged`."""


def _environment(loader: _Loader, node: yaml.Node) -> object:
    """``!ENV NAME`` or ``!ENV [NAME, OTHER, default]``, as in MkDocs."""
    default: object = None
    names: list[object] = []
    if isinstance(node, yaml.ScalarNode):
        names = [node.value]
    elif isinstance(node, yaml.SequenceNode):
        names = [loader.construct_object(child, deep=True) for child in node.value]
        default = names.pop() if len(names) > 1 else None
    for name in names:
        if isinstance(name, str) and name in os.environ:
            value = os.environ[name]
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]  # the stubs leave it untyped
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return default


def _unknown(loader: _Loader, suffix: str, node: yaml.Node) -> Tagged:
    del loader, suffix
    return Tagged(node.tag.replace("tag:yaml.org,2002:", "!!"))


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", _unknown)


def file_in(root: Path) -> Path | None:
    """The configuration of a project, or None where there is none."""
    return next((root / name for name in FILES if (root / name).is_file()), None)


def read(root: Path) -> Values:
    """The values of ``mkdocs.yml`` and of what it inherits from; none where there is no such file.

    Raises:
        Unreadable: if it is no YAML.
        OSError: if it cannot be read.
    """
    file = file_in(root)
    found: Values = {}
    for _ in range(_MAX_INHERITED):
        if file is None:
            break
        values = _read(file)
        found = _over(values, found)
        parent = values.get("INHERIT")
        file = file.parent / parent if isinstance(parent, str) else None
    return found


def plugin_options(values: Values) -> Values | None:
    """The options of our plugin, in either form that MkDocs knows; None where the plugin is not named."""
    return next(_of_ours(values.get("plugins")), None)


def _over(below: Values, above: Values) -> Values:
    """Two layers of values: mappings are joined, of all else the one above counts."""
    found = dict(below)
    for key, value in above.items():
        under = found.get(key)
        found[key] = _over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return found


def _read(file: Path) -> Values:
    try:
        loader = _Loader(file.read_bytes())
        try:
            values = loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise Unreadable(f"{file.name}{where} is not valid YAML") from None
    return values if isinstance(values, dict) else {}


def _of_ours(plugins: object) -> Iterator[Values]:
    entries: Iterable[object] = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        named = entry if isinstance(entry, dict) else {entry: None}
        for name, options in named.items():
            if name in PLUGIN_NAMES:
                yield options if isinstance(options, dict) else {}
