"""Signal handlers that update all translations when an original is published or saved."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from wagtail.models import DraftStateMixin, Page, TaskState
from wagtail.signals import page_published
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)

from django_tasks import task

from core.bulk_string_signals import in_bulk_write
from core.gathered_tasks import following_publication, is_by_editor
from core.pages.bulk_publication_signals import one_page_only
from core.signals import strings_imported, translations_published_together
from translation import upstream
from translation.sync import segment_states
from translation.sync.pretranslation import pretranslate
from translation.sync.segment_states import segments_to_translate
from translation.upstream.segment_extraction import segments_extracted


def connect() -> None:
    """Connects the handlers."""
    page_published.connect(_on_published, dispatch_uid="translation.published")
    translations_published_together.connect(
        _on_published_together, dispatch_uid="translation.together"
    )
    segments_extracted.connect(_on_extracted, dispatch_uid="translation.extracted")
    strings_imported.connect(_on_imported, dispatch_uid="translation.imported")
    post_save.connect(_on_begun, sender=Translation, dispatch_uid="translation.begun")
    post_save.connect(_on_entry, sender=StringTranslation, dispatch_uid="translation.entered")
    post_save.connect(_on_saved, sender=TranslationLog, dispatch_uid="translation.saved")
    post_delete.connect(_on_removal, sender=StringTranslation, dispatch_uid="translation.removed")


@one_page_only
def _on_published(instance: Page, revision: Any = None, **_kwargs: Any) -> None:
    source = upstream.sources_of_versions(instance).get(instance.locale_id)
    if source is not None:
        # Seeds and imports build on what is learnt.
        by_editor = is_by_editor(revision)
        (following_publication(learn) if by_editor else learn).enqueue(source)
    is_original = not upstream.may_be_translated(instance)
    translation = None if is_original else upstream.translation_into(instance)
    if translation is not None:
        segment_states.note_publication(translation, instance.specific, _approver(revision))


def _on_published_together(translations: list[Translation], **_kwargs: Any) -> None:
    segment_states.note_publications(translations)


def _approver(revision: Any) -> Any:
    """Returns who reviewed the published revision, else its author, or None."""
    if revision is None:
        return None
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    review = approved.exclude(finished_by=None).select_related("finished_by").last()
    return revision.user if review is None else review.finished_by


@task()
def learn(source_id: int) -> None:
    """Updates the source of all translations to the original as published."""
    source = TranslationSource.objects.filter(pk=source_id).first()
    if source is not None:
        with transaction.atomic():
            source.update_from_db()


def _on_extracted(source: TranslationSource, **_kwargs: Any) -> None:
    """Refreshes the records after the source was updated, by publishing or by a manual sync."""
    for translation in source.translations.select_related("source", "target_locale"):
        before = segment_states.ids_to_translate(translation)
        segment_states.refresh(translation)
        if segment_states.ids_to_translate(translation) - before:
            segments_to_translate.send(Translation, translation=translation)
        pretranslate(translation)


def _on_imported(translation: Translation, **_kwargs: Any) -> None:
    segment_states.refresh(translation)


def _on_begun(instance: Translation, created: bool, **_kwargs: Any) -> None:  # noqa: FBT001
    if created:
        segment_states.refresh(instance)
        pretranslate(instance)


def _on_saved(instance: TranslationLog, created: bool, **_kwargs: Any) -> None:  # noqa: FBT001
    """Treats objects without drafts, such as snippets, as published when saved."""
    model = instance.source.specific_content_type.model_class()
    if not created or model is None or issubclass(model, DraftStateMixin):
        return
    saved = instance.source.get_translated_instance(instance.locale)
    translation = upstream.translation_into(saved)
    if translation is not None:
        segment_states.note_publication(translation, saved)


def _on_entry(instance: StringTranslation, raw: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002
    if not raw and not in_bulk_write():
        segment_states.note_entry(instance)


def _on_removal(instance: StringTranslation, **_kwargs: Any) -> None:
    if not in_bulk_write():
        segment_states.note_entry(instance, is_gone=True)
