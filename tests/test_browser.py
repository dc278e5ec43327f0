"""The browser and the web server that other tests rely on."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.browser import NoChromiumError, Visit, find_chromium


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of one page that asks another host for a picture, and a page for what is missing."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/index.html").write_text(
        "<!doctype html><title>Deep</title><p></p><img src='https://other.example/a.png'>"
        "<script>document.querySelector('p').textContent = new Date().toISOString().slice(0, 16)</script>"
    )
    (tmp_path / "404.html").write_text("<!doctype html><title>Lost</title>")
    return tmp_path


def test_a_folder_without_its_slash_is_redirected(folder: Path, serve: Callable[..., str]) -> None:
    """An address of a folder leads to the one with a slash, as on GitHub Pages."""
    address = serve(folder)
    with urlopen(f"{address}deep") as answer:
        assert answer.url == f"{address}deep/"
        assert b"Deep" in answer.read()


@pytest.mark.parametrize("path", ["nowhere", "../conftest.py", "%2e%2e/conftest.py"])
def test_what_is_not_there_gets_the_404_page(folder: Path, serve: Callable[..., str], path: str) -> None:
    """A missing page, and everything outside the folder, is answered with 404.html and status 404."""
    with pytest.raises(HTTPError) as caught, urlopen(serve(folder) + path):
        pass
    with caught.value as answer:
        assert answer.status == 404
        assert b"Lost" in answer.read()


def test_a_request_to_another_host_is_stopped_and_recorded(
    folder: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    """A page that asks another host for something gets nothing, and the address is kept for the test."""
    opened = visit(serve(folder) + "deep/")
    opened.page.wait_for_load_state("networkidle")
    assert opened.foreign == ["https://other.example/a.png"]
    opened.foreign.clear()
    opened.faults.clear()


def test_a_visit_happens_at_the_given_moment(
    folder: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    """The page's clock starts at the moment that the test names."""
    opened = visit(serve(folder) + "deep/", now=datetime(2026, 11, 2, 14, 5, tzinfo=UTC))
    assert opened.page.inner_text("p") == "2026-11-02T14:05"
    opened.page.wait_for_load_state("networkidle")
    opened.foreign.clear()
    opened.faults.clear()


def test_a_missing_browser_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Chromium is missing the tests fail and say how to get it."""
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(NoChromiumError, match=r"no-such-browser is no program.*apt-get install chromium"):
        find_chromium()
