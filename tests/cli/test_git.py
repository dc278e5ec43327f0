"""Real repositories: commits of one file, pushes that are refused, two people at once."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from mkdocs_status_plugin.cli.sending import new_request
from mkdocs_status_plugin.source import find, load
from tests.cli.running import INCIDENT, Folder, folder

PATH = "incidents/api-slow.md"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Git as on a new machine, and no gh, whatever this one has."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text("[user]\n\tname = Sam\n\temail = sam@example.com\n", "utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    bare = home / "bin"
    bare.mkdir()
    for name in ("git", "git-upload-pack", "git-receive-pack", "sh"):
        found = subprocess.run(["sh", "-c", f"command -v {name}"], capture_output=True, text=True).stdout
        if found.strip():
            (bare / name).symlink_to(found.strip())
    monkeypatch.setenv("PATH", str(bare))


@pytest.fixture
def repository(tmp_path: Path) -> Folder:
    """A repository with one active incident, and one that it is pushed to."""
    made = folder(tmp_path / "one").put(PATH, INCIDENT).commit()
    subprocess.run(["git", "clone", "-q", "--bare", str(made.root), str(tmp_path / "shared")], check=True)
    made.git("remote", "add", "origin", str(tmp_path / "shared"))
    made.git("push", "-q", "-u", "origin", "main")
    return made


def clone(repository: Folder, name: str) -> Folder:
    """Another person's copy."""
    root = repository.root.parent / name
    subprocess.run(["git", "clone", "-q", str(repository.root.parent / "shared"), str(root)], check=True)
    return Folder(root)


def test_commit(repository: Folder) -> None:
    """A commit holds this one file and nothing that lay about, staged or not; its message tells what is new."""
    repository.put("notes.txt", "mine").put("components.yml", repository.text("components.yml") + "\n")
    repository.git("add", "notes.txt")
    result = repository.run("update", "-s", "identified", "-m", "A pool is full.\n\nMore.", "--commit")
    assert result.exit_code == 0, result.output
    assert repository.git("show", "--format=%B", "--name-only", "HEAD") == (
        f"Identified: API responding slowly\n\nA pool is full.\n\nMore.\n\n\n{PATH}"
    )
    assert repository.git("status", "--porcelain") == "M components.yml\nA  notes.txt"


def test_a_report_and_its_end(repository: Folder) -> None:
    """A new file and a deleted one are committed, too; from a folder below the top as well."""
    result = repository.run("report", "Sign-in -fails", "-i", "minor", "-c", "api", "-m", "x", "--push")
    assert result.exit_code == 0, result.output
    assert "Pushed to main." in result.output
    shared = clone(repository, "other")
    assert "2026-11-02-sign-in-fails.md" in shared.names()
    assert repository.run("delete", "sign-in", "--yes", "--push").exit_code == 0
    shared.git("pull", "-q")
    assert shared.names() == ["api-slow.md"]


def test_translations_go_with_their_original(repository: Folder) -> None:
    """Deleting an incident deletes its translations, which would be incidents without it, in one commit."""
    german = "---\ntitle: API ist langsam\n---\n\n## 2026-11-02 13:30 UTC - Investigating\n\nWir suchen.\n"
    repository.put("incidents/api-slow.de.md", german).git("add", "-A")
    assert "Translation de: new\n" in repository.run("diff").output
    repository.git("commit", "-qm", "German")
    assert "Nothing to correct by itself." in repository.run("check", "--fix").output
    result = repository.run("delete", "--yes", "--push")
    assert result.exit_code == 0, result.output
    assert "Deleted incidents/api-slow.de.md\n" in result.output
    assert repository.git("ls-tree", "-r", "--name-only", "HEAD") == "components.yml"


def test_a_status_page_in_a_folder(repository: Folder) -> None:
    """The status page may be a folder of a larger repository."""
    (repository.root / "status").mkdir()
    inner = folder(repository.root / "status")
    result = inner.run("report", "X", "-i", "minor", "-c", "api", "-m", "x", "--commit")
    assert result.exit_code == 0, result.output
    assert repository.git("show", "--format=", "--name-only", "HEAD") == "status/incidents/2026-11-02-x.md"


def test_a_file_that_was_never_committed(repository: Folder) -> None:
    """Deleting what git never knew leaves nothing to commit, and says so."""
    repository.run("report", "X", "-i", "minor", "-c", "api", "-m", "x")
    result = repository.run("delete", "2026-11-02-x", "--yes", "--commit")
    assert "was never committed" in result.output
    assert result.exit_code == 0


def test_a_commit_that_is_refused(repository: Folder) -> None:
    """A hook that refuses leaves the file written, and the way on is told."""
    hook = repository.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho no commits on Fridays >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    result = repository.run("update", "-m", "News.", "--push")
    assert result.exit_code == 1
    assert "no commits on Fridays" in result.output
    assert f"Go on with: git add -A -- {PATH} && git commit -- {PATH}" in result.output
    assert repository.text(PATH).endswith("\nNews.\n")


def test_somebody_else_was_faster(repository: Folder) -> None:
    """Where others have pushed meanwhile, the change is made on top of theirs; nothing else is touched."""
    other = clone(repository, "other")
    other.put("README.md", "x").git("add", "-A")
    other.git("commit", "-qm", "Faster")
    other.git("push", "-q")
    repository.put("components.yml", repository.text("components.yml") + "\n")
    for arguments in (
        ["update", "-m", "News."],
        ["report", "X", "-i", "minor", "-c", "api", "-m", "x"],
        ["delete", "2026-11-02-x", "--yes"],
    ):
        result = repository.run(*arguments, "--push")
        assert result.exit_code == 0, result.output
        assert "Somebody else has pushed meanwhile: this was added to theirs." in result.output
        other.git("pull", "-q")
        other.git("commit", "-qm", "Again", "--allow-empty")
        other.git("push", "-q")
    assert len(other.incident("api-slow").updates) == 2
    assert other.names() == ["api-slow.md"]
    assert repository.git("status", "--porcelain") == "M components.yml"


def refused(repository: Folder, other: Folder) -> None:
    """An update that cannot be pushed: its commit is here, and the way on is told."""
    result = repository.run("update", "-m", "News.", "--push")
    assert result.exit_code == 1
    assert "Nothing is lost" in result.output
    assert "Go on with: git pull --rebase && git push" in result.output
    assert repository.text(PATH).endswith("\nNews.\n")
    assert repository.git("log", "-1", "--format=%s") == "Investigating: API responding slowly"
    assert repository.git("status", "--porcelain") == ""
    assert other.git("log", "-1", "--format=%s") == "Faster"


def test_theirs_cannot_be_read(repository: Folder) -> None:
    """Where the file of the others has errors, ours stays as it was committed."""
    other = clone(repository, "other")
    other.put(PATH, "broken").git("commit", "-qam", "Faster")
    other.git("push", "-q")
    refused(repository, other)


def test_a_hook_that_refuses_the_second_time(repository: Folder) -> None:
    """Where the change cannot be committed on top of theirs, all is as it was after our own commit."""
    other = clone(repository, "other")
    other.put("stop", "x").git("add", "-A")
    other.git("commit", "-qm", "Faster")
    other.git("push", "-q")
    hook = repository.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\n! test -e stop\n", "utf-8")
    hook.chmod(0o755)
    refused(repository, other)
    repository.git("reset", "-q", "--hard", "HEAD~1")
    result = repository.run("report", "X", "-i", "minor", "-c", "api", "-m", "x", "--push")
    assert "Nothing is lost" in result.output
    assert "2026-11-02-x.md" in repository.names()
    assert repository.git("log", "-1", "--format=%s") == "Investigating: X"
    assert repository.git("status", "--porcelain") == ""


def test_more_than_one_commit(repository: Folder) -> None:
    """Where there are other commits that nobody has pushed, they are a person's to move."""
    other = clone(repository, "other")
    other.git("commit", "-qm", "Faster", "--allow-empty")
    other.git("push", "-q")
    repository.git("commit", "-qm", "Mine", "--allow-empty")
    refused(repository, other)
    repository.git("pull", "-q", "--rebase")
    repository.git("push", "-q")


@pytest.mark.parametrize(
    ("arguments", "said"), [(["--push"], "no remote repository"), (["--pr"], "no remote repository")]
)
def test_nowhere_to_push(tmp_path: Path, arguments: list[str], said: str) -> None:
    """Without a remote nothing is even written: that is known before."""
    alone = folder(tmp_path).put(PATH, INCIDENT).commit()
    result = alone.run("update", "-m", "News.", *arguments)
    assert said in result.output
    assert result.exit_code == 2
    assert alone.text(PATH) == INCIDENT


def test_a_detached_head(repository: Folder) -> None:
    """Without a branch a commit is possible, a push is not, and a pull request brings a branch of its own."""
    repository.git("checkout", "-q", "--detach")
    assert repository.run("update", "-m", "x", "--push").exit_code == 2
    assert repository.run("update", "-m", "x", "--commit").exit_code == 0
    assert "status/api-slow" in repository.run("update", "-m", "x", "--pr").output


def test_a_pull_request(repository: Folder) -> None:
    """A branch of its own is pushed; a second update goes to the same; without gh the address is told."""
    result = repository.run("update", "-m", "News.", "--pr")
    assert result.exit_code == 0, result.output
    assert "You are on the new branch status/api-slow now. `git switch main` goes back." in result.output
    assert "The branch status/api-slow is pushed." in result.output
    assert repository.run("update", "-m", "More.", "--pr").exit_code == 0
    assert repository.git("rev-list", "--count", "main..origin/status/api-slow") == "2"
    repository.git("switch", "-q", "main")
    assert repository.text(PATH) == INCIDENT
    assert "status/api-slow-2" in repository.run("update", "-m", "Other.", "--pr").output


def test_a_pull_request_by_gh(repository: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where gh is there it opens the request, with the text as its body; its address is printed."""
    gh = repository.root.parent / "bin/gh"
    gh.parent.mkdir()
    gh.write_text('#!/bin/sh\nprintf "https://example.com/pr/1 %s" "$8"\n', "utf-8")
    gh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{gh.parent}{os.pathsep}{os.environ['PATH']}")
    assert "https://example.com/pr/1 News." in repository.run("update", "-m", "News.", "--pr").stdout
    gh.write_text("#!/bin/sh\necho not logged in >&2\nexit 4\n", "utf-8")
    refused = repository.run("update", "-m", "More.", "--pr")
    assert "gh did not open a pull request: not logged in" in refused.output
    assert refused.exit_code == 0


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:acme/status.git", "https://github.com/acme/status/compare/status/a%20b?expand=1"),
        ("https://sam@github.com/acme/status", "https://github.com/acme/status/compare/status/a%20b?expand=1"),
        ("ssh://git@git.example.com:2222/acme/status.git", "https://git.example.com/acme/status/compare/status/a%20b?expand=1"),
        ("https://gitlab.com/a/b/c.git", "https://gitlab.com/a/b/c/-/merge_requests/new?merge_request%5Bsource_branch%5D=status%2Fa%20b"),
        ("/srv/status.git", ""),
        ("file:///srv/status.git", ""),
    ],
)  # fmt: skip
def test_the_address_of_a_new_request(remote: str, address: str) -> None:
    """The address at which a pull request begins, on the hosts that have one."""
    assert new_request(remote, "status/a b") == address


@pytest.mark.parametrize("turned", [False, True])
def test_two_people_at_once(repository: Folder, turned: bool) -> None:
    """Two updates of one incident, pushed at once, become two sections, whoever was first."""
    other = clone(repository, "other")
    first, second = (other, repository) if turned else (repository, other)
    first.run("update", "-s", "identified", "-m", "First.\n\n- a\n- b", "--push")
    result = second.run("update", "-s", "monitoring", "-m", "Second.\n\n- a\n- b", "--push")
    assert result.exit_code == 0, result.output
    first.git("pull", "-q")
    for one in (first, second):
        assert [(update.text, update.status.value) for update in one.incident("api-slow").updates[1:]] == [
            ("First.\n\n- a\n- b", "identified"),
            ("Second.\n\n- a\n- b", "monitoring"),
        ]


@pytest.mark.parametrize("turned", [False, True])
def test_two_people_without_a_push(repository: Folder, turned: bool) -> None:
    """Where git itself has to merge, `check` names its conflict marks, and without them both are there."""
    other = clone(repository, "other")
    first, second = (other, repository) if turned else (repository, other)
    first.run("update", "-s", "identified", "-m", "First.", "--push")
    second.run("update", "-s", "monitoring", "-m", "Second.", "--commit", now="2026-11-02 14:06 UTC")
    subprocess.run(
        ["git", "-C", str(second.root), "pull", "-q", "--rebase"], capture_output=True, check=False
    )
    site, _ = load(find(second.root))
    assert site.incidents_by_id["api-slow"].raw
    checked = second.run("check")
    assert "a merge was not finished: git's conflict marks stand here" in checked.output
    assert checked.exit_code == 1
    lines = second.text(PATH).splitlines(keepends=True)
    marks = {"<<<<<<<", "=======", ">>>>>>>"}
    second.put(PATH, "".join("\n" if line[:7] in marks else line for line in lines))
    assert [one.text for one in second.incident("api-slow").updates[1:]] == ["First.", "Second."]
