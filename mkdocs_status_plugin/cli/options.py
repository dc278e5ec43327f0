"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.completion import complete_components, complete_incidents
from mkdocs_status_plugin.model import UpdateStatus
from mkdocs_status_plugin.problems import quoted

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that holds mkdocs.yml, components.yml and incidents/. Default: the current one.",
)
incidents_option = click.option(
    "--incidents-dir",
    metavar="PATH",
    help="The folder of the incidents, below the root. Default: what mkdocs.yml says, or incidents.",
)
components_option = click.option(
    "--components-file",
    metavar="PATH",
    help="The component list, below the root. Default: what mkdocs.yml says, or components.yml.",
)


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime:
    """The moment that is given, else that of ``SOURCE_DATE_EPOCH`` for runs that can be repeated, else the clock."""
    if value is not None:
        # Loaded here, because every command starts with this module and few are given a moment.
        from mkdocs_status_plugin.source import TimeFault, parse_time

        try:
            return parse_time(value)
        except TimeFault as fault:
            raise click.BadParameter(f"{fault.message}; {fault.hint}", ctx, param) from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r} and should be seconds since 1970.") from None


now_option = click.option(
    "--now",
    callback=_moment,
    metavar="TIME",
    help='Look at the page as of this moment, such as "2026-11-02 14:05 UTC". Default: the clock.',
)

_SPELLED = {"canceled": "cancelled", "inprogress": "in_progress", "post_mortem": "postmortem"}


def status_of(ctx: click.Context, param: click.Parameter, value: str | None) -> UpdateStatus | None:
    """The status that an option means, in any spelling that the files know.

    Raises:
        click.BadParameter: if it is none, with the nearest.
    """
    if value is None:
        return None
    plain = value.strip().lower().replace(" ", "_").replace("-", "_")
    plain = _SPELLED.get(plain, plain)
    if plain not in {*UpdateStatus}:
        from mkdocs_status_plugin.source.suggest import Words

        raise click.BadParameter(
            f"unknown status {quoted(value)}: {Words(UpdateStatus).hint(plain)}", ctx, param
        )
    return UpdateStatus(plain)


incident_argument = click.argument("incident", required=False, shell_complete=complete_incidents)
message_option = click.option("-m", "--message", metavar="TEXT", help="What visitors read, in Markdown.")
file_option = click.option(
    "-f", "--file", metavar="PATH", help="Take the text from a file; - is standard input."
)
at_option = click.option(
    "--at",
    metavar="TIME",
    help='When it was, if not now: "14:05" (UTC), "14:05 Europe/Berlin", -15m or "2026-11-02 14:05 UTC".',
)
change_option = click.option(
    "-c",
    "--component",
    "components",
    multiple=True,
    metavar="ID=STATUS",
    shell_complete=complete_components,
    help="What becomes of a component, such as api=operational. May be repeated.",
)
named_option = click.option(
    "-c",
    "--component",
    "components",
    multiple=True,
    metavar="ID[=STATUS]",
    shell_complete=complete_components,
    help="A component that is affected; alone it takes the status that fits the impact. May be repeated.",
)
_commit = click.option("--commit", is_flag=True, help="Commit the file, and only that.")
_push = click.option("--push", is_flag=True, help="Commit and push.")
_pr = click.option("--pr", is_flag=True, help="Commit on a new branch, push, and open a pull request.")


def git_options(command: Callable[..., None]) -> Callable[..., None]:
    """``--commit``, ``--push`` and ``--pr``."""
    return _commit(_push(_pr(command)))


json_option = click.option("--json", "as_json", is_flag=True, help="Print values for a program.")
