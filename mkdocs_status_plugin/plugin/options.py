"""The plugin's options in ``mkdocs.yml``, validated with clear messages."""

from __future__ import annotations

from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError

NAVIGABLE = ("status", "history", "maintenance", "follow")
"""The keys of our pages that can stand in the navigation."""


class TimeZone(c.Type[str]):
    """The IANA name of a time zone."""

    def __init__(self, default: str) -> None:
        """Take the name that counts where none is given."""
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        """Refuse anything that is no zone, with the nearest name.

        Raises:
            ValidationError: if no time zone has this name.
        """
        name = super().run_validation(value)
        zones = available_timezones()
        if name not in zones:
            near = get_close_matches(name, zones, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ValidationError(f"{name!r} is no time zone such as 'UTC' or 'Europe/Berlin'.{hint}")
        ZoneInfo(name)
        return name


class Days(c.Type[int]):
    """A number of days within bounds."""

    def __init__(self, default: int, low: int, high: int) -> None:
        """Take the number that counts where none is given, and the bounds, both included."""
        super().__init__(int, default=default)
        self.low, self.high = low, high

    def run_validation(self, value: object) -> int:
        """Refuse what is no whole number or out of bounds.

        Raises:
            ValidationError: if the number lies outside of the bounds.
        """
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValidationError(f"{value!r} is no whole number of days.")
        if not self.low <= value <= self.high:
            raise ValidationError(f"{value} is not from {self.low} to {self.high} days.")
        return value


class Titles(c.Type[dict[str, object]]):
    """Page titles by page."""

    def __init__(self) -> None:
        """No overrides unless given."""
        super().__init__(dict, default={})

    def run_validation(self, value: object) -> dict[str, object]:
        """Refuse unknown pages and titles that are no text.

        Raises:
            ValidationError: if a key is no page of ours or a title is no text.
        """
        titles = super().run_validation(value)
        for key, title in titles.items():
            if key not in NAVIGABLE:
                raise ValidationError(f"{key!r} is none of the pages {', '.join(NAVIGABLE)}.")
            if not isinstance(title, str) or not title.strip():
                raise ValidationError(f"The title of {key!r} is {title!r}, which is no text.")
        return titles


class StatusConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its hook untyped
    """What ``plugins: - status:`` may hold."""

    enabled = c.Type(bool, default=True)
    incidents_dir = c.Type(str, default="incidents")
    components_file = c.Type(str, default="components.yml")
    time_zone = TimeZone("UTC")
    history_days = Days(90, 7, 366)
    cache = c.Type(bool, default=True)
    nav = c.ListOfItems(c.Choice(NAVIGABLE), default=list(NAVIGABLE))
    titles = Titles()
