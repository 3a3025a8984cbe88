"""Mail to translators: these pages are yours to translate.

It goes out once for all pages of a transaction, and once for a whole piece of work inside
`gathered()`. Whoever may not read an original hears nothing of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.signals import post_save

from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import Translation

from translation.models import Role, TranslationRight
from translation.permissions.draft_visibility import is_withheld
from translation.review.review_mail import send
from translation.sync import segment_states

# Ids of translations of which no mail has gone out yet; None outside of `gathered()`.
_gathering: ContextVar[list[int] | None] = ContextVar("gathering", default=None)


def connect() -> None:
    post_save.connect(_note_new, sender=Translation, dispatch_uid="translation.mails.translate")
    page_published.connect(_note_first_published, dispatch_uid="translation.mails.published")


@contextmanager
def gathered() -> Iterator[None]:
    """One mail to each translator for all that is submitted inside."""
    noted: list[int] = []
    token = _gathering.set(noted)
    try:
        yield
    finally:
        _gathering.reset(token)
        tell_translators(noted)


def tell_translators(translation_ids: list[int]) -> None:
    """A mail to each translator, with all pages that are theirs to translate."""
    turns: dict[User, list[Page]] = {}
    for translation in Translation.objects.filter(pk__in=translation_ids, enabled=True):
        page = _page_of(translation)
        if page is not None and segment_states.left_to_translate(translation):
            for translator in _translators_of(page):
                turns.setdefault(translator, []).append(page)
    for translator, pages in turns.items():
        send(translator, "to_translate", {"pages": pages})


def _translators_of(page: Page) -> list[User]:
    rights = TranslationRight.objects.filter(role=Role.TRANSLATOR).reaching(page)
    return [user for user in rights.users() if not is_withheld(user, page)]


def _note_new(instance: Translation, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created and not raw:
        note(instance.pk)


def _note_first_published(instance: Page, **_kwargs: Any) -> None:
    """What was submitted as a draft becomes readable to translators now."""
    if instance.first_published_at == instance.last_published_at:
        used = Translation.objects.filter(
            source__object_id=instance.translation_key,
            source__locale=instance.locale_id,
            enabled=True,
        )
        for pk in used.values_list("pk", flat=True):
            note(pk)


@dataclass
class Telling:
    """What is done when the transaction commits."""

    noted: list[int]

    def __call__(self) -> None:
        tell_translators(self.noted)


def note(translation_id: int) -> None:
    """Its translators hear of it, if anything is left to translate, when all of this is done."""
    noted = _gathering.get()
    if noted is None:
        noted = _of_this_transaction()
    if noted is None:
        transaction.on_commit(Telling([translation_id]))
    else:
        noted.append(translation_id)


def _of_this_transaction() -> list[int] | None:
    """What has been noted since the transaction began, if anything."""
    for _savepoints, callback, _robust in transaction.get_connection().run_on_commit:
        if isinstance(callback, Telling):
            return callback.noted
    return None


def _page_of(translation: Translation) -> Page | None:
    found = translation.source.object.get_instance_or_none(translation.target_locale)
    return found if isinstance(found, Page) else None
