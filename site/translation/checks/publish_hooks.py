"""The ways on which a translation is published in the admin, each with the checks before it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wagtail import hooks
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import TranslationSource

from translation.checks import publish_confirmation, report_scope
from translation.checks.missing_translations import refusals
from translation.checks.verdict import verdict_on
from translation.permissions.translation_permissions import may_publish


@hooks.register("before_edit_page", order=-1)
def checked_in_the_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """wagtail-localize's editor publishes by a POST to the address of the page's editor."""
    if not _publishes(request) or not page.permissions_for_user(request.user).can_publish():
        return None
    return publish_confirmation.answer_to(request, report_scope.of(page), back=request.path)


# After the question whose language it is, and before wagtail-localize publishes.
@hooks.register("before_edit_snippet", order=-0.5)
def snippet_checked_in_the_editor(request: HttpRequest, instance: Any) -> HttpResponse | None:
    if not _publishes(request) or not hasattr(instance, "translation_key"):
        return None
    return publish_confirmation.answer_to(request, report_scope.of(instance), back=request.path)


def _publishes(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("action") == "publish"


@hooks.register("before_bulk_action")
def checked_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """A selection in the explorer, with the drafts below it where they were asked for."""
    chosen = [item.pk for item in objects if isinstance(item, Page)]
    if action_type != "publish" or not chosen:
        return None
    with_drafts = action.cleaned_form.cleaned_data["include_descendants"]
    pages = _to_publish(chosen, with_drafts=with_drafts)
    return _not_translated(request, pages, back=action.next_url) or publish_confirmation.answer_to(
        request, report_scope.of_pages(pages), back=reverse("wagtailadmin_explore_root")
    )


def _to_publish(pages: list[int], *, with_drafts: bool) -> PageQuerySet:
    chosen = Page.objects.filter(pk__in=pages)
    found = chosen
    if with_drafts:
        for page in chosen:
            found = found | Page.objects.descendant_of(page).not_live()
    return found


def _not_translated(request: HttpRequest, pages: PageQuerySet, back: str) -> HttpResponse | None:
    """Names the pages that cannot go out; those that the user may not publish, stay anyway."""
    drafts = pages.filter(first_published_at=None).select_related("locale").order_by("path")
    own = [page for page in drafts.specific() if may_publish(request.user, page)]
    found = refusals(own)
    if not found:
        return None
    context = {"refusals": found, "back": back}
    return render(request, "translation/checks/not_translated.html", context, status=409)


def errors_after_sync(source: TranslationSource) -> int:
    """How many errors the translations would have, once they had the original's texts of today."""
    with transaction.atomic():
        source.update_from_db()
        found = verdict_on(report_scope.in_use().filter(source=source)).errors
        transaction.set_rollback(True)
    return found
