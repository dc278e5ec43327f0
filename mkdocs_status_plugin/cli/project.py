"""Where a project keeps its files, as its ``mkdocs.yml`` says; read without MkDocs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from mkdocs_status_plugin.source import COMPONENTS_FILE, INCIDENTS_DIR

_CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml")
_MAX_INHERITED = 10
_PLUGIN_NAMES = ("status", "mkdocs-status-plugin/status")


@dataclass(frozen=True)
class Places:
    """The folder of the incidents and the component list, relative to the project, and the page's address.

    ``site_url`` is empty where the configuration does not say it in plain text.
    """

    incidents_dir: str = INCIDENTS_DIR
    components_file: str = COMPONENTS_FILE
    site_url: str = ""
    directory_urls: bool = True


class _Loader(yaml.SafeLoader):
    """Plain YAML; a value with a tag (``!ENV``, ``!!python/name:…``) comes out as None."""


def _unknown(loader: _Loader, suffix: str, node: yaml.Node) -> None:
    del loader, suffix, node


_Loader.add_multi_constructor("", _unknown)


def places(root: Path, incidents_dir: str | None, components_file: str | None) -> Places:
    """The places that the caller names, else those of ``mkdocs.yml``, else the usual ones.

    Raises:
        click.UsageError: if ``mkdocs.yml`` has to be asked and cannot be read.
    """
    if incidents_dir and components_file:
        return Places(incidents_dir, components_file)
    config = _configuration(root)
    options = next(_of_ours(config.get("plugins", [])), {})
    url = config.get("site_url")
    return Places(
        incidents_dir or _text(options, "incidents_dir", INCIDENTS_DIR),
        components_file or _text(options, "components_file", COMPONENTS_FILE),
        f"{url.rstrip('/')}/" if isinstance(url, str) and url else "",
        config.get("use_directory_urls") is not False,
    )


def _text(options: dict[object, object], name: str, default: str) -> str:
    value = options.get(name, default)
    if isinstance(value, str) and value:
        return value
    raise click.UsageError(f"{name} in mkdocs.yml is not plain text. Say it with --{name.replace('_', '-')}.")


def _configuration(root: Path) -> dict[object, object]:
    """The top-level keys of ``mkdocs.yml`` and of what it inherits from; none where there is no such file."""
    file = next((root / name for name in _CONFIGURATIONS if (root / name).is_file()), None)
    found: dict[object, object] = {}
    for _ in range(_MAX_INHERITED):
        if file is None:
            break
        config = _read(file)
        found = config | found
        parent = config.get("INHERIT")
        file = file.parent / parent if isinstance(parent, str) else None
    return found


def _read(file: Path) -> dict[object, object]:
    try:
        config = _load(file.read_bytes())
    except OSError as error:
        raise click.UsageError(f"{file.name} cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise click.UsageError(
            f"{file.name}{where} is not valid YAML. Correct it, or use --incidents-dir and --components-file."
        ) from None
    return config if isinstance(config, dict) else {}


def _load(data: bytes) -> object:
    loader = _Loader(data)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _of_ours(plugins: object) -> Iterator[dict[object, object]]:
    """The options of each entry of ``plugins`` that is ours, in either form that MkDocs knows."""
    entries: Iterable[object] = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        for name, options in entry.items() if isinstance(entry, dict) else ():
            if name in _PLUGIN_NAMES and isinstance(options, dict):
                yield options
