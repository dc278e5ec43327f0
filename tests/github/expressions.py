"""The expressions of workflows, as much of GitHub's language as ours use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def filled(text: str, context: Mapping[str, Any]) -> str:
    """A text with the values of its expressions."""
    return re.sub(
        r"\$\{\{(.*?)\}\}", lambda found: str(value_of(found[1], context, failed=False) or ""), text
    )


def is_true(condition: str, context: Mapping[str, Any], *, failed: bool) -> bool:
    """Whether a condition holds, after a failure or not; without a status function none does after one."""
    bare = condition.strip()
    if bare.startswith("${{"):
        bare = bare[3:].removesuffix("}}")
    always = re.search(r"\b(success|failure|cancelled|always)\(", bare)
    return bool(value_of(bare, context, failed=failed)) and (always is not None or not failed)


_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|&&|\|\||==|!=|!|\(|\)|[\w.-]+(?:\(\))?)\s*")


def value_of(expression: str, context: Mapping[str, Any], *, failed: bool) -> Any:
    """The value of an expression, of as much of GitHub's language as our workflows use."""
    words = {"&&": " and ", "||": " or ", "==": "==", "!=": "!=", "!": " not ", "(": "(", ")": ")"}
    functions = {"success()": not failed, "failure()": failed, "cancelled()": False, "always()": True}
    values: list[Any] = []
    parts: list[str] = []
    position = 0
    while position < len(expression):
        found = _TOKEN.match(expression, position)
        assert found, f"nobody reads {expression[position:]!r} here"
        token, position = found[1], found.end()
        if token in words:
            parts.append(words[token])
            continue
        if token.startswith("'"):
            values.append(token[1:-1].replace("''", "'"))
        elif token in functions or token in {"true", "false"}:
            values.append(functions.get(token, token == "true"))
        else:
            values.append(_looked_up(token, context))
        parts.append(f"values[{len(values) - 1}]")
    # Every value is an element of a list by now; what is left of the text are operators.
    return eval("".join(parts).strip(), {"__builtins__": {}}, {"values": values})


def _looked_up(path: str, context: Mapping[str, Any]) -> Any:
    found: Any = context
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
