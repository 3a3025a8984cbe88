"""Sets a context variable for the length of a `with` block."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Value = TypeVar("Value")


@contextmanager
def set_within(variable: ContextVar[Any], value: Value) -> Iterator[Value]:
    """Context manager: `variable` has `value`, which it yields; afterwards what it had before."""
    token = variable.set(value)
    try:
        yield value
    finally:
        variable.reset(token)
