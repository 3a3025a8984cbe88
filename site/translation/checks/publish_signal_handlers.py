"""Signal handlers: refuse to publish pages that were never translated, log those with errors."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import Translation

from core.pages.bulk_publication_signals import one_page_only
from core.pages.publish_validation import Refusal, find_refusal
from core.signals import pre_publish
from translation import translation_querysets, upstream
from translation.checks.check_results import check_results_of

ACTION = "translation.published_with_errors"


def connect() -> None:
    """Connects the handlers to `pre_publish` and `page_published`."""
    pre_publish.connect(refuse_untranslated, dispatch_uid="translation.missing_translations")
    page_published.connect(report, dispatch_uid="translation.published_with_errors")


def refuse_untranslated(page: Page, revision: Any, **_kwargs: Any) -> None:
    """Raises NotTranslatedError if a required text has no translation on first publication.

    After the first publication, the last approved text is used instead.
    """
    translation = upstream.translation_into(page) if page.first_published_at is None else None
    if translation is not None:
        upstream.refuse_untranslated(
            translation.source, translation.target_locale, revision.content
        )


def refusals(translations: Iterable[Translation]) -> list[Refusal]:
    """Returns the reasons why translations cannot be published with their current texts."""
    found = []
    for translation in translations:
        page = upstream.target_of(translation)
        if isinstance(page, Page):
            found.append(find_refusal(page, content=upstream.drafted(translation)))
    return [each for each in found if each is not None]


@one_page_only
def report(instance: Page, **_kwargs: Any) -> None:
    """Writes a log entry if the published translation has errors."""
    if not upstream.may_be_translated(instance):
        return
    errors = check_results_of(translation_querysets.of(instance)).errors
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
