"""Very many conferences, fast: rows in bulk, as a thousand editors would have left them.

Every row is what publishing would have written, so that the tree is sound and readers find the
pages; there are no revisions and, unless asked for, no search entries.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from wagtail.models import Page

BATCH = 500
FIRST_YEAR = 1990
YEARS = 30


@transaction.atomic
def make_conferences(
    parents: Sequence[Page], number: int, *, prefix: str = "many", **fields: Any
) -> list[Any]:
    """`number` closed conferences below each of `parents`, pages that are each other's translations.

    The first of `parents` gets the originals. `fields` are values of the conference's own fields;
    without any, the conferences are spread over thirty years. Returns those below the first parent.
    """
    from conference.models import ConferencePage

    keys = [uuid.uuid4() for _ in range(number)]
    made = [
        _below(ConferencePage, parent, keys, prefix=prefix, fields=fields) for parent in parents
    ]
    return made[0]


def make_pages(model: type[Page], parent: Page, number: int, **fields: Any) -> list[Any]:
    """`number` live pages of `model` below `parent`, with the same field values."""
    keys = [uuid.uuid4() for _ in range(number)]
    return _below(model, parent, keys, prefix=model.__name__.lower(), fields=fields)


def give_topics(conferences: Sequence[Any], topics: Sequence[Any]) -> None:
    """One topic for each conference, in turn, and the same for its translations."""
    from conference.models import ConferencePage

    by_key = {
        page.translation_key: topics[place % len(topics)] for place, page in enumerate(conferences)
    }
    through = ConferencePage.topics.through
    rows = []
    for keys in batched(by_key, BATCH):
        found = ConferencePage.objects.filter(translation_key__in=keys)
        rows += [
            through(conferencepage_id=pk, topic=by_key[key])
            for pk, key in found.values_list("pk", "translation_key")
        ]
    through.objects.bulk_create(rows, batch_size=BATCH)


def index_for_search(pages: Sequence[Any]) -> None:
    """Search entries as publishing makes them, one page at a time."""
    from search.upkeep import index_page

    for page in pages:
        index_page(page)


def _below(
    model: type[Page], parent: Page, keys: list[uuid.UUID], *, prefix: str, fields: dict[str, Any]
) -> list[Any]:
    parent.refresh_from_db()
    content_type = ContentType.objects.get_for_model(model)
    pages = [
        _page(model, parent, key, place, prefix=prefix, fields=fields, content_type=content_type)
        for place, key in enumerate(keys)
    ]
    _insert(model, pages)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    return pages


def _page(
    model: type[Page], parent: Page, key: uuid.UUID, place: int, *, prefix: str, **given: Any
) -> Any:
    slug = f"{prefix}-{place}"
    published = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=place)
    values = {
        "title": f"{prefix.capitalize()} {place}",
        "draft_title": f"{prefix.capitalize()} {place}",
        "slug": slug,
        "url_path": f"{parent.url_path}{slug}/",
        "path": Page._get_path(parent.path, parent.depth + 1, parent.numchild + place + 1),
        "depth": parent.depth + 1,
        "locale_id": parent.locale_id,
        "translation_key": key,
        "content_type": given["content_type"],
        "live": True,
        "first_published_at": published,
        "last_published_at": published,
        **(_conference(place, prefix) if hasattr(model, "closes_at") else {}),
    }
    return model(**(values | given["fields"]))


def _conference(place: int, prefix: str) -> dict[str, Any]:
    opens_at = datetime(FIRST_YEAR + place % YEARS, 1 + place % 12, 1 + place % 28, tzinfo=UTC)
    title = f"{prefix.capitalize()} conference {place} on living modified organisms"
    return {
        "full_title": title,
        "title_key": title.casefold(),
        "summary": f"Exchange of views number {place}.",
        "opens_at": opens_at,
        "closes_at": opens_at + timedelta(days=18),
    }


def _insert(model: type[Page], pages: list[Any]) -> None:
    """One table after the other, from the ancestor down: Django's own way refuses inheritance."""
    for table in _tables(model):
        local = [column for column in table._meta.local_concrete_fields if not column.primary_key]
        if table is Page:
            Page.objects.bulk_create([_as_page(page, local) for page in pages], batch_size=BATCH)
            keys = dict(
                Page.objects.filter(path__in=_paths(pages)).values_list("path", "pk")
                if len(pages) <= BATCH
                else _keys(pages)
            )
            for page in pages:
                page.pk = page.id = page.page_ptr_id = keys[page.path]
        else:
            columns = table._meta.local_concrete_fields
            table._base_manager.get_queryset()._batched_insert(pages, columns, BATCH)
