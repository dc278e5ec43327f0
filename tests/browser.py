"""The system's Chromium, and a web server that behaves as GitHub Pages does.

``python -m tests.browser`` prints where Chromium is, or fails where there is none.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",  # containers and continuous integration run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
CONTENT_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class NoChromiumError(RuntimeError):
    """The tests of the pages need a browser; without one they fail, they are never left out."""


def find_chromium() -> str:
    """The path of Chromium: the environment's ``CHROMIUM``, or one of its names on the path.

    Raises NoChromiumError where there is none.
    """
    wanted = os.environ.get("CHROMIUM")
    for name in (wanted,) if wanted else (*NAMES, "/usr/bin/chromium"):
        if found := shutil.which(name):
            return found
    what = f"CHROMIUM={wanted} is no program" if wanted else f"no {', '.join(NAMES)} on the path"
    raise NoChromiumError(f"{what}; `make test` installs it on Debian (apt-get install chromium)")


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium without a window."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)


@contextmanager
def serve(folder: Path, prefix: str = "/status/") -> Iterator[str]:
    """Serve a built site on loopback below a path prefix; yields its address, with a closing slash.

    As on GitHub Pages, a folder's address without its slash is redirected, ``x`` serves ``x.html``, and what is
    not there gets ``404.html`` with status 404.
    """
    root = folder.resolve(strict=True)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = (root / path.removeprefix(prefix)).resolve()
            if not path.startswith(prefix) or not file.is_relative_to(root):
                self.answer(404, root / "404.html")
            elif file.is_dir() and not path.endswith("/"):
                self.answer(301, None, location=quote(path) + "/")
            elif file.is_dir() and (file / "index.html").is_file():
                self.answer(200, file / "index.html")
            elif file.is_file():
                self.answer(200, file)
            elif file.with_name(file.name + ".html").is_file():
                self.answer(200, file.with_name(file.name + ".html"))
            else:
                self.answer(404, root / "404.html")

        do_HEAD = do_GET

        def answer(self, status: int, file: Path | None, location: str = "") -> None:
            body = file.read_bytes() if file and file.is_file() else b""
            kind = CONTENT_TYPES.get(file.suffix.lower()) if file else None
            self.send_response(status)
            self.send_header("Content-Type", kind or "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", "*")
            if location:
                self.send_header("Location", location)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: a test's output is for its findings."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False  # a browser keeps its connections open

        def handle_error(self, *_: object) -> None:
            """Say nothing: a browser may hang up when it likes."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Visit:
    """A page in a browser of its own, cut off from every host but the one it is served from.

    ``foreign`` are the addresses on other hosts that it asked for (in vain); ``faults`` are
    script errors and what the console reports as an error.
    """

    page: Page
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    now: datetime | None = None,
    scheme: Literal["light", "dark"] = "light",
    phone: bool = False,
    script: bool = True,
    zone: str = "UTC",
    language: str = "en-GB",
) -> Iterator[Visit]:
    """Open ``address`` as a reader would: at a moment, in a colour scheme, on a phone, without script, in a time zone.

    From ``now`` on the page's clock runs on, and ``page.clock`` can move it; without it the clock is the machine's.
    """
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]  # a plain dict is a ViewportSize
        device_scale_factor=2 if phone else 1,
        has_touch=phone,
        is_mobile=phone,
        java_script_enabled=script,
        color_scheme=scheme,
        timezone_id=zone,
        locale=language,
        reduced_motion="reduce",
    )
    try:
        if now is not None:
            context.clock.install(time=now)
        page = context.new_page()
        opened = Visit(page)
        own = urlsplit(address).netloc

        def judge(route: Route) -> None:
            if urlsplit(route.request.url).netloc == own:
                route.continue_()
            else:
                opened.foreign.append(route.request.url)
                route.abort()

        def note(entry: ConsoleMessage) -> None:
            # Material looks for its site map under the address that the site is built for.
            if entry.type == "error" and "sitemap.xml" not in f"{entry.text} {entry.location['url']}":
                opened.faults.append(f"{entry.text} ({entry.location['url']})")

        context.route("**/*", judge)
        page.on("pageerror", lambda error: opened.faults.append(str(error)))
        page.on("console", note)
        page.goto(address)
        yield opened
    finally:
        context.close()


if __name__ == "__main__":
    try:
        print(find_chromium())
    except NoChromiumError as error:
        sys.exit(str(error))
