"""A new status repository, a look at it, and the shell's help with typing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_status_plugin.cli import main
from mkdocs_status_plugin.problems import as_text
from mkdocs_status_plugin.source import SourceFile, find, load
from tests.cli.running import INCIDENT, Folder, folder


def init(directory: Path, *arguments: str) -> Result:
    """Run ``init``."""
    return CliRunner().invoke(main, ["init", str(directory), *arguments], prog_name="mkdocs-status")


def test_a_new_repository(tmp_path: Path) -> None:
    """It is green, without a finding, its example can be copied, and a strict build goes through."""
    root = tmp_path / "new"
    result = init(
        root, "--name", "Acme: Status", "--url", "https://status.example.com", "-c", "Web site", "-c", "API"
    )
    assert result.exit_code == 0, result.output
    written = [Path(line).relative_to(root).as_posix() for line in result.stdout.splitlines()]
    assert set(written) >= {
        ".gitignore",
        "README.md",
        "components.yml",
        "docs/about.md",
        "incidents/_example.md",
        "mkdocs.yml",
        "requirements.txt",
    }
    site, problems = load(find(root))
    assert [as_text(problem) for problem in problems] == []
    assert [(one.id, one.name) for one in site.leaves] == [("web-site", "Web site"), ("api", "API")]
    example = SourceFile("incidents/a.md", (root / "incidents/_example.md").read_bytes())
    listed = SourceFile("components.yml", (root / "components.yml").read_bytes())
    assert load([example, listed])[1] == []
    # The workflows have expressions of their own.
    ours = [path for path in written if not path.startswith(".github/")]
    assert [path for path in ours if "$" in (root / path).read_text("utf-8")] == []
    assert (root / "README.md").read_text("utf-8").startswith("# Acme: Status\n")
    build(load_config(str(root / "mkdocs.yml"), strict=True))
    assert "Acme: Status" in (root / "site/index.html").read_text("utf-8")


def test_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps that it names can be copied into a shell, and none is there that is already done."""
    result = init(tmp_path / "my page", "-c", "API")
    assert f"Next: cd '{tmp_path}/my page' && git init -b main && mkdocs-status preview" in result.stderr
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    subprocess.run(["git", "init", "-q"], check=True)
    assert "Next: mkdocs-status preview\n" in init(Path(), "-c", "API").stderr


def test_the_versions_of_a_new_repository(tmp_path: Path) -> None:
    """Its lock names the plugin, what it needs and what those need, each with one version."""
    init(tmp_path, "-c", "API")
    lines = (tmp_path / "requirements.txt").read_text("utf-8").splitlines()[1:]
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(set(names))
    assert all(line.partition("==")[2] for line in lines)
    assert {"mkdocs", "mkdocs-material", "click", "pyyaml"} <= set(names)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Where a file is there already, a script writes nothing at all."""
    (tmp_path / "mkdocs.yml").write_text("mine", "utf-8")
    result = init(tmp_path, "-c", "API")
    assert "holds mkdocs.yml already; nothing was written" in result.output
    assert result.exit_code == 1
    assert [file.name for file in tmp_path.iterdir()] == ["mkdocs.yml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "--component Website"), (["-c", " "], "at least one"), (["-c", "x", "--url", "x"], "https://")],
)
def test_wrong_use_of_init(tmp_path: Path, arguments: list[str], said: str) -> None:
    """What is missing is told with an example."""
    result = init(tmp_path / "new", *arguments)
    assert said in result.output
    assert result.exit_code == 2
    assert not (tmp_path / "new").exists()


def test_preview(tmp_path: Path) -> None:
    """The page is served on loopback as of the moment that is asked for, until Ctrl-C."""
    init(tmp_path, "-c", "API")
    folder(tmp_path).put("incidents/api-slow.md", INCIDENT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = "import sys; from mkdocs_status_plugin.cli import main; main(prog_name='mkdocs-status')"
    arguments = [
        "preview",
        "--root",
        str(tmp_path),
        "--no-open",
        "--port",
        str(port),
        "--now",
        "2026-11-02 12:00 UTC",
    ]
    started = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert "All systems operational" in answer(f"http://127.0.0.1:{port}/", started)
    finally:
        os.killpg(started.pid, signal.SIGINT)
        _, said = started.communicate(timeout=60)
    assert started.returncode == 0, said
    assert b"Traceback" not in said


def answer(address: str, started: subprocess.Popen[bytes]) -> str:
    """What a server says as soon as it does."""
    while started.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return str(response.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    return ""


def test_nothing_to_preview(tmp_path: Path) -> None:
    """Without a configuration there is nothing to show."""
    result = folder(tmp_path).run("preview")
    assert "There is no mkdocs.yml" in result.output
    assert result.exit_code == 2


def complete(root: Path, *words: str) -> list[str]:
    """What the shell offers for the last of some words."""
    line = " ".join(["mkdocs-status", *words])
    environment = {
        "_MKDOCS_STATUS_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
    }
    before = Path.cwd()
    os.chdir(root)
    try:
        result = CliRunner().invoke(main, [], prog_name="mkdocs-status", env=environment)
    finally:
        os.chdir(before)
    return [line.partition(",")[2] for line in result.output.splitlines() if line]


def test_completion(tmp_path: Path) -> None:
    """Commands, incidents (the active ones first), components and statuses are offered."""
    site = (
        folder(tmp_path)
        .put("incidents/b-slow.md", INCIDENT)
        .put("incidents/a-old.md", INCIDENT.replace("Investigating", "Resolved"))
    )
    assert complete(site.root, "res") == ["resolve"]
    assert complete(site.root, "update", "''") == ["b-slow", "a-old"]
    assert complete(site.root, "update", "slo") == ["b-slow"]
    assert complete(site.root, "report", "X", "--component", "a") == ["api"]
    assert complete(site.root, "report", "X", "--component", "api=m") == ["api=major_outage"]
    assert complete(site.root, "update", "--status", "m") == ["monitoring"]
    assert complete(site.root, "report", "--impact", "cr") == ["critical"]


def test_completion_where_nothing_is(tmp_path: Path) -> None:
    """Where the files cannot be read, nothing is offered and nothing is said."""
    Folder(tmp_path).put("mkdocs.yml", "plugins: [")
    assert complete(tmp_path, "update", "a") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(shell: str) -> None:
    """Each shell gets a script that asks this command."""
    result = CliRunner().invoke(main, ["completion", shell])
    assert "_MKDOCS_STATUS_COMPLETE" in result.output
    assert result.exit_code == 0
