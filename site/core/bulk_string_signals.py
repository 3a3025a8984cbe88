"""Suspends `post_save` handlers of wagtail-localize's `StringTranslation` while many are written.

The handlers cost several queries for each string; `strings_imported` is sent once, at the end.
"""

from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from core.context_variables import set_within
from core.signals import strings_imported

_in_bulk: ContextVar[bool] = ContextVar("strings_in_bulk", default=False)


def bulk_write() -> AbstractContextManager[bool]:
    """Context manager: within it, handlers of single string saves do nothing."""
    return set_within(_in_bulk, value=True)


def in_bulk_write() -> bool:
    """Returns whether per-string handlers are suspended in this context."""
    return _in_bulk.get()


def import_po(translation: Any, po: Any, **options: Any) -> None:
    """Calls wagtail-localize's `Translation.import_po` and sends `strings_imported` once, at the
    end.
    """
    with bulk_write():
        translation.import_po(po, **options)
    if not in_bulk_write():
        strings_imported.send(type(translation), translation=translation)
