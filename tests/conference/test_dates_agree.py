"""No two outlets ever disagree on the dates or the state of a conference."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.test import Client

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conference.decisions import cancel_and_extend
from conference.models import ConferencePage, Extension
from conference.schedule import State
from tests.conference.date_outlets import OUTLETS, Said, is_archived
from tests.conftest import PageFinder
from tests.whole_site_urls import LANGUAGES

PORTAL = "protocol/capacity-building/portal"
RISK_ASSESSMENT = f"{PORTAL}/archive/risk-assessment"
OPENS = datetime(2031, 2, 27, 9, tzinfo=UTC)
DAY = timedelta(days=1)
# Whole minutes, as editors give them.
MINUTES = st.integers(1, 60 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock of the site shows `moment`."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield


@pytest.fixture(params=["portal", "archive"])
def conference(request: Any, page_at: PageFinder) -> ConferencePage:
    """A conference that was never extended, in all languages, below the portal or the archive."""
    page = page_at(RISK_ASSESSMENT)
    page.extended_to = None
    page.save()
    if request.param == "portal":
        for language in LANGUAGES:
            page_at(RISK_ASSESSMENT, language).move(page_at(PORTAL, language), pos="last-child")
    return page_at(RISK_ASSESSMENT) if request.param == "archive" else moved()


def moved() -> ConferencePage:
    page: ConferencePage = ConferencePage.objects.filter(slug="risk-assessment").first()
    return page


def schedule_anew(
    conference: ConferencePage, opens_at: datetime, length: timedelta, later: list[timedelta]
) -> None:
    Extension.objects.of(conference).delete()
    conference.opens_at, conference.closes_at = opens_at, opens_at + length
    conference.extended_to = None
    conference.save()
    closing = conference.closes_at
    for further in later:
        closing += further
        with patch.object(conference, "in_archive", False), at(opens_at):
            cancel_and_extend.extend(conference, closing, {}, None)


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(opens_at=OPENS, length=9 * DAY, later=[], moment=timedelta(0))
@example(opens_at=OPENS, length=9 * DAY, later=[DAY, 7 * DAY], moment=17 * DAY)
@example(opens_at=OPENS, length=9 * DAY, later=[DAY], moment=7 * DAY)
@given(
    opens_at=st.datetimes(datetime(2001, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(
        lambda instant: instant.replace(second=0, microsecond=0)
    ),
    length=MINUTES,
    later=st.lists(MINUTES, max_size=3),
    moment=st.timedeltas(-2 * DAY, 180 * DAY),
)
def test_all_outlets_in_all_languages_say_the_same(
    client: Client,
    conference: ConferencePage,
    opens_at: datetime,
    length: timedelta,
    later: list[timedelta],
    moment: timedelta,
) -> None:
    schedule_anew(conference, opens_at, length, later)
    ends_at = opens_at + sum(later, length)
    with at(opens_at + moment):
        state = expected_state(conference, opens_at, ends_at, opens_at + moment)
        for page in conference.get_translations(inclusive=True).specific():
            said = {name: ask(client, page) for name, ask in OUTLETS.items()}
            expected = Said(opens_at, ends_at, page_dates(page), state, bool(later))
            for name, answers in said.items():
                assert answers
                assert [(name, different(answer, expected)) for answer in answers] == [
                    (name, {})
                ] * len(answers)


def page_dates(page: ConferencePage) -> str:
    from django.utils.translation import override

    with override(page.locale.language_code):
        return page.schedule.dates


def different(answer: Said, expected: Said) -> dict[str, Any]:
    """What an outlet says otherwise; what it leaves out is no difference."""
    return {
        field.name: (getattr(answer, field.name), getattr(expected, field.name))
        for field in fields(Said)
        if getattr(answer, field.name) not in (None, getattr(expected, field.name))
    }


def expected_state(
    conference: ConferencePage, opens_at: datetime, ends_at: datetime, moment: datetime
) -> State:
    """By the words of the rule, not by the code under test."""
    if moment < opens_at:
        return State.UPCOMING
    if moment >= ends_at:
        return State.ARCHIVED if is_archived(conference) else State.CLOSED
    return State.CLOSING_SOON if moment + 3 * DAY >= ends_at else State.OPEN


@pytest.mark.parametrize("name", OUTLETS)
def test_an_outlet_says_at_least_dates_and_state(
    client: Client, page_at: PageFinder, name: str
) -> None:
    for said in OUTLETS[name](client, page_at(RISK_ASSESSMENT)):
        assert said.opens_at in (None, datetime(2008, 11, 3, tzinfo=UTC))
        assert said.ends_at in (None, datetime(2008, 11, 28, 23, 59, tzinfo=UTC))
        assert said.ends_at or said.dates == page_dates(page_at(RISK_ASSESSMENT))
        assert said.state is State.ARCHIVED


def test_a_difference_would_be_noticed() -> None:
    expected = Said(OPENS, OPENS + DAY, "27 to 28 February 2031", State.OPEN, is_extended=False)
    assert different(Said(OPENS, OPENS, state=State.CLOSED), expected).keys() == {
        "ends_at",
        "state",
    }
