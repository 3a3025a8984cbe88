"""How wagtail-localize makes a translated page, and what is changed in that.

Whatever lacks a translation comes out in English, stock: a changed comma puts English on a French
page with the next publication, and saving a draft writes into the live page. Here, in all ways of
making one (saving, publishing, previewing, syncing), a text without a translation is the last
approved one; without that, see `fallback`. A draft of a public page is a revision and nothing else.
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
from translation.upstream.carry_over import fitting
from translation.upstream.fallback import fall_back
from translation.upstream.segment_text import unit_of


class MissingSegment(StringSegmentValue):
    """A text that has no translation of any age; stands at its place in the list of segments."""

    @classmethod
    def instead_of(cls, segment: StringSegmentValue) -> "MissingSegment":
        return cls(segment.path, segment.string, attrs=segment.attrs, order=segment.order)


def segments_for_translation(
    stock: Callable[..., list[Any]],
) -> Callable[..., list[Any]]:
    """In place of `TranslationSource._get_segments_for_translation`."""

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
    """In place of the function that puts translated segments into a copy of the original."""

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
    """In place of `TranslationSource.create_or_update_translation`."""

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
                # A missing page above is never filled in with an English one.
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
    """What readers have never seen; a page stays a draft where it lacks what its form asks for.

    The stock method would find that out after the commit.
    """
    model = source.specific_content_type.model_class()
    if not publish or model is None or not issubclass(model, Page):
        return made(publish=publish)
    page, is_new = made(publish=False)
    _publish(page, page.latest_revision, user)
    return page, is_new


def _published_target(source: TranslationSource, locale: Locale) -> Page | None:
    """The page in `locale`, where readers have seen it already."""
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
    """Once all is committed; raises ValidationError now where that would be refused then."""
    validate(page, revision)
    # Whoever may ask for this has been asked already; the user is for the page's history.
    transaction.on_commit(lambda: revision.publish(user=user, skip_permission_checks=True))


def unsaved(source: TranslationSource, locale: Locale) -> Page:
    """The page with what is translated so far, and with an address of its own; not saved."""
    page = source.get_ephemeral_translated_instance(locale, fallback=True)
    page.slug = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    return page


def _note_errors(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """At the string or override of the field that is at fault, as the stock method does."""
    for path, faults in getattr(error, "error_dict", {}).items():
        at = {"context__object_id": source.object_id, "context__path": path, "locale": locale}
        strings = source.stringsegment_set.values("string_id")
        for entry in StringTranslation.objects.filter(translation_of__in=strings, **at):
            entry.set_field_error(faults)
        for override in SegmentOverride.objects.filter(**at):
            override.set_field_error(faults)
