"""A translation is withheld from those who may not read its original.

The page in the other language is a copy of the original until it is translated, and its editor
shows the original sentence by sentence: who may change it would read an English draft, by
preview, history, comparison, search or PO file. So Wagtail is told that they have no rights there,
and every view of it, of the explorer, of bulk actions and of wagtail-localize refuses alike.
"""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest

from wagtail.models import Page, PageViewRestriction
from wagtail.models.pages import AbstractPage
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail_localize.models import Translation, TranslationSource

from core.admin import page_visibility
from core.caching import request_cache

# Whoever has one of these somewhere may read drafts there.
READING = {"change_page", "publish_page", "unlock_page"}
# Conditions in one query.
BATCH = 300

# Id of a language → the translation keys of its originals that a user may not read.
Closed = dict[int, set[UUID]]


def enforce() -> None:
    """Has single pages asked for, and lists narrowed: explorer, search, choosers, admin API."""
    page_visibility.register(is_withheld)
    policy_registry.register(AbstractPage, value=DiscreetPagePolicy())


def is_withheld(user: Any, page: Page) -> bool:
    """Whether `page` is a translation whose original the user may not read, or shows one."""
    if page.alias_of_id is not None:
        return is_withheld(user, page.alias_of)
    return any(
        page.translation_key in keys and page.locale_id != locale_id
        for locale_id, keys in closed_to(user).items()
    )


def closed_to(user: Any) -> Closed:
    return request_cache.for_user(user, "closed originals", lambda: _closed_to(user))


def closed_places(user: Any) -> list[str]:
    return request_cache.for_user(user, "closed places", lambda: _closed_places(user))


def _closed_to(user: Any) -> Closed:
    known: Closed = {}
    places = closed_places(user)
    for start in range(0, len(places), BATCH):
        batch = places[start : start + BATCH]
        below = reduce(or_, (Q(path__startswith=path) for path in batch))
        pages = Page.objects.filter(below).filter(_is_original())
        for locale_id, key in pages.values_list("locale_id", "translation_key"):
            known.setdefault(locale_id, set()).add(key)
    return known


def _closed_places(user: Any) -> list[str]:
    """Paths of drafts and restricted pages in languages that are translated from.

    Outside of the trees in which the user works, and without those below another.
    """
    languages = TranslationSource.objects.values("locale")
    others = Page.objects.filter(locale__in=languages, depth__gt=1).exclude(own_trees(user))
    restricted = Exists(PageViewRestriction.objects.filter(page=OuterRef("pk")))
    closed = others.filter(Q(live=False) | Q(restricted)).order_by("path")
    paths: list[str] = []
    for path in closed.values_list("path", flat=True):
        if not paths or not path.startswith(paths[-1]):
            paths.append(path)
    return paths


def _is_original() -> Exists:
    return Exists(
        TranslationSource.objects.filter(
            object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id")
        )
    )


def own_trees(user: Any) -> Q:
    """A condition on pages: those whose drafts the user may read."""
    condition = Q(pk=None)
    for grant in policy_registry.get_by_type(Page).get_cached_permissions_for_user(user):
        below = Q(path__startswith=grant.page.path)
        if grant.permission.codename in READING:
            condition |= below
        elif grant.permission.codename == "add_page":
            condition |= below & Q(owner=user)
    return condition


def may_read_draft(user: Any, page: Page) -> bool:
    """Whether the user works where the page stands; no query for a user who was asked about."""
    if user.is_superuser:
        return True
    if not user.is_active or is_withheld(user, page):
        return False
    policy = policy_registry.get_by_type(Page)
    return any(
        page.path.startswith(grant.page.path)
        and (grant.permission.codename in READING or _is_own(user, page, grant))
        for grant in policy.get_cached_permissions_for_user(user)
    )


def _is_own(user: Any, page: Page, grant: Any) -> bool:
    return bool(grant.permission.codename == "add_page" and page.owner_id == user.pk)


def is_public() -> Q:
    """A condition on pages: live, and neither they nor a page above is restricted.

    As Wagtail's `live().public()`, without asking for the restrictions beforehand.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.alias(asked=path)
    return Q(live=True) & ~Q(Exists(restrictions.filter(asked__startswith=F("page__path"))))


def without_withheld(user: Any, pages: PageQuerySet) -> PageQuerySet:
    """Narrows `pages`; what comes out can still be searched, which takes simple conditions only."""
    if not user.is_active or user.is_superuser:
        return pages
    for locale_id, keys in closed_to(user).items():
        of_them = Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys)
        withheld = Page.objects.filter(of_them).exclude(locale=locale_id)
        pages = pages.exclude(pk__in=withheld.values("pk"))
    return pages


class DiscreetPagePolicy(PagePermissionPolicy):
    """Wagtail's own, without the translations that are withheld."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> PageQuerySet:
        pages = super().instances_user_has_any_permission_for(user, actions)
        return without_withheld(user, pages)

    def explorable_instances(self, user: Any) -> PageQuerySet:
        return without_withheld(user, super().explorable_instances(user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        granted = super().user_has_any_permission_for_instance(user, actions, instance)
        return granted and (user.is_superuser or not is_withheld(user, instance))


def refuse_to_explore(user: Any, page: Page) -> None:
    """The explorer shows the title of any page, and what is below, to whoever knows its number.

    Raises PermissionDenied where the user works neither there nor below.
    """
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    if not explorable.filter(pk=page.pk).exists():
        raise PermissionDenied


def choosable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """What a page chooser may name: Wagtail's own names every draft to everybody."""
    user = request.user
    if user.is_superuser:
        return pages
    known = Page.objects.filter(Q(depth=1) | is_public() | own_trees(user))
    return without_withheld(user, pages.filter(pk__in=known.values("pk")))


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
