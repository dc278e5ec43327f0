"""The plugin's options in ``mkdocs.yml``, as MkDocs wants to be told of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from mkdocs_status_plugin import options
from mkdocs_status_plugin.options import OptionFault, Options

T = TypeVar("T")
_USUAL = Options()


class Checked(BaseConfigOption[T], Generic[T]):
    """An option with a default and one of the checks of :mod:`mkdocs_status_plugin.options`."""

    def __init__(self, check: Callable[[object], T], default: T) -> None:
        """Take the check, and the value that counts where none is given."""
        super().__init__()
        self._check = check
        self.default = default

    def run_validation(self, value: object) -> T:
        """The value as the check gives it.

        Raises:
            ValidationError: with what the check says against it.
        """
        try:
            return self._check(self.default if value is None else value)
        except OptionFault as fault:
            raise ValidationError(str(fault)) from None


class StatusConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its hook untyped
    """What ``plugins: - status:`` may hold."""

    enabled = Checked(options.flag, _USUAL.enabled)
    incidents_dir = Checked(options.path, _USUAL.incidents_dir)
    components_file = Checked(options.path, _USUAL.components_file)
    time_zone = Checked(options.time_zone, _USUAL.time_zone)
    history_days = Checked(options.history_days, _USUAL.history_days)
    cache = Checked(options.flag, _USUAL.cache)
    processes = Checked(options.processes, _USUAL.processes)
    nav = Checked(options.nav, _USUAL.nav)
    titles = Checked(options.titles, dict(_USUAL.titles))

    @property
    def checked(self) -> Options:
        """The options as everything outside of MkDocs takes them."""
        return Options(**self)
