"""One text as a YAML scalar that every reader of YAML takes for exactly that text."""

from __future__ import annotations

import re

import yaml

# Letters of any script, digits, and marks that mean nothing to YAML in the middle of a line.
_PLAIN = re.compile(r"[^\W\d_][\w .,;()/'\"%+?!&$*@=<>:#-]*")


def scalar(text: str) -> str:
    """A text of one line, in quotes only where it needs them."""
    if _PLAIN.fullmatch(text) and _reads_as(text, text):
        return text
    if '"' in text or "\\" in text:
        quoted = "'" + text.replace("'", "''") + "'"
        if _reads_as(quoted, text):
            return quoted
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_escaped(character) for character in escaped) + '"'


def _reads_as(written: str, text: str) -> bool:
    try:
        return bool(yaml.safe_load(f"key: {written}") == {"key": text})
    except (yaml.YAMLError, ValueError):
        return False


def _escaped(character: str) -> str:
    # Line ends of YAML 1.1, and what only some of its readers accept.
    if character.isprintable() or ord(character) > 0xFFFF:
        return character
    return f"\\u{ord(character):04x}"
