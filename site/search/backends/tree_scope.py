"""Restricts a search to branches of the page tree, by ranges of `Page.path`.

Paths are read at search time, so moving a section needs no reindexing. They consist of digits and
capitals and are compared bytewise: "0" sorts before, "~" after every continuation of a path.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Range = tuple[str, str]


def beneath(path: str) -> Range:
    """Range of the descendants of the page at `path`."""
    return f"{path}0", f"{path}~"


def branch(path: str) -> Range:
    """Range of the page at `path` and its descendants."""
    return path, f"{path}~"


@dataclass(frozen=True)
class Scope:
    """Pages in one range of each group in `within`, and in none of `outside`."""

    within: tuple[tuple[Range, ...], ...] = ()
    outside: tuple[Range, ...] = ()

    def and_in(self, ranges: Iterable[Range]) -> "Scope":
        """The scope narrowed to these ranges."""
        return Scope((*self.within, tuple(ranges)), self.outside)
