"""What is mended of the theme's finished pages."""

from __future__ import annotations

import pytest

from mkdocs_status_plugin.plugin.mending import mend

BUNDLE = '<script src="../assets/javascripts/bundle.1a2b3c4d.min.js"></script>'
OURS = '<script src="../assets/status-1a2b3c4d.js"></script>'


def page(scripts: str) -> str:
    """A page of Material, as far as its scripts go."""
    return f'<body data-md-component="x"><article><pre>a\n\n  b</pre></article>{scripts}</body>'


def test_our_script_comes_first_and_none_before_the_text() -> None:
    """The text waits for no script; ours runs first, the theme's next, and the owner's after it as ever."""
    owners = '<script src="../extra.js"></script>\n<script src="../module.js" type="module"></script>'
    assert mend(page(f"{BUNDLE}\n{OURS}\n{owners}")) == page(
        f"{OURS.replace('>', ' defer>', 1)}{BUNDLE.replace('>', ' defer>', 1)}\n"
        '<script src="../extra.js" defer></script>\n<script src="../module.js" type="module"></script>'
    )


def test_script_within_the_page_keeps_those_before_it() -> None:
    """A script that stands in the page may count on the theme's: then none is put off."""
    owners = "<script>document$.subscribe(() => {})</script>"
    assert mend(page(BUNDLE + OURS + owners)) == page(OURS + BUNDLE + owners)


@pytest.mark.parametrize("other", ["<p>a</p>\n\n<script src='x.js'></script>", ""])
def test_other_themes_stay_as_they_are(other: str) -> None:
    """A page that is not Material's is left alone."""
    assert mend(other) == other
