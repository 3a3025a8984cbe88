"""Privacy in every language: {language of the restriction} × {event} × {language of the outlet}.

A conference is restricted in one language, something happens to it, and its addresses must then
show in no outlet of the languages in which the restriction holds.
"""

from collections.abc import Callable, Iterator

from django.contrib.auth.models import User
from django.test import Client

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

import pytest

from conference.archiving import archive
from conference.models import ConferencePage
from ops.page_checksums import public_paths
from tests.conftest import PageFinder, seeded_page

PORTAL = "protocol/capacity-building/portal"
CONFERENCE = f"{PORTAL}/archive/mainstreaming"
LANGUAGES = ["en", "es", "fr"]
SLUGS = {"mainstreaming", "a-copy"}


def french() -> Translation:
    key = seeded_page(CONFERENCE).translation_key
    return Translation.objects.get(
        source__object_id=key, target_locale=Locale.objects.get(language_code="fr")
    )


def nothing() -> None:
    """The restriction alone."""


def sync() -> None:
    source: TranslationSource = french().source
    source.update_from_db()
    for translation in source.translations.all():
        source.create_or_update_translation(translation.target_locale, publish=False)


def publish() -> None:
    for language in LANGUAGES:
        seeded_page(CONFERENCE, language).save_revision().publish()
    french().save_target(publish=True)


def move() -> None:
    for language in LANGUAGES:
        page = seeded_page(CONFERENCE, language)
        Page.objects.get(pk=page.pk).specific.move(seeded_page(PORTAL, language), pos="first-child")


def copy() -> None:
    for language in LANGUAGES:
        seeded_page(CONFERENCE, language).copy(
            to=seeded_page("protocol", language),
            recursive=True,
            update_attrs={"slug": "a-copy"},
            keep_live=True,
        )


def take_out_of_the_archive_and_back() -> None:
    user = User.objects.get(username="admin")
    number = seeded_page(CONFERENCE).pk
    for plan, act in (
        (archive.steps_out_of_archive, archive.restore),
        (archive.steps_into_archive, archive.archive),
    ):
        act(plan(ConferencePage.objects.get(pk=number)), user, lambda _step: None)


def import_texts() -> None:
    translation = french()
    translation.import_po(translation.export_po())


EVENTS = [nothing, sync, publish, move, copy, take_out_of_the_archive_and_back, import_texts]


def outlets(language: str) -> list[str]:
    below = f"/{language}/{PORTAL}/"
    pages = Page.objects.filter(slug__in=SLUGS, locale__language_code=language)
    own = [f"{page.relative_url(None)}{view}" for page in pages for view in OWN_VIEWS]
    return [
        *own,
        f"/{language}/protocol/",
        f"/{language}/protocol/print/all/",
        below,
        f"{below}feed.xml",
        f"{below}calendar.ics",
        f"{below}archive/",
        f"/{language}/search/?q=mainstreaming",
        "/sitemap-1.xml",
    ]


OWN_VIEWS = ["", "print/", "print/all/", "calendar.ics", "objectives/"]


def shown(client: Client, language: str) -> Iterator[str]:
    """The outlets that show, or link to, a page of the conference in the language.

    Where one is enough, the others need not be asked.
    """
    for path in outlets(language):
        answer = client.get(path)
        assert answer.status_code < 500, path
        is_own = any(f"/{slug}/" in path for slug in SLUGS)
        text = answer.content.decode("utf-8", "replace")
        if is_own and answer.status_code == 200:
            yield path
        if not is_own and any(
            f"/{language}/{place}" in text
            for place in (f"{CONFERENCE}/", f"{PORTAL}/mainstreaming/", "protocol/a-copy/")
        ):
            yield path
    yield from (path for path, _code in public_paths() if is_conference(path, language))


def is_conference(path: str, language: str) -> bool:
    return path.startswith(f"/{language}/") and any(f"/{slug}/" in path for slug in SLUGS)


def holds(restricted: str, language: str) -> bool:
    return restricted in ("en", language)


@pytest.mark.slow
@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("restricted", LANGUAGES)
def test_what_is_restricted_shows_in_no_language_in_which_it_holds(
    client: Client, page_at: PageFinder, restricted: str, event: Callable[[], None]
) -> None:
    page_at(CONFERENCE, restricted).view_restrictions.create(restriction_type="login")
    event()
    for language in LANGUAGES:
        found = shown(client, language)
        if holds(restricted, language):
            assert list(found) == [], language
        else:
            assert any(found), language


@pytest.mark.slow
def test_lifting_it_on_the_original_makes_all_languages_public(
    client: Client, page_at: PageFinder
) -> None:
    rule = page_at(CONFERENCE).view_restrictions.create(restriction_type="login")
    sync()
    publish()
    rule.delete()
    assert all(any(shown(client, language)) for language in LANGUAGES)
