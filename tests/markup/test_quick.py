"""The quick ways: what needs no parser comes out as with one."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_status_plugin import markup
from mkdocs_status_plugin.markup import _plain, _reader
from mkdocs_status_plugin.markup._quick import quick
from mkdocs_status_plugin.markup._text import pieces, tidy
from tests.hostile import corpus
from tests.markup.test_costs import CHEAP, COSTLY
from tests.markup.test_properties import any_text, marked

words = st.text(st.characters(categories=["L", "N", "P", "Zs", "S"], include_characters="\n \t"), max_size=80)
NEAR = [
    *(
        "a",
        "Word",
        "b1",
        "é",
        "日",
        " ",
        " ",
        "\n",
        "\n\n",
        "- ",
        "\n- ",
        "\n\n- ",
        "-",
        "--",
        "_",
        "a_b",
        ".",
    ),
    *(
        ", ",
        ": ",
        "`",
        "`x_*`",
        "*",
        "**",
        "*it*",
        "**bold**",
        "[",
        "]",
        "(",
        ")",
        "!",
        "[t](https://a.example/b)",
    ),
    *(
        "](https://c.x)",
        "https://a.example/c_d",
        "https://",
        "HTTP://x.y/",
        "://",
        "www.x.y",
        "a@b.example",
        "<",
        ">",
    ),
    *("&", "&amp;", "&#", "#", "# ", "~", "~~~", "1.", "1. ", "+ ", "=", "|", "\\", "\t", "'", '"', "%", "?"),
    *("\u00a0", "\u2028", "\u200b", "\u017f"),
]
# A few kinds at a time, so that what belongs together meets.
near = st.lists(st.sampled_from(NEAR), min_size=1, max_size=8).flatmap(
    lambda few: st.lists(st.sampled_from([*few, "a", " "]), max_size=14).map("".join)
)


def by_markdown(tidied: str) -> tuple[str, ...]:
    """The HTML of a tidy text when Markdown looks at it."""
    return markup._shared().convert("".join(piece.markdown for piece in pieces(tidied)), True)


@given(st.one_of(words, marked, near))
@settings(max_examples=500)
@example("a\nb\n\nc")
@example("a\n\n\n\nb\n")
@example("\u00a0a")
@example("a\u2028\u2028b")
@example("- a\n\n\n\n\nb")
@example("- a\n\n- b")
@example("1. a\n1. b\n* c")
@example("a\n2. b")
@example("* a\n* *b*\n- c")
@example("a:\n1. b\n02. c\n\nd")
@example("\u0661. a")
@example("a\n- b\nc")
@example("**a**, *b*: (**c**)")
@example("**a** *b **c** d*")
@example("a_b _c_ d__e")
@example("`a`b`c` ``d`` `e\nf`")
@example("![a](https://b.example/) [a](https://b.example/)[c]")
@example("https://a.example/b_c). https://d.example/https://e.example/ xhttps://f.example/")
@example("[a https://b.example/ c](https://d.example/)")
@example("https://1.2.3/ https://a@b.example/ HTTPS://C.example/?d=%zz#e")
def test_the_quick_way_is_the_same_way(text: str) -> None:
    """A text that needs no parser becomes the same HTML, byte for byte, whether or not Markdown looks at it."""
    tidied = tidy(text)
    shown = quick(tidied)
    assert shown is None or (shown,) == by_markdown(tidied)


@pytest.mark.parametrize("group", corpus.GROUPS)
def test_the_quick_way_is_the_same_for_strangers(group: str) -> None:
    """Whatever lies in the files of strangers becomes the same HTML by the quick way, in whole and in parts."""
    for case in corpus.group(group):
        for text, _ in case.files.values():
            for part in (text, *text.split("\n\n"), *text.split("\n")):
                tidied = tidy(part)
                shown = quick(tidied)
                assert shown is None or (shown,) == by_markdown(tidied)


@given(st.text(st.sampled_from("ab.1:!? \n"), max_size=60))
def test_plain_lines_take_the_quick_way(text: str) -> None:
    """Words and sentences in lines that are not indented hold no markup."""
    lines = "\n".join(re.sub(r"^[0-9. ]+", "", line.strip()) for line in text.split("\n"))
    assert quick(lines) is not None


@pytest.mark.parametrize(
    "text",
    [
        "We see **errors** in `pool.size`, *mostly* in Oslo.",
        "The [runbook](https://runbooks.example.com/a_b#c) says (https://example.com/d?e=f): wait.",
        "At ~14:05 #1234 of snake_case & Co. > all - 5% of them",
        "Regions:\n- **Oslo**\n- Bergen\n\nMore soon.",
        "1. Restart\n2. Wait",
        "* Oslo\n* Bergen",
    ],
)
def test_what_people_write_takes_the_quick_way(text: str) -> None:
    """Words with the few marks that most people know need no parser."""
    assert quick(text) is not None


@pytest.mark.parametrize("text", [*CHEAP.values(), *COSTLY.values()], ids=[*CHEAP, *COSTLY])
def test_the_quick_way_is_the_same_for_long_texts(text: str) -> None:
    """A text that is as long as one may be is shown as Markdown shows it, or left to it."""
    tidied = tidy(text)
    shown = quick(tidied)
    assert shown is None or (shown,) == by_markdown(tidied)


def test_many_marks_are_not_taken_the_quick_way() -> None:
    """A text with so many marks that Markdown takes too long shows as it was typed, however simple each of them is."""
    text = "*a* " * 5000
    assert markup.too_costly(text) == "has too many asterisks and underscores in one block"
    assert markup.render(text).html("").startswith("<p>*a* *a*")


@given(st.one_of(any_text, near), st.sampled_from(["", "/", "https://status.example.com/"]))
@example('a *b* `c <d>` [e](https://x.example/?a="b>c") &amp;amp;\nf\n\ng', "")
@example('[a](https://x.example "b > c")', "")
@example("- **a**\n- \u00a0\n\n&lt;br&gt;", "")
@example("- &nbsp;\n- <a@b.example> [c](tel:1)", "/")
def test_plain_text_is_what_a_reader_of_html_reads(text: str, site_url: str) -> None:
    """The quick way to the plain text of a body finds what a reader of HTML does."""
    fragment = markup.render(text).html(site_url)
    for addresses in (True, False):
        assert _plain.plain(fragment, addresses=addresses) == _reader.read(fragment, addresses)
