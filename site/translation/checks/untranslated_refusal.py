"""Refuses to publish a page whose required texts have never been translated."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.pages.publish_validation import Refusal, find_refusal
from core.signals import pre_publish
from translation import upstream


def connect() -> None:
    """Connects the handler to `pre_publish`."""
    pre_publish.connect(_on_pre_publish, dispatch_uid="translation.missing_translations")


def _on_pre_publish(page: Page, revision: Any, **_kwargs: Any) -> None:
    refuse_untranslated(page, revision)


def refuse_untranslated(page: Page, revision: Any) -> None:
    """Raises NotTranslatedError if a required text has no translation on first publication.

    After the first publication, the last approved text is used instead.
    """
    translation = upstream.translation_into(page) if page.first_published_at is None else None
    if translation is not None:
        upstream.refuse_untranslated(
            translation.source, translation.target_locale, revision.content
        )


def refusals(translations: Iterable[Translation]) -> list[Refusal]:
    """Returns the reasons why translations cannot be published with their current texts."""
    found = (_refused(translation) for translation in translations)
    return [each for each in found if each is not None]


def _refused(translation: Translation) -> Refusal | None:
    page = upstream.target_of(translation)
    if not isinstance(page, Page):
        return None
    return find_refusal(page, content=upstream.drafted(translation))
