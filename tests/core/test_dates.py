"""Dates and ranges, typeset by the rules of each language."""

from datetime import UTC, date, datetime

from django.utils import translation

import pytest

from core.dates.formatting import (
    format_date,
    format_instant,
    format_range,
    last_day,
    own_zone_patterns,
    utc_date,
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "19 January to 6 February 2009"),
        ("es", "del 19 de enero al 6 de febrero de 2009"),
        ("fr", "du 19 janvier au 6 février 2009"),
        # Documents of the United Nations in Arabic name a month in both usages.
        ("ar", "من 19 كانون الثاني/يناير إلى 6 شباط/فبراير 2009"),
        ("ru", "19 января – 6 февраля 2009 года"),
        ("zh-hans", "2009年1月19日至2月6日"),
    ],
)
def test_a_range_within_a_year_says_the_year_once(language: str, expected: str) -> None:
    with translation.override(language):
        assert format_range(date(2009, 1, 19), date(2009, 2, 6)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "3 to 28 November 2008"),
        ("es", "del 3 al 28 de noviembre de 2008"),
        ("fr", "du 3 au 28 novembre 2008"),
    ],
)
def test_a_range_within_a_month_says_the_month_once(language: str, expected: str) -> None:
    with translation.override(language):
        assert format_range(date(2008, 11, 3), date(2008, 11, 28)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "15 December 2008 to 9 January 2009"),
        ("es", "del 15 de diciembre de 2008 al 9 de enero de 2009"),
        ("fr", "du 15 décembre 2008 au 9 janvier 2009"),
    ],
)
def test_a_range_across_new_year_says_both_years(language: str, expected: str) -> None:
    with translation.override(language):
        assert format_range(date(2008, 12, 15), date(2009, 1, 9)) == expected


def test_french_writes_the_first_of_a_month_as_an_ordinal() -> None:
    with translation.override("fr"):
        assert format_date(date(2009, 1, 1)) == "1er janvier 2009"
        both = format_range(date(2009, 1, 1), date(2009, 2, 1))
        assert both == "du 1er janvier au 1er février 2009"


def test_a_range_of_one_day_is_that_day() -> None:
    with translation.override("en"):
        assert format_range(date(2009, 1, 19), date(2009, 1, 19)) == "19 January 2009"


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends"):
        format_range(date(2009, 2, 6), date(2009, 1, 19))


def test_an_instant_belongs_to_its_day_in_utc() -> None:
    late_in_new_york = datetime.fromisoformat("2009-02-06T20:30:00-05:00")
    assert utc_date(late_in_new_york) == date(2009, 2, 7)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "6 February 2009, 01:59 UTC"),
        ("fr", "6 février 2009, 1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}59 UTC"),
    ],
)
def test_an_instant_names_its_zone(language: str, expected: str) -> None:
    with translation.override(language):
        assert format_instant(datetime(2009, 2, 6, 1, 59, tzinfo=UTC)) == expected


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        (datetime(2026, 12, 5, tzinfo=UTC), date(2026, 12, 4)),
        (datetime(2026, 12, 5, 0, 1, tzinfo=UTC), date(2026, 12, 5)),
        (datetime(2026, 12, 4, 23, 59, tzinfo=UTC), date(2026, 12, 4)),
        (datetime(2027, 1, 1, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_the_last_day_is_that_of_the_last_moment_before_the_closing(
    closing: datetime, day: date
) -> None:
    assert last_day(closing) == day


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", " (1 February 2009, 01:59 GMT+2 in your time zone)"),
        ("es", " (1 de febrero de 2009, 01:59 GMT+2 en su zona horaria)"),
        ("fr", " (1er février 2009, 1\u00a0h\u00a059 GMT+2 dans votre fuseau horaire)"),
        ("ar", " (1 شباط/فبراير 2009، الساعة 01:59 GMT+2 بتوقيت منطقتك)"),
        ("ru", " (1 февраля 2009 года, 01:59 GMT+2 по вашему часовому поясу)"),
        ("zh-hans", "（您所在时区时间：2009年2月1日01:59 GMT+2）"),
    ],
)
def test_a_script_writes_the_readers_own_time_in_the_words_of_the_site(
    language: str, words: str
) -> None:
    with translation.override(language):
        found = own_zone_patterns()
    day = found["date"].format(
        day=found["first-day"], month=found["months"].split("|")[1], year=2009
    )
    time = found["time"].format(hour="1".zfill(int(found["hour-digits"])), minute="59")
    instant = found["instant"].format(date=day, time=time, zone="GMT+2")
    assert found["words"].format(instant=instant) == words
