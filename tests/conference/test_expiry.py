"""What may be kept, and for how long: never past the instant at which a page changes by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import parse_http_date

from wagtail.models import Page

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.models import ConferencePage
from conference.schedule import Schedule
from tests.conftest import PageFinder

PORTAL = "protocol/capacity-building/portal"
MAINSTREAMING = f"{PORTAL}/archive/mainstreaming"
DAY = timedelta(days=1)
START = datetime(2030, 1, 1, tzinfo=UTC)
MINUTES = st.integers(1, 60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))
OFFSETS = st.timedeltas(-50 * DAY, 90 * DAY)


@given(length=MINUTES, further=st.none() | MINUTES, offset=OFFSETS, share=st.floats(0, 0.999999))
def test_nothing_changes_before_the_instant_named(
    length: timedelta, further: timedelta | None, offset: timedelta, share: float
) -> None:
    closes_at = START + length
    schedule = Schedule(START, closes_at, closes_at + further if further else None)
    moment = START + offset
    turn = schedule.changes_after(moment)
    if turn is None:
        assert moment >= schedule.ends_at
        return
    assert turn > moment
    within = moment + (turn - moment) * share
    for at in (within, turn - timedelta(microseconds=1)):
        assert says(schedule, at) == says(schedule, moment)


def says(schedule: Schedule, at: datetime) -> tuple[Any, ...]:
    return schedule.state(in_archive=False, at=at), schedule.days_left(at)


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    schedules=st.lists(st.tuples(OFFSETS, MINUTES, st.none() | MINUTES), min_size=2, max_size=2),
    offset=OFFSETS,
)
def test_a_listing_turns_when_the_nearest_of_its_conferences_does(
    page_at: PageFinder,
    schedules: list[tuple[timedelta, timedelta, timedelta | None]],
    offset: timedelta,
) -> None:
    archive = page_at(f"{PORTAL}/archive")
    pages = list(ConferencePage.objects.child_of(archive))
    for page, (opening, length, further) in zip(pages, schedules, strict=True):
        page.opens_at = START + opening
        page.closes_at = page.opens_at + length
        page.extended_to = page.closes_at + further if further else None
        page.save()
    moment = START + offset
    turns = [turn for page in pages if (turn := page.schedule.changes_after(moment))]
    with patch("django.utils.timezone.now", return_value=moment):
        assert archive.fresh_until() == min(turns, default=None)


def test_portal_and_archive_ask_once_however_many_conferences_there_are(
    page_at: PageFinder,
) -> None:
    for path in (PORTAL, f"{PORTAL}/archive"):
        page = page_at(path)
        with CaptureQueriesContext(connection) as captured:
            page.fresh_until()
        assert len(captured) == 1


def test_a_draft_conference_gives_nothing_away(page_at: PageFinder) -> None:
    Page.objects.filter(url_path__contains="/portal/demo/").update(live=False)
    portal = page_at(PORTAL)
    soon = timezone.now() + DAY
    portal.add_child(
        instance=ConferencePage(
            title="New", full_title="New", live=False, opens_at=soon, closes_at=soon + DAY
        )
    )
    assert portal.fresh_until() is None


def open_until(page: Any, instant: datetime) -> None:
    page.opens_at, page.closes_at = instant - 9 * DAY, instant
    page.save()


def kept_for(response: HttpResponse) -> int:
    directives = dict(part.strip().split("=") for part in response["Cache-Control"].split(","))
    return int(directives["max-age"])


@pytest.mark.parametrize("below", ["", "/introduction", "/agenda", "/session-1"])
def test_no_page_of_a_conference_is_kept_past_its_closing(
    client: Client, page_at: PageFinder, settings: Any, below: str
) -> None:
    settings.PAGE_MAX_AGE = 3600
    open_until(page_at(MAINSTREAMING), timezone.now() + timedelta(seconds=90))
    response = client.get(f"/fr/{MAINSTREAMING}{below}/")
    assert 0 <= kept_for(response) <= 90
    assert parse_http_date(response["Expires"]) <= timezone.now().timestamp() + 90


def test_a_page_that_never_changes_by_itself_is_kept_as_long_as_the_setting_says(
    client: Client, home: Any, settings: Any
) -> None:
    settings.PAGE_MAX_AGE = 3600
    assert kept_for(client.get(f"/en/{MAINSTREAMING}/")) == 3600
    assert kept_for(client.get("/en/")) == 3600


def test_by_default_an_editors_change_is_seen_with_the_next_request(
    client: Client, home: Any
) -> None:
    assert kept_for(client.get("/en/")) == 0


def test_what_a_signed_in_reader_gets_is_theirs_alone(
    client: Client, home: Any, account: Any, settings: Any
) -> None:
    settings.PAGE_MAX_AGE = 3600
    client.force_login(account("editor"))
    directives = client.get("/en/")["Cache-Control"]
    assert "private" in directives
    assert "no-cache" in directives
    assert "max-age=3600" not in directives
