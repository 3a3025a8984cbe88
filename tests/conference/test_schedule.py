"""State and dates follow from the schedule, at any instant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.schedule import Schedule, State

OPENS = datetime(2009, 1, 19, tzinfo=UTC)
CLOSES = datetime(2009, 2, 6, 23, 59, tzinfo=UTC)
CONFERENCE = Schedule(OPENS, CLOSES)
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2040, 1, 1),
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - timedelta(seconds=1), State.UPCOMING),
        (OPENS, State.OPEN),
        (CLOSES - timedelta(days=3), State.CLOSING_SOON),
        (CLOSES - timedelta(seconds=1), State.CLOSING_SOON),
        (CLOSES, State.CLOSED),
    ],
)
def test_the_state_changes_at_the_instant_itself(at: datetime, expected: State) -> None:
    assert CONFERENCE.state(in_archive=False, at=at) is expected


def test_a_closed_conference_below_the_archive_is_archived() -> None:
    assert CONFERENCE.state(in_archive=True, at=CLOSES) is State.ARCHIVED


def test_an_open_conference_is_open_wherever_it_stands() -> None:
    assert CONFERENCE.state(in_archive=True, at=OPENS) is State.OPEN


def test_an_extended_conference_stays_open_until_the_later_closing() -> None:
    extended = Schedule(OPENS, CLOSES, CLOSES + timedelta(days=14))
    assert extended.state(in_archive=False, at=CLOSES) is State.OPEN
    assert extended.dates == "19 January to 20 February 2009"
    assert "6 February 2009" in extended.extension


def test_a_conference_that_was_not_extended_says_nothing_of_an_extension() -> None:
    assert CONFERENCE.extension == ""


@given(opens=INSTANTS, length=st.timedeltas(timedelta(hours=1), timedelta(days=90)), at=INSTANTS)
def test_every_instant_has_exactly_one_state_and_a_sentence(
    opens: datetime, length: timedelta, at: datetime
) -> None:
    schedule = Schedule(opens, opens + length)
    state = schedule.state(in_archive=False, at=at)
    assert [state.is_upcoming, state.is_open, state.is_closed].count(True) == 1
    assert state.is_upcoming == (at < opens)
    assert state.is_closed == (at >= opens + length)
    assert schedule.sentence(state)


# --- A closing at midnight is the end of the day before ----------------------------------------

AT_MIDNIGHT = Schedule(
    datetime(2026, 11, 2, tzinfo=UTC),
    datetime(2026, 11, 28, tzinfo=UTC),
    datetime(2026, 12, 5, tzinfo=UTC),
)


def test_a_closing_at_midnight_ends_the_range_on_the_day_before() -> None:
    assert AT_MIDNIGHT.dates == "2 November to 4 December 2026"
    assert "27 November 2026" in AT_MIDNIGHT.extension


@pytest.mark.parametrize(
    ("at", "days"),
    [
        (datetime(2026, 12, 2, 23, 59, tzinfo=UTC), 2),
        (datetime(2026, 12, 3, tzinfo=UTC), 1),
        (datetime(2026, 12, 4, tzinfo=UTC), 0),
        (datetime(2026, 12, 4, 23, 59, 59, tzinfo=UTC), 0),
        (datetime(2026, 12, 5, tzinfo=UTC), None),
    ],
)
def test_the_last_day_before_a_closing_at_midnight_is_the_day_before(
    at: datetime, days: int | None
) -> None:
    assert AT_MIDNIGHT.days_left(at) == days


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSING_SOON])
def test_sentences_name_the_last_day_before_a_closing_at_midnight(state: State) -> None:
    assert "4 December 2026" in AT_MIDNIGHT.sentence(state)
