"""Translations whose checks report errors, from the stored results of all that a user may edit."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail_localize.models import Translation

from core.languages.language_names import language_name
from core.text.phrases import with_details
from translation.checks import stored_results, translation_querysets


@dataclass(frozen=True)
class Failing:
    """A translation with errors: its title, its edit URL and a sentence about the errors."""

    title: str
    url: str
    note: str


def failing(user: Any, at_most: int) -> tuple[list[Failing], int]:
    """Returns the last changed ones that the user may edit, and the number of all.

    What changed since the last look is checked first, in bounded numbers; a fixed number of
    queries however many translations there are.
    """
    mine = translation_querysets.visible_to(user)
    stored_results.refresh(mine)
    found = stored_results.with_errors(mine).select_related(
        "source", "source__specific_content_type", "target_locale", "check_result"
    )
    shown = list(found[:at_most])
    pages = _pages(shown)
    return [_failing(each, pages) for each in shown], found.count()


def _pages(translations: list[Translation]) -> dict[tuple[Any, int], int]:
    """Returns (translation key, locale) → primary key of the pages among the targets."""
    keys = [translation.source.object_id for translation in translations]
    rows = Page.objects.filter(translation_key__in=keys)
    return {
        (key, locale): pk for pk, key, locale in rows.values_list("pk", "translation_key", "locale")
    }


def _failing(translation: Translation, pages: dict[tuple[Any, int], int]) -> Failing:
    errors = translation.check_result.errors
    count = ngettext("%(count)d error", "%(count)d errors", errors) % {"count": errors}
    language = language_name(translation.target_locale.language_code)
    title = translation.source.object_repr
    return Failing(title, _url(translation, pages), with_details([language, count]))


def _url(translation: Translation, pages: dict[tuple[Any, int], int]) -> str:
    page = pages.get((translation.source.object_id, translation.target_locale_id))
    if page is not None:
        return reverse("wagtailadmin_pages:edit", args=[page])
    snippet = translation.get_target_instance()
    return AdminURLFinder().get_edit_url(snippet) or ""
