"""Changes how wagtail-localize saves and publishes translated pages and snippets.

Stock, saving a draft changes the live page, and a page without a translated title is published.
Here a public page's draft is saved as a revision only, and what cannot be published is refused
before anything is.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.text import slugify

from wagtail.coreutils import find_available_slug
from wagtail.models import DraftStateMixin, Locale, Page, PageLogEntry, Revision, RevisionMixin
from wagtail_localize.models import (
    CannotSaveDraftError,
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)

from core.pages.publish_validation import validate
from translation.upstream import approved_texts
from translation.upstream.instance_building import fill, translated_instance
from translation.upstream.read_localize_tables import translation_into


def create_or_update_translation(
    _stock: Callable[..., tuple[Any, bool]],
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
        """Missing parent pages are never copied; missing texts always fall back.

        Raises ValidationError, CannotSaveDraftError, ParentNotTranslatedError.
        """
        if publish:
            approved_texts.refuse_untranslated(self, locale)
        save = _save_revision if _was_published(self, locale) else _save_first
        try:
            return save(self, locale, user, publish=publish)
        except ValidationError as error:
            _note_errors(self, locale, error)
            raise

    return make


@transaction.atomic
def _save_revision(
    source: TranslationSource, locale: Locale, user: Any, *, publish: bool
) -> tuple[Page, bool]:
    """Saves a revision of a page that was published before; returns (page, False)."""
    page = unsaved(source, locale)
    revision = page.save_revision(user=user)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    if publish:
        _publish(page, revision, user)
    return page, False


def _save_first(
    source: TranslationSource, locale: Locale, user: Any, *, publish: bool
) -> tuple[Any, bool]:
    """Saves a snippet, or a page that was never published; returns it and whether it is new.

    The page stays a draft where it cannot be published.
    """
    with transaction.atomic():
        translated, is_new = _existing_or_copy(source, locale)
        fill(source, locale, translated)
        is_page = isinstance(translated, Page)
        revision = (
            _save_page(translated, user)
            if is_page
            else _save_snippet(translated, user, publish=publish)
        )
        TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    if publish and is_page and revision:
        _publish(translated, revision, user)
    return translated, is_new


def _was_published(source: TranslationSource, locale: Locale) -> bool:
    """Whether there is a page in `locale`, no alias, that was ever published."""
    pages = Page.objects.filter(translation_key=source.object_id, locale=locale)
    return pages.filter(first_published_at__isnull=False, alias_of=None).exists()


def unsaved(source: TranslationSource, locale: Locale) -> Page:
    """Returns the page with the current translations and an available slug, not saved."""
    page: Page = translated_instance(source, locale)
    page.slug = _available_slug(page)
    return page


def _available_slug(page: Page) -> str:
    slug: str = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    return slug


def _existing_or_copy(source: TranslationSource, locale: Locale) -> tuple[Any, bool]:
    try:
        return source.get_translated_instance(locale), False
    except ObjectDoesNotExist:
        return source.as_instance().copy_for_translation(locale), True


def _save_page(page: Page, user: Any) -> Revision:
    """Saves a page that was never public, as a draft; an alias becomes a page of its own."""
    if page.alias_of_id:
        _part_from_original(page, user)
    page.slug = _available_slug(page)
    page.save()
    return page.save_revision(user=user)


def _part_from_original(alias: Page, user: Any) -> None:
    alias.alias_of_id = None
    alias.save(update_fields=["alias_of_id"], clean=False)
    PageLogEntry.objects.log_action(
        instance=alias,
        revision=alias.save_revision(user=user, changed=False, clean=False),
        action="wagtail.convert_alias",
        user=user,
        data={"page": {"id": alias.pk, "title": alias.get_admin_display_title()}},
    )


def _save_snippet(snippet: Any, user: Any, *, publish: bool) -> Revision | None:
    """Saves a snippet and, where its model has them, a revision; publishes it on commit."""
    has_drafts = isinstance(snippet, DraftStateMixin)
    if not publish and not has_drafts:
        raise CannotSaveDraftError
    if has_drafts:
        snippet.live = publish
    if not isinstance(snippet, RevisionMixin):
        snippet.full_clean()
        snippet.save()
        return None
    snippet.save()
    revision = snippet.save_revision(user=user)
    if publish and has_drafts:
        transaction.on_commit(revision.publish)
    return revision


def _publish(page: Page, revision: Revision, user: Any) -> None:
    """Publishes on commit; raises ValidationError now if publishing would fail then."""
    validate(page, revision)
    # Permissions were checked by the caller; the user is recorded in the page's history.
    transaction.on_commit(lambda: revision.publish(user=user, skip_permission_checks=True))


def _note_errors(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """Stores validation errors on the translations or overrides of the fields, as stock."""
    for path, faults in getattr(error, "error_dict", {}).items():
        at = {"context__object_id": source.object_id, "context__path": path, "locale": locale}
        strings = source.stringsegment_set.values("string_id")
        for entry in StringTranslation.objects.filter(translation_of__in=strings, **at):
            entry.set_field_error(faults)
        for override in SegmentOverride.objects.filter(**at):
            override.set_field_error(faults)


def drafted(translation: Translation) -> Any:
    """Returns the page built from the current translations, not saved.

    See `target_saving` for segments without a translation. Unlike
    `Translation.save_target(publish=False)`, it does not change the live page.
    """
    return unsaved(translation.source, translation.target_locale)


def as_translated(page: Page) -> Page:
    """Returns the translated page with every stored text.

    Its latest revision may be older than these.
    """
    translation = translation_into(page)
    return page.get_latest_revision_as_object() if translation is None else drafted(translation)
