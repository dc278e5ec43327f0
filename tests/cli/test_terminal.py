"""At a real terminal: questions, an editor, Ctrl-C, colours."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.cli.running import INCIDENT, NOW, Folder, folder

PROGRAM = "from mkdocs_status_plugin.cli import main; main(prog_name='mkdocs-status')"
PATH = "incidents/2026-11-02-api-slow.md"
Start = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    """A repository with three components and no incident."""
    return folder(tmp_path / "site")


@pytest.fixture
def start(site: Folder) -> Iterator[Start]:
    """``start("report", EDITOR="…")`` runs a command at a terminal, in the repository."""
    running: list[pexpect.spawn[str]] = []

    def begin(*arguments: str, **environment: str) -> pexpect.spawn[str]:
        clean = {k: v for k, v in os.environ.items() if k not in {"VISUAL", "EDITOR", "NO_COLOR"}}
        moment = [] if arguments[0] == "init" else ["--now", NOW]
        made = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM, arguments[0], *moment, *arguments[1:]],
            cwd=str(site.root),
            env=clean | {"PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"} | environment,
            encoding="utf-8",
            timeout=60,
            dimensions=(40, 160),
        )
        running.append(made)
        return made

    yield begin
    for made in running:
        made.close(force=True)


def end(running: pexpect.spawn[str]) -> tuple[int | None, str]:
    """The exit code of a command, and what it has printed since the last answer; never a traceback."""
    running.expect(pexpect.EOF)
    output = str(running.before).replace("\r\n", "\n")
    running.close()
    assert "Traceback" not in output
    return running.exitstatus, output


def editor(folder_: Path, script: str) -> str:
    """An editor with an argument of its own, in a folder with a space in its name."""
    file = folder_ / "my editor"
    file.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nflag, name = sys.argv[1:]\n{script}\n", "utf-8"
    )
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return f"'{file}' --wait"


WRITES = (
    "file = pathlib.Path(name); text = file.read_text('utf-8'); assert flag == '--wait'\n"
    "assert 'Investigating: API slow' in text\n"
    "file.write_text('Requests are slow.\\n\\n# Not a comment\\n' + text, 'utf-8')"
)


def test_a_report_by_questions(site: Folder, start: Start, tmp_path: Path) -> None:
    """Nothing needs to be known by heart: title, impact, components with their states, text in the editor."""
    running = start("report", EDITOR=editor(tmp_path, WRITES))
    running.expect("Title: ")
    running.sendline("API slow")
    running.expect("critical  nobody can do what they came for")
    running.expect("Impact: ")
    running.sendline("9")
    running.expect("Impact: ")
    running.sendline("2")
    running.expect(r"2  api +API +Operational")
    running.expect("One alone becomes: Partial outage")
    running.expect(r"Components .*: ")
    running.sendline("2 dashbord")
    running.expect("did you mean `dashboard`")
    running.expect(r"Components .*: ")
    running.sendline("2, 3=degraded_performance")
    assert end(running) == (0, f"2, 3=degraded_performance\n{PATH}\n/{PATH.removesuffix('.md')}/\n")
    assert site.text(PATH) == (
        "---\ntitle: API slow\nimpact: major\ncomponents:\n  - api\n  - dashboard: degraded_performance\n---\n\n"
        "## 2026-11-02 14:05 UTC - Investigating\n\nRequests are slow.\n\n# Not a comment\n"
    )


def kept(output: str) -> str:
    """The text that a command has put aside."""
    found = re.search(r"Your text is kept\. Go on with: --file (\S+)", output)
    assert found
    text = Path(found[1]).read_text("utf-8")
    Path(found[1]).unlink()
    return text


@pytest.mark.parametrize(
    ("script", "said", "text"),
    [
        (WRITES + "\nsys.exit(3)", "ended with an error (3)", "Requests are slow.\n\n# Not a comment"),
        ("pathlib.Path(name).write_text('<!-- Cause', 'utf-8')", "comment is not closed", "<!-- Cause"),
        ("pass", "Aborted!", None),
        ("pathlib.Path(name).unlink()", "Aborted!", None),
    ],
)
def test_an_editor_that_fails(
    site: Folder, start: Start, tmp_path: Path, script: str, said: str, text: str | None
) -> None:
    """What was written before the editor or the check failed is kept; no incident is written."""
    running = start(
        "report",
        "API slow",
        "-i",
        "major",
        "-c",
        "api",
        EDITOR=editor(tmp_path, script),
        TMPDIR=str(tmp_path),
    )
    code, output = end(running)
    assert code == 1
    assert said in output
    if text is None:
        assert "Your text is kept" not in output
    else:
        assert kept(output) == text
    assert not (site.root / "incidents").exists() or site.names() == []
    assert [file.name for file in tmp_path.glob("mkdocs-status-*")] == []


def test_an_editor_that_is_not_there(start: Start) -> None:
    """An editor that cannot be started is told in one sentence."""
    running = start("report", "API slow", "-i", "major", "-c", "api", VISUAL="no-such-editor -x")
    code, output = end(running)
    assert code == 1
    assert "the editor no-such-editor cannot be started" in output


def test_ctrl_c(site: Folder, start: Start) -> None:
    """Ctrl-C at any question leaves nothing behind."""
    running = start("report", "API slow")
    running.expect("Impact: ")
    running.sendintr()
    code, output = end(running)
    assert code == 1
    assert "Aborted!" in output
    assert not (site.root / "incidents").exists()


def test_ctrl_c_in_the_editor(site: Folder, start: Start, tmp_path: Path) -> None:
    """Ctrl-C while the editor is open keeps what was saved in it."""
    waits = WRITES + "\nprint('ready', flush=True)\nimport time; time.sleep(60)"
    running = start("report", "API slow", "-i", "major", "-c", "api", EDITOR=editor(tmp_path, waits))
    running.expect("ready")
    running.sendintr()
    running.expect(pexpect.EOF)
    running.close()
    assert running.exitstatus == 1
    assert kept(str(running.before)) == "Requests are slow.\n\n# Not a comment"
    assert not (site.root / "incidents").exists()


def test_which_one(site: Folder, start: Start) -> None:
    """Where several are meant, they are numbered; the status is asked for, and the present one is offered."""
    site.put("incidents/one.md", INCIDENT).put("incidents/two.md", INCIDENT.replace("API resp", "Web resp"))
    running = start("update", "-m", "News.")
    running.expect(r"1  .*responding slowly  \(Investigating, ")
    running.expect("Which one.: ")
    running.sendline("2")
    running.expect("2  Identified")
    running.expect(r"Status \[1\]: ")
    running.sendline("2")
    code, output = end(running)
    assert code == 0
    changed = site.incident(Path(output.splitlines()[1]).stem)
    assert changed.updates[-1].status.value == "identified"


def test_deleting(site: Folder, start: Start) -> None:
    """Deleting asks, and no is no."""
    site.put("incidents/one.md", INCIDENT)
    for answer, code, left in (("", 1, ["one.md"]), ("y", 0, [])):
        running = start("delete")
        running.expect(r"Delete it\? \[y/N\]: ")
        running.sendline(answer)
        assert end(running)[0] == code
        assert site.names() == left


def test_mending_asks(site: Folder, start: Start) -> None:
    """At a terminal nothing is corrected before somebody has seen it."""
    site.put("incidents/one.md", INCIDENT.replace(" - Investigating", " investigating"))
    for answer, left in (("n", True), ("y", False)):
        running = start("check", "--fix")
        running.expect(r"Write this\? \[y/N\]: ")
        running.sendline(answer)
        end(running)
        assert (" investigating" in site.text("incidents/one.md")) is left


def test_colours(site: Folder, start: Start) -> None:
    """Colours at a terminal, and none where NO_COLOR is set."""
    site.put("incidents/one.md", INCIDENT)
    assert "\x1b[" in end(start("status"))[1]
    assert "\x1b" not in end(start("status", NO_COLOR="1"))[1]


def test_a_new_repository_by_questions(site: Folder, start: Start) -> None:
    """``init`` asks for names, and for each file that is there already whether to replace it."""
    running = start("init", ".")
    running.expect("What can break")
    running.sendline("Shop, Mail")
    running.expect(r"Name of the page \[Status\]: ")
    running.sendline("")
    running.expect("Its address: ")
    running.sendline("https://status.example.com/")
    running.expect(r"components.yml is there\. Replace it\? \[y/N\]: ")
    running.sendline("n")
    assert end(running)[0] == 0
    assert "website" in site.text("components.yml")
    assert "site_url: " in site.text("mkdocs.yml")
