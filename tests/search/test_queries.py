"""Queries in readers' words find the page that is meant among the first three, on any database."""

import csv
from pathlib import Path

from wagtail.models import Page

from search.page_search import find_page_ids
from tests.conftest import PageFinder

FILE = Path(__file__).with_name("queries.csv")
FIRST = 3


def test_each_query_of_the_table_finds_its_page_among_the_first(
    home: Page, page_at: PageFinder
) -> None:
    missed = []
    for row in csv.DictReader(FILE.open(encoding="utf-8")):
        wanted = page_at(row["page"], row["language"])
        found = find_page_ids(row["query"], row["language"])
        if wanted.pk not in found[:FIRST]:
            titles = [Page.objects.get(pk=pk).slug for pk in found[:FIRST]]
            missed.append((row["language"], row["query"], titles))
    assert not missed, "\n".join(map(str, missed))
