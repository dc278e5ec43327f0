"""``mkdocs-status check``: everything that is wrong with the files, at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import components_option, incidents_option, now_option, root_option
from mkdocs_status_plugin.cli.project import places
from mkdocs_status_plugin.problems import Problem, as_github, as_json, as_text, errors, in_order, printed_json
from mkdocs_status_plugin.source import find, load
from mkdocs_status_plugin.source.files import normal

FORMATS = ("text", "github", "json")


@click.command("check", short_help="Check the component list and all incidents.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--fix",
    is_flag=True,
    help="Correct what has exactly one right reading: how headings, statuses, the impact and UTC are spelled. Shows the"
    " changes first, and asks at a terminal.",
)
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
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
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also add all findings to this file as Markdown, such as the summary of a GitHub workflow.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Check this built site instead: whether it holds the status page, and the one of these files.",
)
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    fix: bool,
    yes: bool,
    root: Path,
    incidents_dir: str | None,
    components_file: str | None,
    output: str,
    summary: Path | None,
    strict: bool,
    site: Path | None,
    now: datetime,
) -> None:
    """Check the component list and all incidents.

    Prints every problem with its file, line and column, what is right, and one line that sums
    up. Warnings about the present moment (an incident that nobody has updated for an hour) are
    among them. With PATHS only the problems of these files and folders are told; after a change of the
    component list those of all.

    With --site the files are not checked but compared with a built site. That fails when a generator has left the
    plugin out without a word, when another page stands in the place of one of ours, and when the site was built
    from other files than these.

    Exits with 0 when there is no error, 1 when there is one (with --strict also for a warning), 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status check
      mkdocs-status check --strict
      mkdocs-status check --format github
      mkdocs-status check --fix
      mkdocs-status check incidents/2026-11-02-api-responding-slowly.md
      mkdocs-status check --site site
      mkdocs-status check --root status --now "2026-11-02 14:05 UTC"
    """
    # State is loaded here, so that the help of this command does without it.
    from mkdocs_status_plugin.github.markdown import findings
    from mkdocs_status_plugin.state import review

    if site:
        from mkdocs_status_plugin.cli.check_site import check_site

        if paths or fix:
            raise click.UsageError("--site compares a whole site; leave --fix and PATHS out.")
        ctx.exit(check_site(site, root, output))
    where = places(root, incidents_dir, components_file)
    wanted = _wanted(root, paths)
    files = find(root, where.incidents_dir, where.components_file, names_first=bool(wanted))
    if fix:
        from mkdocs_status_plugin.cli.fixing import fix_files

        fix_files(
            root, [file for file in files if _covers(wanted, file.path)], where.components_file, ask=not yes
        )
        files = find(root, where.incidents_dir, where.components_file, names_first=bool(wanted))
    whole = _covers(wanted, normal(where.components_file))
    # Whatever else may be wrong is not told, so it need not be read.
    only = None if whole else [file.path for file in files if _covers(wanted, file.path)]
    read, found = load(files, components_file=where.components_file, only=only)
    problems = in_order([*found, *review(read, now)])
    if not whole:
        problems = [problem for problem in problems if _covers(wanted, problem.path)]
    number = sum(not wanted or _covers(wanted, incident.path) for incident in read.incidents)
    click.echo(_as_json(problems, number) if output == "json" else _as_lines(problems, number, output))
    if summary:
        with summary.open("a", encoding="utf-8", errors="backslashreplace") as opened:
            opened.write(findings(problems) + "\n")
    ctx.exit(1 if errors(problems) or (strict and problems) else 0)


def _wanted(root: Path, paths: Sequence[Path]) -> list[str]:
    """Paths as those of problems are written: relative to the project, with ``/``.

    Raises:
        click.UsageError: if one lies elsewhere.
    """
    found = []
    for path in paths:
        try:
            found.append((Path.cwd() / path).resolve().relative_to(root.resolve()).as_posix())
        except ValueError:
            raise click.UsageError(f"{path} does not lie in {root.resolve()}.") from None
    return found


def _covers(wanted: Sequence[str], path: str) -> bool:
    """Whether a file is asked for: by its path, or by a folder above it. Without paths every one is."""
    return not wanted or any(path == one or one == "." or path.startswith(f"{one}/") for one in wanted)


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
    return printed_json(found)


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
