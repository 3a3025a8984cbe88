"""Logs translations published with errors outside the admin (scheduled publishing, scripts).

The page history and the site history show the log entry; the report “Translation checks” lists the
errors.
"""

from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page
from wagtail.signals import page_published

from translation.checks import translation_querysets
from translation.checks.check_results import check_results_of

ACTION = "translation.published_with_errors"


def connect() -> None:
    """Connects the handler to `page_published`."""
    page_published.connect(report, dispatch_uid="translation.published_with_errors")


def report(instance: Page, **_kwargs: Any) -> None:
    """Writes a log entry if the published translation has errors."""
    translation = translation_querysets.of(instance)
    # Originals have none; this is by far the cheaper question.
    errors = check_results_of(translation).errors if translation.exists() else 0
    if errors:
        log(instance, ACTION, data={"errors": errors})


@hooks.register("register_log_actions")
def log_action(actions: LogActionRegistry) -> None:
    """Registers the log action “Publish a translation with errors”."""

    @actions.register_action(ACTION)
    class PublishedWithErrors(LogFormatter):
        label = gettext_lazy("Publish a translation with errors")

        def format_message(self, log_entry: Any) -> str:
            count = log_entry.data.get("errors")
            if not count:
                return gettext("Published a translation with errors")
            message = ngettext(
                "Published a translation with %(count)d error",
                "Published a translation with %(count)d errors",
                count,
            )
            return message % {"count": count}
