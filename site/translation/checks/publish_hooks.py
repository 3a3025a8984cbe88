"""Runs the checks before a translation is published in the admin, whichever view publishes it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from core.admin import checked_publishing
from core.pages.publish_validation import Refusal
from translation import translation_querysets, upstream
from translation.checks import publish_confirmation, publish_signal_handlers
from translation.checks.check_results import check_results_of


@hooks.register("before_edit_page", order=-1)
def checked_in_the_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Checks a page when wagtail-localize's editor publishes it (POST to the edit URL)."""
    if not _publishes(request) or not page.permissions_for_user(request.user).can_publish():
        return None
    answer = publish_confirmation.answer_to(
        request, translation_querysets.of(page), back=request.path
    )
    translation = upstream.translation_into(page) if answer is None else None
    if translation is None:
        return answer
    return checked_publishing.refusal_response(
        request, publish_signal_handlers.refusals([translation]), back=request.path
    )


# Runs after the language permission check and before wagtail-localize publishes.
@hooks.register("before_edit_snippet", order=-0.5)
def snippet_checked_in_the_editor(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Checks a snippet when wagtail-localize's editor publishes it."""
    if not _publishes(request) or not hasattr(instance, "translation_key"):
        return None
    return publish_confirmation.answer_to(
        request, translation_querysets.of(instance), back=request.path
    )


def _publishes(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("action") == "publish"


# Runs before the pages are validated.
@hooks.register("before_bulk_action", order=-2)
def drafts_brought_up_to_date(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Saves the stored texts as drafts of pages that are to be published for the first time.

    Texts that were imported are complete while the page's draft is still the untranslated copy.
    """
    chosen = [item.pk for item in objects if isinstance(item, Page)]
    if action_type != "publish" or not chosen:
        return
    with_drafts = action.cleaned_form.cleaned_data["include_descendants"]
    pages = checked_publishing.pages_to_publish(chosen, with_drafts=with_drafts)
    for page in pages.filter(first_published_at=None).specific():
        if page.permissions_for_user(request.user).can_publish():
            bring_up_to_date(page, request.user)
    for item in objects:
        # The action publishes the revision that it has read before.
        item.refresh_from_db(fields=["latest_revision", "draft_title", "has_unpublished_changes"])


@hooks.register("before_bulk_action")
def checked_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Checks the pages of a bulk publish action, with their drafts below if those were included."""
    chosen = [item.pk for item in objects if isinstance(item, Page)]
    if action_type != "publish" or not chosen:
        return None
    with_drafts = action.cleaned_form.cleaned_data["include_descendants"]
    pages = checked_publishing.pages_to_publish(chosen, with_drafts=with_drafts)
    back = reverse("wagtailadmin_explore_root")
    return publish_confirmation.answer_to(request, translation_querysets.of_pages(pages), back=back)


def refusals_after_sync(source: TranslationSource) -> list[Refusal]:
    """Returns the translations that cannot be published with the original's current texts."""
    with transaction.atomic():
        source.update_from_db()
        found = publish_signal_handlers.refusals(
            source.translations.filter(enabled=True).select_related("source", "target_locale")
        )
        transaction.set_rollback(True)
    return found


def errors_after_sync(source: TranslationSource) -> int:
    """Returns the number of errors after syncing the translations with the current original."""
    with transaction.atomic():
        source.update_from_db()
        found = check_results_of(translation_querysets.in_use().filter(source=source)).errors
        transaction.set_rollback(True)
    return found


def bring_up_to_date(page: Page, user: Any) -> bool:
    """Saves a draft if all required texts are translated, but the latest draft lacks one.

    Returns whether it did. A page that is locked or in a workflow stays as it is.
    """
    translation = upstream.translation_into(page)
    revision = page.get_latest_revision()
    if translation is None or revision is None or page.locked or page.workflow_in_progress:
        return False
    source, locale = translation.source, translation.target_locale
    if not _is_complete(source, locale, None) or _is_complete(source, locale, revision.content):
        return False
    upstream.drafted(translation).save_revision(user=user, log_action=True)
    return True


def _is_complete(source: Any, locale: Any, content: Any) -> bool:
    try:
        upstream.refuse_untranslated(source, locale, content)
    except upstream.NotTranslatedError:
        return False
    return True
