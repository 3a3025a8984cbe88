"""Queries in readers' words find the page that is meant among the first three, on any database."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.test import TestCase, override_settings

from wagtail.models import Page

import pytest

from core.seeding.run import run_seed
from search.page_search import find_page_ids
from tests.conftest import PageFinder
from tests.module_fixtures import module_scoped

FILE = Path(__file__).with_name("queries.csv")
FIRST = 3
FURTHER = [("ar", "العربيّة"), ("ru", "русский"), ("zh-hans", "简体中文")]
LANGUAGES = [*settings.LANGUAGES, *FURTHER]


def missed(languages: list[str], page_at: PageFinder) -> str:
    """The queries in these languages whose page is not among the first, or is not the first one."""
    found = []
    for row in csv.DictReader(FILE.open(encoding="utf-8")):
        if row["language"] not in languages:
            continue
        ids = find_page_ids(row["query"], row["language"])
        wanted = page_at(row["page"], row["language"])
        first = page_at((row["first"] or row["page"]).strip("/"), row["language"])
        if wanted.pk not in ids[:FIRST] or ids[0] != first.pk:
            slugs = [Page.objects.get(pk=pk).url_path for pk in ids[:FIRST]]
            found.append((row["language"], row["query"], slugs))
    return "\n".join(map(str, found))


@pytest.mark.long
def test_each_query_of_the_table_finds_its_page_among_the_first(
    home: Page, page_at: PageFinder
) -> None:
    assert not missed(["en", "es", "fr"], page_at)


@pytest.fixture(scope="module")
def further_languages(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo in Arabic, Russian and Chinese; its index is made once."""

    def make() -> None:
        with TestCase.captureOnCommitCallbacks(execute=True):
            run_seed(lambda _line: None)
        cache.clear()

    with override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        yield from module_scoped(django_db_blocker, make)


@pytest.mark.slow
def test_so_do_queries_in_arabic_russian_and_chinese(
    further_languages: None, db: None, page_at: PageFinder
) -> None:
    assert not missed([code for code, _autonym in FURTHER], page_at)
