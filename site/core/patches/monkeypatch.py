"""Replaces one attribute of another package (`Patch`), and returns the original one.

The entries are in `core.patches.patch_table`. This module imports nothing of the site.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

_stock: dict[str, Any] = {}


@dataclass(frozen=True)
class Patch:
    """One attribute of another package that this site replaces."""

    target: str
    """Dotted path of the attribute: module, perhaps a class, and a name."""
    replacement: str
    """Dotted path of a function that is given the stock attribute and returns ours."""
    why: str
    breaks: str
    """What goes wrong for editors, translators or readers without it."""
    delete_when: str
    """The test that fails as soon as upstream no longer needs this entry: `path::name`."""
    issue: str = ""
    """Address of the upstream issue; empty where none is known."""
    applied_by: str = ""
    """Dotted path of the module that applies it in its processes; empty: in each, at the start."""


def apply(patch: Patch) -> None:
    """Replaces the target. A second call changes nothing.

    Raises ImportError where the target or the replacement does not exist.
    """
    if patch.target not in _stock:
        place, name = place_of(patch.target)
        stock = getattr(place, name)
        setattr(place, name, import_string(patch.replacement)(stock))
        _stock[patch.target] = stock


def place_of(target: str) -> tuple[Any, str]:
    """Returns (module or class that has the attribute, name of the attribute)."""
    place, _dot, name = target.rpartition(".")
    try:
        return import_string(place), name
    except ImportError:
        # A top-level module without a parent attribute, or a submodule that is not imported yet.
        from importlib import import_module

        return import_module(place), name


def stock(target: str) -> Any:
    """Returns the target as it was before it was replaced. Raises KeyError if it was not."""
    return _stock[target]
