"""Builds a translated page from the stored texts, without saving it."""

from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

from translation.upstream import target_saving
from translation.upstream.segment_queries import translation_into


def drafted(translation: Translation) -> Any:
    """Returns the page built from the current translations, not saved.

    See `target_saving` for segments without a translation. Unlike
    `Translation.save_target(publish=False)`, it does not change the live page.
    """
    return target_saving.unsaved(translation.source, translation.target_locale)


def as_translated(page: Page) -> Page:
    """Returns the translated page with every stored text.

    Its latest revision may be older than these.
    """
    translation = translation_into(page)
    return page.get_latest_revision_as_object() if translation is None else drafted(translation)
