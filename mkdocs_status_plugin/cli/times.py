"""Times as one types them in a hurry, beside those of the files: ``14:05``, ``-15m``, ``+2h``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from mkdocs_status_plugin.problems import quoted
from mkdocs_status_plugin.source import TimeFault, parse_time, written_time

_CLOCK = re.compile(r"([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)\s*(.*)")
_AGO = re.compile(r"([+-])((?:[0-9]{1,4}[dhms])+)")
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_AHEAD = timedelta(minutes=5)
_YESTERDAY = timedelta(hours=12)
_DAY = timedelta(days=1)

FORMS = '"14:05" (UTC), "14:05 Europe/Berlin", -15m or "2026-11-02 14:05 UTC"'


class WrongTime(Exception):
    """Why a text is no time that can be meant here; one sentence or two."""


def past(text: str, now: datetime) -> datetime:
    """A moment that lies before ``now`` (UTC), or at most minutes behind it.

    A time of day is the newest one that has been: of today, or in the first hours of a day of
    yesterday. Without a zone it is UTC, as everywhere on the page.

    Raises:
        WrongTime: if it cannot be read as a time, or only as one that is still to come.
    """
    at = _relative(text, now) or _clock(text, now) or _whole(text, FORMS)
    if at > now + _AHEAD:
        raise WrongTime(
            f"{quoted(text)} is {written_time(at)} and lies in the future: it is now {written_time(now.replace(second=0))}."
            f" Name the zone if it is not UTC: {FORMS}."
        )
    return at


def any_time(text: str, start: datetime) -> datetime:
    """A moment, before or after ``start`` (UTC); ``+2h`` counts from there.

    Raises:
        WrongTime: if it cannot be read as one.
    """
    return _relative(text, start) or _whole(text, '-15m, +2h or "2026-11-02 14:05 UTC"')


def _relative(text: str, start: datetime) -> datetime | None:
    found = _AGO.fullmatch(text.strip())
    if found is None:
        return None
    length = timedelta()
    for number, unit in re.findall(r"([0-9]+)([dhms])", found[2]):
        length += timedelta(**{_UNITS[unit]: int(number)})
    at = start + length if found[1] == "+" else start - length
    return at.replace(microsecond=0) if "s" in found[2] else at.replace(second=0, microsecond=0)


def _clock(text: str, now: datetime) -> datetime | None:
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    clock, zone = found[1].rjust(5, "0") if len(found[1]) < 6 else found[1].rjust(8, "0"), found[2] or "UTC"
    # The day of the zone may be another one than that of UTC.
    readings = []
    for day in (now - _DAY, now, now + _DAY):
        try:
            readings.append(parse_time(f"{day.astimezone(UTC):%Y-%m-%d} {clock} {zone}"))
        except TimeFault as fault:
            raise WrongTime(f"{fault.message}. {fault.hint}".rstrip(" .") + ".") from None
    been = [at for at in readings if now - _YESTERDAY <= at <= now + _AHEAD]
    return max(been) if been else min(at for at in readings if at > now)


def _whole(text: str, forms: str) -> datetime:
    try:
        return parse_time(text)
    except TimeFault as fault:
        hint = fault.hint[:1].upper() + fault.hint[1:]
        raise WrongTime(f"{fault.message}. {hint}, or use {forms}.") from None
