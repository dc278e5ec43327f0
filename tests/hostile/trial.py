"""Tries every case of one group: reading, all commands that show something, every page and every output.

``python -m tests.hostile.trial GROUP`` prints a JSON object: for each case what is found (as in the corpus), and what
went wrong beside it. Each case runs in a process of its own, forked from this one, that may use so much memory and
processor time and no more: what goes beyond is killed by the system and told as such.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from jinja2 import Environment

from mkdocs_status_plugin import markup
from mkdocs_status_plugin.build import identify
from mkdocs_status_plugin.cli import main
from mkdocs_status_plugin.language import words
from mkdocs_status_plugin.links import Links
from mkdocs_status_plugin.outputs import Publication, outputs
from mkdocs_status_plugin.pages import Settings, pages
from mkdocs_status_plugin.problems import Problem, as_github, as_json, as_text, in_order, printed_json
from mkdocs_status_plugin.source import find, load, parse_time
from mkdocs_status_plugin.state import Timeline, review
from tests.hostile import corpus, judging

SECONDS = 10
BYTES = 512 * 1024 * 1024
_MANY = 10
SHOWING = (["check", "--format", "github"], ["status"], ["list"])


def attempt(case: corpus.Case, folder: Path) -> dict[str, list[str]]:
    """What is found in a case, and what is wrong with what becomes of it."""
    corpus.write_bystander(folder)
    case.write(folder)
    case.write_list(folder)
    before = judging.everything_below(folder)
    now = parse_time(corpus.NOW)
    files = find(folder)
    site, found = load(files)
    problems = in_order([*found, *review(site, now)])
    timeline = Timeline(site)
    publication = Publication(
        snapshot=timeline.at(now),
        timeline=timeline,
        build=identify(files, now, "c0ffee"),
        links=Links("https://status.example.com/"),
        words=words("en"),
        site_name="Example Status",
        time_zone="UTC",
        history_days=14,
        problems=tuple(problems),
        render=cache(partial(markup.render, directory_urls=True)),
    )
    wrong = [
        *_commands(folder, problems, [one.id for one in site.incidents if one.id != corpus.BYSTANDER][:1])
    ]
    made = list(pages(publication, Settings()))
    for page in made:
        wrong += judging.page_faults(page)
    wrong += judging.bystander_faults(made)
    for path, content in outputs(publication).items():
        wrong += judging.output_faults(path, content if isinstance(content, bytes) else content())
    wrong += judging.clashes([*(page.source for page in made), *outputs(publication)])
    if judging.everything_below(folder) != before:
        wrong.append("something was written")
    if any(problem.is_error for problem in problems) and publication.snapshot.banner.kind == "operational":
        wrong.append("an error, and the banner is green")
    return {"found": list(_verdict(problems)), "wrong": wrong}


def _verdict(problems: list[Problem]) -> Iterator[str]:
    """What is found, as the corpus writes it; of many of one kind in one file, the first and their number."""
    number = Counter((problem.path, problem.code) for problem in problems)
    for problem in problems:
        kind = problem.path, problem.code
        if number[kind]:
            many = f", and {number[kind] - 1} more" if number[kind] > _MANY else ""
            path = problem.path.encode("unicode_escape").decode()
            yield f"{path}:{problem.line}: {problem.severity}: {problem.code}{many}"
        if number[kind] > _MANY:
            number[kind] = 0


def _commands(folder: Path, problems: list[Problem], shown: Iterable[str]) -> Iterator[str]:
    """What is wrong with the findings in each of their forms, and with what commands print about the rest."""
    for fault in judging.printed_faults("\n\n".join(map(as_text, problems))):
        yield f"as text: {fault}"
    as_values = [as_json(problem) for problem in problems]
    for fault in judging.printed_faults(printed_json(as_values)):
        yield f"as JSON: {fault}"
    if json.loads(printed_json(as_values)) != as_values:
        yield "as JSON: another text"
    for command in [*SHOWING, *(["show", id_] for id_ in shown)]:
        call = [command[0], "--root", str(folder), "--now", corpus.NOW, *command[1:]]
        result = CliRunner().invoke(main, call, prog_name="mkdocs-status")
        if result.exception and not isinstance(result.exception, SystemExit):
            yield f"{' '.join(command)}: {result.exception!r}"
        annotations = [as_github(problem) for problem in problems] if "github" in command else []
        for fault in judging.printed_faults(result.output, annotations):
            yield f"{' '.join(command)}: {fault}"


def _limited(case: corpus.Case, answer: int) -> None:
    """Try a case within the limits, and write down how it went; in a process that ends with it."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        try:
            outcome = attempt(case, Path(folder))
        except BaseException:  # noqa: BLE001 - whatever it is, it is what this looks for
            outcome = {"found": [], "wrong": [traceback.format_exc()]}
    with os.fdopen(answer, "w") as opened:
        json.dump(outcome, opened)


def run(case: corpus.Case) -> dict[str, list[str]]:
    """Try a case in a process of its own."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            _limited(case, theirs)
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as opened:
        text = opened.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) or not text:
        return {"found": [], "wrong": [f"ended by signal {os.waitstatus_to_exitcode(status)}"]}
    outcome: dict[str, list[str]] = json.loads(text)
    return outcome


def _compile_once() -> None:
    """Let every case use the same compiled templates: making them anew is most of the time that a case takes."""
    really = Environment.compile
    known: dict[tuple[Any, ...], Any] = {}

    def compile_once(self: Environment, *source: Any) -> Any:
        if source not in known:
            known[source] = really(self, *source)
        return known[source]

    Environment.compile = compile_once  # type: ignore[method-assign,assignment]  # only the time differs


if __name__ == "__main__":
    _compile_once()
    with tempfile.TemporaryDirectory() as warm:
        attempt(corpus.Case("warm", "An ordinary incident."), Path(warm))
    json.dump({case.name: run(case) for case in corpus.group(sys.argv[1])}, sys.stdout)
