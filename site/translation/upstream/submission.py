"""Hands pages to translators.

Related objects stay out: to submit a page would submit the pages that it links to, without asking
for rights on them, and would put English aliases above those whose parents are not translated.
A link leads to the page in the reader's language, once there is one.
"""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

SUBMIT = "wagtail_localize.submit_translation"
"""The permission, as `has_perm` takes it."""


def is_translation(page: Page) -> bool:
    """Whether the page has its text from a page in another language, also where that is stopped."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).exists()


def create_draft(page: Page, locale: Locale, user: Any) -> None:
    """Makes the page's translation into `locale`, as a draft, and hands its strings over.

    The parent must be translated. Raises IntegrityError where somebody was faster.
    """
    creator = TranslationCreator(user, [locale])
    creator.create_translations(page, include_related_objects=False)


def hand_over_anew(page: Page) -> bool:
    """Hands the present text of a page to its translators; False where they have it already.

    No translation changes by it, and none is published.
    """
    before = TranslationSource.objects.get_for_instance_or_none(page)
    if before is None:
        return False
    source, _created = TranslationSource.update_or_create_from_instance(page)
    return bool(source.last_updated_at != before.last_updated_at)
