"""Notice to readers that a translation is older than its original."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from core.languages import language_versions
from core.languages.language_names import language_name
from core.navigation.page_chrome import PageChrome
from translation.models import TranslationProgress


@dataclass(frozen=True)
class Note:
    """Data of the notice. Instants are in UTC."""

    original_url: str
    original_language: str
    original_language_name: str
    original_changed_at: datetime
    translated_at: datetime


def connect() -> None:
    """Adds the required columns to the query for a page's languages."""
    language_versions.register_version_annotation(
        "behind_since", lambda: _of_progress("behind_since")
    )
    language_versions.register_version_annotation(
        "translated_from_id", lambda: _of_progress("source_locale_id")
    )


def _of_progress(field: str) -> Subquery:
    rows = TranslationProgress.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale_id=OuterRef("locale_id"),
        translation__enabled=True,
    )
    return Subquery(rows.order_by("pk").values(field)[:1])


def note_for(chrome: PageChrome, request: HttpRequest) -> Note | None:
    """Returns the notice, or None if the page is up to date or its original is not public."""
    page = chrome.page
    own: Any = next((each for each in chrome.versions if page and each.pk == page.pk), None)
    if own is None or own.behind_since is None:
        return None
    originals = (each for each in chrome.versions if each.locale_id == own.translated_from_id)
    original: Any = next(originals, None)
    if original is None or not original.last_published_at or not own.last_published_at:
        return None
    link = next(link for link in chrome.languages if link.code == original.locale.language_code)
    return Note(
        original_url=original.get_url(request) or "",
        original_language=link.code,
        original_language_name=language_name(link.code),
        original_changed_at=original.last_published_at,
        translated_at=own.last_published_at,
    )
