"""Saves a draft with the stored texts of a translation that has never been published."""

from typing import Any

from wagtail.models import Page

from translation import upstream


def bring_up_to_date(page: Page, user: Any) -> bool:
    """Saves a draft if all required texts are translated, but the latest draft lacks one.

    Returns whether it did. A page that is locked or in a workflow stays as it is.
    """
    translation = upstream.translation_into(page)
    revision = page.get_latest_revision()
    if translation is None or revision is None or page.locked or page.workflow_in_progress:
        return False
    source, locale = translation.source, translation.target_locale
    if not _is_complete(source, locale, None) or _is_complete(source, locale, revision.content):
        return False
    upstream.drafted(translation).save_revision(user=user, log_action=True)
    return True


def _is_complete(source: Any, locale: Any, content: Any) -> bool:
    try:
        upstream.refuse_untranslated(source, locale, content)
    except upstream.NotTranslatedError:
        return False
    return True
