"""Links to the workspace with the number of waiting segments."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Sum
from django.http import QueryDict
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from translation.checks import translation_querysets
from translation.dashboard.board_scope import board_scope_of
from translation.dashboard.original_pages import below
from translation.dashboard.user_tasks import tasks_of
from translation.models import TranslationProgress


@dataclass(frozen=True)
class WorkspaceLink:
    """A link to the workspace in one language."""

    locale: Locale
    number: int
    url: str


def workspace_links(
    user: Any, *, mine: bool = False, section: Page | None = None
) -> list[WorkspaceLink]:
    """Returns one link for each language with waiting pages; one query for all.

    No query for users who edit originals only.
    """
    scope = board_scope_of(user)
    if not (scope.by_language or user.is_superuser):
        return []
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change")
    translations = translation_querysets.of_pages(pages)
    if section is not None:
        translations = translation_querysets.below(translations, section)
    rows = TranslationProgress.objects.filter(translation__in=translations.order_by().values("pk"))
    rows = rows.filter(Q(untranslated__gt=0) | Q(stale__gt=0))
    if mine:
        rows = rows.filter(_own(user))
    sums = rows.order_by().values("locale").annotate(number=Sum(F("untranslated") + F("stale")))
    numbers = {row["locale"]: row["number"] for row in sums}
    return [
        WorkspaceLink(locale, numbers[locale.pk], _address(locale, mine=mine, section=section))
        for locale in scope.locales
        if locale.pk in numbers
    ]


def _own(user: Any) -> Q:
    """Returns a filter on TranslationProgress rows: pages that are the user's to translate."""
    condition = Q(pk=None)
    for locale_id, places in tasks_of(user).translates.items():
        keys = Page.objects.filter(below(places)).order_by().values("translation_key")
        condition |= Q(locale=locale_id, translation_key__in=keys)
    return condition


def _address(locale: Locale, *, mine: bool, section: Page | None) -> str:
    query = QueryDict(mutable=True)
    query["language"] = locale.language_code
    if section is not None:
        query["section"] = str(section.pk)
    if mine:
        query["mine"] = "on"
    return f"{reverse('translation_workspace:workspace')}?{query.urlencode()}"
