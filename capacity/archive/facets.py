"""Counts of conferences by year, topic, instrument and language, in one query."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, Substr

from wagtail.models import Page

from conference.models.conference_querysets import ListedConferences
from core.pages.public_querysets import readable_children

# Facet → value → number of conferences; values without conferences are left out.
Counts = dict[str, dict[str, int]]

INSTRUMENTS = "mainstreamingpage__planning_instruments"
# On both databases an instant's text in UTC starts with the year; SQLite's ExtractYear would
# call back into Python for each conference.
YEAR = Substr(Cast("opens_at", CharField()), 1, 4)
LOCALE = Cast("locale_id", CharField())
NUMBER = Count("pk")


def count(scopes: Mapping[str, ListedConferences], places: list[Page]) -> Counts:
    """Counts the values of each facet among the conferences of its scope.

    `places` as for `ListedConferences.readable_in`, with their locales.
    """
    queries = [_query(facet, conferences, places) for facet, conferences in scopes.items()]
    languages = {str(place.locale_id): place.locale.language_code for place in places}
    counts: Counts = defaultdict(dict)
    for facet, value, number in queries[0].union(*queries[1:], all=True):
        counts[facet][languages[value] if facet == "language" else value] = number
    return counts


def _query(facet: str, conferences: ListedConferences, places: list[Page]) -> Any:
    match facet:
        case "year":
            return _counted(facet, conferences, YEAR)
        case "topic":
            return _counted(facet, conferences.filter(topics__isnull=False), F("topics__key"))
        case "instrument":
            dealing = conferences.filter(**{f"{INSTRUMENTS}__isnull": False})
            # A page may have the same instrument twice.
            number = Count("pk", distinct=True)
            return _counted(facet, dealing, F(f"{INSTRUMENTS}__kind"), number=number)
        case _:
            return _counted(facet, _versions(conferences, places), LOCALE)


def _versions(conferences: ListedConferences, places: list[Page]) -> Any:
    """Returns the conferences in every language in which they are public."""
    versions = readable_children(Page.objects.all(), places)
    return versions.filter(translation_key__in=conferences.order_by().values("translation_key"))


def _counted(facet: str, pages: Any, value: Any, *, number: Count = NUMBER) -> Any:
    """Returns rows of facet, value and number of pages."""
    rows = pages.order_by().values_list(Value(facet, CharField()), value)
    return rows.annotate(number=number)
