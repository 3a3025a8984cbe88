"""How many conferences have which year, topic, instrument and language: one query for all."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, ExtractYear

from wagtail.models import Page

from conference.models.listings import ListedConferences
from core.querysets import readable_children

# Facet → value → number of conferences; values that no conference has are not in it.
Counts = dict[str, dict[str, int]]

INSTRUMENTS = "mainstreamingpage__planning_instruments"


def count(scopes: Mapping[str, ListedConferences], places: list[Page]) -> Counts:
    """Counts the values of each facet among the conferences of its scope.

    `places` as for `ListedConferences.readable_in`.
    """
    year = Cast(ExtractYear("opens_at"), CharField())
    queries = [
        _counted("year", scopes["year"], year),
        _counted("topic", scopes["topic"].filter(topics__isnull=False), F("topics__key")),
        _counted(
            "instrument",
            scopes["instrument"].filter(**{f"{INSTRUMENTS}__isnull": False}),
            F(f"{INSTRUMENTS}__kind"),
        ),
        _counted("language", _versions(scopes["language"], places), F("locale__language_code")),
    ]
    counts: Counts = defaultdict(dict)
    for facet, value, number in queries[0].union(*queries[1:], all=True):
        counts[facet][value] = number
    return counts


def _versions(conferences: ListedConferences, places: list[Page]) -> Any:
    """The conferences in every language in which they can be read."""
    versions = readable_children(Page.objects.all(), places)
    return versions.filter(translation_key__in=conferences.order_by().values("translation_key"))


def _counted(facet: str, pages: Any, value: Any) -> Any:
    """Rows of facet, value and number of different pages."""
    rows = pages.order_by().values_list(Value(facet, CharField()), value)
    return rows.annotate(number=Count("pk", distinct=True))
