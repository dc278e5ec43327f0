"""Writes the handbook's page on commands from the commands themselves: ``python -m tools.commands``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from mkdocs_status_plugin.cli import COMMANDS, main

PAGE = Path(__file__).resolve().parent.parent / "docs/handbook/commands.md"

_HEAD = """\
# Commands

The package brings one command, `mkdocs-status`. Run it in the folder that holds `mkdocs.yml`. `mkdocs-status --help` \
lists everything, `mkdocs-status --version` says which version you have. \
The commands need no network and do not start MkDocs, except where they say so.
"""

_ENDS = """\
Every command ends with one of these exit codes:

| Exit code | Meaning |
| --- | --- |
| 0 | it is done |
| 1 | it could not be done, or there is something that you asked to be told of |
| 2 | the command itself was used wrongly |

What a program may want to read goes to the standard output, everything else to the standard error. Colours are used \
at a terminal only, and not at all where `NO_COLOR` is set. A text that you have typed is never lost: when something \
goes wrong after that, the command keeps it in a file and says where.
"""

_TIMES = """\
Times are those of the [format](format.md), always with a zone. On the command line these will do as well: `14:05`, \
which is today's (or, soon after midnight, yesterday's) time in UTC; `"14:05 Europe/Berlin"`; `-15m`, `-1h30m` before \
now; and for planned windows `+2h`.
"""

_TAIL = """\
## Building and looking

The rest is done by MkDocs:

| Command | Does |
| --- | --- |
| `mkdocs serve` | shows the page on your machine, and again after each change |
| `mkdocs build` | writes the site into `site/` |
| `mkdocs build --strict` | the same, but stops at errors before it touches the old site |
"""

_MORE = {
    "check": """\
```console
$ mkdocs-status check
incidents/2026-11-24-payments.md:8:4: error: `2026-11-24 10:15` names no time zone [no-time-zone]
  8 | ## 2026-11-24 10:15 - Investigating
    |    ^
  hint: write `## 2026-11-24 10:15 UTC - Investigating`

1 error, 0 warnings in 12 incidents
```

[Problems and how to mend them](problems.md) explains each code. Think twice before you use `--strict` in a check \
that must pass: some warnings come with time alone, such as an hour of silence.
""",
}
_ADDRESS = re.compile(r"https?://[^\s|)]+[\w/]")
_NAME = re.compile(r"\b(components\.yml|incidents/|mkdocs\.yml|--[a-z-]+|[a-z-]+=[a-z_]+)(?![\w/])")


def page() -> str:
    """The whole page, in Markdown."""
    context = click.Context(main, info_name="mkdocs-status")
    index = ["| Command | Does |", "| --- | --- |"]
    chapters = []
    for name in COMMANDS:
        command = main.get_command(context, name)
        if command is None:
            raise LookupError(name)
        index.append(f"| [`{name}`](#mkdocs-status-{name}) | {command.get_short_help_str(200)} |")
        chapters.append("\n".join(_chapter(name, command, context)))
    return "\n".join([_HEAD, "\n".join(index), "", _ENDS, _TIMES, *chapters, _TAIL])


def _chapter(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    """One command: what it does, how it is called, its options, examples."""
    below = click.Context(command, parent=context, info_name=name)
    text, _, examples = cleandoc(command.help or "").partition("\b\nExamples:\n")
    yield f"## `mkdocs-status {name}`\n"
    for paragraph in text.strip().split("\n\n"):
        yield _marked(" ".join(paragraph.split())) + "\n"
    yield "```text"
    yield f"mkdocs-status {name} {' '.join(command.collect_usage_pieces(below))}"
    yield "```\n"
    yield "```sh"
    yield from (line.strip() for line in examples.strip().splitlines())
    yield "```\n"
    if name in _MORE:
        yield _MORE[name]
    if not any(isinstance(param, click.Option) for param in command.params):
        return
    yield "| Option | Meaning |"
    yield "| --- | --- |"
    for param in command.params:
        if isinstance(param, click.Option):
            long = next(option for option in param.opts if option.startswith("--"))
            short = "".join(f", `{option}`" for option in param.opts if option != long)
            value = "" if param.is_flag else f" {param.make_metavar(below)}"
            # Inside a table every bar would begin another cell.
            shown = f"`{long}{value}`{short}".replace("|", r"\|")
            yield f"| {shown} | {_marked(param.help or '')} |"
    yield ""


def _marked(text: str) -> str:
    """A text of the help as Markdown: what is typed stands between backticks."""
    if "`" in text:
        return text
    return _ADDRESS.sub(r"`\g<0>`", _NAME.sub(r"`\1`", text)).replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
