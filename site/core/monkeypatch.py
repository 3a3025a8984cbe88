"""Puts something of this site in the place of another package's own, once."""

from collections.abc import Callable
from typing import Any

_STOCK = "_stock_of_its_package"


def replace(place: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Puts `make(stock)` in the place of `place.name`; a second time changes nothing."""
    stock = getattr(place, name)
    if not hasattr(stock, _STOCK):
        ours = make(stock)
        setattr(ours, _STOCK, stock)
        setattr(place, name, ours)


def stock_of(place: Any, name: str) -> Any:
    """What `place.name` was before it was replaced."""
    return getattr(getattr(place, name), _STOCK)
