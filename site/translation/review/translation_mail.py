"""E-mail to reviewers and translators, in the recipient's admin language.

Translators are written to once for all pages of a transaction, or of a `gathered()` block, or by a
daily digest; those who may not read the original get no mail. When a translation is returned,
Wagtail sends its own mail with the reviewer and the comment.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.db.models.signals import post_save
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils import translation as languages

from wagtail.models import Locale, Page, TaskState
from wagtail.signals import page_published, task_submitted
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from core.pages.bulk_publication_signals import one_page_only
from core.text.bidi_isolation import isolate
from core.text.bidi_isolation_in_html import isolate_in_html
from translation.models import (
    DigestEntry,
    MailPreference,
    Role,
    TranslationReviewTask,
    TranslationRight,
)
from translation.permissions.draft_visibility import is_withheld
from translation.sync import segment_states
from translation.sync.segment_states import segments_to_translate

TEMPLATES = "translation/mails"


def connect() -> None:
    """Connects the handlers to reviews, new translations, publications and changed originals."""
    task_submitted.connect(tell_reviewers, dispatch_uid="translation.mails.review")
    post_save.connect(_note_new, sender=Translation, dispatch_uid="translation.mails.translate")
    page_published.connect(_note_first_published, dispatch_uid="translation.mails.published")
    segments_to_translate.connect(_note_changed, dispatch_uid="translation.mails.changed")


def tell_reviewers(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    """Sends a mail to all reviewers of the page except the submitter."""
    task = instance.task.specific
    page = instance.workflow_state.content_object
    if not isinstance(task, TranslationReviewTask) or not isinstance(page, Page):
        return
    sender = instance.workflow_state.requested_by
    rights = TranslationRight.objects.filter(role=Role.REVIEWER).reaching(page)
    for reviewer in rights.users():
        if reviewer not in (user, sender) and not is_withheld(reviewer, page):
            send(reviewer, "to_review", {"pages": [page], "sender": sender})


def send(user: User, kind: str, context: dict[str, Any]) -> None:
    """Sends the mail "to_review" or "to_translate", unless the user has opted out."""
    profile = UserProfile.get_for_user(user)
    if not user.email or not profile.submitted_notifications:
        return
    whole = {**context, "user": user, "base_url": settings.WAGTAILADMIN_BASE_URL}
    language = profile.get_preferred_language()
    with languages.override(language):
        subject = render_to_string(f"{TEMPLATES}/{kind}_subject.txt", whole).strip()
        text = render_to_string(f"{TEMPLATES}/{kind}.txt", whole).strip()
        html = render_to_string(f"{TEMPLATES}/{kind}.html", whole)
    subject, text = isolate(subject, language), isolate(text, language)
    send_mail(
        subject,
        text,
        None,
        [user.email],
        html_message=isolate_in_html(html),
        fail_silently=True,
    )


def who_want_digest(users: Iterable[User]) -> set[int]:
    """Returns the ids of the users who get a digest; one query."""
    ids = [user.pk for user in users]
    rows = MailPreference.objects.filter(user__in=ids, daily_digest=True)
    return set(rows.values_list("user_id", flat=True))


def put_off(user: User, translation_ids: Iterable[int]) -> None:
    """Adds the translations to the user's next digest; each is listed once."""
    rows = [DigestEntry(user=user, translation_id=pk) for pk in translation_ids]
    DigestEntry.objects.bulk_create(rows, ignore_conflicts=True)


# Ids of translations whose mail is pending; None outside of `gathered()`.
_gathering: ContextVar[list[int] | None] = ContextVar("gathering", default=None)


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


@dataclass(frozen=True)
class Turn:
    """One page or snippet to translate, as the mail lists it."""

    translation_id: int
    title: str
    locale: Locale
    url: str
    """The path of its editor."""
    translators: tuple[User, ...]


def tell_translators(translation_ids: list[int]) -> None:
    """Sends each translator one mail with what there is to translate, or adds it to the digest."""
    by_user: dict[User, list[Turn]] = {}
    for turn in _turns(translation_ids):
        for translator in turn.translators:
            by_user.setdefault(translator, []).append(turn)
    later = who_want_digest(by_user)
    for translator, turns in by_user.items():
        if translator.pk in later:
            put_off(translator, [turn.translation_id for turn in turns])
        else:
            send(translator, "to_translate", {"turns": turns})


def tell_one(user: User, translation_ids: list[int]) -> bool:
    """Sends the user the digest; returns False if nothing in it is to be translated any more."""
    turns = [turn for turn in _turns(translation_ids) if user in turn.translators]
    if turns:
        send(user, "to_translate", {"turns": turns})
    return bool(turns)


def _turns(translation_ids: list[int]) -> Iterator[Turn]:
    """Yields the translations with something left to translate."""
    used = Translation.objects.filter(pk__in=translation_ids, enabled=True)
    for translation in used.select_related("source", "target_locale"):
        target = translation.source.object.get_instance_or_none(translation.target_locale)
        if target is None or not segment_states.needs_translator(translation):
            continue
        is_page = isinstance(target, Page)
        yield Turn(
            translation.pk,
            str(target.get_admin_display_title() if is_page else target),
            translation.target_locale,
            translation.get_target_instance_edit_url(),
            tuple(_translators_of(target) if is_page else _translators_of_snippet(target)),
        )


def _translators_of(page: Page) -> list[User]:
    rights = TranslationRight.objects.filter(role=Role.TRANSLATOR).reaching(page)
    return [user for user in rights.users() if not is_withheld(user, page)]


def _translators_of_snippet(snippet: Any) -> list[User]:
    """Returns those who translate the whole site into the language and may change the model."""
    rights = TranslationRight.objects.filter(
        role=Role.TRANSLATOR, locale=snippet.locale_id, section=None
    )
    permission = f"{snippet._meta.app_label}.change_{snippet._meta.model_name}"
    return [user for user in rights.users() if user.has_perm(permission)]


def _note_new(instance: Translation, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created and not raw:
        note(instance.pk)


def _note_changed(translation: Translation, **_kwargs: Any) -> None:
    note(translation.pk)


@one_page_only
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
    for _savepoints, callback, _robust in transaction.get_connection().run_on_commit:
        if isinstance(callback, PendingMail):
            return callback.noted
    return None


def send_digests() -> int:
    """Sends what was put off before today (UTC). Returns the number of mails.

    What was translated meanwhile is left out.
    """
    today = datetime.combine(timezone.now().astimezone(UTC).date(), time.min, UTC)
    due = DigestEntry.objects.filter(at__lt=today)
    by_user: dict[int, list[int]] = {}
    for user_id, pk in due.order_by("pk").values_list("user_id", "translation_id"):
        by_user.setdefault(user_id, []).append(pk)
    # Deleted first: a mail server that fails must not lead to a mail every minute.
    due.delete()
    users = User.objects.filter(pk__in=by_user, is_active=True)
    return sum(tell_one(user, by_user[user.pk]) for user in users)
