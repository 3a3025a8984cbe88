"""Annotates pages in other languages with their progress and the people working on them."""

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim
from django.utils.translation import gettext

from wagtail.models import TaskState
from wagtail.query import PageQuerySet
from wagtail_localize.models import StringTranslation

from translation.dashboard.original_pages import kept_up

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
    """Returns the stored translations, the latest first."""
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
