"""The event file of a workflow, read with care: nothing in it is what it should be until it was looked at.

The shapes are those of GitHub's "Webhook events and payloads".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

MAX_EVENT = 25 * 1024 * 1024
"""The largest payload that GitHub sends, in bytes."""


class BadEvent(Exception):
    """The event is not of the kind that is asked for; the text says what is missing."""


def read_event(data: bytes) -> Mapping[str, Any]:
    """The payload of an event.

    Raises:
        BadEvent: if it is no JSON object.
    """
    try:
        found = json.loads(data[: MAX_EVENT + 1])
    except (ValueError, RecursionError):
        raise BadEvent("the event file is no JSON") from None
    if not isinstance(found, dict):
        raise BadEvent("the event file holds no event")
    return found


def pushed_at(event: Mapping[str, Any]) -> datetime | None:
    """When a push was (UTC); None for an event of another kind."""
    at = part(event, "repository").get("pushed_at")
    if isinstance(at, bool) or not isinstance(at, int) or "head_commit" not in event:
        return None
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def part(event: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """An object in an object; empty where there is none."""
    found: Any = event
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def text(holder: Mapping[str, Any], name: str) -> str:
    """A text in an object, with plain line ends; empty where there is none."""
    found = holder.get(name)
    return found.replace("\r\n", "\n").replace("\r", "\n") if isinstance(found, str) else ""
