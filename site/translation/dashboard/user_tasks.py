"""A user's translation and review tasks, derived from their translation rights."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from wagtail.models import Locale, Page, WorkflowState
from wagtail.permissions import policy_registry

from core.caching import request_cache
from translation.dashboard.original_pages import below, is_in
from translation.models import Role, State, TranslationRight
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
