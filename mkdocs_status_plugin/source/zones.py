"""Time zones by name, from the ``tzdata`` package and so the same on every machine."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from mkdocs_status_plugin.problems import quoted
from mkdocs_status_plugin.source.suggest import Words

# What the usual abbreviations may stand for. None of them is official, and several mean two things.
_ABBREVIATIONS = {
    "ACST": ("+09:30",),
    "AEDT": ("+11:00", "Australia/Sydney"),
    "AEST": ("+10:00", "Australia/Sydney"),
    "AKST": ("-09:00",),
    "AST": ("-04:00", "+03:00"),
    "AWST": ("+08:00",),
    "BRT": ("-03:00",),
    "BST": ("+01:00", "+06:00", "Europe/London"),
    "CDT": ("-05:00", "-04:00", "America/Chicago"),
    "CEST": ("+02:00", "Europe/Berlin"),
    "CET": ("+01:00", "Europe/Berlin"),
    "CST": ("-06:00", "+08:00", "America/Chicago"),
    "EAT": ("+03:00",),
    "EDT": ("-04:00", "America/New_York"),
    "EEST": ("+03:00",),
    "EET": ("+02:00",),
    "EST": ("-05:00", "America/New_York"),
    "HKT": ("+08:00",),
    "HST": ("-10:00",),
    "IST": ("+05:30", "+01:00", "+02:00"),
    "JST": ("+09:00",),
    "KST": ("+09:00",),
    "MDT": ("-06:00",),
    "MEST": ("+02:00", "Europe/Berlin"),
    "MESZ": ("+02:00", "Europe/Berlin"),
    "MEZ": ("+01:00", "Europe/Berlin"),
    "MSK": ("+03:00",),
    "MST": ("-07:00",),
    "NZDT": ("+13:00",),
    "NZST": ("+12:00",),
    "PDT": ("-07:00", "America/Los_Angeles"),
    "PST": ("-08:00", "America/Los_Angeles"),
    "SGT": ("+08:00",),
    "WEST": ("+01:00",),
    "WET": ("+00:00",),
}


class UnknownZone(Exception):
    """No zone of this name; ``alternatives`` are what may have been meant."""

    def __init__(self, message: str, alternatives: tuple[str, ...], *, ambiguous: bool = False) -> None:
        super().__init__(message)
        self.alternatives = alternatives
        self.ambiguous = ambiguous


def named(name: str) -> ZoneInfo:
    """The zone of a name such as ``Europe/Berlin``, in any case of letters.

    Raises:
        UnknownZone: if it is an abbreviation (``CET``), or the IANA database has no such zone.
    """
    abbreviation = name.upper()
    if abbreviation in _ABBREVIATIONS:
        raise UnknownZone(
            f"{quoted(name)} is an abbreviation, and abbreviations mean different things in different places",
            _ABBREVIATIONS[abbreviation],
            ambiguous=True,
        )
    offset = re.fullmatch(r"(?:UTC|GMT)\s*([+\-\u2212])\s*([0-9]{1,2})(?::?([0-9]{2}))?", abbreviation)
    if offset:
        sign = "-" if offset[1] == "\u2212" else offset[1]
        right = f"{sign}{int(offset[2]):02}:{offset[3] or '00'}"
        raise UnknownZone(f"{quoted(name)} can be read in two ways", (right,), ambiguous=True)
    known = _names()
    right = known.get(name.casefold(), "")
    if not right:
        found = _words().nearest(name)
        raise UnknownZone(f"{quoted(name)} is no time zone that is known", (found,) if found else ())
    return _load(right)


@cache
def _names() -> dict[str, str]:
    """Every zone with a region in its name (``Japan`` and ``EST5EDT`` are leftovers), by its casefolded name."""
    names = resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    return {name.casefold(): name for name in names if "/" in name}


@cache
def _words() -> Words:
    """The zones, also by their cities alone."""
    zones = _names().values()
    return Words(zones, {zone.rpartition("/")[2]: zone for zone in zones})


@cache
def _load(name: str) -> ZoneInfo:
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
