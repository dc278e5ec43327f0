"""The plugin's own words, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_percent
from markupsafe import Markup, escape

from mkdocs_status_plugin.language.catalogues import FALLBACK, Catalogue, catalogue, match

_NAMED = 3
_ISOLATED = "\u2068{}\u2069"


@dataclass(frozen=True)
class Words:
    """The words of one language: ``locale`` for numbers and dates, ``messages`` for texts."""

    locale: Locale
    messages: Catalogue
    _fixed: dict[str, Markup] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, key: str, **values: object) -> Markup:
        """A text as HTML: the message and every value in it are escaped, unless already Markup.

        A ``count`` among the values chooses the plural form.
        """
        if not values:
            known = self._fixed.get(key)
            if known is None:
                known = self._fixed[key] = escape(self._message(key, values)).format()
            return known
        message = str(escape(self._message(key, values)))
        # The message is escaped, and so is every value that is not HTML already.
        return Markup(message.format(**{name: escape(value) for name, value in values.items()}))  # noqa: S704  # nosec B704 - escaped

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
        """A list as the language writes lists, cut after three: ``API, Dashboard, Mail and 2 more``.

        Among words written from right to left each name is isolated (Unicode's FSI and PDI), so that
        a name in Latin letters does not pull its neighbours along.
        """
        shown = list(names) if len(names) <= _NAMED + 1 else list(names[:_NAMED])
        rest = len(names) - len(shown)
        if self.direction == "rtl":
            shown = [_ISOLATED.format(name) for name in shown]
        if rest:
            shown.append(self.plain("list.more", count=rest))
        return format_list(shown, locale=self.locale)

    def percent(self, percent: Decimal) -> str:
        """A share in percent (``99.98`` of 100) as the language writes it, with every decimal it came with."""
        _, _, decimals = str(percent).partition(".")
        pattern = self.locale.percent_formats[None].pattern
        if decimals:
            pattern = pattern.replace("0", "0." + "0" * len(decimals), 1)
        return format_percent(percent / 100, format=pattern, locale=self.locale)

    @property
    def direction(self) -> str:
        """``rtl`` for languages written from right to left, otherwise ``ltr``."""
        return self.locale.text_direction

    @property
    def tag(self) -> str:
        """The language and region of these words as HTML's ``lang`` and programs take it: ``pt-BR`` (BCP 47)."""
        return str(self.locale).replace("_", "-")


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def words(language: str) -> Words:
    """The words of a theme language (``de``, ``pt-BR``, ``zh-Hant``), English where there are none."""
    found, locale = match(language)
    return Words(locale, {**catalogue(FALLBACK), **catalogue(found)})


def own_name(language: str) -> str:
    """What a language calls itself (``Deutsch``), or its code where nobody knows."""
    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name or language
