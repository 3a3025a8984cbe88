"""A translation is withheld from those who may not read its original.

The page in the other language is a copy of the original until it is translated, and its editor
shows the original sentence by sentence: who may change it would read an English draft, by
preview, history, comparison, search or PO file. So Wagtail is told that they have no rights there,
and every view of it, of the explorer, of bulk actions and of wagtail-localize refuses alike.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest

from wagtail.models import Page
from wagtail.models.pages import AbstractPage
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail_localize.models import Translation, TranslationSource

from core import withholding
from core.querysets import readable, unreadable

READING = {"change_page", "publish_page", "unlock_page"}


def enforce() -> None:
    """Has single pages asked for, and lists narrowed: explorer, search, choosers, admin API."""
    withholding.register(is_withheld)
    policy_registry.register(AbstractPage, value=DiscreetPagePolicy())


def is_withheld(user: Any, page: Page) -> bool:
    """Whether `page` is a translation whose original the user may not read.

    The user remembers the answer: Wagtail asks many times in a request.
    """
    if getattr(page, "is_known_to_be_open", False) or may_read_drafts_of(user, page):
        return False
    known: dict[int, bool] = user.__dict__.setdefault("_withheld_pages", {})
    if page.pk not in known:
        known[page.pk] = Page.objects.filter(pk=page.pk).filter(withheld_from(user)).exists()
    return known[page.pk]


def may_read_drafts_of(user: Any, page: Page) -> bool:
    """Whether the user has rights in all languages, where nothing needs to be looked up."""
    root = page.path[: Page.steplen]
    return any(path == root and codename in READING for path, codename in _trees(user))


def withheld_from(user: Any) -> Q:
    """A condition on pages: translations whose original the user may not read."""
    source = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id")
    )
    originals = (
        Page.objects.filter(translation_key=OuterRef("translation_key"))
        .exclude(locale_id=OuterRef("locale_id"))
        .filter(Exists(source))
    )
    return Q(Exists(unreadable(originals).exclude(_in_own_trees(user))))


def visible_originals(user: Any) -> Q:
    """A condition on pages of any language: public, or in a tree in which the user works."""
    return Q(pk__in=readable(Page.objects.all()).values("pk")) | _in_own_trees(user)


def _in_own_trees(user: Any) -> Q:
    condition = Q(pk=None)
    for path, codename in _trees(user):
        below = Q(path__startswith=path)
        condition |= below if codename in READING else below & Q(owner=user)
    return condition


def _trees(user: Any) -> list[tuple[str, str]]:
    """Pairs of a tree's path and a permission of the user there that lets them read drafts."""
    granted = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    pairs = {(grant.page.path, grant.permission.codename) for grant in granted}
    return sorted(pair for pair in pairs if pair[1] in {*READING, "add_page"})


class DiscreetPagePolicy(PagePermissionPolicy):
    """Wagtail's own, without the translations that are withheld."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> PageQuerySet:
        return self._open(user, super().instances_user_has_any_permission_for(user, actions))

    def explorable_instances(self, user: Any) -> PageQuerySet:
        return self._open(user, super().explorable_instances(user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        granted = super().user_has_any_permission_for_instance(user, actions, instance)
        return granted and (user.is_superuser or not is_withheld(user, instance))

    def _open(self, user: Any, pages: PageQuerySet) -> PageQuerySet:
        if not user.is_active or user.is_superuser:
            return pages
        return pages.exclude(withheld_from(user))


def explorable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """What the explorer lists; no row of it asks again for itself."""
    user = request.user
    if user.is_superuser:
        return pages
    return pages.exclude(withheld_from(user)).annotate(is_known_to_be_open=Value(value=True))


def choosable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """What a page chooser may name: Wagtail's own names every draft to everybody."""
    user = request.user
    if user.is_superuser:
        return pages
    return pages.filter(Q(depth=1) | visible_originals(user)).exclude(withheld_from(user))


def readable_translations(user: Any, translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Narrows to those whose page the user may change; snippets have no drafts to hide."""
    if user.is_superuser:
        return translations
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    targets = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale_id=OuterRef("target_locale_id")
    )
    is_page = Q(Exists(targets))
    return translations.filter(~is_page | Q(Exists(targets.filter(pk__in=mine.values("pk")))))
