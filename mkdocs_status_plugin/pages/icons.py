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
