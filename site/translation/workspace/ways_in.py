"""Links to the desk, each with the number of segments that wait there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.http import QueryDict
from django.urls import reverse

from wagtail.models import Locale, Page

from translation.models import Parity
from translation.workspace import wanted
from translation.workspace.wanted import Wanted


@dataclass(frozen=True)
class WayIn:
    locale: Locale
    number: int
    url: str


def desks_of(user: Any, *, mine: bool = False, section: Page | None = None) -> list[WayIn]:
    """One for each language in which something waits for the user; a query for each."""
    found = (
        _way_in(user, Wanted(locale, section=section, mine=mine))
        for locale in wanted.languages(user)
    )
    return [way for way in found if way.number]


def _way_in(user: Any, asked: Wanted) -> WayIn:
    translations = wanted.translations(user, asked).order_by()
    rows = Parity.objects.filter(translation__in=translations.values("pk"))
    sums = rows.aggregate(new=Sum("untranslated"), stale=Sum("stale"))
    query = QueryDict(mutable=True)
    query["language"] = asked.locale.language_code
    if asked.section is not None:
        query["section"] = str(asked.section.pk)
    if asked.mine:
        query["mine"] = "on"
    number = (sums["new"] or 0) + (sums["stale"] or 0)
    return WayIn(asked.locale, number, f"{reverse('translation_desk:desk')}?{query.urlencode()}")
