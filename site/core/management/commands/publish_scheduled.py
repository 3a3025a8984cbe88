"""Publishes and unpublishes what is due, as Wagtail's command does that it stands in for.

There, a page that may not go out ends the command, and no page after it goes out either.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils import timezone

from wagtail.log_actions import log
from wagtail.management.commands import publish_scheduled
from wagtail.models import Page, Revision

from core.admin.schedule_log import ACTION
from core.signals import page_goes_out


class Command(publish_scheduled.Command):
    help = (
        "Publishes and unpublishes what is due. A page that may not go out loses its schedule, so "
        "that it can be mended; it is named, and the command ends with an error after all others."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        is_trial = options["dryrun"]
        refused = _refused()
        for page, revision, error in refused:
            if not is_trial:
                _withdraw(page, revision, error)
        super().handle(*args, **options)
        for page, _revision, error in refused:
            self.stderr.write(_sentence(page, error))
        if refused and not is_trial:
            raise CommandError(f"Pages that were not published: {len(refused)}")


def _due() -> QuerySet[Revision]:
    """As Wagtail chooses them; of pages, the only ones that somebody objects to."""
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
    return due.order_by("approved_go_live_at")


def _refused() -> list[tuple[Page, Revision, ValidationError]]:
    found = []
    for revision in _due():
        page = revision.content_object
        try:
            page_goes_out.send(sender=type(page), page=page, revision=revision)
        except ValidationError as error:
            found.append((page, revision, error))
    return found


def _withdraw(page: Page, revision: Revision, error: ValidationError) -> None:
    """A page that waits for its hour is locked: nobody could mend it."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(page, ACTION, revision=revision, data={"fields": _fields(error)})


def _sentence(page: Page, error: ValidationError) -> str:
    where = f"page {page.pk}, {page.locale.language_code}, {page.url_path}"
    return f"Not published: “{page.title}” ({where}). {_reasons(error)}"


def _reasons(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    faults = error.message_dict.items()
    return "; ".join(f"{field}: {' '.join(messages)}" for field, messages in faults)


def _fields(error: ValidationError) -> list[str]:
    return list(error.message_dict) if hasattr(error, "error_dict") else []
