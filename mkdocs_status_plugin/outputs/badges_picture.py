"""The picture of a badge: SVG of less than 2 kB that looks the same in any font."""

from __future__ import annotations

import unicodedata

from mkdocs_status_plugin.marks import colour, shape
from mkdocs_status_plugin.outputs.xmltext import Element, element, written

LONGEST = 36
"""How many characters of a name or a message a badge shows."""

_HEIGHT = 20
_MARK = 12
_GAP = 6
_LABEL_COLOUR = "#3b4048"
_TEXT_COLOUR = "#fff"
# Widths in pixels at a size of 11, those of common sans-serif fonts; `textLength` makes them true in every font.
_SIZE = 11
_NARROW, _SLIM, _USUAL, _CAPITAL, _BROAD, _FULL = 3.7, 4.8, 6.7, 7.8, 10.3, 11.0


def shortened(text: str) -> str:
    """A text of at most :data:`LONGEST` characters; what is cut leaves an ellipsis."""
    if len(text) <= LONGEST:
        return text
    kept = LONGEST - 1
    # Never between a letter and what belongs upon it.
    while kept > 1 and (unicodedata.combining(text[kept]) or "\u200d" in text[kept - 1 : kept + 1]):
        kept -= 1
    return text[:kept].rstrip() + "…"


def picture(label: str, message: str, state: str) -> bytes:
    """A badge of two fields: what it is about, then a mark and how it is.

    ``state`` chooses mark and colour, see :mod:`mkdocs_status_plugin.marks`.
    """
    label, message = shortened(label), shortened(message)
    left_text, right_text = _width(label), _width(message)
    left = _GAP + left_text + _GAP
    width = left + _GAP + _MARK + _GAP // 2 + right_text + _GAP
    mark_at, message_at = left + _GAP, left + _GAP + _MARK + _GAP // 2
    size = {"width": str(width), "height": str(_HEIGHT)}
    svg = element(
        "svg",
        "",
        {"xmlns": "http://www.w3.org/2000/svg", **size, "viewBox": f"0 0 {width} {_HEIGHT}", "role": "img"},
        element("title", f"{label}: {message}"),
        element("rect", "", {**size, "rx": "3", "fill": colour(state)}),
        # Round on the left, straight where the two fields meet.
        element(
            "path",
            "",
            {"fill": _LABEL_COLOUR, "d": f"M3 0H{left}V{_HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"},
        ),
        element(
            "path",
            "",
            {
                "transform": f"translate({mark_at} 4) scale({_MARK / 16:g})",
                "fill": _TEXT_COLOUR,
                "fill-rule": "evenodd",
                "d": shape(state),
            },
        ),
        element(
            "g",
            "",
            {"fill": _TEXT_COLOUR, "font-family": "Verdana,DejaVu Sans,sans-serif", "font-size": str(_SIZE)},
            _text(label, _GAP, left_text),
            _text(message, message_at, right_text),
        ),
    )
    return written(svg).encode() + b"\n"


def _text(text: str, x: int, width: int) -> Element:
    return element(
        "text",
        text,
        {"x": str(x), "y": "14", "textLength": str(width), "lengthAdjust": "spacingAndGlyphs"},
    )


def _width(text: str) -> int:
    """About how wide a text is, in whole pixels; at least one."""
    return max(1, round(sum(map(_letter, text))))


def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Me", "Mn"}:
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _FULL
    if letter in "ijl|!.,:;' I":
        return _NARROW
    if letter in 'frt()[]{}-/\\"*':
        return _SLIM
    if letter in "mwMW@%—…":
        return _BROAD
    return _CAPITAL if letter.isupper() else _USUAL
