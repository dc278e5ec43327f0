"""What the owner of a status page may set under ``plugins: - status:``, checked without MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from zoneinfo import available_timezones

from mkdocs_status_plugin.links import MAIN

NAVIGABLE = tuple(MAIN)
"""The keys of our pages that can stand in the navigation."""
_FEWEST_DAYS, _MOST_DAYS = 7, 366
_MOST_PROCESSES = 32


class OptionFault(ValueError):
    """A value that an option cannot take; the text says what was found and what is right."""


def flag(value: object) -> bool:
    """A yes or no.

    Raises:
        OptionFault: for anything else.
    """
    if not isinstance(value, bool):
        raise OptionFault(f"{value!r} is neither true nor false.")
    return value


def path(value: object) -> str:
    """A path, relative to the project.

    Raises:
        OptionFault: for what is no text, or an empty one.
    """
    if not isinstance(value, str) or not value.strip():
        raise OptionFault(f"{value!r} is no path.")
    return value


def time_zone(value: object) -> str:
    """The IANA name of a time zone.

    Raises:
        OptionFault: if no time zone has this name, with the nearest.
    """
    zones = available_timezones()
    if not isinstance(value, str) or value not in zones:
        near = get_close_matches(value, zones, n=1) if isinstance(value, str) else []
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise OptionFault(f"{value!r} is no time zone such as 'UTC' or 'Europe/Berlin'.{hint}")
    return value


def history_days(value: object) -> int:
    """A number of days within bounds.

    Raises:
        OptionFault: for what is no whole number, or out of bounds.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise OptionFault(f"{value!r} is no whole number of days.")
    if not _FEWEST_DAYS <= value <= _MOST_DAYS:
        raise OptionFault(f"{value} is not from {_FEWEST_DAYS} to {_MOST_DAYS} days.")
    return value


def processes(value: object) -> int:
    """How many processes build a site, 0 for as many as pay off.

    Raises:
        OptionFault: for what is no whole number, or out of bounds.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_PROCESSES:
        raise OptionFault(f"{value!r} is no whole number from 0 to {_MOST_PROCESSES}.")
    return value


def nav(value: object) -> tuple[str, ...]:
    """Which of our pages stand in the navigation.

    Raises:
        OptionFault: for what is no list, or names another page.
    """
    if not isinstance(value, list | tuple):
        raise OptionFault(f"{value!r} is no list of pages such as [status, history].")
    for key in value:
        _require_page(key)
    return tuple(value)


def titles(value: object) -> dict[str, str]:
    """Page titles by page.

    Raises:
        OptionFault: if a key is no page of ours or a title is no text.
    """
    if not isinstance(value, dict):
        raise OptionFault(f"{value!r} is no list of titles such as `history: The past`.")
    for key, title in value.items():
        _require_page(key)
        if not isinstance(title, str) or not title.strip():
            raise OptionFault(f"The title of {key!r} is {title!r}, which is no text.")
    return dict(value)


def _require_page(key: object) -> None:
    if key not in NAVIGABLE:
        raise OptionFault(f"{key!r} is none of the pages {', '.join(NAVIGABLE)}.")


@dataclass(frozen=True)
class Options:
    """The options with their defaults; paths are relative to the project, ``time_zone`` is an IANA name."""

    enabled: bool = True
    incidents_dir: str = "incidents"
    components_file: str = "components.yml"
    time_zone: str = "UTC"
    history_days: int = 90
    cache: bool = True
    processes: int = 0
    nav: tuple[str, ...] = NAVIGABLE
    titles: Mapping[str, str] = field(default_factory=dict)


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "enabled": flag,
    "incidents_dir": path,
    "components_file": path,
    "time_zone": time_zone,
    "history_days": history_days,
    "cache": flag,
    "processes": processes,
    "nav": nav,
    "titles": titles,
}


def checked(values: Mapping[object, object]) -> tuple[Options, list[str], list[str]]:
    """The options of a plain mapping, then what is wrong with them, then what is no option at all.

    A value that is None counts as not given, as in MkDocs.
    """
    found: dict[str, object] = {}
    wrong, unknown = [], []
    for name, value in values.items():
        check = _CHECKS.get(str(name))
        if check is None:
            near = get_close_matches(str(name), _CHECKS, n=1)
            unknown.append(f"{name!r} is no option.{f' Did you mean {near[0]!r}?' if near else ''}")
        elif value is not None:
            try:
                found[str(name)] = check(value)
            except OptionFault as fault:
                wrong.append(f"{name}: {fault}")
    # Each value has passed the check of its own name.
    return Options(**found), wrong, unknown  # type: ignore[arg-type]  # see the line above
