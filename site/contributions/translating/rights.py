"""Who translates contributions into which language: the rights on the session's page there.

The translation rights of this site become permissions on pages (`translation.permissions`): who may
edit the page of a session in a language translates its contributions into that language; who
reviews or publishes it approves them.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from wagtail.models import Page
from wagtail.permissions import policy_registry

from contributions.models import Contribution, ContributionTranslation, Step
from contributions.moderation_rights import may_moderate
from core.caching import request_cache
from translation.models import Role, TranslationRight


@dataclass(frozen=True)
class Area:
    """Language → translation keys of the pages that the user may edit there."""

    pages: dict[str, frozenset[UUID]]

    @property
    def languages(self) -> list[str]:
        """The languages the user translates into, in the order of the site's languages."""
        return [code for code, _name in settings.LANGUAGES if self.pages.get(code)]

    def has(self, contribution: Contribution, language: str) -> bool:
        """Returns whether the user may edit the session's page in this other language."""
        return language != contribution.language and contribution.session_key in self.pages.get(
            language, frozenset()
        )


def area_of(user: Any) -> Area:
    """Returns where the user translates; cached for the request."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return Area({})
    return request_cache.for_user(user, "translates contributions", lambda: _area(user))


def _area(user: Any) -> Area:
    """Returns the area, with pages of sessions that have contributions only; one query for them."""
    keys = Contribution.objects.order_by().values("session_key").distinct()
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change").order_by()
    found: dict[str, set[UUID]] = {}
    rows = pages.filter(translation_key__in=keys).values_list(
        "locale__language_code", "translation_key"
    )
    for language, key in rows:
        found.setdefault(language, set()).add(key)
    return Area({language: frozenset(keys) for language, keys in found.items()})


def translates_anything(user: Any) -> bool:
    """Returns whether the user translates contributions into any language."""
    return bool(area_of(user).languages)


def may_translate(user: Any, contribution: Contribution, language: str) -> bool:
    """Returns whether the user may translate the contribution into the language.

    It must be published; what waits or was returned, only its moderators may translate.
    """
    if not area_of(user).has(contribution, language):
        return False
    if contribution.is_published:
        return True
    return contribution.state in ("waiting", "returned") and may_moderate(user, contribution)


def may_approve(user: Any, translation: ContributionTranslation) -> bool:
    """Returns whether the user may approve the translation, return it or take it back.

    Those who publish the session's page in the language may, and superusers. In review, the
    reviewers of the page may, too, but nobody who sent the translation to review.
    """
    if user.is_superuser:
        return True
    page = page_of(translation)
    if page is None:
        return False
    if translation.step != Step.REVIEW:
        return may_publish(user, page)
    if translation.submitted_by_id == user.pk:
        return False
    reviews = TranslationRight.objects.held_by(user).filter(role=Role.REVIEWER)
    return may_publish(user, page) or reviews.reaching(page).exists()


def may_call_official(user: Any, translation: ContributionTranslation) -> bool:
    """Returns whether the user may call it official: whoever publishes the session's page there."""
    page = page_of(translation)
    return page is not None and may_publish(user, page)


def may_publish(user: Any, page: Page) -> bool:
    """Returns whether the user may publish the page."""
    return bool(page.permissions_for_user(user).can_publish())


def page_of(translation: ContributionTranslation) -> Page | None:
    """Returns the session's page in the language of the translation; None if there is none."""
    key = translation.contribution.session_key
    pages = Page.objects.filter(translation_key=key, locale__language_code=translation.language)
    return pages.first()
