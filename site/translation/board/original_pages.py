"""QuerySets of originals and their counterparts: state, progress and people in each language."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim
from django.utils.translation import gettext

from wagtail.models import Locale, Page, TaskState
from wagtail.query import PageQuerySet
from wagtail_localize.models import StringTranslation, Translation

from translation.models import RequestedTranslation, TranslationProgress

# States in addition to `translation.models.State`: no page; a page without a translation record.
MISSING = "missing"
APART = "apart"


def originals() -> PageQuerySet:
    """Returns the first-created page of each translation key, without aliases.

    Testing for aliases in the inner query would make SQLite scan all other pages for each page; it
    is not needed there, because an alias is never created before its source.
    """
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    return Page.objects.filter(~Exists(earlier), alias_of=None, depth__gt=1)


def counterparts() -> PageQuerySet:
    """Returns the pages that are not originals, whether or not they still have a translation."""
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    return Page.objects.filter(Exists(earlier), alias_of=None, depth__gt=1)


def counterparts_of(pages: Iterable[Page]) -> PageQuerySet:
    """Returns the other pages of these originals, whether or not they still have a translation."""
    keys = {page.pk: page.translation_key for page in pages}
    there = Page.objects.filter(translation_key__in=keys.values(), alias_of=None, depth__gt=1)
    return there.exclude(pk__in=keys)


def below(paths: tuple[str, ...]) -> Q:
    """Returns a filter for pages at these paths and their descendants."""
    condition = Q(pk=None)
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def kept_up() -> QuerySet[TranslationProgress]:
    """Returns the TranslationProgress rows of enabled translations."""
    return TranslationProgress.objects.filter(translation__enabled=True)


def states_of(keys: Iterable[UUID]) -> dict[tuple[UUID, int], str]:
    """Returns translation key and locale id → state of the enabled translations; one query."""
    # Few are disabled: joined, PostgreSQL would read all translations.
    disabled = Translation.objects.filter(pk=OuterRef("translation_id"), enabled=False)
    known = TranslationProgress.objects.filter(translation_key__in=list(keys))
    rows = known.filter(~Exists(disabled))
    return {
        (key, locale_id): state
        for key, locale_id, state in rows.values_list("translation_key", "locale_id", "state")
    }


def is_at(status: str, locale_id: int) -> Q:
    """Returns a filter on originals: the state of the page in the locale."""
    there = Q(Exists(_counterpart_in(locale_id)))
    rows = kept_up().filter(translation_key=OuterRef("translation_key"), locale=locale_id)
    if status == MISSING:
        return ~Q(locale=locale_id) & ~there
    if status == APART:
        return there & ~Q(Exists(rows))
    return there & Q(Exists(rows.filter(state=status)))


def is_asked_for(locale_id: int) -> Q:
    """Returns a filter on originals: readers requested the page in the locale."""
    asked = RequestedTranslation.objects.filter(
        translation_key=OuterRef("translation_key"), locale=locale_id
    )
    return ~Q(locale=locale_id) & Q(Exists(asked))


def with_asked(pages: PageQuerySet, locales: Iterable[Locale]) -> PageQuerySet:
    """Annotates originals with the number of reader requests in each language."""
    asked = RequestedTranslation.objects.filter(translation_key=OuterRef("translation_key"))
    numbers = {
        _asked_in(locale): Subquery(asked.filter(locale=locale).values("times")[:1])
        for locale in locales
    }
    return pages.annotate(**numbers)


def asked_for(page: Page, locale: Locale) -> int:
    """Returns the number of requests; 0 also for pages that do not come from `with_asked`."""
    return getattr(page, _asked_in(locale), None) or 0


def _asked_in(locale: Locale) -> str:
    return f"asked_in_{locale.pk}"


def is_in(states: tuple[str, ...], locale_id: int, except_pages: tuple[int, ...] = ()) -> Q:
    """Returns a filter on originals: in any of several states in the locale.

    `except_pages`: ids of pages in that locale to leave out.
    """
    there = _counterpart_in(locale_id).exclude(pk__in=except_pages)
    rows = kept_up().filter(locale=locale_id, state__in=states)
    # Evaluated once for all pages: as a correlated subquery, SQLite would scan all rows for each.
    return Q(Exists(there)) & Q(translation_key__in=rows.values("translation_key"))


def _counterpart_in(locale_id: int) -> PageQuerySet:
    same = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale=locale_id, alias_of=None
    )
    return same.exclude(pk=OuterRef("pk"))


BY = "last_translated_by"


def with_progress(pages: PageQuerySet, *, with_people: bool) -> PageQuerySet:
    """Annotates `state` (None without a translation record), `words_left` and `stale_since`.

    With people also `step` and `translator`.
    """
    progress = kept_up().filter(
        translation_key=OuterRef("translation_key"), locale=OuterRef("locale")
    )
    known = pages.select_related("locked_by").only(
        "translation_key", "locale", "path", "live", "locked", "locked_by"
    )
    known = known.annotate(
        **{
            name: Subquery(progress.values(name)[:1])
            for name in ("state", "words_left", "stale_since")
        }
    )
    if not with_people:
        return known
    return known.annotate(step=_first(_reviews(), "task__name"), translator=_first(_last(), "name"))


def _first(rows: QuerySet[Any], name: str) -> Subquery:
    return Subquery(rows.values(name)[:1])


def _reviews() -> QuerySet[TaskState]:
    """Returns the running workflow task of the page."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
        workflow_state__base_content_type__model="page",
    )


def _last() -> QuerySet[StringTranslation]:
    entries = StringTranslation.objects.filter(
        context__object=OuterRef("translation_key"),
        locale=OuterRef("locale"),
        last_translated_by__isnull=False,
    )
    whole = Trim(Concat(f"{BY}__first_name", Value(" "), f"{BY}__last_name"))
    name = Coalesce(NullIf(whole, Value("")), f"{BY}__username")
    return entries.order_by("-updated_at").annotate(name=name)


def holder_of(page: Any) -> str:
    """Returns a sentence naming the lock, the review or the last translator; empty if none."""
    if page.locked and page.locked_by is not None:
        name = page.locked_by.get_full_name() or page.locked_by.get_username()
        return gettext("Locked by %(name)s") % {"name": name}
    if getattr(page, "step", None):
        return gettext("In review: %(task)s") % {"task": page.step}
    if getattr(page, "translator", None):
        return gettext("Last translated by %(name)s") % {"name": page.translator}
    return ""
