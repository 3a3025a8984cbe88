"""A page as its translators have it now, not saved."""

from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

from translation.upstream import target_building
from translation.upstream.segment_store import translation_into


def drafted(translation: Translation) -> Any:
    """The page with what is translated so far; elsewhere what readers see already.

    See `target_building` for what stands in place of a text without a translation.
    `Translation.save_target(publish=False)` would change the live page; this leaves its row alone.
    """
    return target_building.unsaved(translation.source, translation.target_locale)


def as_translated(page: Page) -> Page:
    """The translation with every string that its translators have saved.

    Its latest revision may be older than what they have saved since.
    """
    translation = translation_into(page)
    return page.get_latest_revision_as_object() if translation is None else drafted(translation)
