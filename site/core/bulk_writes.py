"""Marks the writing of many translated strings at once, so that what follows is done once.

Whoever listens to the saving of single strings asks `is_quiet`; whoever writes many of them says at
the end, by `core.signals.strings_imported`, which translation they belong to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from core.signals import strings_imported

_quiet: ContextVar[bool] = ContextVar("translation_is_quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Within, saving a single string refreshes nothing; the caller sees to that afterwards."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    return _quiet.get()


def import_po(translation: Any, po: Any, **options: Any) -> None:
    """wagtail-localize's `Translation.import_po`; `strings_imported` is sent once, at the end."""
    with quietly():
        translation.import_po(po, **options)
    if not is_quiet():
        strings_imported.send(type(translation), translation=translation)
