"""A user's translation and review tasks, from their rights, on the home panel and as links."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, Sum
from django.urls import reverse

from wagtail.admin.ui.components import Component
from wagtail.models import Locale, Page, WorkflowState
from wagtail.permissions import policy_registry

from core.caching import request_cache
from translation import translation_querysets
from translation.board.board_rows import Cell, Row, rows
from translation.board.board_scope import BoardScope, board_scope_of
from translation.board.original_pages import below, is_in
from translation.models import Role, State, TranslationProgress, TranslationRight
from translation.models.translation_right import home_page

TO_TRANSLATE = (State.UNTRANSLATED, State.STALE, State.DRAFT)
TO_REVIEW = (State.REVIEW,)


@dataclass(frozen=True)
class UserTasks:
    """The user's tasks: by language, the paths of the page trees of originals."""

    translates: dict[int, tuple[str, ...]] = field(default_factory=dict)
    reviews: dict[int, tuple[str, ...]] = field(default_factory=dict)
    sent: tuple[int, ...] = ()
    """Ids of pages the user sent to review, which another user must review."""
    is_everything: bool = False
    """For superusers without translation rights of their own: everyone's tasks."""

    def to_translate(self, locale_id: int) -> Q:
        """Returns a filter on originals that the user is to translate into the locale."""
        return below(self.translates.get(locale_id, ())) & is_in(TO_TRANSLATE, locale_id)

    def to_review(self, locale_id: int) -> Q:
        """Returns a filter on originals that the user is to review in the locale."""
        return below(self.reviews.get(locale_id, ())) & is_in(TO_REVIEW, locale_id, self.sent)

    def any(self, locale_id: int) -> Q:
        """Returns a filter on originals with any task of the user in the locale."""
        return self.to_translate(locale_id) | self.to_review(locale_id)

    def is_to_translate(self, path: str, locale_id: int, status: str) -> bool:
        """Whether the page at `path` is the user's to translate."""
        return status in TO_TRANSLATE and path.startswith(self.translates.get(locale_id, ()))

    def is_to_review(self, path: str, locale_id: int, status: str, page_id: int | None) -> bool:
        """Whether the page at `path` is the user's to review; not if the user sent it."""
        theirs = path.startswith(self.reviews.get(locale_id, ())) and page_id not in self.sent
        return status in TO_REVIEW and theirs


def tasks_of(user: Any) -> UserTasks:
    """Returns the user's tasks with three queries; translated pages are not loaded."""
    rights = list(TranslationRight.objects.held_by(user).select_related("section"))
    home = home_page()
    trees: dict[str, dict[int, tuple[str, ...]]] = {role: {} for role in Role.values}
    for right in rights:
        place = right.section or home
        if place is not None:
            known = trees[right.role].get(right.locale_id, ())
            trees[right.role][right.locale_id] = (*known, place.path)
    sent = WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_IN_PROGRESS, base_content_type__model="page"
    )
    ids = tuple(int(pk) for pk in sent.values_list("object_id", flat=True))
    if user.is_superuser and not rights:
        everywhere: dict[int, tuple[str, ...]] = dict.fromkeys(
            Locale.objects.values_list("pk", flat=True), ("",)
        )
        return UserTasks(everywhere, everywhere, ids, is_everything=True)
    return UserTasks(trees[Role.TRANSLATOR], trees[Role.REVIEWER], ids)


def may_approve_in(user: Any, locale_id: int) -> bool:
    """Whether the user reviews or publishes pages in the language, wherever on the site."""
    if user.is_superuser:
        return True
    # Screens ask for one language after the other.
    tasks = request_cache.for_user(user, "translation tasks", lambda: tasks_of(user))
    if locale_id in tasks.reviews:
        return True
    grants = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    places = [each.page for each in grants if each.permission.codename == "publish_page"]
    return any(place.depth == 1 or place.locale_id == locale_id for place in places)


@dataclass(frozen=True)
class WorkspaceLink:
    """A link to the workspace in one language."""

    locale: Locale
    number: int
    url: str


def workspace_links(
    user: Any, *, mine: bool = False, section: Page | None = None
) -> list[WorkspaceLink]:
    """Returns one link for each language with waiting pages; one query for all.

    No query for users who edit originals only.
    """
    scope = board_scope_of(user)
    if not (scope.by_language or user.is_superuser):
        return []
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change")
    translations = translation_querysets.of_pages(pages)
    if section is not None:
        translations = translation_querysets.below(translations, section)
    rows = TranslationProgress.objects.filter(translation__in=translations.order_by().values("pk"))
    rows = rows.filter(Q(untranslated__gt=0) | Q(stale__gt=0))
    if mine:
        rows = rows.filter(_own(user))
    sums = rows.order_by().values("locale").annotate(number=Sum(F("untranslated") + F("stale")))
    numbers = {row["locale"]: row["number"] for row in sums}
    query = {"section": section.pk} if section else {}
    query |= {"mine": "on"} if mine else {}
    return [
        WorkspaceLink(
            locale,
            numbers[locale.pk],
            reverse(
                "translation_workspace:workspace", query={"language": locale.language_code} | query
            ),
        )
        for locale in scope.locales
        if locale.pk in numbers
    ]


def _own(user: Any) -> Q:
    """Returns a filter on TranslationProgress rows: pages that are the user's to translate."""
    condition = Q(pk=None)
    for locale_id, places in tasks_of(user).translates.items():
        keys = Page.objects.filter(below(places)).order_by().values("translation_key")
        condition |= Q(locale=locale_id, translation_key__in=keys)
    return condition


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
    template_name = "translation/board/panel.html"
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
