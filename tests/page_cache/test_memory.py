"""What is kept in memory between requests belongs to one generation."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

import pytest

from core.caching import generation_cache
from core.caching.shared_html import Recent, is_shared, kept_until


@pytest.fixture
def outside_of_a_transaction(db: None) -> Iterator[None]:
    """As a reader's request is. For a test that asks the database for nothing."""
    before, connection.in_atomic_block = connection.in_atomic_block, False
    yield
    connection.in_atomic_block = before


def test_within_a_transaction_nothing_is_kept(db: None) -> None:
    with generation_cache.generation("one"):
        assert generation_cache.entries() is None
        assert generation_cache.get_or_make("name", object) is not generation_cache.get_or_make(
            "name", object
        )


@pytest.mark.usefixtures("outside_of_a_transaction")
def test_what_is_kept_ends_with_its_generation_and_a_draft_belongs_to_none() -> None:
    with generation_cache.generation("one"):
        first = generation_cache.get_or_make("name", object)
        assert generation_cache.get_or_make("name", object) is first
        # A preview, within an editor's request.
        with generation_cache.generation(None):
            assert generation_cache.get_or_make("name", object) is not first
    with generation_cache.generation("two"):
        assert generation_cache.get_or_make("name", object) is not first
    assert generation_cache.entries() is None


@pytest.mark.usefixtures("outside_of_a_transaction")
def test_what_changes_with_time_is_kept_until_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    turn = datetime(2026, 12, 1, 12, tzinfo=UTC)

    def value() -> object:
        return generation_cache.get_or_make_until("name", object, lambda: turn)

    with generation_cache.generation("timed"):
        monkeypatch.setattr(timezone, "now", lambda: turn - timedelta(seconds=1))
        first = value()
        assert value() is first
        monkeypatch.setattr(timezone, "now", lambda: turn)
        assert value() is not first
        lasting = generation_cache.get_or_make_until("other", object, lambda: None)
        assert generation_cache.get_or_make_until("other", object, lambda: None) is lasting


@pytest.mark.usefixtures("outside_of_a_transaction")
def test_a_change_while_the_value_is_made_is_not_missed() -> None:
    coming: list[datetime] = [timezone.now() - timedelta(seconds=1)]

    def made() -> object:
        coming.clear()
        return object()

    def value() -> object:
        return generation_cache.get_or_make_until("name", made, lambda: min(coming, default=None))

    with generation_cache.generation("timed anew"):
        first = value()
        assert value() is not first


@pytest.mark.usefixtures("outside_of_a_transaction")
def test_html_is_kept_up_to_a_number_of_characters_the_last_used_longest() -> None:
    memory = Recent(10, len)

    def is_kept(name: str, value: str = "12345", until: datetime | None = None) -> bool:
        made: list[str] = []
        memory.get_or_make(name, lambda: made.append(value) or value, until)
        return not made

    with generation_cache.generation("bounded"):
        assert [is_kept("first"), is_kept("second"), is_kept("first")] == [False, False, True]
        assert not is_kept("third")
        assert [is_kept("first"), is_kept("second")] == [True, False]
        past = timezone.now() - timedelta(seconds=1)
        assert [is_kept("passed", until=past), is_kept("passed", until=past)] == [False, False]
    with generation_cache.generation("bounded anew"):
        assert not is_kept("first")
    with generation_cache.generation(None):
        assert [is_kept("draft"), is_kept("draft")] == [False, False]


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/en/?page=2", {}),
        ("POST", "/en/", {}),
        ("GET", "/en/", {"HTTP_COOKIE": "sessionid=abc"}),
        ("GET", "/en/", {"HTTP_COOKIE": "csrftoken=abc"}),
        ("GET", "/en/", {"HTTP_AUTHORIZATION": "Basic abc"}),
    ],
)
def test_what_may_be_one_reader_s_own_is_not_kept(
    method: str, path: str, headers: dict[str, str]
) -> None:
    assert is_shared(RequestFactory().get("/en/"))
    assert not is_shared(RequestFactory(**headers).generic(method, path))
    preview = RequestFactory().get("/en/")
    preview.is_preview = True  # type: ignore[attr-defined]
    assert not is_shared(preview)


def test_text_is_drawn_anew_as_often_as_a_kept_page(settings: Any) -> None:
    settings.PAGE_CACHE_FRESH = 60
    soon = timezone.now() + timedelta(seconds=1)
    assert kept_until(soon) == soon
    assert kept_until(None) <= timezone.now() + timedelta(seconds=60)
