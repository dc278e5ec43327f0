"""``mkdocs-status check`` as people and workflows call it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mkdocs_status_plugin import __version__
from mkdocs_status_plugin.cli import COMMANDS, main

COMPONENTS = "components:\n  - id: api\n    name: API\n"
INCIDENT = """\
---
title: API down
impact: major
components: [api]
---

## 2026-11-02 14:05 UTC - Investigating

We are looking into it.
"""
NOW = "2026-11-02 14:10 UTC"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one component and one active incident."""
    put(tmp_path, "components.yml", COMPONENTS)
    put(tmp_path, "incidents/api-down.md", INCIDENT)
    return tmp_path


def put(root: Path, path: str, text: str) -> None:
    """Write a file of a project."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def check(root: Path, *arguments: str, now: str | None = NOW) -> Result:
    """Run the command on a project."""
    moment = ["--now", now] if now else []
    return CliRunner().invoke(main, ["check", "--root", str(root), *moment, *arguments])


def test_nothing_wrong(project: Path) -> None:
    """Without a problem one line says so, and the exit code is 0."""
    result = check(project)
    assert result.output == "No problems in 1 incident\n"
    assert result.exit_code == 0


def test_an_error(project: Path) -> None:
    """An error is shown with its place and its hint, and the exit code is 1."""
    put(project, "incidents/b.md", INCIDENT.replace("[api]", "[apii]"))
    result = check(project)
    assert result.output == (
        "incidents/b.md:4:14: error: unknown component `apii` [unknown-component]\n"
        "  4 | components: [apii]\n"
        "    |              ^\n"
        "  hint: did you mean `api`?\n"
        "\n"
        "1 error, 0 warnings in 2 incidents\n"
    )
    assert result.exit_code == 1


def test_a_warning(project: Path) -> None:
    """A warning of the present moment is shown; only --strict makes it fail."""
    result = check(project, now="2026-11-02 18:00 UTC")
    assert "[silent]" in result.output
    assert result.output.endswith("0 errors, 1 warning in 1 incident\n")
    assert result.exit_code == 0
    assert check(project, "--strict", now="2026-11-02 18:00 UTC").exit_code == 1
    assert check(project, "--strict").exit_code == 0


def test_every_file_is_reported_at_once(project: Path) -> None:
    """Problems of all files come in one run, by file."""
    put(project, "components.yml", COMPONENTS + "    colour: red\n")
    put(project, "incidents/a.md", "nothing")
    put(project, "incidents/b.txt", "nothing")
    lines = [line for line in check(project).output.split("\n") if line[:2].strip() and ": " in line]
    assert [line.split(":")[0] for line in lines] == [
        "components.yml",
        "incidents/a.md",
        "incidents/a.md",
        "incidents/b.txt",
    ]


def test_as_json(project: Path) -> None:
    """A program gets one object with the numbers and every problem."""
    put(
        project,
        "incidents/b.md",
        INCIDENT.replace("API down", "x##[error] \u202e").replace("[api]", "[apii]"),
    )
    result = check(project, "--format", "json")
    found = json.loads(result.output)
    assert (found["errors"], found["warnings"], found["incidents"]) == (1, 1, 2)
    assert {problem["code"] for problem in found["problems"]} == {"unknown-component", "invisible-character"}
    assert found["problems"][0]["excerpt"] == "title: x##[error] \u202e"
    assert "##[" not in result.output
    assert result.output.isascii()
    assert result.exit_code == 1


def test_as_annotations(project: Path) -> None:
    """A workflow gets one command for each problem, and the sum as plain text."""
    put(project, "incidents/b.md", INCIDENT.replace("[api]", "[apii]"))
    assert check(project, "--format", "github").output == (
        "::error file=incidents/b.md,line=4,col=14,title=unknown-component::unknown component `apii`%0A"
        "did you mean `api`?\n"
        "1 error, 0 warnings in 2 incidents\n"
    )


def test_places_of_mkdocs_yml(project: Path) -> None:
    """The folder and the list are where mkdocs.yml says, tags that only MkDocs knows notwithstanding."""
    (project / "incidents").rename(project / "log")
    (project / "components.yml").rename(project / "parts.yml")
    put(
        project,
        "mkdocs.yml",
        "site_name: !ENV [NAME, x]\nplugins:\n  - search\n  - status:\n      incidents_dir: log\n"
        "      components_file: parts.yml\nmarkdown_extensions:\n  - x: {y: !!python/name:os.system }\n",
    )
    assert check(project).output == "No problems in 1 incident\n"
    put(project, "mkdocs.yml", "plugins: {status: {incidents_dir: log, components_file: parts.yml}}\n")
    assert check(project).output == "No problems in 1 incident\n"
    put(project, "base.yml", "plugins: {status: {incidents_dir: log, components_file: parts.yml}}\n")
    put(project, "mkdocs.yml", "INHERIT: base.yml\n")
    assert check(project).output == "No problems in 1 incident\n"


@pytest.mark.parametrize(
    "text", ["", "plugins: [search, status]\n", "plugins:\n- status:\n", "- x\n", "INHERIT: mkdocs.yml\n"]
)
def test_usual_places(project: Path, text: str) -> None:
    """Without options of the plugin the usual names count."""
    put(project, "mkdocs.yml", text)
    assert check(project).output == "No problems in 1 incident\n"


def test_places_of_the_caller(project: Path) -> None:
    """Options of the command win over mkdocs.yml, which is then not asked."""
    put(project, "mkdocs.yml", "plugins: [:\n")
    (project / "incidents").rename(project / "log")
    assert check(project).exit_code == 2
    result = check(project, "--incidents-dir", "log", "--components-file", "components.yml")
    assert result.output == "No problems in 1 incident\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plugins: [:\n", "mkdocs.yml, line 1 is not valid YAML."),
        (
            "plugins: {status: {incidents_dir: !relative x}}\n",
            "incidents_dir in mkdocs.yml is not plain text.",
        ),
        ("plugins: {status: {components_file: 7}}\n", "components_file in mkdocs.yml is not plain text."),
        ("plugins: \x00\n", "is not valid YAML."),
    ],
)
def test_mkdocs_yml_that_cannot_be_read(project: Path, text: str, said: str) -> None:
    """A configuration that does not say where the files are is wrong use, told in one sentence."""
    put(project, "mkdocs.yml", text)
    result = check(project)
    assert said in result.output
    assert result.exit_code == 2


def test_a_base_that_is_not_there(project: Path) -> None:
    """A configuration that inherits from a missing file is wrong use."""
    put(project, "mkdocs.yml", "INHERIT: ../nowhere.yml\n")
    result = check(project)
    assert "nowhere.yml cannot be read" in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--now", "2026-11-02 14:05"], "write `2026-11-02 14:05 UTC`"),
        (["check", "--format", "xml"], "--format"),
        (["check", "--root", "nowhere"], "nowhere"),
        (["chekc"], "Did you mean 'check'?"),
        (["frobnicate"], "No such command 'frobnicate'"),
    ],
)
def test_wrong_use(arguments: list[str], said: str) -> None:
    """Wrong use is told with what would be right, and the exit code is 2."""
    result = CliRunner().invoke(main, arguments)
    assert said in result.output
    assert result.exit_code == 2


def test_without_a_status_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command alone, where there is no status page, says how it is used."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [])
    assert "Usage:" in result.output
    assert result.exit_code == 2


def test_the_moment_of_a_repeatable_run(project: Path) -> None:
    """Without --now SOURCE_DATE_EPOCH is the present moment; nonsense in it is wrong use."""
    arguments = ["check", "--root", str(project)]
    late = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": "1793642400"})
    assert "[silent]" in late.output
    soon = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": "1793628600"})
    assert soon.output == "No problems in 1 incident\n"
    for nonsense in ("soon", "9" * 30):
        wrong = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": nonsense})
        assert "SOURCE_DATE_EPOCH" in wrong.output
        assert wrong.exit_code == 2


def test_the_clock(project: Path) -> None:
    """Without any of both the clock counts."""
    put(project, "incidents/api-down.md", INCIDENT.replace("2026", "2199"))
    result = CliRunner().invoke(main, ["check", "--root", str(project)], env={"SOURCE_DATE_EPOCH": None})
    assert "[future-update]" in result.output


def test_help_and_version() -> None:
    """Help lists every command and gives examples; the version is that of the package."""
    help_text = CliRunner().invoke(main, ["-h"]).output
    for name in COMMANDS:
        assert f"  {name}" in help_text
        assert f"mkdocs-status {name}" in CliRunner().invoke(main, [name, "--help"]).output
    assert CliRunner().invoke(main, ["--version"]).output == f"mkdocs-status {__version__}\n"


def run(
    arguments: list[str], project: Path, code: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a program of its own, with some code behind it."""
    program = f"import sys; from mkdocs_status_plugin.cli import main; main(standalone_mode=False); {code}"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_starting_is_light(project: Path) -> None:
    """A check never imports MkDocs, its theme or Markdown."""
    heavy = "print(sorted({'mkdocs', 'material', 'markdown', 'jinja2', 'babel', 'nh3'} & {*sys.modules}))"
    program = run(["check", "--now", NOW], project, heavy)
    assert program.stdout.decode().split("\n") == ["No problems in 1 incident", "[]", ""]
    assert program.stderr == b""


def test_hostile_files_on_a_poor_terminal(project: Path) -> None:
    """Whatever names and texts hold, each problem stays one annotation, and every terminal can print it."""
    hostile = "x\n::error file=a::forged\r\n##[error]forged \x1b]0;x\x07\u202e\u2028::error::forged"
    put(project, "incidents/::error file=x,line=1::forged %0A.md", hostile)
    put(project, "incidents/b.md", INCIDENT.replace("[api]", json.dumps([hostile])))
    put(project, "incidents/c.md", INCIDENT.replace("Investigating", f"Doubts 疑 {hostile}"))
    for output in ("github", "text"):
        program = run(["check", "--format", output, "--now", NOW], project, "", PYTHONIOENCODING="latin-1")
        lines = program.stdout.decode("latin-1").splitlines()
        commands = [line for line in lines if line.lstrip().startswith("::")]
        assert b"\x1b" not in program.stdout
        if output == "github":
            assert len(commands) == len(lines) - 1
            assert all(
                line.startswith(("::error file=incidents/", "::warning file=incidents/")) for line in commands
            )
            assert all(",line=" in line and line.count(",title=") == 1 for line in commands)
        else:
            assert commands == []
            assert b"##[" not in program.stdout


MISSPELLED = INCIDENT.replace("2026-11-02 14:05 UTC - Investigating", "Investigatng: 2026-11-02T14:05Z")


def test_fixing(project: Path) -> None:
    """What has one right reading is shown and corrected; the rest is still reported."""
    put(project, "incidents/api-down.md", MISSPELLED)
    put(project, "incidents/b.md", INCIDENT.replace(" UTC", ""))
    result = check(project, "--fix")
    assert "-## Investigatng: 2026-11-02T14:05Z\n+## 2026-11-02 14:05 UTC - Investigating\n" in result.stderr
    assert "Corrected 1 file." in result.stderr
    assert (project / "incidents/api-down.md").read_text("utf-8") == INCIDENT
    assert result.stdout.endswith("1 error, 0 warnings in 2 incidents\n")
    assert result.exit_code == 1
    assert "Nothing to correct by itself." in check(project, "--fix").stderr


def test_fixing_some(project: Path) -> None:
    """Only files that are named are corrected."""
    put(project, "incidents/api-down.md", MISSPELLED)
    check(project, "--fix", str(project / "components.yml"))
    assert (project / "incidents/api-down.md").read_text("utf-8") == MISSPELLED


def test_paths(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of files that are named, and below folders that are, problems are told; of the list, all."""
    put(project, "incidents/b.md", INCIDENT.replace("[api]", "[apii]"))
    put(project, "incidents/2026/c.md", INCIDENT.replace("[api]", "[apii]"))
    monkeypatch.chdir(project / "incidents")
    assert check(project, "api-down.md").output == "No problems in 1 incident\n"
    assert check(project, "api-down.md", "gone.md").exit_code == 0
    assert "1 error, 0 warnings in 2 incidents" in check(project, "api-down.md", "b.md").output
    assert "1 error, 0 warnings in 1 incident" in check(project, "2026").output
    assert "2 errors" in check(project, ".").output
    assert "2 errors" in check(project, "../components.yml").output
    assert check(project, "../../elsewhere").exit_code == 2


def test_the_hook_for_pre_commit(project: Path) -> None:
    """The hook names a command that there is, and the files that a status page is made of."""
    hook = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
    program, command, *more = hook["entry"].split()
    assert (program, more) == ("mkdocs-status", [])
    assert command in COMMANDS
    for path in ("components.yml", "incidents/a.md", "incidents/2026/b.markdown"):
        assert re.search(hook["files"], path)
    assert not re.search(hook["files"], "docs/incidents/a.md")
