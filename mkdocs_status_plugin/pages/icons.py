"""Our marks for states: each its own shape, so that colour is never the only sign."""

from __future__ import annotations

from markupsafe import Markup

# Drawn on a 16 by 16 grid; the inner mark is cut out of the shape by the even-odd rule.
_SHAPES = {
    "operational": "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM6.9 11.4 12.3 6 11.1 4.8 6.9 9 4.9 7 3.7 8.2z",
    "under_maintenance": "M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z"
    "M4 4.2v1.6h8V4.2zM4 7.2v1.6h8V7.2zM4 10.2v1.6h5v-1.6z",
    "degraded_performance": "M8 1.2 15.4 14a.7.7 0 0 1-.6 1H1.2a.7.7 0 0 1-.6-1zM7.2 5.5v4.7h1.6V5.5zM7.2 11.4V13h1.6v-1.6z",
    "partial_outage": "M8 .6 15.4 8 8 15.4.6 8zM8 3.2v9.6L12.8 8z",
    "major_outage": "M5 1h6l4 4v6l-4 4H5l-4-4V5z"
    "M6 4.8 4.8 6l2 2-2 2L6 11.2l2-2 2 2 1.2-1.2-2-2 2-2L10 4.8l-2 2z",
    "unknown": "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z"
    "M5.5 6h1.6c0-.7.4-1.1 1-1.1s.9.3.9.8c0 .5-.3.7-.8 1.1-.8.5-1 1-1 1.9v.4h1.6v-.3c0-.5.2-.7.8-1.1.7-.5 1.1-1.1 1.1-2"
    "C10.700 4.200 9.700 3.500 8.200 3.500 6.500 3.500 5.500 4.500 5.500 6zM7.200 10.300v1.700h1.600v-1.700z",
}
_ALIAS = {
    "none": "operational",
    "maintenance": "under_maintenance",
    "minor": "degraded_performance",
    "incident": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
    "no_data": "unknown",
}


def icon(state: str) -> Markup:
    """The mark of a component status, an impact or an indicator, as decorative inline SVG."""
    shape = _SHAPES[_ALIAS.get(state, state)]
    return Markup(
        '<svg class="st-icon" viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d="{}"/></svg>'
    ).format(shape)
