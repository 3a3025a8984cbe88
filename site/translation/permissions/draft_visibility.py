"""Denies access to translations whose original the user may not read.

A translation is a copy of its original until it is translated, and its editor shows the original
text. Users who could edit it would read unpublished text of the original in the preview, history,
comparison, search or PO files. Therefore Wagtail's permission policy for pages denies them any
permission on it, which applies to the explorer, bulk actions and wagtail-localize's views alike.
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

from core.admin import page_hiding_rules
from core.caching import request_cache
from core.pages import restrictions

# Users with one of these permissions may read drafts in that tree.
READING = {"change_page", "publish_page", "unlock_page"}
# Maximum number of conditions in one query.
BATCH = 300

# Locale id → translation keys of the originals that a user may not read.
Closed = dict[int, set[UUID]]


def enforce() -> None:
    """Installs the permission policy: for single pages, listings, search, choosers and the API."""
    page_hiding_rules.register(is_withheld)
    policy_registry.register(AbstractPage, value=VisiblePagePolicy())


def is_withheld(user: Any, page: Page) -> bool:
    """Whether `page` is a translation, or an alias of one, whose original the user may not read."""
    if page.alias_of_id is not None:
        return is_withheld(user, page.alias_of)
    asked_for, answer = page.__dict__.get("_is_withheld_from", (None, False))
    if asked_for == user.pk is not None:
        return bool(answer)
    return any(
        page.translation_key in keys and page.locale_id != locale_id
        for locale_id, keys in closed_to(user).items()
    )


def with_withheld(user: Any, pages: PageQuerySet) -> list[Page]:
    """Loads a few pages for which `is_withheld` then takes no query for this user."""
    if user.is_superuser:
        return list(pages)
    originals = Page.objects.filter(_is_original(), translation_key=OuterRef("translation_key"))
    originals = originals.exclude(locale=OuterRef("locale"))
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = _closed_pages(user).annotate(of=path).filter(of__startswith=F("path"))
    found = list(pages.annotate(is_withheld=Exists(originals.filter(Exists(above)))))
    for page in found:
        page._is_withheld_from = (user.pk, page.is_withheld)
    return found


def closed_to(user: Any) -> Closed:
    """Returns the unreadable originals of the user by language; cached for the request."""
    return request_cache.for_user(user, "closed originals", lambda: _closed_to(user))


def closed_keys(user: Any) -> set[UUID]:
    """Returns the translation keys of originals that the user may not read, in any language."""
    if user.is_superuser:
        return set()
    return {key for keys in closed_to(user).values() for key in keys}


def closed_places(user: Any) -> list[str]:
    """Returns the paths of unreadable pages in source languages; cached for the request.

    Excludes the user's own trees, and pages below another returned page.
    """
    return request_cache.for_user(
        user,
        "closed places",
        lambda: restrictions.highest(
            _closed_pages(user).order_by("path").values_list("path", flat=True)
        ),
    )


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


def _closed_pages(user: Any) -> PageQuerySet:
    languages = TranslationSource.objects.values("locale")
    others = Page.objects.filter(locale__in=languages, depth__gt=1).exclude(own_trees(user))
    restricted = Exists(PageViewRestriction.objects.filter(page=OuterRef("pk")))
    return others.filter(Q(live=False) | Q(restricted))


def _is_original() -> Exists:
    return Exists(
        TranslationSource.objects.filter(
            object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id")
        )
    )


def own_trees(user: Any) -> Q:
    """Returns a filter for pages whose drafts the user may read."""
    condition = Q(pk=None)
    for grant in policy_registry.get_by_type(Page).get_cached_permissions_for_user(user):
        below = Q(path__startswith=grant.page.path)
        if grant.permission.codename in READING:
            condition |= below
        elif grant.permission.codename == "add_page":
            condition |= below & Q(owner=user)
    return condition


def may_read_draft(user: Any, page: Page) -> bool:
    """Whether the user has permissions where the page is; no query once the user's are loaded."""
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
    """Returns a filter for live pages without view restrictions (`core.pages.restrictions`)."""
    return Q(live=True) & restrictions.unrestricted()


def without_withheld(user: Any, pages: PageQuerySet) -> PageQuerySet:
    """Excludes translations the user may not read; the result can still be searched."""
    if not user.is_active or user.is_superuser:
        return pages
    for locale_id, keys in closed_to(user).items():
        of_them = Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys)
        withheld = Page.objects.filter(of_them).exclude(locale=locale_id)
        pages = pages.exclude(pk__in=withheld.values("pk"))
    return pages


class VisiblePagePolicy(PagePermissionPolicy):
    """Wagtail's permission policy for pages, without translations the user may not read."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> PageQuerySet:
        """As Wagtail's own, without translations the user may not read."""
        pages = super().instances_user_has_any_permission_for(user, actions)
        return without_withheld(user, pages)

    def explorable_instances(self, user: Any) -> PageQuerySet:
        """As Wagtail's own, without translations the user may not read."""
        return without_withheld(user, super().explorable_instances(user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        """As Wagtail's own; False for translations the user may not read."""
        granted = super().user_has_any_permission_for_instance(user, actions, instance)
        return granted and (user.is_superuser or not is_withheld(user, instance))


def refuse_to_explore(user: Any, page: Page) -> None:
    """Raises PermissionDenied if the user has no permissions on the page or its descendants.

    Wagtail's explorer displays the title and children of any page whose id is in the URL.
    """
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    if not explorable.filter(pk=page.pk).exists():
        raise PermissionDenied


def choosable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Narrows a page chooser to pages the user may see; Wagtail's own lists every draft."""
    return visible_to(request.user, pages)


def visible_to(user: Any, pages: PageQuerySet) -> PageQuerySet:
    """Narrows to public pages and those whose drafts the user may read."""
    if user.is_superuser:
        return pages
    known = Page.objects.filter(Q(depth=1) | is_public() | own_trees(user))
    return without_withheld(user, pages.filter(pk__in=known.values("pk")))


def readable_translations(user: Any, translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Narrows to translations whose page the user may edit; snippets have no drafts to hide."""
    if user.is_superuser:
        return translations
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    targets = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale_id=OuterRef("target_locale_id")
    )
    is_page = Q(Exists(targets))
    return translations.filter(~is_page | Q(Exists(targets.filter(pk__in=mine.values("pk")))))
