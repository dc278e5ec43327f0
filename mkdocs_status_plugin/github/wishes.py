"""What somebody wants posted, read from a form, a comment or the inputs of "Run workflow".

Every part is text as it was typed: whether it makes sense is decided where it is done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mkdocs_status_plugin.github.events import text
from mkdocs_status_plugin.github.shipped import NOTHING, chosen
from mkdocs_status_plugin.model import UpdateStatus


class Action(StrEnum):
    """A new incident, one more update, or its end."""

    REPORT = "report"
    UPDATE = "update"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to post.

    ``incident`` is the title of a report, otherwise a name as one types it for the commands (empty: the
    only active one). ``components`` are ids, each alone or as ``id=status``. ``status`` is empty where
    the one that fits is meant; ``when`` is empty for now. ``text`` is Markdown.
    """

    action: Action
    incident: str
    text: str
    impact: str = ""
    components: tuple[str, ...] = ()
    status: str = ""
    when: str = ""
    also_affects: str = ""


class BadWish(Exception):
    """A text that asks for something and cannot be understood; it says why."""


_REPORT = ("Impact", "Affected components", "Status", "When", "What visitors read")
_UPDATE = ("Incident to update", "Status", "Components that have changed", "When", "What visitors read")
_RESOLVE = ("Incident that is over", "When", "What visitors read")
_EMPTY = {"", "_No response_", "None"}
_AS_IT_IS = {"as it is", "as fits"}
_COMMAND = re.compile(r"/(update|resolve)(?![\w/-])[ \t]*")
_TOKEN = re.compile(r"([a-z0-9_-]+=[\w-]+)(?:[ \t]+|$)")


def of_form(title: str, body: str) -> Wish | None:
    """The wish of an issue that was made with one of our forms; None for any other issue.

    GitHub writes each field below a heading with its label. The text comes last, so that no heading in
    it can be taken for a field.
    """
    if (report := _fields(body, _REPORT)) is not None:
        impact, components, status, when, message = report
        return Wish(
            Action.REPORT, title, message, _impact(impact), tuple(chosen(components)), _status(status), when
        )
    if (update := _fields(body, _UPDATE)) is not None:
        incident, status, components, when, message = update
        return Wish(Action.UPDATE, incident, message, "", tuple(_words(components)), _status(status), when)
    if (resolve := _fields(body, _RESOLVE)) is not None:
        return Wish(Action.RESOLVE, resolve[0], resolve[2], when=resolve[1])
    return None


def of_comment(body: str) -> Wish | None:
    """The wish of a comment that begins with ``/update`` or ``/resolve``; None for any other.

    Behind the command may stand a status, what has changed (``api=operational``) and ``incident=NAME``,
    in any order; the rest is the text.

    Raises:
        BadWish: if there is no text.
    """
    found = _COMMAND.match(body)
    if found is None:
        return None
    action, rest = Action(found[1]), body[found.end() :]
    status = incident = ""
    changes: list[str] = []
    while True:
        if action is Action.UPDATE and not status:
            status, rest = _leading_status(rest)
        token = _TOKEN.match(rest.partition("\n")[0])
        if token is None:
            break
        name, _, value = token[1].partition("=")
        if name == "incident":
            incident = value
        else:
            changes.append(token[1])
        rest = rest[token.end() :]
    message = rest.strip()
    if not message:
        raise BadWish(f"There is no text behind `/{action}`: say what visitors shall read.")
    return Wish(action, incident, message, components=tuple(changes), status=status)


def of_inputs(inputs: Mapping[str, Any]) -> Wish:
    """The wish of "Run workflow".

    Raises:
        BadWish: if the action is none that we know.
    """
    given = {name: text(inputs, name).strip() for name in inputs}
    try:
        action = Action(given.get("action", ""))
    except ValueError:
        raise BadWish("the action is none of report, update and resolve") from None
    component = given.get("component", "")
    listed = [] if component in {"", NOTHING} else chosen(component)
    resolving = action is Action.RESOLVE
    return Wish(
        action,
        given.get("incident", ""),
        given.get("text", ""),
        _impact(given.get("impact", "")) if action is Action.REPORT else "",
        # What is affected is chosen for a report alone; the choice has a default, so elsewhere it means nothing.
        (*(listed if action is Action.REPORT else ()), *_words(given.get("components", ""))),
        "" if resolving else _status(given.get("status", "")),
        given.get("when", ""),
    )


def _fields(body: str, labels: tuple[str, ...]) -> list[str] | None:
    """What stands below each heading; None unless the text is of this form."""
    rest = body.replace("\r\n", "\n").replace("\r", "\n")
    first, *others = labels
    head = f"### {first}\n"
    if not rest.startswith(head):
        return None
    rest = "\n" + rest[len(head) :]
    found = []
    for label in others:
        value, heading, rest = rest.partition(f"\n### {label}\n")
        if not heading:
            return None
        found.append(value)
        rest = "\n" + rest
    fields = [value.strip() for value in [*found, rest]]
    return ["" if value in _EMPTY else value for value in fields]


def _impact(choice: str) -> str:
    word = choice.partition(":")[0].strip().lower()
    return "none" if word == "notice" else word


def _status(choice: str) -> str:
    return "" if choice.lower() in _AS_IT_IS else choice


def _words(typed: str) -> list[str]:
    return typed.replace(",", " ").split()


def _leading_status(rest: str) -> tuple[str, str]:
    """A status that a text begins with, in any spelling, and what comes behind it."""
    for status in UpdateStatus:
        spelled = status.value.replace("_", "[ _-]")
        found = re.match(rf"{spelled}(?![\w=-])[ \t]*[:.]?[ \t]*", rest, re.IGNORECASE)
        if found:
            return status.value, rest[found.end() :]
    return "", rest
