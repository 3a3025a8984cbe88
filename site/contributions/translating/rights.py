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
        """In the order of the site's languages."""
        return [code for code, _name in settings.LANGUAGES if self.pages.get(code)]

    def has(self, contribution: Contribution, language: str) -> bool:
        """Whether the contribution may be translated into the language by the user."""
        return language != contribution.language and contribution.session_key in self.pages.get(
            language, frozenset()
        )


def area_of(user: Any) -> Area:
    """Where the user translates; asked once in a request."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return Area({})
    return request_cache.for_user(user, "translates contributions", lambda: _area(user))


def _area(user: Any) -> Area:
    """Of the pages of sessions alone: one query for those with contributions, one for rights."""
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
    """Whether the user translates contributions into any language."""
    return bool(area_of(user).languages)


def may_translate(user: Any, contribution: Contribution, language: str) -> bool:
    """Of what is published; of what waits, only if the user moderates it."""
    if not area_of(user).has(contribution, language):
        return False
    if contribution.is_published:
        return True
    return contribution.state in ("waiting", "returned") and may_moderate(user, contribution)


def may_approve(user: Any, translation: ContributionTranslation) -> bool:
    """What is in review: reviewers of the language, but not who sent it; else who publishes there.

    As for pages, who publishes in the language needs no review.
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
    """Only who publishes the session's page in the language says that one is official."""
    page = page_of(translation)
    return page is not None and may_publish(user, page)


def may_publish(user: Any, page: Page) -> bool:
    """Whether the user publishes the page."""
    return bool(page.permissions_for_user(user).can_publish())


def page_of(translation: ContributionTranslation) -> Page | None:
    """The session's page in the language of the translation."""
    key = translation.contribution.session_key
    pages = Page.objects.filter(translation_key=key, locale__language_code=translation.language)
    return pages.first()
