"""The plugin's own words, in the language of the page.

A catalogue is a flat JSON object in ``locales/``: a key gives a text with ``{placeholders}``, or an
object of plural forms under the CLDR names (``one``, ``few``, ``other`` …). What a language lacks
comes from English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from markupsafe import Markup, escape

Message = str | Mapping[str, str]
Catalogue = Mapping[str, Message]

_FALLBACK = "en"
_NAMED = 3


@cache
def catalogue(language: str) -> Catalogue:
    """The messages of one language, or an empty mapping where there are none."""
    file = resources.files("mkdocs_status_plugin.language") / "locales" / f"{language}.json"
    if not file.is_file():
        return {}
    messages: Catalogue = json.loads(file.read_text(encoding="utf-8"))
    return messages


@dataclass(frozen=True)
class Words:
    """The words of one language: ``locale`` for numbers and dates, ``messages`` for texts."""

    locale: Locale
    messages: Catalogue

    def __call__(self, key: str, **values: object) -> Markup:
        """A text as HTML: the message and every value in it are escaped, unless already Markup.

        A ``count`` among the values chooses the plural form.
        """
        return escape(self._message(key, values)).format(**values)

    def plain(self, key: str, **values: object) -> str:
        """The same as plain text, for titles, attributes and descriptions."""
        return self._message(key, values).format(**values)

    def _message(self, key: str, values: Mapping[str, object]) -> str:
        message = self.messages[key]
        if isinstance(message, str):
            return message
        form = self.locale.plural_form(_number(values.get("count")))
        return message.get(form) or message["other"]

    def names(self, names: Sequence[str]) -> str:
        """A list in words, cut after three: ``API, Dashboard and 2 more``."""
        if len(names) > _NAMED + 1:
            rest = len(names) - _NAMED
            return self.plain("list.more", names=", ".join(names[:_NAMED]), count=rest)
        return format_list(list(names), locale=self.locale) if names else ""

    @property
    def direction(self) -> str:
        """``rtl`` for languages written from right to left, otherwise ``ltr``."""
        return self.locale.text_direction


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def words(language: str) -> Words:
    """The words of a theme language (``de``, ``pt-BR``, ``zh-Hant``), English where there are none."""
    tags = [language, language.replace("-", "_"), language.replace("-", "_").split("_")[0]]
    found = next((tag for tag in tags if catalogue(tag)), _FALLBACK)
    try:
        locale = Locale.parse(tags[1]) if found != _FALLBACK else Locale.parse(_english(tags[1]))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(found)
    return Words(locale, {**catalogue(_FALLBACK), **catalogue(found)})


def _english(tag: str) -> str:
    """Dates beside English words are English too, day first; a region such as ``en_US`` is kept."""
    return tag if tag.startswith(f"{_FALLBACK}_") else "en_GB"
