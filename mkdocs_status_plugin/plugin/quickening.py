"""What spares a build work that has the same result each time."""

from __future__ import annotations

import os

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from mkdocs_status_plugin.keeping import Keep
from mkdocs_status_plugin.pages.compiled import KeptTemplates


class _Unhidden(FileSystemLoader):
    """A theme's loader that lists nothing hidden: Material keeps 14,500 icons in a hidden folder.

    MkDocs leaves hidden files out of the site in any case, but lists them first.
    """

    def list_templates(self) -> list[str]:
        """Every template that is not hidden, by its path with ``/``."""
        found: set[str] = set()
        for path in self.searchpath:
            for folder, folders, names in os.walk(path, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = os.path.relpath(folder, path).replace(os.sep, "/")
                start = "" if below == "." else f"{below}/"
                found.update(f"{start}{name}" for name in names if not name.startswith("."))
        return sorted(found)


def quicken(theme: Theme, keep: Keep) -> None:
    """Let a theme's environment list fewer files, and remember its templates."""
    made = theme.get_env

    def get_env() -> Environment:
        env = made()
        loader = env.loader
        if type(loader) is FileSystemLoader:
            env.loader = _Unhidden(loader.searchpath, loader.encoding, loader.followlinks)
        env.bytecode_cache = KeptTemplates(keep)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]  # MkDocs has no other way to choose the environment
