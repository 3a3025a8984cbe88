"""`manage.py publish_scheduled`: publishes and unpublishes what is due; replaces Wagtail's command.

In Wagtail's command, a page that cannot be published ends the run, and no later page is published.
"""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.management.commands import publish_scheduled
from wagtail.models import Page, Revision

from core.admin import cancel_failed_schedules
from core.models.maintenance_records import recorded
from core.pages.publish_validation import reasons_of, validate

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    """As Wagtail's own; a page that fails does not stop the others."""

    help = (
        "Publishes and unpublishes what is due. A page that may not go out stays as it was and "
        "loses its schedule, so that it can be mended; its editors get a mail, and the command "
        "ends with an error after all others."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """As Wagtail's own, page by page."""
        if options["dryrun"]:
            self._publish_due(*args, **options)
            return
        with recorded("publish_scheduled"):
            self._publish_due(*args, **options)

    def _publish_due(self, *args: Any, **options: Any) -> None:
        is_trial = options["dryrun"]
        found = [self._publish(revision, is_trial=is_trial) for revision in _due()]
        super().handle(*args, **options)
        failed = sum(not is_published for is_published in found)
        if failed and not is_trial:
            raise CommandError(f"Pages that were not published: {failed}")

    def _publish(self, revision: Revision, *, is_trial: bool) -> bool:
        """Publishes one page, or only validates it if `is_trial`; returns whether it succeeded."""
        page = revision.content_object
        try:
            if is_trial:
                validate(page, revision)
            else:
                with transaction.atomic():
                    revision.publish(log_action="wagtail.publish.scheduled")
        except DatabaseError as error:
            # No fault of the page: the next run tries again.
            logger.exception("Publishing page %s on schedule failed", page.pk)
            self.stderr.write(_sentence(page, str(error)))
            return False
        except Exception as error:
            self.stderr.write(_sentence(page, _reasons(page, error)))
            if not is_trial:
                _cancel(page, revision, error)
            return False
        return True


def _due() -> QuerySet[Revision]:
    """Returns the due revisions as Wagtail selects them. Snippets have no schedules here."""
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
    return due.order_by("approved_go_live_at")


def _cancel(page: Page, revision: Revision, error: Exception) -> None:
    """Cancels the schedule; logs it, mails the editors, records it in the page's history."""
    if isinstance(error, ValidationError):
        logger.warning("Page %s was not published on schedule: %s", page.pk, error.messages)
    else:
        logger.error("Publishing page %s on schedule failed", page.pk, exc_info=error)
    cancel_failed_schedules.cancel_schedule(page, revision, error)


def _sentence(page: Page, reasons: str) -> str:
    where = f"page {page.pk}, {page.locale.language_code}, {page.url_path}"
    return f"Not published: “{page.title}” ({where}). {reasons}"


def _reasons(page: Page, error: Exception) -> str:
    if isinstance(error, ValidationError):
        return reasons_of(page, error)
    return gettext("Something went wrong; the log says what.")
