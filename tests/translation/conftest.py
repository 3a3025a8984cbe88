"""Pages of a test's own: a conference below the portal, and its translations."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.test import Client

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

import pytest

from conference.models import ConferencePage, IntroductionPage
from core.bulk_string_signals import bulk_write
from tests.conftest import seeded_page
from tests.module_fixtures import module_fixture, read_page
from translation.sync import segment_states

PORTAL = "protocol/capacity-building/portal"
MARK = "übersetzt "


@pytest.fixture
def portal(page_at: Callable[..., Any]) -> Page:
    return page_at(PORTAL)


@pytest.fixture
def conference(trial: int, db: None) -> ConferencePage:
    """A live conference with a live introduction, in English only."""
    return ConferencePage.objects.get(pk=trial)


def add_conference(portal: Page, slug: str) -> ConferencePage:
    page = ConferencePage(
        title="Trial",
        slug=slug,
        full_title="A conference for trial",
        opens_at=datetime(2031, 3, 3, tzinfo=UTC),
        closes_at=datetime(2031, 3, 14, 23, 59, tzinfo=UTC),
    )
    portal.add_child(instance=page)
    page.save_revision().publish()
    introduction = IntroductionPage(title="Introduction", slug="introduction")
    page.add_child(instance=introduction)
    introduction.save_revision().publish()
    return ConferencePage.objects.get(pk=page.pk)


trial = module_fixture(lambda: add_conference(seeded_page(PORTAL), "trial").pk)


# The conference is live in French, too; the page's key there.
trial_in_french = module_fixture(lambda trial: submit_and_publish(read_page(trial)).pk, "trial")


@pytest.fixture
def introduction(conference: ConferencePage) -> IntroductionPage:
    return IntroductionPage.objects.child_of(conference).get()


def translation_of(page: Page, language: str) -> Translation:
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )


def submit_page(page: Page, language: str = "fr") -> Page:
    locale = Locale.objects.get(language_code=language)
    translate_object(page, [locale])
    return page.get_translation(locale).specific


@pytest.fixture
def submit() -> Callable[..., Page]:
    """Submits a page for translation, as the admin's form does; gives its draft."""
    return submit_page


def enter_every_string(page: Page, locale: Locale, mark: str = MARK) -> None:
    """Every string as translators have it now, translated; also before the page is submitted."""
    source, _created = TranslationSource.get_or_create_from_instance(page)
    with bulk_write():
        for segment in StringSegment.objects.filter(source=source).select_related("string"):
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                defaults={"data": mark + segment.string.data, "tool_name": ""},
            )
    for translation in source.translations.filter(target_locale=locale):
        segment_states.refresh(translation)


def submit_and_publish(page: Page, language: str = "fr", mark: str = MARK) -> Page:
    submit_page(page, language)
    translation = translation_of(page, language)
    enter_every_string(page, translation.target_locale, mark)
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    return translation.get_target_instance().specific


@pytest.fixture
def publish_translation() -> Callable[..., Page]:
    """Submits a page, marks every string as translated and publishes the result."""
    return submit_and_publish


@pytest.fixture
def sign_in(client: Client, account: Any) -> Callable[[str], Client]:
    def run(who: str) -> Client:
        client.logout()
        if who != "anonymous":
            client.force_login(account(who))
        return client

    return run


def make_in_three_languages() -> UUID:
    """The translation key of a conference that is public in three languages."""
    conference = add_conference(seeded_page(PORTAL), "in-three-languages")
    submit_and_publish(conference, "es")
    submit_and_publish(conference, "fr")
    return conference.translation_key


in_three_languages = module_fixture(make_in_three_languages)


@pytest.fixture
def french(in_three_languages: UUID, db: None) -> Translation:
    """The French translation of that conference."""
    return Translation.objects.get(
        source__object_id=in_three_languages, target_locale__language_code="fr"
    )
