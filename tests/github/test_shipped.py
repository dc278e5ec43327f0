"""The files of ``.github/``: one source, laws that hold for each, choices that fit the component list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.cli import main
from mkdocs_status_plugin.github.shipped import choice, chosen, files, in_step
from mkdocs_status_plugin.model import Component, Site
from mkdocs_status_plugin.source import find, load

ROOT = Path(__file__).resolve().parent.parent.parent
OURS, _ = load(find(ROOT))
SHIPPED = files(OURS)
OWN = ".github/workflows/tests.yml"
"""The one workflow that is about the program and not about a status page."""
WORKFLOWS = {path: text for path, text in SHIPPED.items() if "/workflows/" in path} | {
    OWN: (ROOT / OWN).read_text("utf-8")
}
every_workflow = pytest.mark.parametrize("path", WORKFLOWS)


def read(path: str) -> dict[str, Any]:
    """A workflow, every scalar as text."""
    found = yaml.load(WORKFLOWS[path], yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def steps(path: str) -> list[dict[str, Any]]:
    """Every step of a workflow."""
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def test_this_repository_uses_what_it_ships(project: Path) -> None:
    """`.github/` here and what `init` writes are the same files, but for the installation of this checkout and its tests."""
    here = {
        file.relative_to(project).as_posix(): file.read_text("utf-8")
        for file in (project / ".github").rglob("*")
        if file.is_file()
    }
    assert here.pop(".github/install.sh") != SHIPPED[".github/install.sh"]
    assert here.pop(OWN) == WORKFLOWS[OWN]
    assert here == {path: text for path, text in SHIPPED.items() if path != ".github/install.sh"}


@every_workflow
def test_nothing_is_granted_but_by_a_job(path: str) -> None:
    """A workflow grants nothing at the top, and each job says what it needs and how long it may run."""
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert [job for job in workflow["jobs"].values() if "permissions" not in job] == []
    assert [job for job in workflow["jobs"].values() if "timeout-minutes" not in job] == []


@every_workflow
def test_no_dangerous_trigger(path: str) -> None:
    """Nobody's code runs with more than they have: these triggers would allow it."""
    assert set(read(path)["on"]) & {"pull_request_target", "workflow_run", "issue_comment"} == set()


@every_workflow
def test_no_expression_in_a_command(path: str) -> None:
    """What a shell runs is fixed text; values come in by the environment, texts not at all."""
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []
    values = [value for step in steps(path) for value in step.get("env", {}).values() if "${{" in value]
    ours = {"${{ matrix.python }}", "${{ matrix.versions }}"}
    assert set(values) <= {"${{ github.token }}", "${{ needs.deploy.outputs.page_url }}", *ours}


@every_workflow
def test_actions_are_pinned(path: str) -> None:
    """Each action is named by its full commit, with its version beside it, and the same one everywhere."""
    used = re.findall(r"uses: (\S+)@(\S+)(.*)", WORKFLOWS[path])
    assert used
    assert [one for one in used if not re.fullmatch(r"[0-9a-f]{40}", one[1])] == []
    assert [one for one in used if not re.fullmatch(r" # v\d+\.\d+\.\d+", one[2])] == []
    everywhere = set(re.findall(r"uses: (\S+)@(\S+)", "".join(WORKFLOWS.values())))
    assert len(everywhere) == len({name for name, _ in everywhere})


@every_workflow
def test_no_credentials_are_kept(path: str) -> None:
    """A checkout leaves no token behind, and nothing comes from a cache that another run has filled."""
    inputs = [
        (step["uses"].partition("@")[0], step.get("with", {})) for step in steps(path) if "uses" in step
    ]
    checkouts = [given for name, given in inputs if name == "actions/checkout"]
    assert [given for given in checkouts if given["persist-credentials"] != "false"] == []
    assert [given for name, given in inputs if "uv" in name and given["enable-cache"] != "false"] == []
    assert "actions/cache" not in WORKFLOWS[path]


def test_what_a_stranger_changes_is_only_read() -> None:
    """The check of a pull request has no right to write and sees no secret."""
    check = read(".github/workflows/check.yml")
    assert check["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert "secrets." not in WORKFLOWS[".github/workflows/check.yml"]
    assert "github.token" not in WORKFLOWS[".github/workflows/check.yml"]


def test_every_command_of_a_workflow_is_there() -> None:
    """The workflows call commands and options that this version has."""
    called = re.findall(r"\.venv/bin/mkdocs-status (\w+)(.*)", "".join(WORKFLOWS.values()))
    assert called
    for name, arguments in called:
        shown = CliRunner().invoke(main, [name, "--help"])
        assert shown.exit_code == 0, name
        for option in re.findall(r"--[a-z]+", arguments):
            assert option in shown.output


def test_choices_follow_the_list() -> None:
    """Between the marks stand the components, whatever their names hold; all else stays."""
    site = Site((Component("api", 'The "API", new'), Component("db", "Base # 1: \u2028")))
    text = "a\n  # components: begin (x)\n  - old\n  # components: end\nb\n"
    assert in_step(text, site) == (
        "a\n  # components: begin (x)\n"
        '  - "The \\"API\\", new (api)"\n'
        '  - "Base # 1: \\U00002028 (db)"\n'
        "  # components: end\nb\n"
    )


@given(
    st.lists(st.tuples(st.from_regex(r"[a-z0-9_-]{1,9}", fullmatch=True), st.text(min_size=1)), min_size=1)
)
def test_choices_are_read_back(components: list[tuple[str, str]]) -> None:
    """YAML reads each choice as it was meant, and of the last in it the id is found."""
    site = Site(tuple(Component(id_, " ".join(name.split())) for id_, name in components))
    text = in_step("# components: begin\n# components: end\n", site)
    wanted = [choice(component.id, component.name) for component in site.leaves]
    surrogates = any("\ud800" <= char <= "\udfff" for one in wanted for char in one)
    if not surrogates:
        assert yaml.safe_load(text) == wanted
    assert [chosen(one)[-1] for one in wanted] == [component.id for component in site.leaves]


def test_the_command(tmp_path: Path) -> None:
    """`form` writes the choices, and `form --check` says that they are stale without writing."""
    (tmp_path / "components.yml").write_text("components:\n  - id: api\n    name: API\n")
    form = tmp_path / ".github/ISSUE_TEMPLATE/report.yml"
    form.parent.mkdir(parents=True)
    stale = "# components: begin\n- old\n# components: end\n"
    form.write_text(stale)
    run = CliRunner().invoke
    checked = run(main, ["form", "--root", str(tmp_path), "--check"])
    assert (checked.exit_code, checked.output) == (1, ".github/ISSUE_TEMPLATE/report.yml\n")
    assert form.read_text() == stale
    assert run(main, ["form", "--root", str(tmp_path)]).exit_code == 0
    assert form.read_text() == '# components: begin\n- "API (api)"\n# components: end\n'
    again = run(main, ["form", "--root", str(tmp_path), "--check"])
    assert (again.exit_code, again.output) == (0, "The forms are in step with the component list.\n")
