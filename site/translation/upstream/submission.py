"""Submits pages for translation, never as aliases: copies in one language served as another.

Related objects are excluded: stock, submitting a page also submits linked pages without checking
permissions on them, and creates English aliases for untranslated parents. Links lead to the page in
the reader's language, once it exists. wagtail-localize fills languages with aliases in two more
ways: a locale setting ("Synchronise content from another locale"), which is not displayed, because
Wagtail's own `wagtail.locales` manages the languages, and is refused here; and "Convert to alias
page", which is denied by its URL and removed from the menus.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save

from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

SUBMIT = "wagtail_localize.submit_translation"
"""The permission's name for `has_perm`."""


def is_translation(page: Page) -> bool:
    """Whether the page is a translation of another one, also if its translation is stopped."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).exists()


def create_draft(page: Page, locale: Locale, user: Any) -> None:
    """Creates the page's translation into `locale` as a draft.

    The parent must be translated. Raises IntegrityError if another process created it first.
    """
    creator = TranslationCreator(user, [locale])
    creator.create_translations(page, include_related_objects=False)


def hand_over_anew(page: Page) -> bool:
    """Updates the translation source from the page. Returns False if it was up to date.

    Translations are neither changed nor published.
    """
    before = TranslationSource.objects.get_for_instance_or_none(page)
    if before is None:
        return False
    source, _created = TranslationSource.update_or_create_from_instance(page)
    return bool(source.last_updated_at != before.last_updated_at)


class AliasTreesRefusedError(PermissionDenied):
    """A locale was to be synchronized from another locale."""


def connect() -> None:
    """Connects the handler that refuses to save a LocaleSynchronization."""
    pre_save.connect(_refuse, sender=LocaleSynchronization, dispatch_uid="translation.locale_sync")


def _refuse(**_kwargs: Any) -> None:
    raise AliasTreesRefusedError(
        "A language is never filled with pages in another: readers would get English text "
        "at French addresses."
    )
