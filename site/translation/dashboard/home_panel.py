"""Panel of the admin's home page that lists the user's translation and review tasks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from wagtail.admin.ui.components import Component
from wagtail.models import Page

from translation.dashboard.board_rows import Cell, Row, rows
from translation.dashboard.board_scope import BoardScope, board_scope_of
from translation.dashboard.user_tasks import UserTasks, tasks_of
from translation.dashboard.workspace_links import workspace_links

# Number of pages listed in the panel; the board lists all.
AT_MOST = 8


@dataclass(frozen=True)
class Duty:
    """One task: a page in a language."""

    page: Page
    cell: Cell


@dataclass(frozen=True)
class Duties:
    """The first tasks to list, and their total number."""

    number: int
    """The number of pages, including those that are not listed."""
    shown: list[Duty]


class UserTasksPanel(Component):
    """The panel “your translations” of the admin's home page."""

    name = "translations_of_yours"
    template_name = "translation/dashboard/panel.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Returns the template context with the user's tasks."""
        user = parent_context["request"].user
        own = tasks_of(user)
        scope = board_scope_of(user) if own.translates or own.reviews else None
        # Superusers only see pages sent to review; translating is the translators' task.
        translates = own.translates and not own.is_everything
        return {
            "to_translate": scope and translates and to_translate(scope, own),
            "to_review": scope and own.reviews and to_review(scope, own),
            "workspace_links": workspace_links(user, mine=True) if scope and translates else [],
        }


def to_translate(scope: BoardScope, own: UserTasks) -> Duties:
    """Returns the pages that the user is to translate."""

    def is_duty(row: Row, cell: Cell) -> bool:
        return own.is_to_translate(row.original.path, cell.locale.pk, cell.status)

    return _duties(scope, own.translates, own.to_translate, is_duty)


def to_review(scope: BoardScope, own: UserTasks) -> Duties:
    """Returns the pages that the user is to review."""

    def is_duty(row: Row, cell: Cell) -> bool:
        path, language = row.original.path, cell.locale.pk
        return own.is_to_review(path, language, cell.status, cell.page_id)

    return _duties(scope, own.reviews, own.to_review, is_duty)


def _duties(
    scope: BoardScope,
    languages: dict[int, tuple[str, ...]],
    condition: Callable[[int], Q],
    is_duty: Callable[[Row, Cell], bool],
) -> Duties:
    mine = Q(pk=None)
    for locale_id in languages:
        mine |= scope.seen_in(locale_id) & condition(locale_id)
    pages = scope.originals().filter(mine)
    locales = [locale for locale in scope.locales if locale.pk in languages]
    table = rows(list(pages[:AT_MOST]), locales, scope, with_people=False)
    shown = [Duty(row.original, cell) for row in table for cell in row.cells if is_duty(row, cell)]
    return Duties(pages.count(), shown)
