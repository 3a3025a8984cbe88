"""Wagtail hooks: translations are moved, unpublished, deleted and scheduled like their original."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.query import PageQuerySet

from translation.tree_sync import cascades, schedule_sync, schedule_views
from translation.tree_sync.schedule_views import FollowScheduleBulkAction

hooks.register("register_bulk_action", FollowScheduleBulkAction)


@hooks.register("construct_translated_pages_to_cascade_actions")
def translations_follow(pages: list[Page], action: str) -> dict[Page, PageQuerySet]:
    """Returns page → translations that the confirmation lists and the action includes."""
    choose = cascades.followers_to_unpublish if action == "unpublish" else cascades.followers
    return {page: choose(page) for page in pages}


@hooks.register("before_move_page")
def translations_move_along(request: HttpRequest, page: Page, destination: Page) -> None:
    """Moves the translations before Wagtail moves the page.

    Wagtail would check permissions on each translation, but only after moving the original, which
    would leave the languages in different places.
    """
    permissions = page.permissions_for_user(request.user)
    if request.method == "POST" and permissions.can_move_to(destination):
        cascades.move_followers(page, destination, request.user)


@hooks.register("before_bulk_action")
def translations_follow_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Applies a bulk action to the translations, which Wagtail does not do."""
    pages = [item for item in objects if isinstance(item, Page)]
    for page in pages:
        if action_type == "move":
            destination = action.cleaned_form.cleaned_data["chooser"]
            cascades.move_followers(page, destination, request.user)
        elif action_type == "unpublish":
            descendants = action.cleaned_form.cleaned_data["include_descendants"]
            cascades.unpublish_followers(page, request.user, with_descendants=descendants)
        elif action_type == "delete":
            cascades.delete_followers(page, request.user)


@hooks.register("register_admin_urls")
def schedule_addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the schedule screen."""
    urls = [path("<int:page_id>/schedule/", schedule_views.follow_schedule, name="schedule")]
    return [path("all-languages/", include((urls, "all_languages")))]


@hooks.register("after_publish_page")
def translations_are_asked_for_the_schedule(
    request: HttpRequest, page: Page
) -> HttpResponse | None:
    """Redirects from publishing or scheduling an original to the schedule screen."""
    if schedule_sync.leads_on(page, request.user):
        return redirect("all_languages:schedule", page.pk)
    return None


@hooks.register("after_edit_page")
def approving_in_the_editor_leads_there_too(
    request: HttpRequest, page: Page
) -> HttpResponse | None:
    """Redirects after a workflow approval in the editor, where the hook above is not called."""
    if request.POST.get("action-workflow-action") != "true":
        return None
    if request.POST.get("workflow-action-name") != "approve":
        return None
    return translations_are_asked_for_the_schedule(request, page)


@hooks.register("register_page_header_buttons")
def schedule_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Adds the button “Same schedule in all languages…” to the page header menu."""
    if not page.pk or page.is_root() or not schedule_sync.may_schedule(user, page):
        return
    if schedule_sync.has_changes(page, user):
        address = reverse("all_languages:schedule", args=[page.pk])
        yield Button(
            label=_("Same schedule in all languages…"),
            url=address,
            icon_name="calendar",
            priority=65,
        )
