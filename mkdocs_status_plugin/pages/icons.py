"""Our marks for states as inline SVG: each its own shape, so that colour is never the only sign."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from mkdocs_status_plugin.marks import shape


@cache
def icon(state: str) -> Markup:
    """The mark of a component status, an impact or an indicator, as decorative inline SVG."""
    return Markup(
        '<svg class="st-icon" viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d="{}"/></svg>'
    ).format(shape(state))


@cache
def arrow(label: str) -> Markup:
    """From one state to another, with what it says to those who do not see it."""
    return Markup(
        '<svg class="st-icon st-arrow" viewBox="0 0 16 16" role="img" aria-label="{}"><path d="M2 7.200h9.200L8.100'
        ' 4.100l1.100-1.100L14.200 8l-5 5-1.100-1.100 3.100-3.100H2z"/></svg>'
    ).format(label)
