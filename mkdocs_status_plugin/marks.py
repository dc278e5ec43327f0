"""The mark of each state: a shape and a colour of its own, for pages and pictures alike."""

from __future__ import annotations

# Drawn on a 16 by 16 grid; the inner mark is cut out of the shape by the even-odd rule.
_SHAPES = {
    "operational": "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM6.9 11.4 12.3 6 11.1 4.8 6.9 9 4.9 7 3.7 8.2z",
    "under_maintenance": "M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z"
    "M4 4.2v1.6h8V4.2zM4 7.2v1.6h8V7.2zM4 10.2v1.6h5v-1.6z",
    "degraded_performance": "M8 1.2 15.4 14a.7.7 0 0 1-.6 1H1.2a.7.7 0 0 1-.6-1z"
    "M7.2 5.5v4.7h1.6V5.5zM7.2 11.4V13h1.6v-1.6z",
    "partial_outage": "M8 .6 15.4 8 8 15.4.6 8zM8 3.2v9.6L12.8 8z",
    "major_outage": "M5 1h6l4 4v6l-4 4H5l-4-4V5z"
    "M6 4.8 4.8 6l2 2-2 2L6 11.2l2-2 2 2 1.2-1.2-2-2 2-2L10 4.8l-2 2z",
    "unknown": "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z"
    "M5.5 6h1.6c0-.7.4-1.1 1-1.1s.9.3.9.8c0 .5-.3.7-.8 1.1-.8.5-1 1-1 1.9v.4h1.6v-.3c0-.5.2-.7.8-1.1"
    ".7-.5 1.1-1.1 1.1-2C10.7 4.2 9.7 3.5 8.2 3.5 6.5 3.5 5.5 4.5 5.5 6zM7.2 10.3V12h1.6v-1.7z",
}
# Each dark enough for white text upon it (contrast 4.5 and more, WCAG 2.2, 1.4.3).
_COLOURS = {
    "operational": "#1a7f37",
    "under_maintenance": "#0b5fb8",
    "degraded_performance": "#8a5a00",
    "partial_outage": "#b3430a",
    "major_outage": "#bf1d2b",
    "unknown": "#5c636e",
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


def shape(state: str) -> str:
    """The SVG path of a component status, an impact or an indicator, 16 by 16, filled by the even-odd rule."""
    return _SHAPES[_ALIAS.get(state, state)]


def colour(state: str) -> str:
    """Its colour as ``#rrggbb``, for white text upon it or for itself upon white."""
    return _COLOURS[_ALIAS.get(state, state)]
