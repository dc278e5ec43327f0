"""What holds for any text."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_status_plugin import markup
from mkdocs_status_plugin.markup._text import tidy
from tests.markup.checking import BASE, SITE, faults, said

MARKS = [
    *"abc é\u00a0日\t\n\n\n `*_[]()<>!#-+=|:;.,\"'\\~&{}^@/%1209\x02\u2028\ufeff",
    *("\n\n", "    ", "**", "```\n", "~~~\n", "> ", "- ", "1. ", "# ", "](", "![", "<!--", "-->", "---\n"),
    *("https://", "http://a.example/", "javascript:", "mailto:", "&amp;", "&#58;", "[a]: ", "a|b\n-|-\n"),
]
marked = st.lists(st.sampled_from(MARKS), max_size=60).map("".join)
any_text = st.one_of(marked, st.text(max_size=200), st.text(st.characters(codec=None), max_size=60))


@given(any_text)
def test_any_text_is_safe(text: str) -> None:
    """Whatever is typed comes out with nothing in it that a page may not hold."""
    assert faults(markup.render(text).html(BASE)) == []


@given(any_text)
def test_bodies_differ_only_in_the_base(text: str) -> None:
    """The HTML for two places differs in the way to the root and in nothing else."""
    body = markup.render(text)
    assert body.html("@@/") == "@@/".join(body.parts)
    assert len(body.html(SITE)) - len(body.html("")) == len(SITE) * (len(body.parts) - 1)


@given(any_text)
def test_letters_and_digits_survive(text: str) -> None:
    """Each letter and digit of a text without markup shows, in HTML and in plain text."""
    plain = re.sub(r"[^\w\s]|_", "", tidy(text))
    kept = [letter for letter in plain if letter.isalnum()]
    body = markup.render(plain)
    assert [letter for letter in said(body.html("")) if letter.isalnum()] == kept
    assert [letter for letter in body.plain() if letter.isalnum()] == kept


@given(any_text)
def test_plain_text_is_plain(text: str) -> None:
    """Plain text and excerpts have no line with spaces at its end, and an excerpt is one line within the limit."""
    plain = markup.plain(text)
    assert all(line == line.rstrip(" ") for line in plain.split("\n"))
    excerpt = markup.excerpt(text, 40)
    assert len(excerpt) <= 40
    assert "\n" not in excerpt


@given(st.text(st.sampled_from("ab <>&\"'é日/;=#x1"), max_size=60))
def test_escaped_text_means_itself(text: str) -> None:
    """Marks that are written as character references show, and mark nothing."""
    escaped = "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in f"x {text}")
    assert said(markup.render(escaped).html("")).split() == f"x {text}".split()


@given(any_text, any_text)
@example("[a]: https://example.com", "[a]")
@example("```\ncode\n```", "\x02wzxhzdk:0\x03")
@example("7. a", "1. b")
@example("*a _b", "*c*")
@example("> - a", "b")
def test_one_text_leaves_nothing_behind_for_the_next(first: str, second: str) -> None:
    """A text comes out the same whatever was rendered before it."""
    markup.render(first)
    after_another = markup.render(second)
    markup._shared.cache_clear()
    assert markup.render(second) == after_another


def test_definitions_do_not_leak() -> None:
    """A reference that one text defines is unknown to the next."""
    assert "href" in markup.render("[a]\n\n[a]: https://example.com").html("")
    assert markup.render("[a]").html("") == "<p>[a]</p>"
