"""Keeps pages in one language from being served as pages in another.

wagtail-localize offers to fill a language with "aliases": copies of pages that stay in their
own language, so that `/fr/…` answers with English text. It does so on three ways: a switch on
the locale ("Synchronise content from another locale"), "Convert to alias page" on a single
translation, and silently for the pages above one that is submitted for translation. The first
two are closed here, the third in `translation.engine.handing`.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save

from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization, TranslationSource
from wagtail_localize.views import edit_translation


class AliasTreesRefusedError(PermissionDenied):
    """Somebody tried to fill one language with pages in another."""


def close() -> None:
    """Takes the switch out of the locale's form, and refuses it on any other way."""
    LOCALE_COMPONENTS[:] = [
        component
        for component in LOCALE_COMPONENTS
        if component["model"] is not LocaleSynchronization
    ]
    pre_save.connect(_refuse, sender=LocaleSynchronization, dispatch_uid="translation.alias_trees")


class _NoSources:
    """In place of TranslationSource in the editor, which asks it whether to offer a conversion."""

    DoesNotExist = TranslationSource.DoesNotExist

    @property
    def objects(self) -> "_NoSources":
        return self

    def get(self, **_of: Any) -> None:
        raise self.DoesNotExist


def offer_none() -> None:
    """Takes "Convert to alias page" out of the editor's buttons: the address refuses everybody."""
    edit_translation.TranslationSource = _NoSources()


def _refuse(**_kwargs: Any) -> None:
    raise AliasTreesRefusedError(
        "A language is never filled with pages in another: readers would get English text "
        "at French addresses."
    )
