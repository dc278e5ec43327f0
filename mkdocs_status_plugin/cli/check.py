"""``mkdocs-status check``: everything that is wrong with the files, at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import components_option, incidents_option, now_option, root_option
from mkdocs_status_plugin.cli.project import places
from mkdocs_status_plugin.problems import Problem, as_github, as_json, as_text, errors, in_order
from mkdocs_status_plugin.source import find, load

FORMATS = ("text", "github", "json")


@click.command("check", short_help="Check the component list and all incidents.")
@root_option
@incidents_option
@components_option
@click.option(
    "--format",
    "output",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For a person, as annotations in a GitHub workflow, or for a program.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    root: Path,
    incidents_dir: str | None,
    components_file: str | None,
    output: str,
    strict: bool,
    now: datetime,
) -> None:
    """Check the component list and all incidents.

    Prints every problem with its file, line and column, what is right, and one line that sums
    up. Warnings about the present moment (an incident that nobody has updated for an hour) are
    among them.

    Exits with 0 when there is no error, 1 when there is one (with --strict also for a warning), 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status check
      mkdocs-status check --strict
      mkdocs-status check --format github
      mkdocs-status check --root status --now "2026-11-02 14:05 UTC"
    """
    # State is loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.state import review

    where = places(root, incidents_dir, components_file)
    files = find(root, where.incidents_dir, where.components_file)
    site, found = load(files, components_file=where.components_file)
    problems = in_order([*found, *review(site, now)])
    number = len(site.incidents)
    click.echo(_as_json(problems, number) if output == "json" else _as_lines(problems, number, output))
    ctx.exit(1 if errors(problems) or (strict and problems) else 0)


def _as_lines(problems: Sequence[Problem], incidents: int, output: str) -> str:
    if output == "github":
        return "\n".join([*map(as_github, problems), _summary(problems, incidents)])
    return "\n\n".join([*map(as_text, problems), _summary(problems, incidents)])


def _as_json(problems: Sequence[Problem], incidents: int) -> str:
    number = len(errors(problems))
    found = {
        "errors": number,
        "warnings": len(problems) - number,
        "incidents": incidents,
        "problems": [as_json(problem) for problem in problems],
    }
    # A log on GitHub takes `##[` for a command wherever it stands; in JSON it can only stand in a text.
    return json.dumps(found, indent=2).replace("##[", "##\\u005b")


def _summary(problems: Sequence[Problem], incidents: int) -> str:
    number = len(errors(problems))
    if not problems:
        return f"No problems in {_count(incidents, 'incident')}"
    return (
        f"{_count(number, 'error')}, {_count(len(problems) - number, 'warning')}"
        f" in {_count(incidents, 'incident')}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
