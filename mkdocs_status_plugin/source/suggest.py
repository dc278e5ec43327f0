"""The nearest known word, for people who are tired."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from mkdocs_status_plugin.problems import quoted

_MAX_WORD = 64
_MAX_LISTED = 12
_MIN_PART = 4


class Words:
    """Words that are known, to find the one that was meant.

    ``others`` lead from further things that people type (a component's name) to what is right (its id).
    """

    def __init__(self, known: Iterable[str], others: Mapping[str, str] | None = None) -> None:
        self._known = list(known)
        self._right: dict[str, str] = {}
        for typed, right in [*((word, word) for word in self._known), *(others or {}).items()]:
            self._right.setdefault(_plain(typed), right)

    def nearest(self, word: str) -> str | None:
        """The known word that is most like ``word``, or None when none is."""
        typed = _plain(word)
        found = difflib.get_close_matches(typed, self._right, n=1, cutoff=0.6)
        found = found or [
            name for name in self._right if len(typed) >= _MIN_PART and typed in name.split("-")
        ]
        return self._right[found[0]] if found else None

    def hint(self, word: str) -> str:
        """The nearest known word, or all of them when there are few, or nothing."""
        found = self.nearest(word)
        if found:
            return f"did you mean {quoted(found)}?"
        return f"known: {', '.join(map(quoted, self._known))}" if 0 < len(self._known) <= _MAX_LISTED else ""


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word[:_MAX_WORD].strip(" \t*_`'\"").casefold())
