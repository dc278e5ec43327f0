"""What Material for MkDocs leaves to be mended, from outside: accessibility, validity, other hosts.

Each rule is one plain replacement on the finished HTML; where the theme's markup is another, it
does nothing. The rules are the findings of axe, HTML_CodeSniffer, html-validate and the Nu checker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

_EDIT = re.compile(r'<a href="([^"]*)" title="([^"]*)" class="md-content__button md-icon"(?: rel="edit")?>')
_CHECKBOX = re.compile(r'<input(?=[^>]*\btype="(?:checkbox|radio)")[^>]*>')
_FORM_END = re.compile(r"</form>")
_SEARCH = re.compile(r'<div class="md-search" data-md-component="search" role="dialog">')
_TOC = re.compile(r'(<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc")>')
_NAV_LABEL = re.compile(r'(<nav [^>]*aria-label=)"([^"]*)"')
_TABINDEX = re.compile(r' tabindex=""')
_SKIP = re.compile(r'<div data-md-component="skip">(.*?)</div>', re.DOTALL)
_BUNDLE = re.compile(r'<script src="(?:[^"]*/)?assets/javascripts/bundle[^"]*"></script>')
_OURS = re.compile(r'\s*(<script src="(?:[^"]*/)?assets/status-[^"]*"></script>)')
_SCRIPT = re.compile(r"<script\b([^>]*)>")
_INDENT = re.compile(r"\n\s+")
_WAITS_FOR_NOTHING = re.compile(r'\s(?:async|defer|type="module")')
# Material asks the code host for stars and versions whenever this component is on a page.
_SOURCE = re.compile(r' data-md-component="source"')


def mend(html: str) -> str:
    """A page of the site with the theme's shortcomings mended; other themes' pages stay as they are."""
    if "data-md-component" not in html:
        return html
    for pattern, replacement in _RULES:
        html = pattern.sub(replacement, html)
    html = _scripts(_light(html))
    seen: Counter[str] = Counter()
    return _NAV_LABEL.sub(lambda found: _numbered(found, seen), html)


def _numbered(found: re.Match[str], seen: Counter[str]) -> str:
    """The theme writes the table of contents twice, for wide and for narrow screens: tell them apart."""
    seen[found[2]] += 1
    return found[0] if seen[found[2]] == 1 else f'{found[1]}"{found[2]} {seen[found[2]]}"'


def _light(html: str) -> str:
    """Without the empty space of the theme's templates: a tenth of a page, before the first word that counts."""
    before, article, text = html.partition("<article")
    return html if "<pre" in before else _INDENT.sub("\n", before) + article + text


def _scripts(html: str) -> str:
    """Our script before the theme's, and none of them before the text.

    Ours says what is true now, and keeps the theme's from fetching what nobody has asked for. A script that
    stands in the page itself cannot be put off, and may count on those before it: then all stay as they are.
    """
    bundle = _BUNDLE.search(html)
    if not bundle:
        return html
    before, scripts = html[: bundle.start()], html[bundle.start() :]
    if ours := _OURS.search(scripts):
        scripts = ours[1] + scripts[: ours.start()] + scripts[ours.end() :]
    if all(" src=" in found[1] for found in _SCRIPT.finditer(scripts)):
        scripts = _SCRIPT.sub(_deferred, scripts)
    return before + scripts


def _deferred(found: re.Match[str]) -> str:
    return found[0] if _WAITS_FOR_NOTHING.search(found[1]) else f"<script{found[1]} defer>"


def _without_autocomplete(found: re.Match[str]) -> str:
    return found[0].replace(' autocomplete="off"', "")


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_EDIT, r'<a href="\1" title="\2" aria-label="\2" class="md-content__button md-icon">'),
    (_CHECKBOX, _without_autocomplete),
    (_FORM_END, '<button type="submit" hidden>OK</button></form>'),
    (_SEARCH, '<div class="md-search" data-md-component="search" role="dialog" aria-label="Search">'),
    (_TOC, r'\1 aria-label="Table of contents">'),
    (_SKIP, r'<nav data-md-component="skip" aria-label="Skip">\1</nav>'),
    (_SOURCE, ""),
    (_TABINDEX, ""),
)
