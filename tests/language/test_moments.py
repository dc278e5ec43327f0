"""Moments: instants, days and durations in every language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.language import Moments, words
from mkdocs_status_plugin.language.catalogues import languages

AT = datetime(2026, 11, 2, 14, 5, tzinfo=UTC)

every_language = pytest.mark.parametrize("language", sorted(languages()))


def moments(language: str, zone: str = "UTC") -> Moments:
    """The formats of a language and a display zone."""
    return Moments(words(language).locale, ZoneInfo(zone))


def visible(text: str) -> str:
    """A text without the marks that only steer its direction, and with plain spaces."""
    return re.sub("[\u200e\u200f]", "", text).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "instant", "short_day", "month", "duration"),
    [
        ("en", "2 Nov 2026, 14:05 UTC", "2 Nov", "November 2026", "1 hr 40 mins"),
        ("en-US", "Nov 2, 2026, 14:05 UTC", "Nov 2", "November 2026", "1 hr 40 min"),
        ("de", "2. Nov. 2026, 14:05 UTC", "2. Nov.", "November 2026", "1 Std. 40 Min."),
        ("fr", "2 nov. 2026, 14:05 UTC", "2 nov.", "novembre 2026", "1 h 40 min"),
        ("es", "2 nov 2026, 14:05 UTC", "2 nov", "noviembre de 2026", "1 h 40 min"),
        ("pt", "2/11/2026, 14:05 UTC", "2/11|2 de nov.", "novembro de 2026", "1 h 40 min"),
        ("pl", "2 lis 2026, 14:05 UTC", "2 lis", "listopad 2026", "1 godz. 40 min"),
        ("fi", "2.11.2026 14:05 UTC", "2.11.", "marraskuu 2026", "1 t 40 min"),
        ("ru", "2 нояб. 2026 г., 14:05 UTC", "2 нояб.", "ноябрь 2026 г.", "1 ч 40 мин"),  # noqa: RUF001 - Russian letters
        ("ar", "2 نوفمبر 2026، 14:05 UTC", "2 نوفمبر", "نوفمبر 2026", "1 س 40 د"),
        ("fa", "2 نوامبر 2026، 14:05 UTC", "2 نوامبر", "نوامبر 2026", "1 ساعت 40 دقیقه"),
        ("ja", "2026年11月2日 14:05 UTC", "11月2日", "2026年11月", "1 時間 40 分"),
        ("vi", "2 thg 11, 2026, 14:05 UTC", "2 thg 11", "tháng 11 năm 2026", "1 giờ 40 phút|1 tiếng 40 phút"),
        ("th", "2 พ.ย. 2026 14:05 UTC", "2 พ.ย.", "พฤศจิกายน 2026", "1 ชม. 40 นาที"),
    ],
)
def test_moments_read_as_the_language_writes_them(
    language: str, instant: str, short_day: str, month: str, duration: str
) -> None:
    """Dates and durations follow the language; the time of day stands alike in all of them."""
    said = moments(language)
    assert visible(said.text(AT)) == instant
    # What CLDR changed from one of its versions to the next stands side by side.
    assert visible(said.short_day(date(2026, 11, 2))) in short_day.split("|")
    assert visible(said.month(2026, 11)) == month
    assert visible(said.duration(timedelta(hours=1, minutes=40))) in duration.split("|")


@every_language
def test_an_instant_ends_with_its_time_and_zone(language: str) -> None:
    """A date comes first and cannot be mistaken for a part of the zone behind the time."""
    text = moments(language).text(AT)
    assert text.endswith(" 14:05 UTC")
    assert text.startswith(moments(language).day(AT.date()))


@every_language
def test_digits_are_latin_and_the_year_is_the_common_one(language: str) -> None:
    """Times can be compared across languages and with the reports' own text."""
    said = moments(language)
    length = timedelta(days=3, hours=2)
    texts = [
        said.text(AT),
        said.day(AT.date()),
        said.short_day(AT.date()),
        said.month(2026, 11),
        said.duration(length),
    ]
    digits = {character for text in texts for character in text if character.isdigit()}
    assert digits <= set("0123456789")
    assert "2026" in texts[0]


@every_language
@given(minutes=st.integers(0, 60 * 24 * 400))
def test_a_duration_is_words_in_any_language(language: str, minutes: int) -> None:
    """Every number finds its form: no unit is left in the notation of a library, none lacks its space or its number."""
    text = moments(language).duration(timedelta(minutes=minutes))
    assert "duration" not in text
    assert "  " not in text
    assert text == text.strip() != ""
    assert "{" not in text


@pytest.mark.parametrize(
    ("language", "length", "text"),
    [
        ("en", timedelta(0), "0 mins"),
        ("en", timedelta(seconds=-5), "0 mins"),
        ("en", timedelta(seconds=29), "0 mins"),
        ("en", timedelta(seconds=31), "1 min"),
        ("en", timedelta(hours=2), "2 hrs"),
        ("en", timedelta(hours=23, minutes=59, seconds=45), "1 day"),
        ("en", timedelta(days=3, minutes=59), "3 days"),
        ("en", timedelta(days=3, hours=2, minutes=59), "3 days 2 hrs"),
        ("es", timedelta(hours=1), "1 h"),
        ("pt", timedelta(minutes=1), "1 min"),
        ("he", timedelta(hours=2), "שעתיים"),
        ("ar", timedelta(days=21), "21 يومًا"),
        ("en", timedelta(days=1200), "1200 days"),
    ],
)
def test_a_duration_has_its_two_largest_units(language: str, length: timedelta, text: str) -> None:
    """Days and hours, or hours and minutes, rounded to the minute; never less than nothing."""
    assert visible(moments(language).duration(length)) == text


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("UTC", "14:05 UTC"),
        ("Europe/Berlin", "15:05 CET"),
        ("Asia/Kolkata", "19:35 IST"),
        ("America/Sao_Paulo", "11:05 UTC-03:00"),
        ("Asia/Kathmandu", "19:50 UTC+05:45"),
    ],
)
def test_a_time_of_day_names_its_zone(zone: str, clock: str) -> None:
    """The zone stands behind the time, as its offset where it has no name."""
    assert moments("en", zone).clock(AT) == clock


def test_the_day_is_that_of_the_display_zone() -> None:
    """An instant shows on the day it is in the display zone, which need not be that of UTC."""
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    tokyo = moments("en", "Asia/Tokyo")
    assert tokyo.text(late) == "3 Nov 2026, 08:30 JST"
    assert tokyo.today(late) == date(2026, 11, 3)


def test_an_element_is_in_utc_for_programs() -> None:
    """Programs read the instant in UTC, people in the display zone."""
    element = moments("en", "Europe/Berlin").element(AT)
    assert element == '<time datetime="2026-11-02T14:05:00Z">2 Nov 2026, 15:05 CET</time>'
    short = moments("en", "Europe/Berlin").element(AT, clock=True)
    assert short == '<time datetime="2026-11-02T14:05:00Z">15:05 CET</time>'
