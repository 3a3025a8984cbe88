"""Cancels a scheduled publication that failed, records it in the history and mails the editors."""

from contextlib import suppress
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.users.models import UserProfile

from core.mail import send_templated
from core.pages.publish_validation import field_label, find_refusal
from core.text.text_joining import listed

ACTION = "core.refused_on_schedule"


@hooks.register("register_log_actions")
def log_action(actions: LogActionRegistry) -> None:
    """Registers the log action of a failed scheduled publication."""

    @actions.register_action(ACTION)
    class RefusedOnSchedule(LogFormatter):
        label = gettext_lazy("Withdraw a schedule, as the page could not be published")

        def format_message(self, log_entry: Any) -> str:
            names = _names(log_entry.content_type, log_entry.data.get("fields", []))
            if not names:
                return gettext("Could not be published on schedule")
            message = gettext("Could not be published on schedule, for these fields: %(fields)s")
            return message % {"fields": listed(names)}


def _names(content_type: Any, fields: list[str]) -> list[str]:
    """Returns the verbose names of those `fields` that the model still has."""
    model = content_type and content_type.model_class()
    labels = [field_label(model, name) for name in fields] if model else []
    return [label for label in labels if label]


def cancel_schedule(page: Page, revision: Revision, error: Exception) -> None:
    """Cancels the schedule of a revision that failed: a scheduled page is locked for everybody."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    fields = list(getattr(error, "error_dict", {}))
    log(page, ACTION, revision=revision, data={"fields": fields})
    for editor in _editors(page, revision):
        _mail(editor, page, revision)


def _editors(page: Page, revision: Revision) -> QuerySet[Any]:
    """Returns the active users who wrote or scheduled the revision or own the page."""
    scheduled = PageLogEntry.objects.filter(
        page=page.pk, revision=revision, action="wagtail.publish.schedule"
    )
    wanted = {revision.user_id, page.owner_id, *scheduled.values_list("user_id", flat=True)}
    users: Any = get_user_model()._default_manager
    return users.filter(pk__in=wanted - {None}, is_active=True).exclude(email="")


def _mail(editor: Any, page: Page, revision: Revision) -> None:
    if not page.permissions_for_user(editor).can_edit():
        return
    language = UserProfile.get_for_user(editor).get_preferred_language()
    with translation.override(language):
        # Validated again, so that the errors are in that language, too.
        found = find_refusal(page, revision)
    context = {"page": page, "faults": found.faults if found else []}
    with suppress(OSError):
        send_templated(
            editor.email, "publishing/mails/refused_on_schedule", context, language=language
        )
