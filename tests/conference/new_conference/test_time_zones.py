"""Local times and the instants that they mean; what the form asks for as JSON."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.new_conference import local_time_fields
from conference.new_conference.page_plan import NewConference, NewSession, plan


def test_utc_comes_first_and_names_of_places_follow() -> None:
    names = local_time_fields.zone_names()
    assert names[0] == "UTC"
    assert {"Africa/Nairobi", "America/Montreal", "Asia/Kathmandu", "Europe/Paris"} < set(names)
    assert not {"EST", "Zulu", "Etc/GMT+5"} & set(names)
    assert len(names) == len(set(names)) > 300


@pytest.mark.parametrize(
    ("local", "zone", "instant"),
    [
        (datetime(2031, 1, 19, 9, 30), "UTC", datetime(2031, 1, 19, 9, 30, tzinfo=UTC)),
        (datetime(2031, 1, 19, 0, 0), "Asia/Kathmandu", datetime(2031, 1, 18, 18, 15, tzinfo=UTC)),
        (datetime(2031, 7, 1, 12, 0), "Europe/Paris", datetime(2031, 7, 1, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_time_means_one_instant(local: datetime, zone: str, instant: datetime) -> None:
    assert local_time_fields.instant_of(local, zone) == local_time_fields.Moment(
        instant, was_ambiguous=False
    )


def test_of_a_time_that_comes_twice_the_earlier_is_taken() -> None:
    moment = local_time_fields.instant_of(datetime(2031, 10, 26, 2, 30), "Europe/Paris")
    assert moment == local_time_fields.Moment(
        datetime(2031, 10, 26, 0, 30, tzinfo=UTC), was_ambiguous=True
    )


@pytest.mark.parametrize(
    ("local", "zone"),
    [
        (datetime(2031, 3, 30, 2, 30), "Europe/Paris"),
        (datetime(2031, 3, 9, 2, 0), "America/Toronto"),
        # Samoa left out a whole day when it changed sides of the date line.
        (datetime(2011, 12, 30, 12, 0), "Pacific/Apia"),
    ],
)
def test_a_time_that_the_clocks_pass_over_means_none(local: datetime, zone: str) -> None:
    with pytest.raises(local_time_fields.NoSuchTimeError):
        local_time_fields.instant_of(local, zone)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)),
    st.sampled_from(local_time_fields.zone_names()),
)
def test_an_instant_shows_the_time_that_was_entered(local: datetime, zone: str) -> None:
    try:
        moment = local_time_fields.instant_of(local, zone)
    except local_time_fields.NoSuchTimeError:
        return
    assert moment.instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
    before = moment.instant - timedelta(hours=1)
    if moment.was_ambiguous:
        assert before.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < local


def new_conference(*sessions: NewSession) -> NewConference:
    return NewConference(
        kind="conference.ConferencePage",
        title="Traits",
        full_title="The identification of traits",
        slug="traits",
        summary="",
        opens_at=datetime(2031, 3, 3, tzinfo=UTC),
        closes_at=datetime(2031, 3, 21, tzinfo=UTC),
        sessions=sessions,
        languages=("es",),
    )


def test_what_was_asked_for_survives_as_json() -> None:
    dated = NewSession("Two", datetime(2031, 3, 4, tzinfo=UTC), datetime(2031, 3, 5, tzinfo=UTC), 7)
    new = new_conference(NewSession("One"), dated)
    assert NewConference.from_json(new.to_json()) == new


def test_the_plan_names_each_page_once_and_the_conference_first() -> None:
    pages = plan(new_conference(NewSession("One"), NewSession("Two")), {"objectives": 12})
    assert [page.slug for page in pages] == [
        "traits", "introduction", "objectives", "agenda", "session-1", "session-2",
    ]  # fmt: skip
    assert [page.copied_from for page in pages] == [None, None, 12, None, None, None]
