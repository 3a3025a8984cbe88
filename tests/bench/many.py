"""Very many conferences, fast: rows in bulk, as a thousand editors would have left them.

Every row is what publishing would have written, so that the tree is sound and readers find the
pages; there are no revisions and, unless asked for, no search entries.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F

from wagtail.models import Page

from core.text.collation import sort_key

BATCH = 500
FIRST_YEAR = 1990
YEARS = 30


@transaction.atomic
def make_conferences(
    parents: Sequence[Page], number: int, *, prefix: str = "many", **fields: Any
) -> list[Any]:
    """`number` closed conferences below each of `parents`, each in every language.

    The first of `parents` gets the originals. `fields` are values of the conference's own fields;
    without any, the conferences are spread over thirty years. Returns those below the first parent.
    """
    from conference.models import ConferencePage

    keys = [uuid.uuid4() for _ in range(number)]
    made = [
        _below(ConferencePage, parent, keys, prefix=prefix, fields=fields) for parent in parents
    ]
    return made[0]


def make_pages(
    model: type[Page], parent: Page, count: int, *, prefix: str = "", **fields: Any
) -> list[Any]:
    """`count` live pages of `model` below `parent`, with the same field values."""
    keys = [uuid.uuid4() for _ in range(count)]
    return _below(model, parent, keys, prefix=prefix or model.__name__.lower(), fields=fields)


@transaction.atomic
def make_below_each(
    model: type[Page], parents: Sequence[Page], count: int, **fields: Any
) -> list[Any]:
    """`count` live pages of `model` below each of `parents`, which have no children yet.

    Those below the translations of one page are translations of each other.
    """
    keys: dict[tuple[uuid.UUID, int], uuid.UUID] = {}
    pages = []
    for parent in parents:
        for place in range(count):
            key = keys.setdefault((parent.translation_key, place), uuid.uuid4())
            own = _page(parent, place, model.__name__.lower()) | {"translation_key": key}
            pages.append(model(**(_common(model, parent, 1 + place) | own | fields)))
    _insert(model, pages)
    Page.objects.filter(pk__in=[parent.pk for parent in parents]).update(numchild=count)
    return pages


def give_topics(conferences: Sequence[Any], topics: Sequence[Any]) -> None:
    """One topic for each conference, in turn, and the same for its translations."""
    from conference.models import ConferencePage

    by_key = {
        page.translation_key: topics[place % len(topics)] for place, page in enumerate(conferences)
    }
    through = ConferencePage.topics.through
    versions = ConferencePage.objects.values_list("pk", "translation_key")
    rows = [
        through(conferencepage_id=pk, topic=by_key[key]) for pk, key in versions if key in by_key
    ]
    through.objects.bulk_create(rows, batch_size=BATCH)


def index_for_search(pages: Sequence[Any]) -> None:
    """Search entries as publishing makes them, one page at a time."""
    from search.index_updates import index_page

    for page in pages:
        index_page(page)


def update_statistics() -> None:
    """As the databases' own upkeep does sooner or later, so that queries are planned well."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _below(
    model: type[Page], parent: Page, keys: list[uuid.UUID], *, prefix: str, fields: dict[str, Any]
) -> list[Any]:
    last = parent.get_children().order_by("path").last()
    first_step = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    pages = []
    for place, key in enumerate(keys):
        common = _common(model, parent, first_step + place)
        own = {"translation_key": key, **_page(parent, place, prefix)}
        conference = _conference(place, prefix) if hasattr(model, "title_key") else {}
        pages.append(model(**(common | own | conference | fields)))
    _insert(model, pages)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    return pages


def _common(model: type[Page], parent: Page, step: int) -> dict[str, Any]:
    return {
        "locale_id": parent.locale_id,
        "path": Page._get_path(parent.path, parent.depth + 1, step),
        "depth": parent.depth + 1,
        "content_type": ContentType.objects.get_for_model(model),
        "live": True,
    }


def _page(parent: Page, place: int, prefix: str) -> dict[str, Any]:
    slug = f"{prefix}-{place}"
    published = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=place)
    return {
        "title": f"{prefix.capitalize()} {place}",
        "draft_title": f"{prefix.capitalize()} {place}",
        "slug": slug,
        "url_path": f"{parent.url_path}{slug}/",
        "first_published_at": published,
        "last_published_at": published,
    }


def _conference(place: int, prefix: str) -> dict[str, Any]:
    opens_at = datetime(FIRST_YEAR + place % YEARS, 1 + place % 12, 1 + place % 28, tzinfo=UTC)
    title = f"{prefix.capitalize()} conference {place} on living modified organisms"
    return {
        "full_title": title,
        "title_key": sort_key(title),
        "summary": f"Exchange of views number {place}.",
        "opens_at": opens_at,
        "closes_at": opens_at + timedelta(days=18),
    }


def _insert(model: type[Page], pages: list[Any]) -> None:
    """One table after the other, the pages' own first: Django's bulk_create refuses inheritance."""
    columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    Page.objects.bulk_create(rows, batch_size=BATCH)
    tables = [table for table in [*model._meta.get_parent_list(), model] if table is not Page]
    tables.sort(key=lambda table: len(table._meta.get_parent_list()))
    for page, row in zip(pages, rows, strict=True):
        page.id = row.pk
        for table in tables:
            setattr(page, table._meta.pk.attname, row.pk)
    for table in tables:
        queryset: Any = table._base_manager.get_queryset()
        queryset._batched_insert(pages, table._meta.local_concrete_fields, BATCH)
