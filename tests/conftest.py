"""What every test may ask for."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import browser

# The same examples in every run, so that a red run is red for everybody. `pytest --hypothesis-profile=search`
# goes looking for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60, database=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("steady")

# Whatever a script starts in the background is born deaf to Ctrl-C, and so are all the programs that it starts in turn.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--quick`` is for runs beside a whole one, with other versions of what we depend on."""
    parser.addoption(
        "--quick", action="store_true", help="leave out the tests that open a browser or look for examples"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the slow tests out of a quick run."""
    if config.getoption("--quick"):
        slow = {item for item in items if isinstance(item, pytest.Function) and _is_slow(item)}
        config.hook.pytest_deselected(items=[*slow])
        items[:] = [item for item in items if item not in slow]


def _is_slow(item: pytest.Function) -> bool:
    return "chromium" in item.fixturenames or hasattr(item.obj, "hypothesis")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, started once; without one the test fails."""
    with sync_playwright() as playwright:
        started = browser.launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """``serve(folder, prefix="/status/")`` puts a built site on loopback until the tests end; returns its address."""
    with ExitStack() as servers:
        yield lambda folder, prefix="/status/": servers.enter_context(browser.serve(folder, prefix))


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., browser.Visit]]:
    """``visit(address, **as_a_reader)`` opens a page, see :func:`tests.browser.visit`.

    Pages load nothing from other hosts and their scripts do not fail: at the end of the test either is an
    error, unless the test has looked at ``foreign`` or ``faults`` and emptied it.
    """
    visits: list[browser.Visit] = []
    with ExitStack() as pages:

        def open_page(address: str, **as_a_reader: Any) -> browser.Visit:
            visits.append(pages.enter_context(browser.visit(chromium, address, **as_a_reader)))
            return visits[-1]

        yield open_page
    assert [(opened.foreign, opened.faults) for opened in visits] == [([], [])] * len(visits)


@pytest.fixture(scope="session")
def project() -> Path:
    """The top of the project's checkout."""
    return Path(__file__).resolve().parent.parent
