"""Rows that are known already, for code that expects to have to ask the database for them.

wagtail-localize's editor asks managers and querysets. What it is handed in their place answers
the questions that it has, from memory.
"""

from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, StringTranslation

Key = tuple[int, int]


class Rows(list[Any]):
    """In the order in which they are wanted."""

    def __init__(self, rows: Iterable[Any] = (), missing: type[Exception] = LookupError) -> None:
        """`missing` is raised where one row is asked for and there is none."""
        super().__init__(rows)
        self._missing = missing
        self._indexes: dict[tuple[str, ...], dict[tuple[Any, ...], list[Any]]] = {}

    def all(self) -> "Rows":
        return self

    def order_by(self, *_names: str) -> "Rows":
        return self

    def select_related(self, *_names: str) -> "Rows":
        return self

    def only(self, *_names: str) -> "Rows":
        return self

    def filter(self, **wanted: Any) -> "Rows":
        names = tuple(wanted)
        if names not in self._indexes:
            self._indexes[names] = self._index(names)
        return Rows(self._indexes[names].get(tuple(wanted.values()), []), self._missing)

    def _index(self, names: tuple[str, ...]) -> dict[tuple[Any, ...], list[Any]]:
        read = [attrgetter(name.replace("__", ".")) for name in names]
        index: dict[tuple[Any, ...], list[Any]] = {}
        for row in self:
            index.setdefault(tuple(value(row) for value in read), []).append(row)
        return index

    def get(self, **wanted: Any) -> Any:
        found = self.filter(**wanted).first()
        if found is None:
            raise self._missing
        return found

    def first(self) -> Any:
        return self[0] if self else None

    def values_list(self, name: str, *, flat: bool) -> "Rows":
        assert flat  # noqa: S101
        return Rows(getattr(row, name) for row in self)


class Strings(Rows):
    """The strings of an original, and what is entered for them in one language."""

    entries: list[StringTranslation] = []

    def get_translations(self, _locale: Any) -> list[StringTranslation]:
        return self.entries

    @cached_property
    def entry_by_key(self) -> dict[Key, StringTranslation]:
        """By the keys of context and string."""
        return {(entry.context_id, entry.translation_of_id): entry for entry in self.entries}


class Overridables(Rows):
    """The values of an original that a language can replace, and what it has in their place."""

    overrides: list[SegmentOverride] = []

    def get_overrides(self, _locale: Any) -> list[SegmentOverride]:
        return self.overrides


class Pages(Rows):
    """What else is asked of them, the database knows."""

    def filter(self, **wanted: Any) -> Any:
        return self._queryset.filter(**wanted)

    @property
    def _queryset(self) -> Any:
        model = type(self[0]) if self else Page
        return model._default_manager.filter(pk__in=[page.pk for page in self])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queryset, name)


class Trail(Pages):
    """Pages from the root down to a page or to its parent, as `Page.get_ancestors` gives them."""

    def descendant_of(self, page: Page, inclusive: bool = False) -> "Trail":  # noqa: FBT001, FBT002
        below = (each for each in self if each.path.startswith(page.path))
        return Trail(each for each in below if inclusive or each.pk != page.pk)

    def specific(self, **_options: bool) -> "Trail":
        """Who asks for specific pages with their fields deferred goes on to ask each for it."""
        return self
