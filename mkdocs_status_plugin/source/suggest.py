"""The nearest known word, for people who are tired."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from mkdocs_status_plugin.problems import quoted

_MAX_WORD = 64
_MAX_LISTED = 12
_MIN_PART = 4


def nearest(word: str, known: Iterable[str] | Mapping[str, str]) -> str | None:
    """The known word that is most like ``word``, or None when none is.

    A mapping leads from what people may type (a component's name) to what is right (its id).
    """
    targets = known if isinstance(known, Mapping) else {name: name for name in known}
    plain: dict[str, str] = {}
    for name, right in targets.items():
        plain.setdefault(_plain(name), right)
    typed = _plain(word)
    found = difflib.get_close_matches(typed, plain, n=1, cutoff=0.6)
    found = found or [name for name in plain if len(typed) >= _MIN_PART and typed in name.split("-")][:1]
    return plain[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """A hint: the nearest known word, or all of them when there are few, or nothing."""
    right = list(dict.fromkeys(known.values() if isinstance(known, Mapping) else known))
    found = nearest(word, known if isinstance(known, Mapping) else right)
    if found:
        return f"did you mean {quoted(found)}?"
    return f"known: {', '.join(map(quoted, right))}" if 0 < len(right) <= _MAX_LISTED else ""


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word[:_MAX_WORD].strip(" \t*_`'\"").casefold())
