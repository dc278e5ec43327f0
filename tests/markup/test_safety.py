"""What a stranger may try: each text comes out without anything that a page may not hold."""

from __future__ import annotations

import json

import pytest

from mkdocs_status_plugin import markup
from tests.markup.checking import BASE, SITE, faults, said

ATTACKS = [
    # raw HTML
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><input name=password></form>",
    "<details open ontoggle=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>",
    "<div markdown='1' onclick='alert(1)'>**x**</div>",
    "</p></div></main><script>alert(1)</script>",
    "<x\ny onclick=alert(1)>",
    "<p title='\n\n<script>alert(1)</script>\n\n'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "\\<script>alert(1)\\</script>",
    # addresses of links
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\nscript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](java\x01script:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](&#x202e;javascript:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](./javascript:alert(1))",
    "[x](docs/javascript:alert(1))",
    "[x](..//javascript:alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x](`javascript:alert(1)`)",
    "[x](\\javascript:alert(1))",
    "[x](java\\script:alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x]\n\n[x]: <javascript:alert(1)> 'title'",
    "<javascript://example.com/%0aalert(1)>",
    "<data:text/html,<script>alert(1)</script>>",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://example.com/1)",
    "[x](//evil.example/)",
    "[x](/\t/evil.example/)",
    "[x](/\\evil.example/)",
    "[x](\\\\evil.example\\x)",
    "[x](///evil.example/)",
    "[x](/.//evil.example/)",
    "[x](/a/..//evil.example/)",
    "[x](/%2e%2e//evil.example/)",
    "[x](../../../../../evil)",
    "[x](a/../../..%2f../evil)",
    "[x](https:evil.example)",
    "[x](https:/evil.example)",
    "[x](https:///evil.example)",
    "[x](https://good.example@evil.example/)",
    "[x](https://good.example:pw@evil.example/)",
    "[x](https://evil.example%2f@good.example/)",
    "[x](https://good.example\u2215evil.example/)",
    "[x](http://[::1/)",
    "[x](http://0x7f.1/)",
    "[x](https://example.com:99999/)",
    "<mailto:javascript:alert(1)@x>",
    "[x](mailto:a@b.c?body=<script>alert(1)</script>)",
    '[x](https://example.com/"onclick="alert(1))',
    "[x](https://example.com/'onclick='alert(1))",
    "[x](https://example.com/<script>)",
    '[x](https://example.com "title" onclick="alert(1)")',
    "[x](https://example.com '\"><script>alert(1)</script>')",
    '[x](https://example.com "&quot; onclick=&quot;alert(1)")',
    'https://example.com/"onmouseover="alert(1)',
    "https://example.com/?<script>alert(1)</script>",
    "<https://example.com/<script>alert(1)</script>>",
    "[a](https://example.com/[b](javascript:alert(1)))",
    "[a [b](javascript:alert(1)) c](https://example.com)",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    # images
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    "![x][y]\n\n[y]: https://evil.example/pixel.png",
    '![x" onerror="alert(1)](images/a.png)',
    '![x](images/a.png"onerror="alert(1))',
    '![x](images/a.png "x" onerror=alert(1))',
    "![<script>alert(1)</script>](https://example.com/a.png)",
    "![&lt;script&gt;](https://example.com/a.png)",
    # attributes by other means
    "```{.x #y onclick=alert(1) }\ncode\n```",
    '```x" onclick="alert(1)\ncode\n```',
    '~~~ { .x style="position:fixed" }\ncode\n~~~',
    "# Title {#id .class onclick=alert(1)}",
    "paragraph\n{: onclick=alert(1) #id }",
    "|a|\n|:-:|\n|<script>alert(1)</script>|",
    "\u0661. item",
    "99999999999999999999. item",
    # the marks that Python-Markdown and this package use among themselves
    "\x02wzxhzdk:0\x03 ```\n<script>\n```",
    "\x02klzzwxh:0000\x03 `x`",
    "&#2;klzzwxh:0000&#3; `x`",
    "\x02amp\x03lt;script>",
    "root-0123456789abcdef0123456789abcdef/ [x](y)",
    "\x00<script\x00>alert(1)</script\x00>",
    "\ud800<script>alert(1)</script>",
    "&#xD800;&#xFFFE;&#0;&#x1F;&#x85;",
    "</unwrapped><unwrapped onclick=alert(1)>",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_unsafe_comes_out(text: str) -> None:
    """Whatever the text, the HTML holds only allowed tags, attributes, addresses and characters."""
    body = markup.render(text)
    assert faults(body.html(BASE)) == []
    assert faults(body.html(SITE)) == []


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_unsafe_comes_out_next_to_other_text(text: str) -> None:
    """The same holds in a list, in a quote, in a table and behind emphasis that is never closed."""
    around = f"**open _it\n\n- {text}\n\n> {text}\n\n|a|b|\n|-|-|\n|{text}|x|\n\n[{text}](https://example.com) {text}"
    assert faults(markup.render(around).html(BASE)) == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<b>bold</b>", "a < b > c & d", "<br />", "</p>"]
)
def test_raw_html_shows_as_typed(text: str) -> None:
    """Raw HTML is text that readers see, mark for mark."""
    assert said(markup.render(text).html(BASE)) == text


def test_a_base_is_escaped() -> None:
    """The way to the root may hold marks of HTML, because a site's address may."""
    assert markup.render("[x](help/)").html('/a&b"/') == '<p><a href="/a&amp;b&quot;/help/">x</a></p>'


def test_a_body_can_be_kept_as_json() -> None:
    """A body is its parts, and they are plain strings."""
    body = markup.render("[x](help/) and ![y](/images/y.png)")
    kept = json.dumps(body.parts)
    assert markup.Body(tuple(json.loads(kept))) == body
    assert len(body.parts) == 3


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\x7f", "\x85", "\ufffe", "\ufdd0", "\U0001ffff", "\udcff"])
def test_characters_that_no_page_may_hold_are_left_out(mark: str) -> None:
    """Controls, noncharacters and lone surrogates vanish, from plain lines, from Markdown and from code."""
    assert markup.render(f"a{mark}b").html("") == "<p>ab</p>"
    assert markup.render(f"*a{mark}b*").html("") == "<p><em>ab</em></p>"
    assert markup.plain(f"```\na{mark}b\n```") == "ab"


def test_a_character_reference_brings_none_back() -> None:
    """A forbidden character that is written as a reference is left out, too."""
    assert markup.render("a&#2;&#xFFFE;b &nbsp;&copy;").html("") == "<p>ab \xa0\xa9</p>"


@pytest.mark.parametrize(
    "fragment",
    [
        "<script>x</script>",
        "<p onclick='x'>a</p>",
        "<p>a",
        "<a href='../../a'><a href='../../b'>x</a></a>",
        "<a href='javascript:x'>x</a>",
        "<a href='https://example.com'>x</a>",
        "<a href='../../../a'>x</a>",
        "<a href='../../a:b'>x</a>",
        "<img src='https://example.com/a.png' alt='' loading='lazy'>",
        "<!-- x -->",
        "<p>\x02</p>",
    ],
)
def test_the_check_itself_finds_what_is_unsafe(fragment: str) -> None:
    """The reader of HTML that these tests rely on reports each kind of fault."""
    assert faults(fragment) != []
