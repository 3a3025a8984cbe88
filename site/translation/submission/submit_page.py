"""Submits one page for translation into one language."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from wagtail.models import Locale, Page

from translation import upstream
from translation.permissions import translation_permissions
from translation.submission.results import Outcome

logger = logging.getLogger(__name__)


def may_submit(user: Any, page: Page) -> bool:
    """Whether the user may submit the page for translation at all."""
    return bool(
        user.is_active
        and user.has_perm(upstream.SUBMIT)
        and translation_permissions.may_hand_over(user, page)
    )


def parent_is_translated(page: Page, locale: Locale) -> bool:
    """Whether the page's parent exists in the locale and is not an alias."""
    parent = page.get_parent()
    if parent.is_root():
        return True
    return bool(parent.get_translations().filter(locale=locale, alias_of=None).exists())


def submit(page: Page, locale: Locale, user: Any) -> Outcome:
    """Creates a draft, or updates the source of an existing translation; checks all permissions.

    Raises DatabaseError; any other failure is returned as the outcome.
    """
    obstacle = _obstacle(page, locale, user)
    if obstacle:
        return obstacle
    try:
        return _submit_in_competition(page, locale, user)
    except DatabaseError:
        raise
    except PermissionDenied:
        return Outcome.NOT_YOUR_LANGUAGE
    except Exception:
        logger.exception("Page %s could not be submitted into %s", page.pk, locale)
        return Outcome.FAILED


def _submit_in_competition(page: Page, locale: Locale, user: Any) -> Outcome:
    """Submits, retrying on conflicts with concurrent changes of the tree."""
    try:
        with transaction.atomic():
            return _submit(page, locale, user)
    except IntegrityError:
        logger.info("Page %s is submitted into %s again", page.pk, locale)
    with transaction.atomic():
        return _submit(page, locale, user)


def _obstacle(page: Page, locale: Locale, user: Any) -> Outcome | None:
    if not may_submit(user, page):
        return Outcome.NOT_YOURS
    if upstream.is_translation(page):
        return Outcome.TRANSLATION
    if not translation_permissions.may_translate_into(user, page, locale):
        return Outcome.NOT_YOUR_LANGUAGE
    if not parent_is_translated(page, locale):
        return Outcome.NO_PARENT
    return None


def _submit(page: Page, locale: Locale, user: Any) -> Outcome:
    if page.get_translations().filter(locale=locale).exists():
        handed_over = page.alias_of_id is None and upstream.hand_over_anew(page)
        return Outcome.UPDATED if handed_over else Outcome.KEPT
    if page.alias_of_id is not None:
        return _repeat(page, locale, user)
    upstream.create_draft(page, locale, user)
    return Outcome.CREATED


def _repeat(page: Page, locale: Locale, user: Any) -> Outcome:
    """Creates an alias of the source's translation for a page that is an alias itself."""
    repeated = page.alias_of.get_translation_or_none(locale)
    if repeated is None:
        return Outcome.ALIAS
    alias = repeated.specific.create_alias(
        parent=page.get_parent().get_translation(locale), update_slug=page.slug, user=user
    )
    Page.objects.filter(pk=alias.pk).update(translation_key=page.translation_key)
    return Outcome.CREATED
