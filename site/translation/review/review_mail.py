"""E-mail to reviewers, in the recipient's admin language.

When a translation is returned, Wagtail sends its own mail with the reviewer and the comment.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation as languages

from wagtail.models import Page, TaskState
from wagtail.signals import task_submitted
from wagtail.users.models import UserProfile

from core.text.direction import isolate
from core.text.direction_in_html import isolate_in_html
from translation.models import Role, TranslationReviewTask, TranslationRight
from translation.permissions.draft_visibility import is_withheld

TEMPLATES = "translation/mails"


def connect() -> None:
    """Connects the handler to `task_submitted`."""
    task_submitted.connect(tell_reviewers, dispatch_uid="translation.mails.review")


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
        subject, text = (
            isolate(render_to_string(f"{TEMPLATES}/{kind}{part}", whole).strip(), language)
            for part in ("_subject.txt", ".txt")
        )
        html = isolate_in_html(render_to_string(f"{TEMPLATES}/{kind}.html", whole))
    send_mail(subject, text, None, [user.email], html_message=html, fail_silently=True)
