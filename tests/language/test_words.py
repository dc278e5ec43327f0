"""Words: the way from a theme's language to texts, lists and shares."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale
from markupsafe import Markup

from mkdocs_status_plugin.language import Words, own_name, words
from mkdocs_status_plugin.language.catalogues import catalogue, languages, match

FSI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("language", "found", "locale"),
    [
        ("en", "en", "en_GB"),
        ("en-US", "en", "en_US"),
        ("en_US", "en", "en_US"),
        ("en-XX", "en", "en_GB"),
        ("de", "de", "de"),
        ("de-AT", "de", "de_AT"),
        ("DE", "de", "de"),
        ("pt", "pt", "pt_PT"),
        ("pt-BR", "pt_BR", "pt_BR"),
        ("pt_BR", "pt_BR", "pt_BR"),
        ("pt-AO", "pt", "pt_AO"),
        ("zh", "zh", "zh"),
        ("zh_CN", "zh", "zh_Hans_CN"),
        ("zh-Hans", "zh", "zh_Hans"),
        ("zh-Hant", "zh_Hant", "zh_Hant"),
        ("zh-TW", "zh_Hant", "zh_Hant_TW"),
        ("zh_TW", "zh_Hant", "zh_Hant_TW"),
        ("zh-HK", "zh_Hant", "zh_Hant_HK"),
        ("nb", "nb", "nb"),
        ("no", "nb", "nb"),
        ("nn", "nb", "nb"),
        ("iw", "he", "he_IL"),
        ("bg", "en", "en_GB"),
        ("ku-IQ", "en", "en_GB"),
        ("sh", "en", "en_GB"),
        ("", "en", "en_GB"),
        ("../locales/de", "en", "en_GB"),
        ("tlh", "en", "en_GB"),
    ],
)
def test_a_theme_language_finds_its_catalogue_and_its_locale(language: str, found: str, locale: str) -> None:
    """Every spelling that themes use leads to the nearest catalogue; dates are in the catalogue's language."""
    assert match(language) == (found, Locale.parse(locale))


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_catalogue_is_found_by_its_own_name_however_it_is_spelt(language: str) -> None:
    """Each catalogue answers to its name with a hyphen and with an underscore."""
    assert match(language)[0] == match(language.replace("_", "-"))[0] == language


def test_there_is_no_catalogue_outside_of_the_folder() -> None:
    """A name that is no catalogue's gives nothing, whatever path it may be."""
    assert catalogue("../locales/en") == catalogue("xx") == {}


def test_what_is_not_translated_is_english_with_english_dates() -> None:
    """A theme language without a catalogue gets English words and says so in its tag."""
    bulgarian = words("bg")
    assert (bulgarian.plain("status.operational"), bulgarian.tag) == ("Operational", "en-GB")


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("en", "en-GB"),
        ("pt", "pt-PT"),
        ("pt_BR", "pt-BR"),
        ("zh_TW", "zh-Hant-TW"),
        ("no", "nb"),
        ("de", "de"),
    ],
)
def test_the_tag_is_what_html_takes(language: str, tag: str) -> None:
    """The words say their own language as BCP 47 has it, which is not always the theme's."""
    assert words(language).tag == tag


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_direction_is_that_of_the_script(language: str) -> None:
    """Arabic, Hebrew and Persian are written from right to left, all others from left to right."""
    assert words(language).direction == ("rtl" if language in {"ar", "fa", "he"} else "ltr")


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("en", 1, "1 incident"),
        ("en", 0, "0 incidents"),
        ("fr", 0, "0 incident"),
        ("pl", 1, "1 incydent"),
        ("pl", 2, "2 incydenty"),
        ("pl", 12, "12 incydentów"),
        ("pl", 22, "22 incydenty"),
        ("ru", 21, "21 инцидент"),
        ("ru", 11, "11 инцидентов"),
        ("ro", 20, "20 de incidente"),
        ("ar", 3, "3 حوادث"),
        ("ar", 11, "11 حادثًا"),
        ("he", 2, "2 תקלות"),
        ("ja", 1, "インシデント 1 件"),
    ],
)
def test_a_count_takes_the_plural_form_of_the_language(language: str, count: int, text: str) -> None:
    """The number among the values chooses the form by the language's own rule."""
    assert words(language).plain("history.count", count=count) == text


def test_a_message_without_the_form_takes_the_general_one() -> None:
    """Where an English message stands in for a translation, it lacks the language's forms and still speaks."""
    russian = Words(Locale("ru"), {"reports": {"one": "{count} report", "other": "{count} reports"}})
    assert russian.plain("reports", count=3) == "3 reports"


def test_values_are_escaped_in_html_and_only_there() -> None:
    """A value never becomes markup unless it is markup already."""
    english = words("en")
    assert english("banner.incident", names="<b>&") == Markup("Active incident: &lt;b&gt;&amp;")
    assert english("banner.incident", names=Markup("<b>x</b>")) == Markup("Active incident: <b>x</b>")
    assert english.plain("banner.incident", names="<b>&") == "Active incident: <b>&"


def test_a_value_in_braces_is_no_placeholder() -> None:
    """A title may hold braces: what it says is never taken for a format."""
    assert words("en").plain("banner.incident", names="{0.__class__} {count}") == (
        "Active incident: {0.__class__} {count}"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A, B, C and 2 more"),
        ("en-US", "A, B, C, and 2 more"),
        ("de", "A, B, C und 2 weitere"),
        ("fr", "A, B, C et 2 autres"),
        ("ru", "A, B, C и ещё 2"),
        ("ja", "A、B、C、他 2 件"),
        ("zh", "A、B、C和另外 2 个"),
        ("ko", "A, B, C 및 그 외 2건"),
        ("he", f"{FSI}A{PDI}, {FSI}B{PDI}, {FSI}C{PDI} ועוד 2"),
    ],
)
def test_a_long_list_is_cut_in_the_style_of_the_language(language: str, text: str) -> None:
    """From the fifth name on three are named and the rest are counted, joined as the language joins lists."""
    assert words(language).names(["A", "B", "C", "D", "E"]) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C", "D"], "A, B, C and D"),
    ],
)
def test_a_short_list_is_told_in_full(names: list[str], text: str) -> None:
    """Up to four names are all told; no names are no text."""
    assert words("en").names(names) == text


@pytest.mark.parametrize(
    ("language", "share", "text"),
    [
        ("en", "99.98", "99.98%"),
        ("en", "99.90", "99.90%"),
        ("en", "100", "100%"),
        ("en", "0.00", "0.00%"),
        ("de", "99.98", "99,98\u00a0%"),
        ("fr", "99.9", "99,9\u00a0%"),
        ("tr", "99.98", "%99,98"),
        ("ar", "99.98", "99.98%"),
        ("fa", "99.98", "99.98%"),
        ("hi", "99.9995", "99.9995%"),
    ],
)
def test_a_share_is_written_as_the_language_writes_it(language: str, share: str, text: str) -> None:
    """Sign, space and decimal mark are the language's; the decimals are those that came, for they are earned."""
    written = words(language).percent(Decimal(share))
    assert written.replace("\u200e", "").replace("\u200f", "") == text


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Deutsch"),
        ("pt-BR", "português (Brasil)"),
        ("zh-Hant", "中文 (繁體)"),
        ("he", "עברית"),
        ("xx", "xx"),
        ("not a language", "not a language"),
    ],
)
def test_a_language_is_called_what_it_calls_itself(language: str, name: str) -> None:
    """Who looks for a language finds it by its own name, or by its code where nobody knows more."""
    assert own_name(language) == name
