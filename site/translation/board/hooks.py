"""Wagtail hooks that register the translation board."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.board import explorer_badges, views
from translation.board.board_scope import works_anywhere
from translation.board.user_tasks import UserTasksPanel


class BoardMenuItem(MenuItem):
    """Menu item of the board, for users who edit or translate pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user has any page on the board."""
        return works_anywhere(request.user)


@hooks.register("register_admin_viewset", order=1)
def badges_in_the_explorer() -> explorer_badges.ExplorerViewSet:
    """Registers the explorer viewset, after Wagtail's own, which it replaces."""
    return explorer_badges.ExplorerViewSet()


@hooks.register("register_admin_urls")
def board_address() -> list[URLPattern]:
    """Registers the URLs of the board."""
    return [
        path("reports/translation-board/", views.board, name="translation_board"),
        path(
            "reports/translation-board/<slug:app_label>/<slug:model_name>/",
            views.snippets_board,
            name="translation_board_of_snippets",
        ),
    ]


@hooks.register("register_reports_menu_item")
def board_menu_item() -> MenuItem:
    """Adds the board to the Reports menu."""
    return BoardMenuItem(
        _("Translation board"),
        reverse("translation_board"),
        name="translation-board",
        icon_name="table",
        order=900,
    )


@hooks.register("construct_homepage_panels")
def yours_on_the_home_page(_request: HttpRequest, panels: list[Any]) -> None:
    """Adds the panel of tasks to the admin's home page."""
    panels.append(UserTasksPanel())


@hooks.register("insert_global_admin_css")
def board_style() -> SafeString:
    """Adds the board's stylesheet to the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("translation/board.css"))
