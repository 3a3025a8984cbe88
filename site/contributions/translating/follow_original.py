"""Translations follow their original: stale once it is edited, taken back once it is withdrawn."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from wagtail.models import Page

from contributions import signals
from contributions.models import Contribution, ContributionTranslation, Step
from contributions.translating import memory
from contributions.translating.segments import Segment, followed, read, sources_of, stored
from core.signals import pages_restricted

_UID = "contributions.translating.follow_original"


def connect() -> None:
    """Called in `ready()`."""
    signals.edited.connect(_on_edited, dispatch_uid=_UID)
    signals.published.connect(_on_edited, dispatch_uid=_UID)
    signals.redacted.connect(_on_redacted, dispatch_uid=_UID)
    signals.withdrawn.connect(_on_withdrawn, dispatch_uid=_UID)
    signals.erased.connect(_on_erased, dispatch_uid=_UID)
    pages_restricted.connect(_on_restricted, dispatch_uid=_UID)


def _on_edited(contribution: Contribution, **_kwargs: Any) -> None:
    """Unchanged segments keep their translation; readers are told that the original was edited."""
    sources = sources_of(contribution)
    for translation in contribution.translations.all():
        segments = read(translation.segments)
        if [each.source for each in segments] == sources:
            continue
        translation.segments = stored(followed(segments, sources))
        translation.step, translation.is_stale = Step.DRAFT, True
        translation.is_outdated = translation.is_published
        translation.save()


def _on_redacted(contribution: Contribution, **_kwargs: Any) -> None:
    """What was taken out of the original must not be left in a translation, nor in the memory."""
    for translation in contribution.translations.all():
        segments = [
            Segment(each.source) if each.is_stale else each for each in read(translation.segments)
        ]
        translation.segments = stored(segments)
        _take_back([translation])
    memory.forget([contribution])


def _on_withdrawn(contribution: Contribution, **_kwargs: Any) -> None:
    _take_back(contribution.translations.all())
    memory.forget([contribution])


def _take_back(translations: Iterable[ContributionTranslation]) -> None:
    for translation in translations:
        translation.take_back()
        translation.step = Step.DRAFT
        translation.save()


def _on_erased(keys: list[int], **_kwargs: Any) -> None:
    """Of what was emptied, there is nothing to translate any more."""
    emptied = list(Contribution.objects.filter(pk__in=keys, text="").only("pk"))
    ContributionTranslation.objects.filter(contribution__in=emptied).delete()
    memory.forget(emptied)


def _on_restricted(pages: QuerySet[Page], **_kwargs: Any) -> None:
    """Translators search the memory, whatever conferences they may read."""
    found = Contribution.objects.filter(session_key__in=pages.values("translation_key"))
    memory.forget(list(found.filter(translations__isnull=False).distinct().only("pk")))
