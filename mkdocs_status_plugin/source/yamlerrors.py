"""YAML's syntax errors in plain words, with the line as it would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.yamltree import SyntaxFault, parse

_PAIR = re.compile(r"(\s*(?:- +)?[^\s:#'\"-][^:]*:[ \t]+|\s*- +)(\S.*?)\s*")
_NO_SPACE = re.compile(r"(\s*(?:- +)?)([A-Za-z_]+):(\S.*?)\s*")
_FIXED = 2000  # a longer line is not shown in a corrected form
_MAX_TRIED = 400  # lines: in a longer text no correction is tried, because each means reading it again

# Words of libyaml and of PyYAML's own parser, to what a person should read. The first that fits is used.
_MEANINGS = (
    ("mapping values are not allowed", "a value with a colon and a space in it needs quotes"),
    ("scanning a quoted scalar", "a quotation mark is opened here and never closed"),
    (
        "unknown escape character",
        'a backslash in "double quotes" begins an escape, and this one does not exist',
    ),
    ("escape sequence", 'a backslash in "double quotes" begins an escape, and this one is not complete'),
    (
        "invalid Unicode character",
        'a backslash in "double quotes" begins an escape, and this one is no character',
    ),
    ("flow sequence", "a list that is opened with `[` is not closed with `]`, or a comma is missing in it"),
    ("flow mapping", "a mapping that is opened with `{` is not closed with `}`, or a comma is missing in it"),
    ("scanning an anchor", "a value cannot begin with `&` unless it stands in quotes"),
    ("scanning an alias", "a value cannot begin with `*` unless it stands in quotes"),
    ("tag", "a value cannot begin with `!` unless it stands in quotes"),
    ("block scalar", "after `|` or `>` the text begins on the next line"),
    ("could not find expected ':'", "this line is not of the form `key: value`"),
    ("'-' indicator", "this line does not fit the list above: its indentation or its `- ` is wrong"),
    ("block collection", "this line does not fit the list above: its indentation or its `- ` is wrong"),
    ("block sequence entries", "a list with `- ` cannot begin here: it begins on a line of its own"),
    (
        "expected key",
        "this line does not fit the ones above: its indentation differs, or text follows a quotation",
    ),
    (
        "block mapping",
        "this line does not fit the ones above: its indentation differs, or text follows a quotation",
    ),
    ("node content", "something is missing here: a value between two commas, or behind a mark"),
    ("document", "the YAML ends before this line: here the text goes on where nothing may follow"),
    ("directive", "a line cannot begin with `%` unless it stands in quotes"),
)


def report(fault: SyntaxFault, text: str, findings: Findings, first_line: int = 1) -> str:
    """Add a syntax error of a text that begins at ``first_line`` of its file to its findings.

    Returns the text as it would be right, if that can be told; otherwise nothing.
    """
    lines = text.split("\n")
    index, column = _place(fault, lines, first_line)
    here = lines[index]
    if re.match(r"[ ]*\t", here) or here[column - 1 : column] == "\t":
        message = "a tab stands here; YAML is indented with spaces only"
        hint = "put spaces, or nothing, in its place"
        findings.add(Code.BAD_YAML, first_line + index, here.index("\t") + 1, message, hint)
        return ""
    message = _meaning(fault, here, column)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if "document" in f"{fault.problem} {fault.context}" and first < index and lines[first].startswith(" "):
        # Keys that are indented less than the first one are another text to YAML.
        index, column, message = first, 1, "this line is indented, and lines below it are not"
    hint, right = _correction(lines, (index, fault.line - first_line, fault.context_line - first_line))
    if not hint and "\u00a0" in lines[index]:
        hint = "the line holds a no-break space (U+00A0), which YAML takes for a letter: type it anew"
    findings.add(Code.BAD_YAML, first_line + index, column, message, hint)
    return right


def _place(fault: SyntaxFault, lines: list[str], first_line: int) -> tuple[int, int]:
    """The index of the line, and the column, where a person should look."""
    index, column = fault.line - first_line, fault.column
    unclosed = "scanning a quoted scalar" in fault.context and "end of stream" in fault.problem
    # A mark alone is no name of anything, and what is missing is only missed behind it.
    nameless = re.match("while scanning an (alias|anchor)", fault.context)
    if unclosed or nameless or index >= len(lines) or not lines[index].strip():
        # The end of the text is no place to look at: what was opened before is.
        index = fault.context_line - first_line if fault.context_line else index
        column = fault.context_column or column
    return min(index, len(lines) - 1), column


def _meaning(fault: SyntaxFault, here: str, column: int) -> str:
    if "cannot start any token" in fault.problem and here[column - 1 : column].strip():
        return f"a value cannot begin with {quoted(here[column - 1])} unless it stands in quotes"
    words = f"{fault.problem} {fault.context}"
    for part, meaning in _MEANINGS:
        if part in words:
            return meaning
    return f"this is not valid YAML: {quoted(fault.problem)}"


def _correction(lines: list[str], indexes: Iterable[int]) -> tuple[str, str]:
    """A hint with a corrected line, and the whole text with it, if it can then be read; or nothing."""
    if len(lines) <= _MAX_TRIED:
        for index in dict.fromkeys(indexes):
            if 0 <= index < len(lines) and len(lines[index]) < _FIXED:
                for right, words in _candidates(lines, index):
                    text = "\n".join([*lines[:index], right, *lines[index + 1 :]])
                    if _readable(text):
                        return f"{words}: {quoted(right.strip(), _FIXED)}", text
    return "", ""


def _candidates(lines: list[str], index: int) -> Iterator[tuple[str, str]]:
    """Lines that may have been meant by one, with what was done to it."""
    line = lines[index]
    spaced = _NO_SPACE.fullmatch(line)
    if spaced and not spaced[3].startswith("//"):
        yield f"{spaced[1]}{spaced[2]}: {spaced[3]}", "put a space after the colon"
    pair = _PAIR.fullmatch(line)
    if pair and pair[1].strip() == "components:":
        for opening, closing in ("[]", "{}"):
            if pair[2].startswith(opening):
                yield line.rstrip(" ,") + closing, f"close it with {quoted(closing)}"
    elif pair:
        yield pair[1] + in_quotes(pair[2]), "put the text in quotes"
    above = next((other for other in reversed(lines[:index]) if other.strip()), "")
    indented = re.match(" *" if line.lstrip().startswith("- ") else " *(?:- +)?", above)
    width = len(indented[0]) if indented else 0
    words = f"begin the line with {width} spaces" if width else "begin the line at the margin"
    yield " " * width + line.lstrip(), words


def in_quotes(value: str) -> str:
    """A text as a quoted scalar that means exactly it; quotes that half enclose it are taken off first."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    elif value[:1] in ("'", '"') and value.count(value[0]) == 1:
        value = value[1:]
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _readable(text: str) -> bool:
    scratch = Findings("")
    return parse(text, scratch).whole and not scratch.has_errors
