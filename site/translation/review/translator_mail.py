"""E-mail to translators about pages to translate.

Sent once for all pages of a transaction, or of a `gathered()` block. Translators who may not read
the original get no mail.
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
from translation.sync.signals import segments_to_translate

# Ids of translations whose mail is pending; None outside of `gathered()`.
_gathering: ContextVar[list[int] | None] = ContextVar("gathering", default=None)


def connect() -> None:
    """Connects the handlers to new translations, first publications and changed originals."""
    post_save.connect(_note_new, sender=Translation, dispatch_uid="translation.mails.translate")
    page_published.connect(_note_first_published, dispatch_uid="translation.mails.published")
    segments_to_translate.connect(_note_changed, dispatch_uid="translation.mails.changed")


@contextmanager
def gathered() -> Iterator[None]:
    """Collects all submissions inside the block into one mail per translator."""
    noted: list[int] = []
    token = _gathering.set(noted)
    try:
        yield
    finally:
        _gathering.reset(token)
        tell_translators(noted)


def tell_translators(translation_ids: list[int]) -> None:
    """Sends each translator one mail with the pages to translate."""
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


def _note_changed(translation: Translation, **_kwargs: Any) -> None:
    note(translation.pk)


def _note_first_published(instance: Page, **_kwargs: Any) -> None:
    """Notifies translators when an original submitted as a draft is first published."""
    if instance.first_published_at == instance.last_published_at:
        used = Translation.objects.filter(
            source__object_id=instance.translation_key,
            source__locale=instance.locale_id,
            enabled=True,
        )
        for pk in used.values_list("pk", flat=True):
            note(pk)


@dataclass
class PendingMail:
    """Callback that sends the mails when the transaction commits."""

    noted: list[int]

    def __call__(self) -> None:
        """Sends the mails."""
        tell_translators(self.noted)


def note(translation_id: int) -> None:
    """Schedules a mail for the translation on commit, if anything is left to translate."""
    noted = _gathering.get()
    if noted is None:
        noted = _of_this_transaction()
    if noted is None:
        transaction.on_commit(PendingMail([translation_id]))
    else:
        noted.append(translation_id)


def _of_this_transaction() -> list[int] | None:
    """Returns the ids collected in the current transaction, or None."""
    for _savepoints, callback, _robust in transaction.get_connection().run_on_commit:
        if isinstance(callback, PendingMail):
            return callback.noted
    return None


def _page_of(translation: Translation) -> Page | None:
    found = translation.source.object.get_instance_or_none(translation.target_locale)
    return found if isinstance(found, Page) else None
