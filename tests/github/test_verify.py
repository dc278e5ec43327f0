"""A build is public when the address shows it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_status_plugin.cli import live, main
from mkdocs_status_plugin.cli.verify import stages, wait

NEW = {"id": "b" * 12, "commit": "c" * 40, "built_at": "2026-11-24T12:00:00Z"}
OLD = {"id": "a" * 12, "commit": None, "built_at": "2026-11-24T11:00:00Z"}
NEWER = {"id": "d" * 12, "commit": "e" * 40, "built_at": "2026-11-24T12:30:00Z"}
WANTED = live.Shown("b" * 12, "c" * 40, datetime(2026, 11, 24, 12, tzinfo=UTC))


def said(build: object) -> bytes:
    """A build.json as a build writes it."""
    return json.dumps(build).encode()


@contextmanager
def site(*answers: bytes | int, cached: bytes = b"") -> Iterator[tuple[str, list[str]]]:
    """A site whose build.json gives these answers one after the other; the last one again and again.

    A number is a status code. ``cached`` is what the plain address gives, as long as it is there.
    Yields the site's address and what it was asked.
    """
    asked: list[str] = []
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answer = left[0] if len(left) == 1 else left.pop(0)
            if cached and "?" not in self.path:
                answer = cached
            self.send_response(answer if isinstance(answer, int) else 200)
            self.end_headers()
            self.wfile.write(b"" if isinstance(answer, int) else answer)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/status/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def verify(tmp_path: Path, url: str, *arguments: str) -> Result:
    """Run the command once, without waiting."""
    (tmp_path / "build.json").write_bytes(said(NEW))
    command = ["verify", url, "--build", str(tmp_path / "build.json"), "--timeout", "0", *arguments]
    return CliRunner().invoke(main, ["verify", "--now", "2026-11-24 12:00:30 UTC", *command[1:]])


def test_the_build_is_there(tmp_path: Path) -> None:
    """A page that shows the build ends the command well, with the seconds that it took."""
    with site(said(NEW)) as (url, asked):
        result = verify(tmp_path, url)
    assert result.exit_code == 0, result.output
    assert asked == [f"/status/build.json?{'b' * 12}-0", "/status/build.json"]
    assert "build to deployed: 30 s" in result.output
    assert "build to live: 3" in result.output


def test_the_push_is_counted(tmp_path: Path) -> None:
    """The event of a push says when it was, so that the whole way is known."""
    event = tmp_path / "event.json"
    pushed = int(datetime(2026, 11, 24, 11, 59, 48, tzinfo=UTC).timestamp())
    event.write_text(json.dumps({"head_commit": {}, "repository": {"pushed_at": pushed}}))
    with site(said(NEW)) as (url, _):
        result = verify(tmp_path, url, "--event", str(event))
    assert "push to build: 12 s" in result.output
    assert "push to live: 4" in result.output


def test_another_build_is_there(tmp_path: Path) -> None:
    """A page that never shows the build is an error that says which one it shows, and what to do."""
    with site(said(OLD)) as (url, _):
        result = verify(tmp_path, url)
    assert result.exit_code == 1
    assert "still shows aaaaaaaaaaaa, built 2026-11-24 11:00:00 UTC" in result.output
    assert "start it again" in result.output


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (404, "answers 404 Not Found"),
        (b"<html>", "is no build.json"),
        (said({"id": 1}), "is no build.json"),
        (said([]), "is no build.json"),
        (said({**NEW, "id": 5}), "is no build.json"),
        (said({**NEW, "built_at": "noon"}), "is no build.json"),
    ],
)
def test_no_build_is_there(tmp_path: Path, answer: bytes | int, words: str) -> None:
    """An address that shows no build is an error that says what came instead."""
    with site(answer) as (url, _):
        result = verify(tmp_path, url)
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_nobody_answers(tmp_path: Path) -> None:
    """A host that is not there is an error in words."""
    with site(said(NEW)) as (url, _):
        pass
    result = verify(tmp_path, url)
    assert result.exit_code == 1
    assert "does not answer" in result.output


def test_a_newer_build_is_there(tmp_path: Path) -> None:
    """Where a newer build has taken the place of this one, nothing is wrong."""
    with site(said(NEWER)) as (url, _):
        result = verify(tmp_path, url)
    assert result.exit_code == 0
    assert "A newer build is there already: dddddddddddd" in result.output


def test_a_cache_keeps_the_old_build(tmp_path: Path) -> None:
    """What readers get counts: while a cache gives them the old build, the new one is not public."""
    with site(said(NEW), cached=said(OLD)) as (url, _):
        result = verify(tmp_path, url)
    assert result.exit_code == 1
    assert "is kept by a cache that still has aaaaaaaaaaaa" in result.output


def test_waiting() -> None:
    """The address is asked again, at growing intervals, until it shows the build; each change is told once."""
    slept: list[float] = []
    told: list[str] = []
    with site(503, said(OLD), said(OLD), said(NEW)) as (url, asked):
        seen = wait(live.address(url), WANTED, 600, slept.append, told.append)
    assert seen == WANTED
    assert slept == [1, 1, 2]
    assert told == [
        "It answers 503 Service Unavailable",
        "It still shows aaaaaaaaaaaa, built 2026-11-24 11:00:00 UTC",
    ]
    assert len(asked) == 5


def test_pauses_last_as_long_as_asked() -> None:
    """The waits add up to the time that is given, and none is longer than ten seconds."""
    found = list(live.pauses(65))
    assert sum(found) == 65
    assert found[:7] == [1, 1, 2, 3, 5, 8, 10]
    assert max(found) == 10
    assert list(live.pauses(0)) == []


def test_stages_without_a_push() -> None:
    """Without a push the count begins with the build, and no stage is shorter than nothing."""
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    later = noon.replace(second=41)
    assert stages(None, noon, later, noon) == [
        "build to deployed: 41 s",
        "deployed to live: 0 s",
        "build to live: 0 s",
    ]


def test_an_address_is_needed(tmp_path: Path) -> None:
    """Without an address, and without one in mkdocs.yml, the command says what is missing."""
    result = CliRunner().invoke(main, ["verify", "--root", str(tmp_path)])
    assert result.exit_code == 2
    assert "Say the address of the page" in result.output


@pytest.mark.parametrize("url", ["file:///etc/passwd", "status.example.com", "https://"])
def test_only_the_web_is_asked(tmp_path: Path, url: str) -> None:
    """An address of another kind is refused."""
    result = verify(tmp_path, url)
    assert result.exit_code == 2
    assert "is no address of a site" in result.output


def test_the_file_of_the_build_is_needed(tmp_path: Path) -> None:
    """A missing or foreign build.json is an error that names it."""
    missing = str(tmp_path / "missing.json")
    result = CliRunner().invoke(main, ["verify", "https://status.example.com/", "--build", missing])
    assert result.exit_code == 1
    assert "missing.json cannot be read" in result.output
