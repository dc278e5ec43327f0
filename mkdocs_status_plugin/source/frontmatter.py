"""Splits an incident file into its front matter and its body, and reads the front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import frontmatter
from frontmatter.default_handlers import BaseHandler

from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import plainfront, yamlerrors
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.headings import looks_like_update
from mkdocs_status_plugin.source.yamltree import (
    Entry,
    Map,
    Node,
    SyntaxFault,
    Text,
    entries,
    parse,
    report_duplicate,
)

MAX_BYTES = 16 * 1024

EXAMPLE = """\
---
title: API responding slowly
impact: major
components:
  - api
---"""

_FENCE = re.compile(r"-{3,}[ \t]*")
_FENCE_AND_TEXT = re.compile(r"---[ \t]+\S.*")
# What a phone or a word processor makes of three hyphens.
_ALMOST = re.compile(r"(?:--|[-\u2010-\u2015\u2212]*[\u2010-\u2015\u2212][-\u2010-\u2015\u2212]*)[ \t]*")
_OTHER = {"+++": "TOML", "{": "JSON", ";;;": "JSON", "```yaml": "a code block"}
_KEY = re.compile(r"[^\s#\-\[\]{},'\"][^:]*:(?:\s|$)|(['\"]).*\1\s*:(?:\s|$)")
# A line that is neither a key nor belongs to the one above: here the text begins.
_NO_YAML = re.compile(rf"(?!{_KEY.pattern})[^\s#\-\]}}]")
_FIRST_KEY = re.compile(r"(?:title|impact|components)\s*:")


@dataclass(slots=True)
class FrontMatter:
    """``entries`` are its keys; ``line`` is where it begins (1 where there is none).

    ``body_index`` is the index of the first line behind it. ``known`` is False where there is
    none or it could not be read as keys and values, so that nothing can be said to be missing.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    line: int = 1
    body_index: int = 0
    known: bool = True


def read(lines: list[str], findings: Findings) -> FrontMatter:
    """The front matter of a file's lines; whatever is wrong with it is added to ``findings``."""
    usual = plainfront.read(lines)
    if usual:
        return FrontMatter(usual[0], body_index=usual[1])
    handler = _StrictHandler(lines, findings)
    text = "\n".join(lines)
    if not handler.detect(text):
        return FrontMatter(known=False)
    # python-frontmatter strips blank lines off the front: the handler has counted them.
    metadata, _ = frontmatter.parse(text, handler=handler)
    found = {key: value for key, value in metadata.items() if isinstance(value, Entry)}
    return FrontMatter(found, max(handler.start + 1, 1), handler.body_index, handler.known)


class _StrictHandler(BaseHandler):
    """Front matter between ``---`` lines at the top of a file, as entries that know their lines."""

    FM_BOUNDARY = _FENCE

    def __init__(self, lines: list[str], findings: Findings) -> None:
        super().__init__()
        self._lines = lines
        self._findings = findings
        self.start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
        self.body_index = 0
        self.known = True

    def detect(self, text: str) -> bool:
        """Whether there is front matter, even an ill-fenced one. Reports its absence."""
        del text  # the lines are known
        line = self._lines[self.start] if self.start < len(self._lines) else ""
        if _FENCE.fullmatch(line.strip()):
            return True
        if _FIRST_KEY.match(line):
            message, hint = (
                "the line above the first key is missing",
                "put a line `---` there, and one below the last key",
            )
            self._findings.add(Code.NO_FRONT_MATTER, self.start + 1, 1, message, hint)
            self.start -= 1
            return True
        if _ALMOST.fullmatch(line.strip()):
            message, hint = "the front matter does not begin with three hyphens", "write `---`"
        elif _FENCE_AND_TEXT.fullmatch(line):
            behind = line[3:].strip()
            message = "text follows on the line that opens the front matter"
            hint = f"let `---` stand alone on its line, and put {quoted(behind)} on the next"
            # Most likely a key: then it is not missing.
            self.known = behind.startswith("#")
        else:
            other = next((name for mark, name in _OTHER.items() if line.strip().lower().startswith(mark)), "")
            kind = f"; it begins with {other}" if other else ""
            message = f"this file does not begin with front matter{kind}"
            hint = f"begin the file like this:\n{EXAMPLE}"
            self._findings.add(Code.NO_FRONT_MATTER, 1, 1, message, hint)
            return False
        self._findings.add(Code.NO_FRONT_MATTER, self.start + 1, 1, message, hint)
        return True

    def split(self, text: str) -> tuple[str, str]:
        """The YAML between the fences, and the rest."""
        del text
        end, self.body_index = self._end()
        return "\n".join(self._lines[self.start + 1 : end]), "\n".join(self._lines[self.body_index :])

    def load(self, fm: str) -> dict[str, object]:
        """The keys of the YAML with their values."""
        if len(fm.encode()) > MAX_BYTES:
            message = f"the front matter is longer than {MAX_BYTES // 1024} KiB"
            hint = "what happened is told in the updates, below the second `---`"
            self._findings.add(Code.FRONT_MATTER_TOO_LARGE, self.start + 1, 1, message, hint)
            self.known = False
            return {}
        scratch = Findings(self._findings.path, self._findings.lines)
        tree = parse(fm, scratch, self.start + 2)
        if tree.fault:
            return dict(self._load_in_parts(fm, tree.fault))
        self._findings.extend(scratch)
        self.known = self.known and tree.whole
        if tree.root is not None and not isinstance(tree.root, Map):
            self._report_not_a_mapping(tree.root)
        found = {entry.key.value: entry for entry in entries(tree.root)}
        if found and not tree.whole:
            # Reading ended inside the last value.
            found[next(reversed(found))].sound = False
        return dict(found)

    def _end(self) -> tuple[int, int]:
        """The index of the line that closes the front matter, and that of the first line of the body."""
        almost: int | None = None
        for index in range(self.start + 1, len(self._lines)):
            line = self._lines[index]
            if line.startswith(("-", "...")) and (_FENCE.fullmatch(line) or line.rstrip() == "..."):
                return index, index + 1
            if _FENCE_AND_TEXT.fullmatch(line):
                message = "text follows on the line that closes the front matter"
                self._findings.add(Code.FRONT_MATTER_OPEN, index + 1, 5, message, "put it on the next line")
                return index, index + 1
            if almost is None and _ALMOST.fullmatch(line):
                almost = index
            if line.lstrip().startswith("#") and looks_like_update(line):
                break
        else:
            index = len(self._lines)
        if almost is None:
            texts = (i for i in range(self.start + 1, index) if _NO_YAML.match(self._lines[i]))
            return self._open_until(next(texts, index))
        message = "the line that closes the front matter is not three hyphens"
        self._findings.add(Code.FRONT_MATTER_OPEN, almost + 1, 1, message, "write `---`")
        return almost, almost + 1

    def _open_until(self, index: int) -> tuple[int, int]:
        if self.start < 0:
            # That the line above is missing has been said; so is the one below.
            return index, index
        message = "the front matter that is opened here is not closed"
        message += f" before line {index + 1}" if index < len(self._lines) else ""
        hint = "put a line `---` between its last key and the text"
        self._findings.add(Code.FRONT_MATTER_OPEN, self.start + 1, 1, message, hint)
        return index, index

    def _load_in_parts(self, fm: str, fault: SyntaxFault) -> dict[str, Entry]:
        """Reads each key for itself after YAML has given up on the whole, so that one fault hides no other."""
        lines = fm.split("\n")
        starts = [index for index, line in enumerate(lines) if _KEY.match(line)]
        found: dict[str, Entry] = {}
        explained = False
        for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
            first_line = self.start + 2 + start
            part = "\n".join(lines[start:end])
            tree = parse(part, self._findings, first_line)
            sound = tree.whole
            if tree.fault:
                explained = True
                right = yamlerrors.report(tree.fault, part, self._findings, first_line)
                self.known = self.known and bool(right)
                # What was meant, or else what was read up to the fault, still says what the page should show.
                tree = parse(right, Findings(""), first_line) if right else tree
            elif tree.root is not None and not isinstance(tree.root, Map):
                explained = True
                self._report_not_a_mapping(tree.root)
            for entry in entries(tree.root):
                entry.sound = sound
                if entry.key.value in found:
                    report_duplicate(self._findings, entry.key, found[entry.key.value].key)
                else:
                    found[entry.key.value] = entry
        if not explained:
            self.known = False
            yamlerrors.report(fault, fm, self._findings, self.start + 2)
        return found

    def _report_not_a_mapping(self, root: Node) -> None:
        line, column = self._lines[root.line - 1], root.column
        hint = "write each key as `key: value`, with a space after the colon"
        if "\u00a0" in line:
            column = line.index("\u00a0") + 1
            hint = "the line holds a no-break space (U+00A0), which YAML takes for a letter: type it anew"
        shown = f": {quoted(line.strip())}" if isinstance(root, Text) else ""
        message = f"this is not of the form `key: value`{shown}"
        self._findings.add(Code.NOT_A_MAPPING, root.line, column, message, hint)
        self.known = False
