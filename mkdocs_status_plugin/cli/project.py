"""Where a project keeps its files, as its ``mkdocs.yml`` says; read without MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_status_plugin import configuration
from mkdocs_status_plugin.cli.failure import warn, wrong_use
from mkdocs_status_plugin.configuration import Unreadable, Values
from mkdocs_status_plugin.options import Options, checked
from mkdocs_status_plugin.source import COMPONENTS_FILE, INCIDENTS_DIR

if TYPE_CHECKING:
    from mkdocs_status_plugin.publishing import Host


@dataclass(frozen=True)
class Places:
    """The folder of the incidents and the component list, relative to the project, and the page's address.

    ``site_url`` is empty where the configuration does not say it in plain text.
    """

    incidents_dir: str = INCIDENTS_DIR
    components_file: str = COMPONENTS_FILE
    site_url: str = ""
    directory_urls: bool = True


def places(root: Path, incidents_dir: str | None, components_file: str | None) -> Places:
    """The places that the caller names, else those of ``mkdocs.yml``, else the usual ones.

    Raises:
        click.UsageError: if ``mkdocs.yml`` has to be asked and cannot be read.
    """
    if incidents_dir and components_file:
        return Places(incidents_dir, components_file)
    config = read(root, "use --incidents-dir and --components-file")
    options = configuration.plugin_options(config) or {}
    url = config.get("site_url")
    return Places(
        incidents_dir or _text(options, "incidents_dir", INCIDENTS_DIR),
        components_file or _text(options, "components_file", COMPONENTS_FILE),
        f"{url.rstrip('/')}/" if isinstance(url, str) and url else "",
        config.get("use_directory_urls") is not False,
    )


def setup(root: Path) -> tuple[Options, Host]:
    """The plugin's options, and how the site is set up, as ``mkdocs.yml`` says.

    Raises:
        click.UsageError: if it cannot be read or has a wrong value, with all that is wrong.
    """
    # Loaded here: it loads all that pages and outputs need, and few commands ask for it.
    from mkdocs_status_plugin.publishing import host_of

    values = read(root, "use --root with another folder")
    options, wrong, unknown = checked(configuration.plugin_options(values) or {})
    for name in unknown:
        warn(f"mkdocs.yml, plugin status: {name}")
    if wrong:
        raise wrong_use("mkdocs.yml, plugin status:\n" + "\n".join(f"  {fault}" for fault in wrong))
    try:
        return options, host_of(values, root)
    except Unreadable as error:
        raise wrong_use(f"{error}.") from None


def read(root: Path, otherwise: str) -> Values:
    """The values of ``mkdocs.yml``; ``otherwise`` says what helps besides mending it.

    Raises:
        click.UsageError: if it cannot be read.
    """
    try:
        return configuration.read(root)
    except OSError as error:
        raise click.UsageError(f"{Path(error.filename).name} cannot be read: {error.strerror}.") from None
    except Unreadable as error:
        raise click.UsageError(f"{error}. Correct it, or {otherwise}.") from None


def _text(options: Values, name: str, default: str) -> str:
    value = options.get(name)
    if value is None:
        return default
    if isinstance(value, str) and value:
        return value
    raise click.UsageError(f"{name} in mkdocs.yml is not plain text. Say it with --{name.replace('_', '-')}.")
