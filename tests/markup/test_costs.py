"""Texts that would take too long, and texts that must not be mistaken for them."""

from __future__ import annotations

import re

import pytest

from mkdocs_status_plugin import markup
from tests.markup.checking import depth, faults, said

SIZE = 16 * 1024


def repeated(pattern: str) -> str:
    """A pattern again and again, as long as a text may be."""
    return (pattern * (SIZE // len(pattern) + 1))[:SIZE]


def nested(before: str, after: str) -> str:
    """Two patterns around each other, as long as a text may be."""
    times = SIZE // (len(before) + len(after))
    return before * times + "x" + after * times


COSTLY = {
    "brackets": repeated("["),
    "images": repeated("!["),
    "brackets in words": repeated("a [b "),
    "links in links": nested("[", "](x)"),
    "images in images": nested("![", "](x)"),
    "links without an end": repeated("[a](b "),
    "links with a title without an end": repeated('[a](b "'),
    "links into angle brackets": repeated("[a](<"),
    "brackets in addresses": repeated("[)[](:"),
    "brackets that end in code": repeated("[a `]` "),
    "brackets that end escaped": repeated("[a \\]"),
    "backticks of two lengths": repeated("``a`"),
    "backticks behind backslashes": repeated("``:\\"),
    "lists in lists": repeated("- "),
    "lists in lists by tab": repeated("*\t"),
    "numbers in numbers": repeated("1. "),
    "quotes in quotes": repeated("> "),
    "lists under lists": "\n".join("    " * level + "- a" for level in range(60)),
    "quotes in lists": repeated("> - "),
    "headings": repeated("#\n"),
    "underlines": repeated("=\n"),
    "underlines with tabs": repeated("\n=\t"),
    "rules": repeated("- - -\n"),
    "definitions": repeated("[a]: b\n"),
    "a long address named often": f"[a]: https://example.com/{'b' * 8000}\n\n" + "[a] " * 2000,
    "a long title named often": f'[a]: b "{"c" * 8000}"\n\n' + "[a]\n\n" * 1600,
    "a long run of asterisks": "*" * 15000 + " a",
    "marks of emphasis": repeated("_'_"),
    "emphasis in emphasis": nested("*a **b ", "** c*"),
    "a wide table": "|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "b\n" * 5000,
    "a table row of code": repeated("`a`|")[:12000] + "\n" + repeated("-|")[:4000],
}
CHEAP = {
    "text": repeated("We are looking into reports of slow API responses. "),
    "lines": repeated("api down\n"),
    "paragraphs": repeated("a\n\n"),
    "links": repeated("[a report](https://example.com/a_b) "),
    "lists of links": repeated("- [a report](https://example.com/a_b)\n"),
    "references": repeated("[a][b] [c] ") + "\n\n[b]: d\n[c]: e",
    "code spans": repeated("`a` "),
    "emphasis": repeated("*Some* words are __emphasized__ and **some** are snake_case. "),
    "emphasis without an end": repeated("*Some words are **more. "),
    "emphasis in emphasis": nested("*Some words are **more ", "** or* less."),
    "fences": repeated("```\n~~~\n"),
    "comments": repeated("<!--\n"),
    "tags": repeated("<a b='"),
    "references to characters": repeated("&amp;&#"),
    "angle brackets": repeated("<"),
    "addresses": repeated("https://a.example/( "),
    "brackets in an address": "https://a.example/" + "(" * 8000 + ")" * 8000,
    "spaces": " " * SIZE + "x",
    "spaced rules": "-" + " " * SIZE + "-",
    "digits": "1" * SIZE + ". a",
    "list items": repeated("- a\n"),
    "items with paragraphs": repeated("- a\n\n    b\n\n"),
    "both kinds of list": repeated("- a\n1. b\n"),
    "quotes": repeated("> a\n\n"),
    "a long table": "a|b\n-|-\n" + repeated("c|d\n"),
    "code full of brackets": f"```\n{repeated('[')}\n```",
}


@pytest.mark.parametrize("text", COSTLY.values(), ids=COSTLY)
def test_costly_texts_show_as_typed(text: str) -> None:
    """A text that Markdown would take too long over is told apart and shows with all its letters."""
    assert re.fullmatch(r"(nests|names|has) [\w ]+", markup.too_costly(text) or "")
    shown = markup.render(text).html("")
    assert faults(shown) == []
    assert said(shown).split() == text.split()


@pytest.mark.parametrize("text", CHEAP.values(), ids=CHEAP)
def test_long_texts_are_rendered(text: str) -> None:
    """A long text that is not costly is Markdown; that this test ends at all is part of what it says."""
    assert markup.too_costly(text) is None
    assert faults(markup.render(text).html("../../")) == []


@pytest.mark.parametrize("mark", ["[", "`", "(", "<", "*", "_", "![", "]("])
def test_some_marks_without_a_partner_are_fine(mark: str) -> None:
    """Marks that stand alone here and there in an ordinary text cost little."""
    assert markup.too_costly(f"A line with a {mark} in it.\n" * 40) is None


def test_costs_add_up_over_blocks() -> None:
    """Many blocks of which each is almost too costly are too costly together."""
    block = "[a " * 400
    assert markup.too_costly(block) is None
    assert markup.too_costly("\n\n".join([block] * 10)) is not None


def test_emphasis_stops_somewhere() -> None:
    """Emphasis hundreds deep keeps its letters but not its depth, which readers of feeds choke on."""
    shown = markup.render("**a " * 800 + " b**" * 800).html("")
    assert depth(shown) < 100
    assert said(shown).count("a ") == said(shown).count(" b") == 800


def test_a_fault_in_the_library_shows_the_text_as_typed() -> None:
    """Where Python-Markdown fails, the text shows as it was typed, and the next text is not harmed."""

    def deeply(calls: int) -> str:
        return deeply(calls - 1) if calls else markup.render("*a*\n\n> b").html("")

    shown = set()
    for calls in range(1000):
        try:
            shown.add(deeply(calls))
        except RecursionError:
            break
    assert shown >= {"<p><em>a</em></p>\n<blockquote>\n<p>b</p>\n</blockquote>", "<p>*a*</p>\n<p>&gt; b</p>"}
    assert markup.render("*a*").html("") == "<p><em>a</em></p>"
