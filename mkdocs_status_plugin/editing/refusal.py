"""Why an edit was not made."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_status_plugin.problems import Problem


class Refused(Exception):
    """An edit whose result would not say what was meant.

    ``problems`` are what the reader found; their lines are those of the text that would have come out.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)
