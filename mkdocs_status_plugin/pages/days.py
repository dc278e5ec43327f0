"""The days of a component as HTML: one mark for each, and a table of those with trouble."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from mkdocs_status_plugin.model import ComponentStatus
from mkdocs_status_plugin.pages.bars import Bar, Bars
from mkdocs_status_plugin.pages.pieces import Pieces
from mkdocs_status_plugin.pages.signs import Signs, safe, span_of


class Days:
    """The days of every component, for pages that stand equally deep."""

    def __init__(self, bars: Bars, pieces: Pieces) -> None:
        """Take what happened on them."""
        self._bars = bars
        self._pieces = pieces

    def history(self, component_id: str) -> Markup:
        """One mark for each day. Out of the tab order: the table of days beside it says the same."""
        rows, today = self._bars.rows(component_id), self._bars.today(component_id)
        days = "".join(_mark(self._pieces, bar) for bar in rows[:-1])
        last = "".join(_mark(self._pieces, span.value, span_of(span, today)) for span in today)
        first_day, last_day = (escape(self._pieces.moments.short_day(bar.day)) for bar in (rows[0], rows[-1]))
        uptime = escape(self._bars.uptime(component_id))
        return safe(
            f'<div class="st-bars" aria-hidden="true">\n{days}{last}</div>\n'
            f'<p class="st-bar-ends"><span>{first_day}</span><span>{uptime}</span><span>{last_day}</span></p>\n'
        )

    def table(self, component_id: str, caption: str) -> Markup:
        """The days with trouble, the newest first."""
        words = self._pieces.words
        bad = [bar for bar in self._bars.rows(component_id) if bar.is_trouble]
        if not bad:
            return safe(f"<p>{words('component.table_empty')}</p>\n")
        day, worst = words("component.day"), words("component.worst")
        return safe(
            f'<table class="st-days">\n<caption>{escape(caption)}</caption>\n'
            f'<thead><tr><th scope="col">{day}</th><th scope="col">{worst}</th></tr></thead>\n'
            f"<tbody>\n{_lines(self._pieces, bad[::-1])}</tbody>\n</table>\n"
        )


def _mark(signs: Signs, bar: Bar, attributes: str = "") -> str:
    """A day without trouble is the bare element: a page holds hundreds of them."""
    css = "" if bar.state == ComponentStatus.OPERATIONAL else f' class="st-{bar.state}"'
    text = escape(bar.text)
    if bar.incident_id:
        way = signs.incident(bar.incident_id)
        return f'<a{css} tabindex="-1" href="{way}" title="{text}"{attributes}></a>'
    return f'<i{css} title="{text}"{attributes}></i>'


def _lines(pieces: Pieces, bars: Sequence[Bar]) -> str:
    said = ""
    for bar in bars:
        what: str = escape(bar.what)
        if bar.incident_id:
            what = f'<a href="{pieces.incident(bar.incident_id)}">{what}</a>'
        said += f"<tr><td>{escape(pieces.moments.day(bar.day))}</td><td>{what}</td></tr>\n"
    return said
