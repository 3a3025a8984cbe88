"""One query for each part of the board, however many pages there are."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Page

import pytest

from tests.translation.board.conftest import BOARD
from translation.board.explorer_badges import badges

Account = Callable[[str], Any]
FILTERS: list[dict[str, str]] = [
    {},
    {"state": "missing"},
    {"state": "stale", "language": "fr"},
    {"mine": "on", "asked": "on"},
]


def queries(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["admin", "editor", "translator-fr"])
def test_the_whole_screen_takes_at_most_nineteen_queries(
    who: str, account: Account, client: Client, many: Callable[[int], None]
) -> None:
    """Session, user, their rights and the admin's frame included."""
    many(60)
    client.force_login(account(who))
    client.get(BOARD)
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get(BOARD).context["rows"]) == 50
    assert len(captured) <= 19


@pytest.mark.slow
def test_their_number_does_not_grow_with_the_pages(
    account: Account, many: Callable[[int], None]
) -> None:
    people = {who: Client() for who in ("admin", "translator-fr")}
    for who, client in people.items():
        client.force_login(account(who))

    def look(client: Client, filters: dict[str, str]) -> None:
        assert client.get(BOARD, filters).status_code == 200

    def numbers() -> list[int]:
        looks = [(client, filters) for client in people.values() for filters in FILTERS]
        for client, filters in looks:
            look(client, filters)
        return [queries(partial(look, *each)) for each in looks]

    many(4)
    before = numbers()
    many(200)
    assert all(now <= then for now, then in zip(numbers(), before, strict=True))


@pytest.mark.long
def test_badges_take_as_many_for_a_page_as_for_a_hundred(
    account: Account, many: Callable[[int], None], portal: Page
) -> None:
    many(100)
    pages = list(Page.objects.child_of(portal))
    few = queries(lambda: badges(pages[:2], account("editor")))
    assert queries(lambda: badges(pages, account("editor"))) == few
    assert few < 15


@pytest.mark.slow
@pytest.mark.parametrize("who", ["translator-fr", "reviewer"])
def test_the_home_page_of_the_admin_takes_as_many_for_any_number(
    who: str, account: Account, client: Client, many: Callable[[int], None]
) -> None:
    client.force_login(account(who))
    many(20)
    client.get("/admin/")
    before = queries(lambda: client.get("/admin/"))
    many(60)
    client.get("/admin/")  # what the checks find is kept for a while
    assert queries(lambda: client.get("/admin/")) <= before
