"""Instants as ``/status.json`` writes them."""

from __future__ import annotations

from datetime import datetime

from mkdocs_status_plugin.language import machine


def instant(at: datetime) -> str:
    """An instant (UTC): ``2026-11-02T14:05:00Z``."""
    return machine(at)


def instant_or_none(at: datetime | None) -> str | None:
    """The same where there may be none."""
    return None if at is None else instant(at)
