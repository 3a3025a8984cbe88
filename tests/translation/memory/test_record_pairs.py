"""What is published is remembered, and outlives its page."""

from collections.abc import Callable

from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import StringTranslation

import pytest

from conference.models import ConferencePage
from tests.conftest import PageFinder
from tests.translation.conftest import MARK, translation_of
from translation.memory import Context, find_matches
from translation.memory.store import record_all_approved, record_everything
from translation.models import MemoryPair, MemorySource, State
from translation.workspace.suggestions import apply_to_repetitions, repetitions_of

pytestmark = pytest.mark.django_db
FULL_TITLE = "A conference for trial"


@pytest.mark.long
def test_what_is_published_is_remembered_with_its_place(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    publish_translation(conference)
    here = Context("conference.conferencepage", "full_title")
    match = find_matches(FULL_TITLE, "en", "fr", context=here)[0]
    assert (match.percentage, match.is_context, match.page_title) == (100, True, "Trial")
    assert match.target_html == MARK + FULL_TITLE


def test_drafts_are_not_remembered(conference: ConferencePage, submit: Callable[..., Page]) -> None:
    submit(conference)
    translation = translation_of(conference, "fr")
    StringTranslation.objects.create(
        translation_of=translation.source.stringsegment_set.get(context__path="full_title").string,
        context=translation.source.stringsegment_set.get(context__path="full_title").context,
        locale=translation.target_locale,
        data="Une conférence",
    )
    assert not MemoryPair.objects.filter(target_html="Une conférence").exists()


@pytest.mark.long
def test_the_memory_outlives_the_page(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    publish_translation(conference)
    for page in (conference.get_translations(inclusive=True)).specific():
        page.delete()
    assert find_matches(FULL_TITLE, "en", "fr")[0].target == MARK + FULL_TITLE


@pytest.mark.long
def test_a_memory_begun_later_has_everything(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    publish_translation(conference)
    before = set(MemoryPair.objects.values_list("digest", flat=True))
    MemorySource.objects.all().delete()
    assert record_everything() >= len(before)
    assert set(MemoryPair.objects.values_list("digest", flat=True)) == before


@pytest.mark.long
def test_one_decision_translates_equal_segments_of_other_pages(
    portal: Page, conference: ConferencePage, submit: Callable[..., Page], admin_user: object
) -> None:
    from tests.translation.conftest import add_conference

    pages = [conference, add_conference(portal, "again"), add_conference(portal, "once-more")]
    for page in pages:
        submit(page)
    first, *others = (
        translation_of(page, "fr").records.get(context__path="full_title") for page in pages
    )
    assert set(repetitions_of(first)) == set(others)
    assert apply_to_repetitions(first, "Une conférence d’essai", admin_user) == 2
    for record in others:
        record.refresh_from_db()
        assert record.state == State.DRAFT
    first.refresh_from_db()
    assert first.state == State.UNTRANSLATED


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_what_it_stands_below(page: Page, section: Page, section_in_french: Page) -> None:
    page.move(section_in_french, "last-child")
    restrict(section)


def move_below_what_is_restricted(page: Page, section: Page, section_in_french: Page) -> None:
    restrict(section)
    page.move(section_in_french, "last-child")


@pytest.mark.parametrize(
    "close",
    [
        lambda page, *_sections: restrict(page.get_translations().get(locale__language_code="en")),
        restrict_what_it_stands_below,
        move_below_what_is_restricted,
    ],
)
@pytest.mark.long
def test_what_only_some_may_read_is_not_remembered(
    conference: ConferencePage,
    publish_translation: Callable[..., Page],
    page_at: PageFinder,
    close: Callable[..., None],
) -> None:
    """Also where only the translation stands below a page whose original is restricted."""
    publish_translation(conference)
    assert find_matches(FULL_TITLE, "en", "fr")
    in_french = conference.get_translations().get(locale__language_code="fr")
    close(in_french, page_at("protocol/glossary"), page_at("protocol/glossary", "fr"))
    of_the_page = MemoryPair.objects.filter(page_key=conference.translation_key)
    assert not of_the_page.exists()
    record_everything()
    assert not of_the_page.exists()
    translation = translation_of(conference, "fr")
    record_all_approved([(translation, translation.records.select_related("context", "string"))])
    assert not of_the_page.exists()


@pytest.mark.long
def test_nothing_is_remembered_of_a_page_that_is_restricted_when_it_is_published(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    parent = conference.get_parent()
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    for page in parent.get_translations():
        PageViewRestriction.objects.get_or_create(
            page=page, restriction_type=PageViewRestriction.LOGIN
        )
    publish_translation(conference)
    assert not MemoryPair.objects.filter(page_key=conference.translation_key).exists()
