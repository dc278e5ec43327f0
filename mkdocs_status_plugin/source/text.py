"""Bytes to lines: encoding, line ends, and characters that have no business in a text."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from typing import NamedTuple

from mkdocs_status_plugin.problems import Code, visible
from mkdocs_status_plugin.source.findings import Findings

MAX_FILE_BYTES = 1024 * 1024
MAX_RAW = 16 * 1024
"""Characters of an unreadable file that are shown."""

# All but tab and line end, and what Unicode says is no character: neither may stand in XML.
_CONTROL = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ufdd0-\\ufdef\\ufffe\\uffff" + "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17)
)
CONTROL = re.compile(f"[{_CONTROL}\\ud800-\\udfff]")
"""A character that no file may hold."""

_DIRECTION = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
_ZERO_WIDTH = (
    "\\xad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u2028\\u2029\\u2060-\\u2065\\u206a-\\u206f"
)
_ZERO_WIDTH += "\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e0fff"
_INVISIBLE = re.compile(f"[{_DIRECTION}{_ZERO_WIDTH}\\u200c\\u200d]")
_DIRECTIONS = re.compile(f"[{_DIRECTION}]")
# Joiners hold emoji and several scripts together, and tags spell the flags of England, Scotland and Wales.
_JOINED = re.compile(
    "(?<=[^\\x00-\\x7f])[\\u200c\\u200d](?=[^\\x00-\\x7f])|\U0001f3f4[\\U000e0020-\\U000e007f]+"
)

_REFERENCE = re.compile(r"&#?\w{1,31};")

# What neither of the two patterns above finds, as bytes of UTF-8.
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)")
_CONFLICT_MIDDLE = re.compile(r"^={7}$")


class Lines(NamedTuple):
    """A decoded file.

    ``original`` are the lines as found, ``clean`` the same with control characters as spaces,
    character for character. ``coherent`` is False when a merge left both versions in the
    file: whatever else could be said about it would mislead.
    """

    original: list[str]
    clean: list[str]
    coherent: bool


def decode(data: bytes, findings: Findings) -> Lines:
    """The lines of a file; line ends may be LF, CRLF or CR, and a byte order mark is dropped.

    A file that is not UTF-8 comes out as far as it can be read, with an error among ``findings``,
    whose ``lines`` are set.
    """
    text, fault = _decode(data)
    original = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    findings.lines = original
    # Most files hold little but plain letters, and those need not be looked at one by one.
    special = data.removeprefix(codecs.BOM_UTF8).translate(None, _PLAIN).decode() if fault is None else text
    if fault:
        findings.add(Code.NOT_UTF8, *fault, "save the file as UTF-8")
    clean = original
    if special and CONTROL.search(special.replace("\r", "")):
        clean = [_without_controls(line, number, findings) for number, line in enumerate(original, 1)]
    if special and _INVISIBLE.search(special):
        for number, line in enumerate(original, 1):
            _report_invisible(line, number, findings)
    may_conflict = "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text
    return Lines(original, clean, coherent=not may_conflict or _report_conflict(original, findings))


def raw(lines: list[str]) -> str:
    """Lines as they may be shown to visitors in place of what could not be read."""
    text = "\n".join(lines)
    left = len(text) - MAX_RAW
    shown = CONTROL.sub(_spelled, _INVISIBLE.sub(_spelled, text[:MAX_RAW]))
    return shown + (f"\n… ({left:,} more characters are not shown)" if left > 0 else "")


def named(character: str) -> str:
    """``U+202E (right-to-left override)`` for a character."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def invisible(text: str) -> re.Match[str] | None:
    """The first invisible or direction-changing character that is not part of a word or an emoji."""
    return _INVISIBLE.search(_JOINED.sub(lambda found: "x" * len(found[0]), text))


def report_references(line: str, number: int, findings: Findings) -> None:
    """Warn of an invisible character that a character reference (``&#x202e;``) puts into a line of Markdown."""
    for reference in _REFERENCE.finditer(line) if "&" in line else ():
        found = invisible(html.unescape(reference[0]))
        if found:
            message = f"a character reference makes {_kind(found[0])} character: {named(found[0])}"
            findings.add(Code.INVISIBLE_CHARACTER, number, reference.start() + 1, message, "write plain text")
            return


def _kind(character: str) -> str:
    return "a direction-changing" if changes_direction(character) else "an invisible"


def changes_direction(character: str) -> bool:
    """Whether a character changes the direction in which the text after it is shown."""
    return bool(_DIRECTIONS.match(character))


def _decode(data: bytes) -> tuple[str, tuple[int, int, str] | None]:
    """The text, and where and how it is not UTF-8."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            text = data.removeprefix(mark).decode(encoding, errors="replace")
            return text, (1, 1, "this file is UTF-16, not UTF-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        byte = data[error.start : error.start + 1]
        likely = byte.decode("cp1252", errors="ignore")
        message = f"this is not UTF-8: the byte 0x{byte[0]:02X}"
        message += f" (`{visible(likely)}` in Windows-1252)" if likely else ""
        return data.decode("utf-8", errors="replace"), (
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
            message,
        )


def _spelled(found: re.Match[str]) -> str:
    return visible(found[0])


def _without_controls(line: str, number: int, findings: Findings) -> str:
    found = CONTROL.search(line)
    if found is None:
        return line
    findings.add(
        Code.CONTROL_CHARACTER,
        number,
        found.start() + 1,
        f"a control character stands here: {named(found[0])}",
        "delete it; it cannot be seen in most editors",
    )
    return CONTROL.sub(" ", line)


def _report_invisible(line: str, number: int, findings: Findings) -> None:
    found = invisible(line)
    if found:
        findings.add(
            Code.INVISIBLE_CHARACTER,
            number,
            found.start() + 1,
            f"{_kind(found[0])} character stands here: {named(found[0])}",
            "delete it, unless it is meant: readers see other text than programs do",
        )


def _report_conflict(lines: list[str], findings: Findings) -> bool:
    marks = [number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    if not marks:
        return True
    marks += [number for number, line in enumerate(lines, 1) if _CONFLICT_MIDDLE.match(line)]
    first, *others = sorted(marks)[:10]
    also = f", and in line{'s' if len(others) > 1 else ''} {', '.join(map(str, others))}" if others else ""
    findings.add(
        Code.CONFLICT_MARKS,
        first,
        1,
        f"a merge was not finished: git's conflict marks stand here{also}",
        "keep the text that is right and delete the marks; meant as text, they go into a line indented by a space",
    )
    return False
