"""Plain text and excerpts beyond the golden cases."""

from __future__ import annotations

import pytest

from mkdocs_status_plugin import markup

SENTENCE = "We are looking into reports of slow API responses."


@pytest.mark.parametrize(
    ("limit", "excerpt"),
    [
        (200, SENTENCE),
        (len(SENTENCE), SENTENCE),
        (len(SENTENCE) - 1, "We are looking into reports of slow API\u2026"),
        (15, "We are looking\u2026"),
        (14, "We are\u2026"),
        (4, "We\u2026"),
        (2, "W\u2026"),
        (1, "\u2026"),
    ],
)
def test_an_excerpt_is_cut_at_a_word(limit: int, excerpt: str) -> None:
    """A text that is too long ends at a word and with an ellipsis, within the limit."""
    assert markup.excerpt(SENTENCE, limit) == excerpt


def test_an_excerpt_is_one_line_without_addresses() -> None:
    """Lines, items and cells follow each other; of a link only the text is left."""
    text = "**Down**:\n- [api](https://example.com)\n- web\n\n![graph](a.png)\n\n|a|b|\n|-|-|\n|c|d|"
    assert markup.excerpt(text) == "Down: - api - web graph a | b c | d"


def test_an_excerpt_leaves_no_mark_before_the_ellipsis() -> None:
    """A comma or full stop before the cut is left out."""
    assert markup.excerpt("One two, three four", 10) == "One two\u2026"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("[https://example.com/a](https://example.com/a)", "https://example.com/a"),
        ("[caf\u00e9](https://example.com)", "caf\u00e9 (https://example.com)"),
        ("<https://example.com/\u00fc>", "https://example.com/\u00fc"),
        ("[write](mailto:a@example.com)", "write (a@example.com)"),
        ("[a@example.com](mailto:a@example.com)", "a@example.com"),
        ("[help](/help/)", "help (https://status.example.com/help/)"),
    ],
)
def test_links_in_plain_text(text: str, plain: str) -> None:
    """A link is its text and its address, unless they say the same."""
    assert markup.plain(text, site_url="https://status.example.com/") == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("9. nine\n10. ten\n    - deep", "9. nine\n10. ten\n    - deep"),
        ("- \n- b", "-\n- b"),
        ("- a\n\n        code\n         more", "- a\n  code\n   more"),
        ("> - a\n>     > b", "> - a\n>   > b"),
        ("a\n\n> b\n\n> c", "a\n\n> b\n>\n> c"),
        ("1. a\n\n> b\n\n2. c", "1. a\n\n> b\n\n2. c"),
        ("a  b\u00a0 c", "a b\u00a0 c"),
        ("| | |\n|-|-|\n| | x |", "| x"),
        ("# a\nb\n***\nc", "a\n\nb\n\n---\n\nc"),
    ],
)
def test_plain_structure(text: str, plain: str) -> None:
    """Lists, quotes and code keep their place in each other."""
    assert markup.plain(text) == plain
