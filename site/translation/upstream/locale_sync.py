"""Keeps pages in one language from being served as pages in another.

wagtail-localize offers to fill a language with "aliases": copies of pages that stay in their
own language, so that `/fr/…` answers with English text. It does so in three ways: a switch on
the locale ("Synchronise content from another locale"), "Convert to alias page" on a single
translation, and silently for the pages above one that is submitted for translation. The switch
does not appear, since Wagtail's own `wagtail.locales` manages the languages; here it is refused on
any other way. The second is refused at its address and taken out of the menus; the third is dealt
with in `translation.upstream.submission`.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save

from wagtail_localize.models import LocaleSynchronization


class AliasTreesRefusedError(PermissionDenied):
    """Somebody tried to fill one language with pages in another."""


def connect() -> None:
    """Refuses to store that a language is filled from another."""
    pre_save.connect(_refuse, sender=LocaleSynchronization, dispatch_uid="translation.locale_sync")


def _refuse(**_kwargs: Any) -> None:
    raise AliasTreesRefusedError(
        "A language is never filled with pages in another: readers would get English text "
        "at French addresses."
    )
