"""Every page and output of a small site, in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from mkdocs_status_plugin.language import words
from mkdocs_status_plugin.language.catalogues import Message, catalogue, languages
from mkdocs_status_plugin.model import (
    Component,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Site,
    Update,
    UpdateStatus,
)
from mkdocs_status_plugin.outputs import Publication, in_full, outputs
from mkdocs_status_plugin.pages import Page, Settings, pages
from tests.outputs.publishing import publish

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ENGLISH = catalogue("en")
TRANSLATED = sorted(languages() - {"en"})

every_language = pytest.mark.parametrize("language", TRANSLATED)


def ago(**length: float) -> datetime:
    """An instant before now."""
    return NOW - timedelta(**length)


def update(at: datetime, status: UpdateStatus, *changes: tuple[str, ComponentStatus]) -> Update:
    """An update whose text has no words of any language."""
    return Update(at, status, "0.", at.strftime("%Y-%m-%dT%H:%MZ"), changes)


SITE = Site(
    components=(
        Component("k1", "K1", "1.", "https://example.com/", date(2026, 11, 20)),
        Group("K2", (Component("k3", "K3"), Component("k4", "K4", status=ComponentStatus.MAJOR_OUTAGE))),
    ),
    incidents=(
        Incident(
            "i1",
            "incidents/i1.md",
            "I1",
            Impact.MAJOR,
            (("k1", ComponentStatus.PARTIAL_OUTAGE),),
            (
                update(ago(hours=3), UpdateStatus.INVESTIGATING),
                update(ago(hours=2), UpdateStatus.IDENTIFIED, ("k1", ComponentStatus.DEGRADED_PERFORMANCE)),
            ),
            also_affects="2.",
        ),
        Incident(
            "i2",
            "incidents/i2.md",
            "I2",
            Impact.CRITICAL,
            (("k3", ComponentStatus.MAJOR_OUTAGE),),
            (update(ago(days=2), UpdateStatus.INVESTIGATING), update(ago(days=1), UpdateStatus.RESOLVED)),
        ),
        Incident("i3", "incidents/i3.md", "I3", Impact.UNKNOWN, started_at=ago(hours=1), raw="3."),
        Incident(
            "m1",
            "incidents/m1.md",
            "M1",
            Impact.MAINTENANCE,
            (("k3", ComponentStatus.UNDER_MAINTENANCE),),
            (update(ago(days=1), UpdateStatus.SCHEDULED),),
            scheduled_for=ago(hours=-4),
            scheduled_until=ago(hours=-6),
        ),
        Incident(
            "m2",
            "incidents/m2.md",
            "M2",
            Impact.MAINTENANCE,
            (("k3", ComponentStatus.UNDER_MAINTENANCE),),
            (update(ago(days=1), UpdateStatus.SCHEDULED),),
            scheduled_for=ago(hours=5),
            scheduled_until=ago(hours=1),
        ),
        Incident(
            "n1", "incidents/n1.md", "N1", Impact.NONE, (), (update(ago(hours=-9), UpdateStatus.MONITORING),)
        ),
    ),
)
IN_ENGLISH = publish(SITE, NOW)


def published(language: str) -> Publication:
    """The site in a language."""
    return replace(IN_ENGLISH, words=words(language))


def made(language: str) -> dict[str, Page]:
    """Every page of the site in a language, by its source."""
    return {page.source: page for page in pages(published(language), Settings())}


def told(page: Page) -> str:
    """A page's whole text, attributes included, as a reader gets it."""
    said = page.content()
    return unescape(f"{page.title}\n{said.description}\n{said.head}\n{said.body}")


def sentences(message: Message) -> list[str]:
    """The pieces of a message between its placeholders that are more than one word, and so no name."""
    texts = [message] if isinstance(message, str) else list(message.values())
    pieces = [piece.strip(" .:,()") for text in texts for piece in re.split(r"\{\w*\}", text)]
    return [piece for piece in pieces if " " in piece]


@every_language
def test_every_page_is_in_the_language(language: str) -> None:
    """No page shows English words, none leaves a placeholder unfilled, and the front page says what is wrong."""
    found = made(language)
    english = [sentence for message in ENGLISH.values() for sentence in sentences(message)]
    for source, page in found.items():
        text = told(page)
        assert [sentence for sentence in english if sentence in text] == [], source
        assert re.findall(r"\{\w+\}", text) == [], source
    front, said = told(found["index.md"]), words(language)
    for key in (
        "incident.active",
        "incident.planned",
        "component.all",
        "status.major_outage",
        "history.none_day",
    ):
        assert said.plain(key) in front
    assert said.plain("banner.unread", count=1) in front


@every_language
def test_every_output_is_made_in_the_language(language: str) -> None:
    """Feeds, calendars, badges and the rest can be made in each language, and hold its letters."""
    files = outputs(published(language))
    assert words(language).plain("update.identified") in in_full(files["history.atom"]).decode("utf-8")


def test_the_pages_differ_only_in_their_language() -> None:
    """Whatever the language, the same pages stand at the same addresses."""
    sources = set(made("en"))
    assert {language: set(made(language)) ^ sources for language in ("de", "ar", "ja")} == {
        "de": set(),
        "ar": set(),
        "ja": set(),
    }


def test_english_words_make_a_whole_page_for_an_unknown_language() -> None:
    """A theme language that we do not speak gets the English pages."""
    other, english = ({source: told(page) for source, page in made(one).items()} for one in ("bg", "en"))
    assert other == english
