"""Text in Markdown that GitHub shows exactly as it is: nothing in it links, mentions, loads or runs anything."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_status_plugin.problems import Problem, as_text, errors

MOST = 60_000
"""How many characters of findings are shown: a pull request's body and a comment hold 65,536."""


def fenced(text: str) -> str:
    """A text as a block of code, whatever marks it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def inline(text: str) -> str:
    """A text of one line as code."""
    flat = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", flat)), default=0)
    mark = "`" * (longest + 1)
    space = " " if flat.startswith("`") or flat.endswith("`") or not flat else ""
    return f"{mark}{space}{flat}{space}{mark}"


def findings(problems: Sequence[Problem], most: int = MOST) -> str:
    """All findings with one line that sums up; what does not fit is counted."""
    if not problems:
        return "**Check:** no problems\n"
    number = len(errors(problems))
    shown: list[str] = []
    length = 0
    for problem in problems:
        text = as_text(problem)
        length += len(text) + 2
        if length > most:
            break
        shown.append(text)
    more = f"\n\n… and {len(problems) - len(shown)} more" if len(shown) < len(problems) else ""
    warnings = len(problems) - number
    head = f"**Check:** {_count(number, 'error')}, {_count(warnings, 'warning')}"
    return f"{head}\n\n{fenced(chr(10).join(_apart(shown)) + more)}\n"


def _apart(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in (text, "")][:-1]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
