"""Where in the page tree a search looks.

Paths are read from the tree at the time of the search, so nothing has to be kept when a section
moves. They hold digits and capitals only and are compared byte by byte: "0" comes before, "~"
after whatever may follow in a path.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Range = tuple[str, str]


def beneath(path: str) -> Range:
    """The paths of all pages below the one at `path`."""
    return f"{path}0", f"{path}~"


def branch(path: str) -> Range:
    """The path itself and those of all pages below it."""
    return path, f"{path}~"


@dataclass(frozen=True)
class Scope:
    """Pages that stand in one range of each of `within`, and in none of `outside`."""

    within: tuple[tuple[Range, ...], ...] = ()
    outside: tuple[Range, ...] = ()

    def and_in(self, ranges: Iterable[Range]) -> "Scope":
        return Scope((*self.within, tuple(ranges)), self.outside)
