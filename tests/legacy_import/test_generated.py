"""Whatever a page of the old form looks like, its every word arrives, in order."""

from datetime import date
from typing import Any

from django.db import transaction

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from legacy_import.import_report import Outcome
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.read_file import read_page
from legacy_import.word_verification import reading_text
from tests.legacy_import.legacy import CONFERENCE_TITLE, Made, legacy_pages
from tests.legacy_import.reading import import_one_file, not_found_in_order, words, words_of_page

CALM = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(page: LegacyPage, made: Made) -> None:
    assert page.language == made.language
    assert page.kind == made.kind
    assert page.trail[-2] == "Zzyzx"
    assert page.dates is not None
    assert (page.dates.opens, page.dates.closes) == (date(2009, 1, 19), date(2009, 2, 6))
    assert page.titles == [CONFERENCE_TITLE]
    assert [len(page.see_also), page.see_also[0].text[:5]] == [3, "Intro"]
    found = words(" ".join(block.text for block in page.blocks))
    assert found == words(" ".join(made.words))


@pytest.mark.long
@CALM
@given(legacy_pages())
def test_plain_text_is_read_word_for_word(made: Made) -> None:
    check(read_page("page.txt", made.text.encode()), made)


@pytest.mark.long
@CALM
@given(legacy_pages())
def test_html_is_read_word_for_word(made: Made) -> None:
    check(read_page("page.html", made.html.encode()), made)


@pytest.mark.long
@CALM
@given(legacy_pages(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_any_usual_encoding_is_read(made: Made, encoding: str) -> None:
    check(read_page("page.txt", made.text.encode(encoding)), made)


@pytest.mark.slow
@settings(CALM, max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(legacy_pages(), st.booleans())
def test_imported_pages_hold_every_word(home: Any, client: Any, made: Made, is_html: bool) -> None:
    name, data = ("page.html", made.html) if is_html else ("page.txt", made.text)
    with transaction.atomic():
        report = import_one_file(name, data)
        assert report.outcome is Outcome.CREATED, report.doubts
        wanted = words(" ".join(made.words))
        page = report.page.specific  # type: ignore[union-attr]
        assert not_found_in_order(wanted, words(" ".join(reading_text(page)))) == []
        assert not_found_in_order(wanted, words_of_page(client, page)) == []
        transaction.set_rollback(True)


@CALM
@given(st.text(max_size=2000))
@example("1.\n(2)\n•\n-")
@example("Home|\n|Home|Portal|\nSee also\n\n")
@example("Home|Portal|Archive\nSee also |, |\n19 January -")
def test_no_text_at_all_makes_reading_fail(text: str) -> None:
    try:
        page = read_page("page.txt", text.encode("utf-8", "replace"))
    except Exception as error:
        assert type(error).__name__ == "RefusedError"  # noqa: PT017
    else:
        assert page.kind


@CALM
@given(st.text(alphabet="<>/abpultdri=\"'# &;123.|\n\u00a0", max_size=500))
def test_no_markup_makes_reading_fail(markup: str) -> None:
    try:
        read_page("page.html", f"<p>{markup}".encode())
    except Exception as error:
        assert type(error).__name__ == "RefusedError"  # noqa: PT017
