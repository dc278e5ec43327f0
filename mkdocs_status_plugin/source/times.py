"""Points in time as people write them, read strictly: nothing is guessed.

``2026-11-02 14:05 UTC``, ``2026-11-02T14:05:00Z``, ``2026-11-02 15:05 +01:00``,
``2026-11-02 15:05 Europe/Berlin``; seconds optional.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source import zones

EXAMPLE = "2026-11-02 14:05 UTC"
_YEARS = range(1970, 2200)

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|\s+)([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?![0-9:.,])\s*(.*)"
)
# How nearly all times are written. The standard library is quick with these, and knows more forms than are read here.
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")
_HALF_OF_DAY = re.compile(r"[AaPp]\.?[Mm]\b")
_OFFSET = re.compile(r"([+\-\u2212])([0-9]{2})(?::?([0-9]{2}))?")
# For telling what is meant by a time in another spelling; only ever used in a hint.
_YEAR_FIRST = re.compile(r"\b([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\b,?")
_DAY_FIRST = re.compile(r"\b([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\b,?")
_CLOCK = re.compile(
    r"(?<![0-9:+\-])([0-9]{1,2})[:.h]([0-9]{2})(?::([0-9]{2}))?(?:[.,][0-9]+)?\s*([AaPp])?(?(4)\.?[Mm]\b\.?)"
)


class TimeFault(Exception):
    """Why a text is no point in time. ``suggestion`` is a right spelling, where one can be told."""

    def __init__(self, code: Code, message: str, hint: str = "", suggestion: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint or (f"write {quoted(suggestion)}" if suggestion else "")
        self.suggestion = suggestion


def parse(text: str) -> datetime:
    """The instant, in UTC.

    Raises:
        TimeFault: with what is wrong and, where it can be told, what would be right.
    """
    text = text.strip()
    if text.endswith(" UTC") and _PLAIN.fullmatch(text, 0, len(text) - 4):
        at = _plain(text[:-4])
        if at is not None:
            return at
    found = _MOMENT.fullmatch(text)
    if found is None or _HALF_OF_DAY.match(found[3]):
        raise _other_spelling(text)
    day, clock, zone = found.groups()
    local = _on_the_calendar(day, clock)
    if not zone:
        raise TimeFault(Code.NO_TIME_ZONE, f"{quoted(text)} names no time zone", suggestion=f"{text} UTC")
    if zone.upper() in {"UTC", "GMT", "Z"}:
        return local.replace(tzinfo=UTC)
    offset = _OFFSET.fullmatch(zone)
    if offset:
        return local.replace(tzinfo=_offset(*offset.groups())).astimezone(UTC)
    try:
        return _in_zone(local, f"{day} {clock}", zones.named(zone))
    except zones.UnknownZone as unknown:
        code = Code.AMBIGUOUS_TIME if unknown.ambiguous else Code.BAD_TIME
        right = [f"{day} {clock} {name}" for name in unknown.alternatives]
        hint = f"write {' or '.join(map(quoted, right))}" if right else f"write it like {quoted(EXAMPLE)}"
        raise TimeFault(code, str(unknown), hint, right[0] if right else "") from None


def _plain(text: str) -> datetime | None:
    """An instant of UTC in the usual spelling, or None where it lies on no calendar, which others explain."""
    try:
        at = datetime.fromisoformat(f"{text}+00:00")
    except ValueError:
        return None
    return at if at.year in _YEARS else None


def parse_day(text: str) -> date:
    """A calendar day, ``2024-03-01``.

    Raises:
        TimeFault: if it is not exactly that, or no such day exists.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise TimeFault(
            Code.BAD_TIME, f"{quoted(text)} is not a date", "write year, month and day: `2024-03-01`"
        )
    return _on_the_calendar(text, "00:00").date()


def written(at: datetime) -> str:
    """An instant in the canonical spelling: ``2026-11-02 14:05 UTC``, seconds only when there are any."""
    at = at.astimezone(UTC)
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at.second else f"{at:%Y-%m-%d %H:%M} UTC"


def _on_the_calendar(day: str, clock: str) -> datetime:
    """A date and a time of day, still without a zone."""
    try:
        year, month, number = map(int, day.split("-"))
        hour, minute, second = map(int, f"{clock}:00".split(":")[:3])
        local = datetime(year, month, number, hour, minute, second)  # noqa: DTZ001 - the zone comes next
    except ValueError:
        thing, fault = (
            (day, "there is no such day") if _missing(day) else (clock, "there is no such time of day")
        )
        raise TimeFault(
            Code.BAD_TIME,
            f"{quoted(thing)}: {fault}",
            "hours go from 00 to 23, minutes and seconds from 00 to 59"
            if thing == clock
            else "look at the calendar",
        ) from None
    if local.year not in _YEARS:
        raise TimeFault(
            Code.BAD_TIME,
            f"{quoted(day)} lies in the year {local.year}",
            "check the year: it has four digits",
        )
    return local


def _missing(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return True
    return False


def _offset(sign: str, hours: str, minutes: str | None) -> timezone:
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    # No place on Earth is further from UTC than Kiribati's +14:00.
    if offset > timedelta(hours=14) or int(minutes or 0) > 59:
        raise TimeFault(
            Code.BAD_TIME,
            f"{quoted(sign + hours + ':' + (minutes or '00'))} is no offset from UTC",
            "check the offset",
        )
    return timezone(offset if sign == "+" else -offset)


def _in_zone(local: datetime, shown: str, zone: tzinfo) -> datetime:
    """A local time in UTC, when exactly one instant bears it there."""
    readings = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    if readings[0].utcoffset() == readings[1].utcoffset():
        return readings[0].astimezone(UTC)
    right = [f"{shown} {_shown_offset(reading)}" for reading in readings]
    exists = readings[0].astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
    raise TimeFault(
        Code.AMBIGUOUS_TIME,
        f"a clock change {'repeats' if exists else 'skips'} {quoted(shown)} in {zone}",
        "write {} ({}) or {} ({})".format(
            *(
                part
                for reading, text in zip(readings, right, strict=True)
                for part in (quoted(text), written(reading))
            )
        ),
        right[0],
    )


def _shown_offset(at: datetime) -> str:
    return at.isoformat()[-6:]


def _other_spelling(text: str) -> TimeFault:
    """The fault of a text that is not in one of our forms, with the right form where it can be told."""
    if not text:
        return TimeFault(Code.BAD_TIME, "the time is missing", f"write it like {quoted(EXAMPLE)}")
    respelled = _respelled(text[:120])
    if isinstance(respelled, TimeFault):
        return respelled
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return TimeFault(
            Code.BAD_TIME,
            f"{quoted(text)} is a day without a time of day",
            f"write it like {quoted(f'{text} 14:05 UTC')}",
        )
    message = f"{quoted(text)} is not a time in the form that is read here"
    return TimeFault(
        Code.BAD_TIME, message, "" if respelled else f"write it like {quoted(EXAMPLE)}", respelled
    )


def _respelled(text: str) -> str | TimeFault:
    """A text in our own form, if it can only mean that; otherwise empty, or what is wrong beside the form."""
    year_first, day_first = _YEAR_FIRST.search(text), _DAY_FIRST.search(text)
    found = year_first or day_first
    if found is None:
        return ""
    year, month, day = found.groups() if year_first else reversed(found.groups())
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    clock = _CLOCK.search(rest.lstrip("Tt "))
    if clock is None:
        return ""
    hour, minute, second, half = clock.groups()
    hours = int(hour) % 12 + (12 if half in {"p", "P"} else 0) if half else int(hour)
    zone = rest.lstrip("Tt ").replace(clock[0], " ", 1).strip(" ,()[]") or "UTC"
    if " " in zone:
        return ""
    suggestion = (
        f"{year}-{int(month):02}-{int(day):02} {hours:02}:{minute}{f':{second}' if second else ''} {zone}"
    )
    try:
        parse(suggestion)
    except TimeFault as fault:
        return fault
    return suggestion
