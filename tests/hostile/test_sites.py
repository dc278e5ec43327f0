"""All hostile inputs together on one site: built by MkDocs within its limits, and read in a real browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Request

from tests.hostile import corpus, judging, sites
from tests.hostile.corpus import Case
from tests.projects import Site

# What a page outside of our own part of it consists of, and what is wrong in it.
_JUDGE = """
() => {
  const faults = [], st = document.querySelectorAll('.st'), width = document.documentElement.clientWidth;
  if (st.length !== 1) faults.push(`${st.length} parts of ours`);
  for (const element of st[0].querySelectorAll('*')) {
    const name = element.tagName.toLowerCase();
    if (/^(audio|base|embed|form|iframe|link|math|meta|object|script|style|template|video)$/.test(name))
      faults.push(`<${name}>`);
    for (const attribute of element.attributes)
      if (/^on|^srcdoc$|^style$/i.test(attribute.name)) faults.push(`<${name} ${attribute.name}>`);
    if (name === 'a' && element.href && !/^(https?|mailto|tel):/.test(element.protocol))
      faults.push(`a link to ${element.href}`);
    if (name === 'img' && new URL(element.src).host !== location.host) faults.push(`an image ${element.src}`);
  }
  if (document.documentElement.scrollWidth > width) faults.push(`${document.documentElement.scrollWidth} px wide`);
  const footer = document.querySelector('footer.md-footer');
  if (!footer || !(st[0].compareDocumentPosition(footer) & Node.DOCUMENT_POSITION_FOLLOWING))
    faults.push('the footer does not follow');
  const around = document.documentElement.cloneNode(true);
  around.querySelector('.st').replaceChildren();
  const names = [...around.querySelectorAll('*')].map((element) => element.tagName).join(' ');
  return {faults, names, text: st[0].innerText, title: document.title};
}
"""


_IN_RESULTS = {
    *(
        "a",
        "article",
        "code",
        "del",
        "details",
        "div",
        "h1",
        "h2",
        "li",
        "mark",
        "nav",
        "p",
        "pre",
        "summary",
        "ul",
    ),
    *("em", "strong"),
}


def build(root: Path, cases: Sequence[Case]) -> str:
    """Build a site of some cases; nothing is written beside it and the cache. Returns what the build says."""
    sites.write(root, cases)
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.building", str(root)],
        cwd=Path(__file__).parent.parent.parent,
        env=os.environ
        | {
            "SOURCE_DATE_EPOCH": str(corpus.NOON),
            "NO_MKDOCS_2_WARNING": "1",
            "XDG_CACHE_HOME": f"{root}/.cache",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []
    assert list(judging.printed_faults(done.stderr)) == []
    return done.stderr


def read(browser: Browser, root: Path, address: str, cases: Sequence[Case]) -> dict[str, list[str]]:
    """Open every page of ours of a site on a narrow screen; what is wrong with each."""
    site = Site(root)
    shows = {f"incidents/{case.name}/": case.shows for case in cases if case.shows}
    pages = sorted(name.removesuffix("index.html") for name in site.files() if name.endswith("/index.html"))
    pages = [
        f"incidents/{sites.PLAIN}/",
        "",
        *(path for path in pages if not path.startswith(("about", "embed"))),
    ]
    found: dict[str, list[str]] = {}
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    # The search of the theme takes longer than everything else on a page; it is looked at by itself.
    context.add_init_script("Worker = class { postMessage() {} addEventListener() {} terminate() {} }")
    page = context.new_page()
    here: list[str] = []

    def refuse(dialog: Dialog) -> None:
        here.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def note(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(address).netloc:
            here.append(f"asked for {request.url}")

    page.on("dialog", refuse)
    page.on("request", note)
    page.on("pageerror", lambda error: here.append(f"a script failed: {error}"))
    plain = ""
    for path in pages:
        here.clear()
        page.goto(address + path)
        seen: dict[str, Any] = page.evaluate(_JUDGE)
        here += seen["faults"]
        if not seen["title"].endswith("Hostile <Status> & {{ 7 * 7 }}"):
            here.append(f"the title {seen['title']}")
        if re.fullmatch(r"incidents/[^/]+/", path):
            plain = plain or seen["names"]
            if seen["names"] != plain:
                here.append("another page around ours")
        said = " ".join(seen["text"].split())
        if " ".join(shows.get(path, "").split()) not in said:
            here.append(f"it does not say {shows[path]!r}: {said[:2000]!r}")
        if here:
            found[path] = list(here)
    context.close()
    return found


def search(browser: Browser, address: str) -> list[str]:
    """Search for what attacks are made of; the names of the elements of the results, and of what ran."""
    page = browser.new_page()
    ran: list[str] = []

    def refuse(dialog: Dialog) -> None:
        ran.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    page.goto(address + "about/?q=script alert onerror javascript", wait_until="commit")
    page.wait_for_selector(".md-search-result__item", timeout=120_000)
    names: list[str] = page.evaluate(
        "[...document.querySelectorAll('.md-search-result__list *')].map((element) => element.localName)"
    )
    page.close()
    return [*names, *ran]


def own_files(cases: Sequence[Case]) -> set[str]:
    """The cases that are about an incident of their own name."""
    return {
        case.name
        for case in cases
        if case.files.get(f"incidents/{case.name}.md", ("", "folder"))[1] != "folder"
    }


def incidents_of(root: Path) -> set[str]:
    """Every incident that has a page."""
    return {path.parent.name for path in (root / "site/incidents").glob("*/index.html")}


def test_accepted(tmp_path: Path, chromium: Browser, serve: Callable[..., str]) -> None:
    """On a site of everything that is accepted nothing runs, nothing is loaded, and every text stays where it belongs."""
    cases = sites.accepted()
    build(tmp_path, cases)
    assert own_files(cases) <= incidents_of(tmp_path)
    address = serve(tmp_path / "site")
    assert read(chromium, tmp_path / "site", address, cases) == {}
    assert set(search(chromium, address)) <= _IN_RESULTS


def test_broken(tmp_path: Path, chromium: Browser, serve: Callable[..., str]) -> None:
    """A publishing build of everything that is broken shows all of it, as text, under a banner that is not green."""
    cases = sites.broken()
    said = build(tmp_path, cases)
    own = own_files(cases)
    assert own <= incidents_of(tmp_path)
    assert all(f"incidents/{name}.md:" in said or f"incidents/{name}." in said for name in own)
    banners = [
        tag for tag in Site(tmp_path / "site").page("").tags if "st-banner--" in (tag[1].get("class") or "")
    ]
    assert banners
    assert not any("operational" in (attributes["class"] or "") for _, attributes in banners)
    assert read(chromium, tmp_path / "site", serve(tmp_path / "site"), cases) == {}
