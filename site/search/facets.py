"""Facets of the search page: section, conference and year.

`BasePage.search_facets` gives a page's values; they apply to the page and its descendants.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy

from wagtail.models import Page

from core.pages.public_querysets import readable
from core.text.collation import sort_key
from search import other_texts
from search.backends.tree_scope import Range, branch
from search.models import SearchFacet
from search.page_search import paths_of
from search.raw_rows import rows_with

LABELS: dict[str, str | Promise] = {
    "section": pgettext_lazy("part of the site", "Section"),
    "conference": pgettext_lazy("label", "Conference"),
    "year": pgettext_lazy("label", "Year"),
}


@dataclass(frozen=True)
class Option:
    """A value of a facet."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its options."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Choice:
    """A selected value of a facet, with the tree ranges it covers."""

    facet: str
    value: str
    ranges: tuple[Range, ...]


def kind_facet(source: other_texts.Source, count: int, *, is_chosen: bool = False) -> Facet:
    """The choice between pages and the `count` texts of the source that match."""
    pages = Option("", pgettext("kind of content", "Pages"), is_chosen=not is_chosen)
    texts = Option(source.name, source.label(count), is_chosen)
    # Translators: above the choice between pages and contributions in the search form.
    return Facet("kind", gettext("Kind of text"), [pages, texts])


def selected_facets(parameters: Mapping[str, str], language: str) -> list[Choice]:
    """The choices in the query string; values that no readable page has are ignored."""
    choices = []
    for facet in LABELS:
        value = parameters.get(facet, "").replace("\x00", "")
        paths = _paths_with_value(language, facet, value) if value else []
        if paths:
            choices.append(Choice(facet, value, tuple(branch(path) for path in paths)))
    return choices


def available_facets(page_ids: Iterable[int], choices: list[Choice]) -> list[Facet]:
    """Facets with the values of the pages in `page_ids`, which must be readable."""
    values_by_facet = _values_of_ancestors(page_ids)
    facets = []
    for name, label in LABELS.items():
        value = next((choice.value for choice in choices if choice.facet == name), "")
        texts = values_by_facet.get(name, {})
        if value:
            texts.setdefault(value, value)
        # A single value narrows nothing.
        if len(texts) > 1 or value:
            options = [Option(key, text, key == value) for key, text in _sorted(name, texts)]
            anywhere = Option(
                "", pgettext("no restriction in a filter", "Any"), is_chosen=not value
            )
            facets.append(Facet(name, str(label), [anywhere, *options]))
    return facets


def _sorted(name: str, texts: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(texts.items(), key=lambda item: sort_key(item[1]), reverse=name == "year")


def _paths_with_value(language: str, facet: str, value: str) -> list[str]:
    rows = SearchFacet.objects.filter(facet=facet, value=value[:255], entry__language=language)
    pages: QuerySet[Page] = readable(Page.objects.filter(pk__in=rows.values("entry_id")))
    return list(pages.values_list("path", flat=True))


_STATEMENT = (
    "SELECT facet, value, title FROM search_searchfacet"
    " JOIN wagtailcore_page ON wagtailcore_page.id = entry_id WHERE path IN ({keys})"
)


def _values_of_ancestors(page_ids: Iterable[int]) -> dict[str, dict[str, str]]:
    found = paths_of(page_ids)
    steps = Page.steplen
    above = {path[:end] for path in found for end in range(2 * steps, len(path) + 1, steps)}
    values: dict[str, dict[str, str]] = {}
    for facet, value, title in rows_with(_STATEMENT, above):
        values.setdefault(facet, {})[value] = value if facet == "year" else title
    return values
