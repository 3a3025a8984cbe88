"""What is kept in memory between requests belongs to one generation."""

from collections.abc import Iterator

from django.db import connection

import pytest

from core import memo


@pytest.fixture
def outside_of_a_transaction(db: None) -> Iterator[None]:
    """As a reader's request is. For a test that asks the database for nothing."""
    before, connection.in_atomic_block = connection.in_atomic_block, False
    yield
    connection.in_atomic_block = before


def test_within_a_transaction_nothing_is_kept(db: None) -> None:
    with memo.generation("one"):
        assert memo.kept() is None
        assert memo.once("name", object) is not memo.once("name", object)


@pytest.mark.usefixtures("outside_of_a_transaction")
def test_what_is_kept_ends_with_its_generation_and_a_draft_belongs_to_none() -> None:
    with memo.generation("one"):
        first = memo.once("name", object)
        assert memo.once("name", object) is first
        # A preview, within an editor's request.
        with memo.generation(None):
            assert memo.once("name", object) is not first
    with memo.generation("two"):
        assert memo.once("name", object) is not first
    assert memo.kept() is None
