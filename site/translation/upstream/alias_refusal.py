"""Prevents pages in one language from being served as pages in another.

wagtail-localize can fill a language with aliases: copies of pages in their original language, so
that `/fr/…` serves English text. It does so in three ways: a locale setting ("Synchronise content
from another locale"), "Convert to alias page" on a translation, and implicitly for the parents of a
submitted page. The setting is not displayed, because Wagtail's own `wagtail.locales` manages the
languages; this module refuses it elsewhere. The second is denied by its URL and removed from the
menus; `translation.upstream.submission` avoids the third.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save

from wagtail_localize.models import LocaleSynchronization


class AliasTreesRefusedError(PermissionDenied):
    """A locale was to be synchronized from another locale."""


def connect() -> None:
    """Connects the handler that refuses to save a LocaleSynchronization."""
    pre_save.connect(_refuse, sender=LocaleSynchronization, dispatch_uid="translation.locale_sync")


def _refuse(**_kwargs: Any) -> None:
    raise AliasTreesRefusedError(
        "A language is never filled with pages in another: readers would get English text "
        "at French addresses."
    )
