"""Translation totals of each section in each language, in two queries.

A section whose first page the user may not read is counted without its title.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Substr

from wagtail.models import Locale, Page

from translation.dashboard.board_rows import LABELS
from translation.dashboard.board_scope import BoardScope
from translation.dashboard.original_pages import APART, MISSING, counterparts, kept_up
from translation.models import State

# Characters of a treebeard path for each level of the tree.
STEP = Page.steplen
# Greatest depth of a section: the home pages (2) and two levels below.
UPPER_LEVELS = 4


@dataclass
class Tally:
    """Totals of one section in one language."""

    locale: Locale
    pages: int = 0
    """The expected number of pages: originals in other languages."""
    words_left: int = 0
    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """State → number of pages."""

    def add(self, other: "Tally") -> None:
        """Adds the totals of another section."""
        self.pages += other.pages
        self.words_left += other.words_left
        for status, number in other.numbers.items():
            self.numbers[status] += number

    @property
    def approved(self) -> int:
        """The number of approved pages."""
        return self.numbers[State.APPROVED]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Returns state, label and number of pages for each state except the finished ones."""
        return [
            (status, str(LABELS[status]), self.numbers[status])
            for status in (MISSING, *State.values, APART)
            if self.numbers[status] and status != State.APPROVED
        ]


@dataclass(frozen=True)
class Section:
    """One section and its totals; `page_id` is None for the sum of all sections."""

    page_id: int | None
    title: str
    tallies: list[Tally]
    depth: int = 0


def sections(scope: BoardScope, locales: Sequence[Locale], within: Page | None) -> list[Section]:
    """Returns the sum, then the sections directly below `within` or of the top levels."""
    length = STEP * (within.depth + 1 if within else UPPER_LEVELS)
    found: dict[str, Section] = {}
    tallies: dict[tuple[str, int], Tally] = {}
    for row in _expected(scope, locales, within, length):
        of_section = [Tally(locale, pages=row[f"in_{locale.pk}"]) for locale in locales]
        depth = len(row["section"]) // STEP
        found[row["section"]] = Section(row["first_id"], row["first_title"], of_section, depth)
        tallies |= {(row["section"], tally.locale.pk): tally for tally in of_section}
    for row in _present(scope, locales, within, length):
        tally = tallies.get((row["section"], row["locale"]))
        if tally is not None:
            tally.numbers[row["status"]] += row["number"]
            tally.words_left += row["left"]
    return _with_missing([found[path] for path in sorted(found)], locales)


def _with_missing(found: list[Section], locales: Sequence[Locale]) -> list[Section]:
    sums = [Tally(locale) for locale in locales]
    for section in found:
        for tally, total in zip(section.tallies, sums, strict=True):
            tally.numbers[MISSING] = max(0, tally.pages - sum(tally.numbers.values()))
            total.add(tally)
    return [Section(None, "", sums), *found]


def translated_into(table: list[Section]) -> list[Locale]:
    """Returns the locales in which pages exist or are expected; all if there are none."""
    whole, *_parts = table
    found = [tally.locale for tally in whole.tallies if tally.pages]
    return found or [tally.locale for tally in whole.tallies]


def only_in(locales: Sequence[Locale], table: list[Section]) -> list[Section]:
    """Returns the sections with the totals of these locales only."""
    return [
        replace(section, tallies=[tally for tally in section.tallies if tally.locale in locales])
        for section in table
    ]


def _expected(
    scope: BoardScope, locales: Sequence[Locale], within: Page | None, length: int
) -> Any:
    """Returns section → number of original pages to translate, by language."""
    pages = scope.originals()
    if within is not None:
        pages = pages.filter(path__startswith=within.path)
    counts = {
        f"in_{locale.pk}": Count("pk", filter=scope.seen_in(locale.pk) & ~Q(locale=locale))
        for locale in locales
    }
    first = scope.originals().filter(path=OuterRef("section"))
    return (
        pages.order_by()
        .annotate(section=Substr("path", 1, length))
        .annotate(
            first_id=Subquery(first.values("pk")[:1]),
            first_title=Coalesce(Subquery(first.values("title")[:1]), Value("")),
        )
        .values("section", "first_id", "first_title")
        .annotate(**counts)
    )


def _present(scope: BoardScope, locales: Sequence[Locale], within: Page | None, length: int) -> Any:
    """Returns section, language and state → number of pages and words left."""
    same = Page.objects.filter(translation_key=OuterRef("translation_key"))
    path = Subquery(same.order_by("pk").values("path")[:1])
    progress = kept_up().filter(
        translation_key=OuterRef("translation_key"), locale=OuterRef("locale")
    )
    pages = scope.counterparts(counterparts()).filter(locale__in=[each.pk for each in locales])
    if within is not None:
        here = Page.objects.filter(path__startswith=within.path).order_by()
        pages = pages.filter(translation_key__in=here.values("translation_key"))
    return (
        pages.order_by()
        .annotate(
            section=Substr(path, 1, length),
            status=Coalesce(Subquery(progress.values("state")[:1]), Value(APART)),
            words=Coalesce(
                Subquery(progress.values("words_left")[:1]), 0, output_field=IntegerField()
            ),
        )
        .values("section", "locale", "status")
        .annotate(number=Count("pk"), left=Sum("words"))
    )
