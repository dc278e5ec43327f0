"""Where the links of a text lead."""

from __future__ import annotations

import re

import pytest

from mkdocs_status_plugin import markup


def leads_to(address: str, **settings: bool) -> str | None:
    """The address of a link that was written with an address in angle brackets, on a page at the root."""
    found = re.search(r'href="([^"]*)"', markup.render(f"[x](<{address}>)", **settings).html("@/"))
    return found and found[1]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("images/graph.png", "@/images/graph.png"),
        ("/images/graph.png", "@/images/graph.png"),
        ("./images/graph.png", "@/images/graph.png"),
        ("docs/images/graph.png", "@/images/graph.png"),
        ("../docs/images/graph.png", "@/images/graph.png"),
        ("../../docs/images/graph.png", "@/images/graph.png"),
        ("docs/docs/graph.png", "@/docs/graph.png"),
        ("documents/a", "@/documents/a"),
        ("/", "@/"),
        ("..", "@/"),
        ("docs", "@/"),
        ("docs/", "@/"),
        ("a/..", "@/"),
        ("a/b/..", "@/a/"),
        ("a/b/.", "@/a/b/"),
        ("a//b", "@/a/b"),
        ("../../../etc/passwd", "@/etc/passwd"),
        ("a/%2E%2e/b", "@/b"),
        ("a b.pdf", "@/a%20b.pdf"),
        ("50%.pdf", "@/50%25.pdf"),
        ("caf%C3%A9", "@/caf%C3%A9"),
        ("caf\u00e9", "@/caf%C3%A9"),
        ("a[1].png", "@/a%5B1%5D.png"),
        ("a?b=c&d#e/f?g#h", "@/a?b=c&amp;d#e/f?g%23h"),
        ("2026-10-01-foo.md", "@/incidents/2026-10-01-foo/"),
        ("2026-10-01-foo.MARKDOWN", "@/incidents/2026-10-01-foo/"),
        ("incidents/2026-10-01-foo.md", "@/incidents/2026-10-01-foo/"),
        ("../incidents/2026/2026-10-01-foo.md", "@/incidents/2026-10-01-foo/"),
        ("2026-10-01-foo.md#2026-10-01T14:05Z", "@/incidents/2026-10-01-foo/#2026-10-01T14:05Z"),
        ("incidents/2026-10-01-foo/", "@/incidents/2026-10-01-foo/"),
        ("../docs/help.md", "@/help/"),
        ("../docs/guide/index.md", "@/guide/"),
        ("../docs/guide/README.md", "@/guide/"),
        ("docs/index.md", "@/"),
    ],
)
def test_local_addresses(written: str, meant: str) -> None:
    """A relative or root-relative address is a place below the site's root, Markdown files are their pages."""
    assert leads_to(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-10-01-foo.md", "@/incidents/2026-10-01-foo.html"),
        ("../docs/help.md", "@/help.html"),
        ("../docs/guide/index.md", "@/guide/index.html"),
        ("help/", "@/help/"),
    ],
)
def test_a_site_whose_pages_are_files(written: str, meant: str) -> None:
    """Without directory addresses, Markdown files become HTML files."""
    assert leads_to(written, directory_urls=False) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://example.com", "https://example.com"),
        ("HTTPS://Example.COM:8443/A?b=c&d=e#f", "https://example.com:8443/A?b=c&amp;d=e#f"),
        ("http://[2001:db8::1]:80/", "http://[2001:db8::1]:80/"),
        ("http://192.0.2.1/a", "http://192.0.2.1/a"),
        ("http://localhost:8000/a b", "http://localhost:8000/a%20b"),
        ("https://m\u00fcller.example/\u00fc", "https://m\u00fcller.example/%C3%BC"),
        ("https://example.com/[a]|b", "https://example.com/%5Ba%5D%7Cb"),
        ("https://example.com/?a=1&copy=2", "https://example.com/?a=1&amp;copy=2"),
        ("https://example.com/?a=1&amp;b=2", "https://example.com/?a=1&amp;b=2"),
        ("mailto:help@example.com?subject=API down", None),
        ("mailto:help@example.com?subject=API%20down", "mailto:help@example.com?subject=API%20down"),
        ("TEL:+49-30-1234", "tel:+49-30-1234"),
    ],
)
def test_other_addresses(written: str, meant: str | None) -> None:
    """An address elsewhere keeps its meaning and is written so that any checker accepts it."""
    assert leads_to(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "#here",
        "?query",
        "API down.md",
        "README.md",
        "_draft.md",
        "index.md",
        "../CONTRIBUTING.md",
        "https://",
        "https://-a.example/",
        "https://a..example/",
        "https://1.2.3.4.5/",
        "https://example.com:port/",
        f"https://{'a' * 254}/",
        "http://[fe80::1%25eth0]/",
        "http://[v1.a]/",
        "https://\u2603.example/",
        "mailto:nobody",
        "tel:call-me",
        "ftp://example.com/",
        "a:b",
    ],
)
def test_addresses_that_lead_nowhere(written: str) -> None:
    """What is no page of the site and no sound address is no link; its text stays."""
    assert leads_to(written) is None
    assert markup.plain(f"[the text](<{written}>)") == "the text"


def test_an_image_follows_the_same_rules() -> None:
    """An image's address is read as a link's is."""
    shown = markup.render("![x](../docs/images/a.png)").html("../")
    assert shown == '<p><img alt="x" loading="lazy" src="../images/a.png"></p>'
