"""Which pages are originals, and how far each is in a language, as conditions in a query."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from translation.models import AskedTranslation, Parity

# Beside the states of `translation.models.State`: no page there; a page that follows no original.
MISSING = "missing"
APART = "apart"


def originals() -> PageQuerySet:
    """Of the pages that share a key the one that was made first; mirrors do not count.

    To ask in the inner query whether a page mirrors another would have SQLite read all that do not,
    for each page; a mirror is never made before what it mirrors.
    """
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    return Page.objects.filter(~Exists(earlier), alias_of=None, depth__gt=1)


def counterparts() -> PageQuerySet:
    """The pages in other languages, whether they follow their original or not."""
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    return Page.objects.filter(Exists(earlier), alias_of=None, depth__gt=1)


def below(paths: tuple[str, ...]) -> Q:
    """Pages at one of these paths and below."""
    condition = Q(pk=None)
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def kept_up() -> QuerySet[Parity]:
    """Of translations that still follow their original."""
    return Parity.objects.filter(translation__enabled=True)


def is_at(status: str, locale_id: int) -> Q:
    """A condition on originals: that they are in this state in the language."""
    there = Q(Exists(_counterpart_in(locale_id)))
    rows = _rows_in(locale_id)
    if status == MISSING:
        return ~Q(locale=locale_id) & ~there
    if status == APART:
        return there & ~Q(Exists(rows))
    return there & Q(Exists(rows.filter(state=status)))


def is_asked_for(locale_id: int) -> Q:
    """A condition on originals: that a reader would like them in the language."""
    asked = AskedTranslation.objects.filter(
        translation_key=OuterRef("translation_key"), locale=locale_id
    )
    return ~Q(locale=locale_id) & Q(Exists(asked))


def with_asked(pages: PageQuerySet, locales: Iterable[Locale]) -> PageQuerySet:
    """Originals with the number of readers who would like them in each language."""
    asked = AskedTranslation.objects.filter(translation_key=OuterRef("translation_key"))
    numbers = {
        _asked_in(locale): Subquery(asked.filter(locale=locale).values("times")[:1])
        for locale in locales
    }
    return pages.annotate(**numbers)


def asked_for(page: Page, locale: Locale) -> int:
    """0 as well for pages that do not come from `with_asked`."""
    return getattr(page, _asked_in(locale), None) or 0


def _asked_in(locale: Locale) -> str:
    return f"asked_in_{locale.pk}"


def is_in(states: tuple[str, ...], locale_id: int, except_pages: tuple[int, ...] = ()) -> Q:
    """The same for several states; `except_pages`: ids of pages in the language to leave out."""
    there = _counterpart_in(locale_id).exclude(pk__in=except_pages)
    rows = kept_up().filter(locale=locale_id, state__in=states)
    # Made once for all pages: asked for each, SQLite would read all that are in these states.
    return Q(Exists(there)) & Q(translation_key__in=rows.values("translation_key"))


def _counterpart_in(locale_id: int) -> PageQuerySet:
    same = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale=locale_id, alias_of=None
    )
    return same.exclude(pk=OuterRef("pk"))


def _rows_in(locale_id: int) -> QuerySet[Parity]:
    return kept_up().filter(translation_key=OuterRef("translation_key"), locale=locale_id)
