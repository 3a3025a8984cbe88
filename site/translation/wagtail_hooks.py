"""Where the cures take hold in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path

from wagtail import hooks
from wagtail.models import Page
from wagtail.query import PageQuerySet

from translation import cascading, snippets_by_language, stale, views


@hooks.register("construct_translated_pages_to_cascade_actions")
def translations_follow(pages: list[Page], action: str) -> dict[Page, PageQuerySet]:
    """Page → the translations that the admin names, and takes along, in its confirmation."""
    choose = cascading.followers_to_unpublish if action == "unpublish" else cascading.followers
    return {page: choose(page) for page in pages}


@hooks.register("before_move_page")
def translations_move_along(request: HttpRequest, page: Page, destination: Page) -> None:
    """Moves the translations before Wagtail would, which asks for rights on each of them.

    It asks only after the original has moved, and would leave the languages apart.
    """
    permissions = page.permissions_for_user(request.user)
    if request.method == "POST" and permissions.can_move_to(destination):
        cascading.move_followers(page, destination, request.user)


@hooks.register("before_bulk_action")
def translations_follow_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """The same for a selection in the explorer, where Wagtail forgets about translations."""
    pages = [item for item in objects if isinstance(item, Page)]
    for page in pages:
        if action_type == "move":
            destination = action.cleaned_form.cleaned_data["chooser"]
            cascading.move_followers(page, destination, request.user)
        elif action_type == "unpublish":
            descendants = action.cleaned_form.cleaned_data["include_descendants"]
            cascading.unpublish_followers(page, request.user, with_descendants=descendants)
        elif action_type == "delete":
            cascading.delete_followers(page, request.user)


@hooks.register("before_edit_snippet", order=-1)
def snippets_are_changed_in_ones_own_language(request: HttpRequest, instance: Any) -> None:
    snippets_by_language.refuse_others(request, instance)


@hooks.register("before_delete_snippet", order=-1)
def snippets_are_deleted_in_ones_own_language(request: HttpRequest, instances: list[Any]) -> None:
    for instance in instances:
        snippets_by_language.refuse_others(request, instance)


@hooks.register("construct_page_action_menu")
def no_conversion_to_alias(
    menu_items: list[Any], _request: HttpRequest, _context: dict[str, Any]
) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_admin_urls", order=-1)
def stricter_views() -> list[URLPattern | URLResolver]:
    """At the addresses of wagtail-localize's own views, and before them."""
    urls = [
        path(
            "submit/page/<int:page_id>/",
            views.SubmitPageTranslationView.as_view(),
            name="submit_page_translation",
        ),
        path(
            "update/<int:translation_source_id>/",
            views.UpdateTranslationsView.as_view(),
            name="update_translations",
        ),
        path(
            "page/<int:page_id>/convert_to_alias/",
            views.refuse_conversion_to_alias,
            name="convert_to_alias",
        ),
    ]
    return [path("localize/", include((urls, "translation")))]


@hooks.register("register_admin_urls")
def addresses_of_stale_segments() -> list[URLPattern]:
    return [path("translation/stale/<int:record_id>/confirm/", stale.confirm, name="confirm_stale")]
