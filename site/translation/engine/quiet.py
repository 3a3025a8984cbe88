"""Many strings at once: whoever writes them refreshes the states once, at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_quiet: ContextVar[bool] = ContextVar("translation_is_quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Within, saving a single string refreshes nothing; call `states.refresh` afterwards."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    return _quiet.get()
