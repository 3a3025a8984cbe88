"""Writes seeded pages as published, with the revisions and the history that publishing leaves.

Adding, revising and publishing a page one after the other reads, validates and serializes it again
at each step, in some three hundred queries; the content of the seed is validated by the tests
(`tests/core/test_seeding.py`). What all pages have in common is written once, by `finish`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone

from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageLogEntry, Revision
from wagtail.models.copying import _copy

from core.pages import bulk_publication_signals
from core.seeding.present import Present


@dataclass
class PageWriter:
    """Writes pages within one transaction; ends with `finish`."""

    present: Present
    last_children: dict[int, Page] = field(default_factory=dict)
    """Id of a parent → its last child, where this has added one."""
    published: list[tuple[Page, Revision]] = field(default_factory=list)
    history: list[PageLogEntry] = field(default_factory=list)

    def add(self, page: Page, parent: Page) -> None:
        """Writes a new original below `parent` and publishes it."""
        reread_streams(page)
        self._place(page, parent)
        self._insert(page, parent)
        revision = _revise(page)
        page.has_unpublished_changes = True
        self._publish(page, revision)

    def add_translation(
        self, original: Page, locale: Locale, parent: Page, translate: Callable[[Page], None]
    ) -> Revision:
        """Writes the translation below `parent`, filled in by `translate`, and publishes it.

        Like any other it has two revisions, of the copy and of the translation. Returns the latter.
        """
        page = _copy_of(original, locale)
        label = str(page)
        if parent.is_root():
            page.slug = f"{page.slug}-{locale.language_code}"
        self._place(page, parent)
        copied = page.serializable_data()
        translate(page)
        page.set_url_path(parent)
        self._insert(page, parent, label)
        self._log(page, "wagtail.copy_for_translation", label, data=_origin(page, original, parent))
        content = page.serializable_data()
        _revise(page, _with_keys(copied, content), label)
        latest = {
            "latest_revision": page.latest_revision_id,
            "latest_revision_created_at": page.latest_revision_created_at,
        }
        revision = _revise(page, content | latest)
        self._publish(page, revision)
        return revision

    def finish(self) -> None:
        """Writes the history, and announces the pages."""
        PageLogEntry.objects.bulk_create(self.history)
        bulk_publication_signals.announce(self.published)

    def _place(self, page: Page, parent: Page) -> None:
        """Makes `page` the last child of `parent`, without saving it."""
        last = self.last_children.get(parent.pk)
        if last is None and parent.numchild:
            last = parent.get_last_child()
        page.depth = parent.depth + 1
        page.path = last._inc_path() if last else Page._get_path(parent.path, page.depth, 1)
        page._cached_parent_obj = parent
        # Wagtail's `annotate_site_root_state` sets it; else each page would query for it.
        page._is_site_root = parent.is_root()
        page.set_url_path(parent)

    def _insert(self, page: Page, parent: Page, label: str = "") -> None:
        page.draft_title = label or page.title
        _save(page)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
        parent.numchild += 1
        self.last_children[parent.pk] = page
        self.present.add(page)
        self._log(page, "wagtail.create", page.draft_title, content_changed=True)

    def _publish(self, page: Page, revision: Revision) -> None:
        now = timezone.now()
        row = {
            "live": True,
            "has_unpublished_changes": False,
            "draft_title": page.title,
            "first_published_at": now,
            "last_published_at": now,
            "latest_revision": revision,
            "live_revision": revision,
            "latest_revision_created_at": revision.created_at,
        }
        Page.objects.filter(pk=page.pk).update(**row)
        self._log(page, "wagtail.publish", page.title, revision=revision, content_changed=True)
        for name, value in row.items():
            setattr(page, name, value)
        self.published.append((page, revision))

    def _log(self, page: Page, action: str, label: str, **values: Any) -> None:
        kind = ContentType.objects.get_for_model(page, for_concrete_model=False)
        entry = PageLogEntry(
            page=page, content_type=kind, label=label, action=action, timestamp=timezone.now()
        )
        for name, value in ({"data": {}} | values).items():
            setattr(entry, name, value)
        self.history.append(entry)


def _save(page: Page) -> None:
    """Saves a new page; its inline rows stay in memory, where each use would read them again."""
    names = [relation.get_accessor_name() for relation in get_all_child_relations(page)]
    names += [field.name for field in get_all_child_m2m_relations(page)]
    rows = {name: list(getattr(page, name).all()) for name in names}
    page.save(clean=False, log_action=None)
    for name, found in rows.items():
        setattr(page, name, found)


def reread_streams(instance: Any) -> None:
    """Replaces the blocks of the instance by what they are when they are read from the database.

    They have ids and all their parts then, and are shared with no other instance.
    """
    for each in instance._meta.get_fields():
        if isinstance(each, StreamField):
            blocks = each.to_python(each.get_prep_value(getattr(instance, each.name)))
            list(blocks)  # A StreamValue reads its blocks when they are first used.
            setattr(instance, each.name, blocks)


def _revise(page: Page, content: dict[str, Any] | None = None, title: str = "") -> Revision:
    """Creates a revision of the page as it is, or of former content, and sets it as the latest."""
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=content or page.serializable_data(),
        object_str=title or str(page),
    )
    page.latest_revision, page.latest_revision_created_at = revision, revision.created_at
    return revision


def rebuilt(original: Page) -> Page:
    """Returns the page built anew from its content, without a query."""
    page: Page = type(original).from_serializable_data(
        original.serializable_data(), check_fks=False
    )
    return page


def _copy_of(original: Page, locale: Locale) -> Page:
    """Returns a draft of the page in another language with its text, not saved."""
    # Copying takes inline rows away from the page that is copied.
    fresh = rebuilt(original)
    left_out = [*original.default_exclude_fields_in_copy, *original.exclude_fields_in_copy]
    values = {"locale": locale, "live": False, "has_unpublished_changes": True}
    unpublished = ("live_revision", "first_published_at", "last_published_at", "alias_of")
    copied: Page
    copied, children = _copy(
        fresh, exclude_fields=left_out, update_attrs=values | dict.fromkeys(unpublished)
    )
    for child in children.values():
        if hasattr(child, "locale_id"):
            child.locale = locale
    return copied


def _with_keys(content: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """Returns the content of a copy with the primary keys that its rows have got since."""
    content["pk"] = stored["pk"]
    for name, rows in content.items():
        for row, written in zip(rows, stored[name], strict=True) if isinstance(rows, list) else ():
            if isinstance(row, dict) and "pk" in row:
                row |= {key: written[key] for key in ("pk", "page") if key in written}
    return content


def _origin(page: Page, original: Page, parent: Page) -> dict[str, Any]:
    """Returns what the history says about a copy."""
    above = original.get_parent()

    def page_data(place: Page) -> dict[str, Any]:
        title = place.specific_deferred.get_admin_display_title()
        return {"id": place.pk, "title": title}

    def locale_data(locale: Locale) -> dict[str, Any]:
        return {"id": locale.pk, "language_code": locale.language_code}

    return {
        "page": {"id": page.pk, "title": page.draft_title, "locale": locale_data(page.locale)},
        "source": page_data(above),
        "destination": page_data(parent),
        "keep_live": False,
        "source_locale": locale_data(original.locale),
    }
