"""Suspends the handlers of single strings while code writes many: one signal at the end.

Each saved string of a translation (wagtail-localize) has handlers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from core.signals import strings_imported

_in_bulk: ContextVar[bool] = ContextVar("translation_is_quiet", default=False)


@contextmanager
def bulk_write() -> Iterator[None]:
    """Context manager: within it, handlers of single string saves do nothing."""
    token = _in_bulk.set(True)
    try:
        yield
    finally:
        _in_bulk.reset(token)


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
