"""Changes how wagtail-localize builds translated pages.

Stock, segments without a translation are published in English: after a changed comma, the next
publication contains an English sentence, and saving a draft changes the live page. Here, whenever a
page is built (saving, publishing, previewing, syncing), a segment without a translation gets its
last approved one, or else the fallback of `fallback`. Drafts of public pages are saved as revisions
only.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.strings import StringValue

from core.pages.publish_validation import validate
from translation.upstream import approved_texts
from translation.upstream.fallback import fall_back
from translation.upstream.segment_text import unit_of
from translation.upstream.unconfirmed_texts import fitting


class MissingSegment(StringSegmentValue):
    """Marks a segment without any translation in the list of segments."""

    @classmethod
    def instead_of(cls, segment: StringSegmentValue) -> "MissingSegment":
        """Returns a marker for the segment, with its path and order."""
        return cls(segment.path, segment.string, attrs=segment.attrs, order=segment.order)


def segments_for_translation(
    stock: Callable[..., list[Any]],
) -> Callable[..., list[Any]]:
    """Replacement for `TranslationSource._get_segments_for_translation`."""

    def get(self: TranslationSource, locale: Locale, fallback: bool = False) -> list[Any]:  # noqa: FBT001, FBT002
        segments = stock(self, locale, fallback=fallback)
        texts = approved_texts.texts(self, locale)
        return [
            _replaced(segment, texts.get(segment.order))
            if isinstance(segment, StringSegmentValue)
            else segment
            for segment in segments
        ]

    return get


def _replaced(segment: StringSegmentValue, text: approved_texts.Text | None) -> StringSegmentValue:
    if text is None or text.is_entered:
        return segment
    if not text.data:
        return MissingSegment.instead_of(segment)
    string = StringValue(fitting(text.data, text.source))
    return StringSegmentValue(segment.path, string, attrs=segment.attrs, order=segment.order)


def ingest_segments(stock: Callable[..., None]) -> Callable[..., None]:
    """Replacement for the function that inserts translated segments into a copy of the original."""

    def ingest(
        original: Any, translated: Any, source: Locale, target: Locale, segments: list[Any]
    ) -> None:
        model = type(translated)
        missing = {
            unit_of(model, segment.path)
            for segment in segments
            if isinstance(segment, MissingSegment)
        }
        kept = [segment for segment in segments if unit_of(model, segment.path) not in missing]
        stock(original, translated, source, target, kept)
        if missing:
            fall_back(translated, missing)

    return ingest


def create_or_update_translation(
    stock: Callable[..., tuple[Any, bool]],
) -> Callable[..., tuple[Any, bool]]:
    """Replacement for `TranslationSource.create_or_update_translation`."""

    def make(
        self: TranslationSource,
        locale: Locale,
        user: Any = None,
        publish: bool = True,  # noqa: FBT001, FBT002
        copy_parent_pages: bool = False,  # noqa: FBT001, FBT002
        fallback: bool = False,  # noqa: FBT001, FBT002
    ) -> tuple[Any, bool]:
        if publish:
            approved_texts.refuse_untranslated(self, locale)
        try:
            if _published_target(self, locale) is None:
                # Missing parent pages are never created as English aliases.
                made = partial(stock, self, locale, user=user, fallback=fallback)
                return _first(self, made, user, publish=publish)
            with transaction.atomic():
                return _save_revision(self, locale, user, publish=publish), False
        except ValidationError as error:
            _note_errors(self, locale, error)
            raise

    return make


def _first(
    source: TranslationSource, made: Callable[..., tuple[Any, bool]], user: Any, *, publish: bool
) -> tuple[Any, bool]:
    """Builds a page that was never published; keeps it a draft if required fields are missing.

    The stock method would detect that only after the commit.
    """
    model = source.specific_content_type.model_class()
    if not publish or model is None or not issubclass(model, Page):
        return made(publish=publish)
    page, is_new = made(publish=False)
    _publish(page, page.latest_revision, user)
    return page, is_new


def _published_target(source: TranslationSource, locale: Locale) -> Page | None:
    """Returns the page in `locale` if it was ever published, else None."""
    pages = Page.objects.filter(translation_key=source.object_id, locale=locale)
    return pages.filter(first_published_at__isnull=False, alias_of=None).first()


def _save_revision(source: TranslationSource, locale: Locale, user: Any, *, publish: bool) -> Page:
    page = unsaved(source, locale)
    revision = page.save_revision(user=user)
    source.sync_view_restrictions(source.get_source_instance(), page)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    if publish:
        _publish(page, revision, user)
    return page


def _publish(page: Page, revision: Revision, user: Any) -> None:
    """Publishes on commit; raises ValidationError now if publishing would fail then."""
    validate(page, revision)
    # Permissions were checked by the caller; the user is recorded in the page's history.
    transaction.on_commit(lambda: revision.publish(user=user, skip_permission_checks=True))


def unsaved(source: TranslationSource, locale: Locale) -> Page:
    """Returns the page with the current translations and an available slug, not saved."""
    page = source.get_ephemeral_translated_instance(locale, fallback=True)
    page.slug = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    return page


def _note_errors(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """Stores validation errors on the translations or overrides of the fields, as stock."""
    for path, faults in getattr(error, "error_dict", {}).items():
        at = {"context__object_id": source.object_id, "context__path": path, "locale": locale}
        strings = source.stringsegment_set.values("string_id")
        for entry in StringTranslation.objects.filter(translation_of__in=strings, **at):
            entry.set_field_error(faults)
        for override in SegmentOverride.objects.filter(**at):
            override.set_field_error(faults)
