"""The catalogues: complete, consistent, and exactly what the sources ask for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import mkdocs_status_plugin
from mkdocs_status_plugin.language import words
from mkdocs_status_plugin.language.catalogues import Message, catalogue, languages
from mkdocs_status_plugin.model import ComponentStatus, Impact, UpdateStatus
from mkdocs_status_plugin.outputs.badges_picture import LONGEST
from mkdocs_status_plugin.state import BannerKind

ENGLISH = catalogue("en")
TRANSLATED = sorted(languages() - {"en"})
PACKAGE = Path(mkdocs_status_plugin.__file__).parent

# What Material's languages of the same names need, and what CLDR calls them.
PROMISED = {
    "ar", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko",
    "nb", "nl", "pl", "pt", "pt_BR", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh", "zh_Hant",
}  # fmt: skip

# Words that are the same in both languages. Everything else that equals English is a translation forgotten.
SAME_AS_ENGLISH: Mapping[str, set[str]] = {
    "ca": {"component.all", "component.incidents", "history.count"},
    "cs": {"history.count"},
    "fr": {
        "impact.maintenance",
        "component.incidents",
        "history.count",
        "history.maintenance_count",
        "page.maintenance",
    },
    "id": {"page.status"},
    "pt_BR": {"page.status"},
    "ro": {"impact.minor", "impact.major", "history.count"},
    "sv": {"history.count"},
}

# Keys that are put together from a beginning and a value, with every value there is.
DYNAMIC: Mapping[str, Sequence[str]] = {
    "api.": [UpdateStatus.IN_PROGRESS, UpdateStatus.COMPLETED],
    "banner.": list(BannerKind),
    "impact.": list(Impact),
    "page.": ["status", "history", "maintenance", "follow"],
    "status.": list(ComponentStatus),
    "update.": [*UpdateStatus, "unknown"],
}
# Files and pages whose names look like keys.
ENDINGS = {"atom", "css", "html", "ics", "js", "json", "md", "rss", "svg", "txt", "yaml", "yml"}

every_language = pytest.mark.parametrize("language", TRANSLATED)


def texts(message: Message) -> list[str]:
    """Every form of a message."""
    return [message] if isinstance(message, str) else list(message.values())


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return set(re.findall(r"\{(\w*)\}", text))


def says_something(text: str) -> bool:
    """Whether there is a letter outside of the placeholders."""
    return bool(re.search(r"[^\W\d_]", re.sub(r"\{\w*\}", "", text)))


def constants(package: Path) -> Iterator[str]:
    """Every text constant of the sources and the templates."""
    for module in package.rglob("*.py"):
        if module.parent.name == "github":
            continue  # it speaks to code hosts and monitors in their own words, such as PagerDuty's event types
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for template in package.rglob("templates/*.html"):
        for constant in Environment(autoescape=True).parse(template.read_text("utf-8")).find_all(nodes.Const):
            if isinstance(constant.value, str):
                yield constant.value


def named(package: Path) -> set[str]:
    """Every constant that looks like a key, or like the beginning of one."""
    parts = "|".join(sorted({key.partition(".")[0] for key in ENGLISH}))
    key = re.compile(rf"(?:{parts})\.\w*")
    found = {constant for constant in constants(package) if key.fullmatch(constant)}
    return {name for name in found if name in ENGLISH or name.partition(".")[2] not in ENDINGS}


def test_every_promised_language_is_there() -> None:
    """There is a catalogue for each language that the handbook and Material's list lead one to expect."""
    assert languages() == PROMISED


@every_language
def test_a_catalogue_has_exactly_the_english_keys_in_their_order(language: str) -> None:
    """Nothing falls back to English in silence, nothing is translated that nobody reads."""
    assert list(catalogue(language)) == list(ENGLISH)


@every_language
def test_every_form_has_exactly_the_english_placeholders(language: str) -> None:
    """No form of a message drops a value or asks for one that is not given."""
    wrong = [
        (key, text)
        for key, message in catalogue(language).items()
        for text in texts(message)
        if placeholders(text) != placeholders(texts(ENGLISH[key])[-1])
    ]
    assert wrong == []


@every_language
def test_what_counts_in_english_counts_everywhere(language: str) -> None:
    """A message with plural forms has them in each language, and no other message has."""
    plural = [key for key, message in catalogue(language).items() if not isinstance(message, str)]
    assert plural == [key for key, message in ENGLISH.items() if not isinstance(message, str)]


# Nouns do not change with their number, though CLDR as of Babel 2.19 tells one from many.
ALIKE = {"vi"}


@pytest.mark.parametrize("language", sorted(languages()))
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    """A message that counts has a form for every category of CLDR's, and a whole number always finds its own."""
    locale = words(language).locale
    forms = {*locale.plural_form.tags, "other"} if language not in ALIKE else {"other"}
    for key, message in catalogue(language).items():
        if not isinstance(message, str):
            assert set(message) == forms, key
            assert language in ALIKE or {locale.plural_form(count) for count in range(201)} <= forms, key


@pytest.mark.parametrize("language", sorted(languages()))
def test_no_text_is_empty_or_padded(language: str) -> None:
    """Each text says something and has no stray space around or in it."""
    wrong = [
        (key, text)
        for key, message in catalogue(language).items()
        for text in texts(message)
        if not text or text != text.strip() or "  " in text
    ]
    assert wrong == []


@every_language
def test_only_words_that_are_the_same_equal_english(language: str) -> None:
    """Every text differs from English, but for those listed as the same word in both."""
    same = {
        key
        for key, message in catalogue(language).items()
        if set(texts(message)) & {text for text in texts(ENGLISH[key]) if says_something(text)}
    }
    assert same == SAME_AS_ENGLISH.get(language, set())


@every_language
def test_sentences_end_as_the_english_ones_do(language: str) -> None:
    """A full stop stands where English has one, in the language's own form, so that labels stay labels."""
    stop = ".。।"
    wrong = [
        (key, text)
        for key, message in catalogue(language).items()
        for text in texts(message)
        if language != "th" and text.endswith(tuple(stop)) != texts(ENGLISH[key])[-1].endswith(".")
    ]
    assert wrong == []


def test_every_key_that_the_sources_name_exists() -> None:
    """No page and no output asks for words that no catalogue has."""
    asked = {name for name in named(PACKAGE) if not name.endswith(".")}
    made = {f"{beginning}{value}" for beginning, values in DYNAMIC.items() for value in values}
    assert (asked | made) - set(ENGLISH) == set()


def test_every_key_is_used() -> None:
    """No catalogue carries words that nothing shows."""
    made = {f"{beginning}{value}" for beginning, values in DYNAMIC.items() for value in values}
    assert set(ENGLISH) - named(PACKAGE) - made == set()


def test_the_beginnings_of_keys_are_known() -> None:
    """Whoever puts keys together in a new way enumerates its values here, so that none is missing."""
    assert {name for name in named(PACKAGE) if name.endswith(".")} == set(DYNAMIC)


@pytest.mark.parametrize("language", sorted(languages()))
def test_what_stands_on_a_badge_fits_on_it(language: str) -> None:
    """No word of ours on a badge is cut, in any language."""
    keys = [
        "banner.operational",
        "badge.incident",
        "badge.unknown",
        *(f"status.{status}" for status in ComponentStatus),
    ]
    assert [key for key in keys if len(words(language).plain(key)) > LONGEST] == []
