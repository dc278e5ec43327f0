"""Where code fences and comments begin and end."""

from __future__ import annotations

import pytest

from mkdocs_status_plugin import markup


def code(text: str) -> str:
    """The HTML of a code block."""
    return f"<pre><code>{text}</code></pre>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("```\na\n```", code("a\n")),
        ("```\n```", code("")),
        ("~~~~\n~~~\n```\n~~~~~ \nb", code("~~~\n```\n") + "\n<p>b</p>"),
        ("``\na\n``", "<p><code>a</code></p>"),
        ("``` a`b\n*c*", "<p><code>`` a</code>b<br>\n<em>c</em></p>"),
        ("~~~ a`b\n*c*", code("*c*\n")),
        ("```\n``` a\n```", code("``` a\n")),
        ("   ```\n   a\n     b\n c\n   ```", code("a\n  b\nc\n")),
        ("```\n   a\n```", code("   a\n")),
        ("```\na\n    ```\nb\n   ```\nc", code("a\n    ```\nb\n") + "\n<p>c</p>"),
        ("    ```\n    a", code("```\na\n")),
        ("1. a\n\n\t```\n\tb\n\t```\n", "<ol>\n<li>a</li>\n</ol>\n" + code("b\n")),
        (
            "- a\n\n        ```\n          b\n    ```\nc",
            "<ul>\n<li>a</li>\n</ul>\n" + code("  b\n") + "\n<p>c</p>",
        ),
        ("- a\n\nb\n\n    ```\n    c", "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n" + code("```\nc\n")),
        ("a\n```\nb", "<p>a</p>\n" + code("b\n")),
        ("```\na\n\n\n", code("a\n")),
        ("```\n<!-- a\n```\nb --> c", code("&lt;!-- a\n") + "\n<p>b --&gt; c</p>"),
        ("<!--\n```\n-->\na", "<p>a</p>"),
    ],
)
def test_fences(text: str, html: str) -> None:
    """A fence ends with as many marks of its kind or at the end, and gives its code without its own margin."""
    assert markup.render(text).html("") == html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a<!-- b -->c<!-- d -->e", "ace"),
        ("a <!-- b --> c <!-- d\ne --> f <!-- g --> h\ni", "a c f h\ni"),
        ("a <!-- b\nc\n\nd --> e\n\nf", "a e\n\nf"),
        ("a<!-->b-->", "ab-->"),
        ("a <!-- b <!-- c --> d --> e", "a d --> e"),
        ("a <!-- b\n\nc", "a <!-- b\n\nc"),
        ("<!-- a -->b <!-- c", "b <!-- c"),
        ("`<!-- a -->` <!-- b --> `c`", "<!-- a --> c"),
        ("``<!-- a -->``", "<!-- a -->"),
        ("\\<!-- a --> <!-- b -->", "<!-- a -->"),
        ("--> <!-- a -->", "-->"),
        ("a <!-- b --->c", "a c"),
    ],
)
def test_comments(text: str, shown: str) -> None:
    """A comment vanishes up to its end, wherever that is; what has no end, or is code, is text."""
    assert markup.plain(text) == shown


def test_a_comment_is_left_out_of_a_costly_text_too() -> None:
    """A text that shows as it was typed does not show its comments either."""
    costly = "> " * 30 + "a <!-- secret --> b"
    assert markup.too_costly(costly)
    assert "secret" not in markup.render(costly).html("")
