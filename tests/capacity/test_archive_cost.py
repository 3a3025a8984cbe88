"""What the archive costs does not depend on how many conferences it has."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from tests.bench.many import give_topics, index_for_search, make_conferences
from tests.capacity.conftest import ARCHIVE
from tests.conftest import PageFinder
from tests.whole_site_urls import LANGUAGES

VIEWS = [
    {},
    {"year": "1995", "topic": "odd", "language": "es", "sort": "title"},
    {"q": "organisms", "instrument": "assistance", "page": "2"},
]


def queries(client: Client, parameters: dict[str, str]) -> int:
    client.get(f"/en/{ARCHIVE}/", parameters)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/en/{ARCHIVE}/", parameters).status_code == 200
    return len(captured)


def make(page_at: PageFinder, number: int, topics: list[Any], prefix: str) -> None:
    made = make_conferences([page_at(ARCHIVE, code) for code in LANGUAGES], number, prefix=prefix)
    give_topics(made, topics)
    index_for_search(made[:20])


@pytest.mark.long
def test_three_hundred_conferences_cost_as_many_queries_as_ten(
    client: Client, page_at: PageFinder, topic: Callable[[str], Any]
) -> None:
    topics = [topic("even"), topic("odd")]
    make(page_at, 10, topics, "few")
    with_ten = [queries(client, view) for view in VIEWS]
    make(page_at, 290, topics, "more")
    assert [queries(client, view) for view in VIEWS] == with_ten
    assert max(with_ten) <= 15
