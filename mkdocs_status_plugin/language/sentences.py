"""The state of the whole in one sentence, the same wherever it stands."""

from __future__ import annotations

from typing import Protocol

from mkdocs_status_plugin.language.words import Words
from mkdocs_status_plugin.model import Site


class _Banner(Protocol):
    """What a sentence is about, as :class:`mkdocs_status_plugin.state.Banner` gives it."""

    @property
    def kind(self) -> str: ...

    @property
    def component_ids(self) -> tuple[str, ...]: ...

    @property
    def incident_ids(self) -> tuple[str, ...]: ...


def sentence(words: Words, site: Site, banner: _Banner) -> str:
    """The banner in one sentence that names the components affected, or else the incidents."""
    names = [site.component_name(component_id) for component_id in banner.component_ids]
    if not names:
        incidents = site.incidents_by_id
        names = [incidents[id_].title for id_ in banner.incident_ids if id_ in incidents]
    return words.plain(f"banner.{banner.kind}", names=words.names(names))
