"""What is kept in memory between requests belongs to one generation."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

import pytest

from core.caching import generation_cache


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
