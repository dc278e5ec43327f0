"""Ids as programs see them: 12 characters, the same for as long as what they name keeps its own.

Clients of Statuspage expect twelve of ``[0-9a-z]`` (statuspage-api.md, sections 1 and 4) and tell
news from old by them, so they come from the file's name, never from a title or a date in it.
"""

from __future__ import annotations

import json
import string
from collections.abc import Sequence
from hashlib import sha256

LENGTH = 12

_LETTERS = string.ascii_lowercase
_ALL = string.digits + string.ascii_lowercase
_POSSIBLE = (len(_LETTERS) * len(_ALL) ** 2) ** (LENGTH // 3)


def page(address: str) -> str:
    """The page's id, from its address or, where that is not known, its name."""
    return _id("page", address)


def component(component_id: str) -> str:
    """A component's id, from the one in the component list."""
    return _id("component", component_id)


def group(group_id: str) -> str:
    """A group's id, from the one in the component list."""
    return _id("group", group_id)


def nameless_group(names: Sequence[str], number: int = 1) -> str:
    """The id of a group that was given none, from the names on the way to it.

    ``number`` tells groups of one name in one place apart, in the order of the list.
    """
    return _id("group by name", *names, str(number))


def incident(incident_id: str) -> str:
    """An incident's id, from its address, which is its file's name."""
    return _id("incident", incident_id)


def update(incident_id: str, anchor: str) -> str:
    """An update's id, from its incident's and its anchor on the page."""
    return _id("update", incident_id, anchor)


def made_update(incident_id: str, cause: str) -> str:
    """The id of an update that nobody wrote, from what made it."""
    return _id("made update", incident_id, cause)


def _id(kind: str, *names: str) -> str:
    # Every third character is a letter: no run of digits is long enough for a year, a date or a number.
    rest = int.from_bytes(sha256(json.dumps([kind, *names]).encode()).digest()) % _POSSIBLE
    made = ""
    for position in range(LENGTH):
        characters = _ALL if position % 3 else _LETTERS
        rest, number = divmod(rest, len(characters))
        made += characters[number]
    return made
