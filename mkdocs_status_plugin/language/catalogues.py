"""Which catalogue and which locale belong to the language of a theme.

A catalogue is a flat JSON object in ``locales/``, named by its language, with a territory or a script
where the language is written in several ways (``pt_BR``, ``zh_Hant``): a key gives a text with
``{placeholders}``, or an object of plural forms under the CLDR names (``one``, ``few``, ``other`` …).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

from babel import Locale, UnknownLocaleError

Message = str | Mapping[str, str]
Catalogue = Mapping[str, Message]

FALLBACK = "en"
"""The language of what has no translation."""

_LOCALES = resources.files("mkdocs_status_plugin.language") / "locales"
# Both written forms of Norwegian, and their common code, share one catalogue.
_WRITTEN_AS = {"no": "nb", "nn": "nb"}
# For CLDR a language alone means where most people speak it; our catalogues are British and European.
_HOME = {"en": "en_GB", "pt": "pt_PT"}


@cache
def languages() -> frozenset[str]:
    """The names of all catalogues: ``de``, ``pt_BR``, ``zh_Hant`` …"""
    names = (file.name for file in _LOCALES.iterdir())
    return frozenset(name.removesuffix(".json") for name in names if name.endswith(".json"))


@cache
def catalogue(language: str) -> Catalogue:
    """The messages of one catalogue, or an empty mapping where there is none of this name."""
    if language not in languages():
        return {}
    messages: Catalogue = json.loads((_LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    return messages


def match(language: str) -> tuple[str, Locale]:
    """The catalogue and the locale for a theme's language (``de``, ``pt-BR``, ``zh-TW``, ``no``).

    A territory that is given counts for dates and numbers, so that ``en-US`` has American ones. The
    locale is always one of the catalogue's language: beside English words the dates are English.
    """
    locale = _parse(language)
    if locale is not None:
        written = _WRITTEN_AS.get(locale.language)
        if written:
            return written, Locale.parse(written)
        special = (f"{locale.language}_{part}" for part in (locale.territory, locale.script))
        for name in (*special, locale.language):
            if name in languages():
                return name, Locale.parse(_HOME.get(str(locale), str(locale)))
    return FALLBACK, Locale.parse(_HOME[FALLBACK])


def _parse(language: str) -> Locale | None:
    """The locale of a tag; of its language alone where CLDR knows nothing of the rest."""
    tag = language.replace("-", "_")
    for known in (tag, tag.partition("_")[0]):
        try:
            return Locale.parse(known)
        except (UnknownLocaleError, ValueError):
            continue
    return None
