"""Who has a translation in hand."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext

from wagtail.models import Page, TaskState
from wagtail_localize.models import StringTranslation

# Translation key and id of the language.
Place = tuple[UUID, int]


def holders(pages: Iterable[Page]) -> dict[Place, str]:
    """A sentence for each page that somebody has: a lock, a review, or whoever translated last.

    `pages` come with `locked_by`. Two queries.
    """
    pages = list(pages)
    found = _last_translators({page.translation_key for page in pages})
    reviews = _reviews([page.pk for page in pages])
    for page in pages:
        place = (page.translation_key, page.locale_id)
        if page.locked and page.locked_by is not None:
            found[place] = gettext("Locked by %(name)s") % {"name": _name(page.locked_by)}
        elif page.pk in reviews:
            found[place] = gettext("In review: %(task)s") % {"task": reviews[page.pk]}
    return found


def _reviews(ids: list[int]) -> dict[int, str]:
    """Page → the name of the step of the workflow at which it is."""
    running = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id__in=[str(pk) for pk in ids],
        workflow_state__base_content_type__model="page",
    )
    names = running.values_list("workflow_state__object_id", "task__name")
    return {int(pk): name for pk, name in names}


def _last_translators(keys: set[UUID]) -> dict[Place, str]:
    entries = StringTranslation.objects.filter(
        context__object__in=keys, last_translated_by__isnull=False
    )
    people = ("first_name", "last_name", "username")
    rows = (
        entries.values("context__object", "locale", *(f"last_translated_by__{n}" for n in people))
        .annotate(last=Max("updated_at"))
        .order_by("last")
    )
    return {(row["context__object"], row["locale"]): _last(row) for row in rows}


def _last(row: dict[str, Any]) -> str:
    name = " ".join(
        part
        for part in (row["last_translated_by__first_name"], row["last_translated_by__last_name"])
        if part
    )
    return gettext("Last translated by %(name)s") % {
        "name": name or row["last_translated_by__username"]
    }


def _name(user: Any) -> str:
    return str(user.get_full_name() or user.get_username())
