"""Wagtail hooks: permissions on translations, URLs and menu items."""

from importlib import import_module
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.query import PageQuerySet

from translation import url_guards
from translation.languages import views as language_views
from translation.permissions import draft_visibility, rights_views
from translation.permissions.hidden_titles import bulk_actions
from translation.permissions.hidden_titles.page_titles import VisiblePagesAPI
from translation.permissions.translation_permissions import (
    is_locked_for,
    refuse_other_languages,
)
from translation.review import account_settings
from translation.review import views as review_views
from translation.upstream import is_translation, listing_buttons

__all__ = ["account_settings", "bulk_actions", "listing_buttons"]

# The hooks of each part are registered when its module is imported.
for _part in (
    "checks", "board", "files", "memory", "submission", "tree_sync", "work_packages",
    "workspace",
):  # fmt: skip
    import_module(f"translation.{_part}.hooks")


@hooks.register("before_edit_snippet", order=-1)
def snippets_are_changed_in_ones_own_language(request: HttpRequest, instance: Any) -> None:
    """Denies editing snippets in languages without permissions."""
    refuse_other_languages(request, instance)


@hooks.register("before_delete_snippet", order=-1)
def snippets_are_deleted_in_ones_own_language(request: HttpRequest, instances: list[Any]) -> None:
    """Denies deleting snippets in languages without permissions."""
    for instance in instances:
        refuse_other_languages(request, instance)


@hooks.register("construct_page_action_menu")
def no_conversion_to_alias(
    menu_items: list[Any], _request: HttpRequest, _context: dict[str, Any]
) -> None:
    """Removes “Convert to alias page” from the editor's menu."""
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_admin_urls", order=-1)
def stricter_addresses() -> list[URLPattern | URLResolver]:
    """Registers the checked URLs, before wagtail-localize's own."""
    return url_guards.guarded_addresses()


@hooks.register("register_admin_urls")
def own_addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the rights screen, the review actions and stale segments."""
    rights = [path("", rights_views.rights, name="rights")]
    steps = [path("<int:translation_id>/<slug:action>/", review_views.act, name="step")]
    return [
        path("translation-rights/", include((rights, "translation_rights"))),
        path("translation-review/", include((steps, "translation_review"))),
        path(
            "translation/stale/<int:record_id>/confirm/",
            review_views.confirm,
            name="confirm_stale",
        ),
    ]


@hooks.register("register_admin_urls", order=-1)
def adding_a_language() -> list[URLPattern | URLResolver]:
    """Registers the views that add and edit a language, replacing Wagtail's forms for locales."""
    return [
        path("locales/new/", language_views.add, name="add_language"),
        path("locales/edit/<int:pk>/", language_views.edit, name="edit_language"),
    ]


class RightsMenuItem(MenuItem):
    """Menu item for users who may edit translation rights."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may edit translation rights."""
        return rights_views.may_grant(request.user)


@hooks.register("register_settings_menu_item")
def rights_menu_item() -> MenuItem:
    """Adds the rights screen to the Settings menu."""
    return RightsMenuItem(
        _("Translation rights"),
        reverse("translation_rights:rights"),
        name="translation-rights",
        icon_name="group",
        order=650,
    )


@hooks.register("register_permissions")
def permission_to_grant() -> QuerySet[Permission]:
    """Lists the permission to edit all translation rights in the group form."""
    return Permission.objects.filter(
        content_type__app_label="translation", codename="change_translationright"
    )


@hooks.register("construct_explorer_page_queryset")
def the_explorer_opens_where_one_works(
    parent: Page, pages: PageQuerySet, request: HttpRequest
) -> PageQuerySet:
    """Denies exploring pages without permissions on them or their descendants."""
    draft_visibility.refuse_to_explore(request.user, parent)
    return pages


@hooks.register("construct_page_chooser_queryset")
def choosers_name_no_draft_of_others(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Removes drafts that the user may not see from page choosers."""
    return draft_visibility.choosable(pages, request)


@hooks.register("construct_admin_api")
def the_api_names_no_draft_of_others(router: Any) -> None:
    """Registers the admin API endpoint that hides drafts."""
    router.register_endpoint("pages", VisiblePagesAPI)


@hooks.register("before_edit_page", order=-1)
def a_locked_translation_is_not_changed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Denies saving a locked page in wagtail-localize's editor, which ignores locks and reviews."""
    if request.method != "POST" or not is_locked_for(request.user, page):
        return None
    if not is_translation(page):
        return None
    lock = page.get_lock()
    messages.error(request, lock.get_message(request.user) or gettext("This page is locked."))
    return redirect("wagtailadmin_pages:edit", page.pk)
