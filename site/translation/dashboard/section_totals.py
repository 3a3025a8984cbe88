"""Translation totals of each section in each language, in two queries.

A section whose first page the user may not read is counted without its title.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Q, Value
from django.db.models.functions import Coalesce, Substr

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translation.dashboard.board_rows import LABELS
from translation.dashboard.board_scope import BoardScope
from translation.dashboard.original_pages import APART, MISSING
from translation.models import State, TranslationProgress

# Characters of a treebeard path for each level of the tree.
STEP = Page.steplen
# Greatest depth of a section: the home pages (2) and two levels below.
UPPER_LEVELS = 4

# Of the pages that are not originals: the section of the original, the language, the state and what
# is left to translate. As SQL: each table is read once; Django has no joins but by foreign keys,
# and would ask for every page.
_PRESENT = f"""
    WITH version AS (
        SELECT id, locale_id, translation_key, ROW_NUMBER() OVER versions AS place,
            alias_of_id IS NULL AND depth > 1 AS is_counted,
            FIRST_VALUE(SUBSTR(path, 1, %s)) OVER versions AS section
        FROM "{Page._meta.db_table}"
        WINDOW versions AS (PARTITION BY translation_key ORDER BY id)
    )
    SELECT version.section, version.locale_id, COALESCE(progress.state, %s) AS status,
        COUNT(*), SUM(COALESCE(progress.words_left, 0))
    FROM version LEFT JOIN "{TranslationProgress._meta.db_table}" progress
        ON progress.translation_key = version.translation_key
        AND progress.locale_id = version.locale_id
        AND progress.translation_id NOT IN (
            SELECT id FROM "{Translation._meta.db_table}" WHERE NOT enabled
        )
    WHERE version.place > 1 AND version.is_counted {{seen}}
    GROUP BY version.section, version.locale_id, status
"""  # noqa: S608 - names of tables


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
    originals: int = 0
    """The number of original pages."""


def sections(scope: BoardScope, locales: Sequence[Locale], within: Page | None) -> list[Section]:
    """Returns the sum, then the sections directly below `within` or of the top levels."""
    length = STEP * (within.depth + 1 if within else UPPER_LEVELS)
    found: dict[str, Section] = {}
    tallies: dict[tuple[str, int], Tally] = {}
    for row in _expected(scope, locales, within, length):
        of_section = [Tally(locale, pages=row[f"in_{locale.pk}"]) for locale in locales]
        depth = len(row["section"]) // STEP
        found[row["section"]] = Section(
            row["first_id"], row["first_title"], of_section, depth, row["originals"]
        )
        tallies |= {(row["section"], tally.locale.pk): tally for tally in of_section}
    for section, locale_id, status, number, left in _present(scope, within, length):
        tally = tallies.get((section, locale_id))
        if tally is not None:
            tally.numbers[status] += number
            tally.words_left += left
    return _with_missing([found[path] for path in sorted(found)], locales)


def _with_missing(found: list[Section], locales: Sequence[Locale]) -> list[Section]:
    sums = [Tally(locale) for locale in locales]
    for section in found:
        for tally, total in zip(section.tallies, sums, strict=True):
            tally.numbers[MISSING] = max(0, tally.pages - sum(tally.numbers.values()))
            total.add(tally)
    originals = sum(section.originals for section in found)
    return [Section(None, "", sums, originals=originals), *found]


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
    is_first = Q(path=F("section"))
    return (
        pages.order_by()
        .annotate(section=Substr("path", 1, length))
        .values("section")
        .annotate(
            originals=Count("pk"),
            first_id=Max("pk", filter=is_first),
            first_title=Coalesce(Max("title", filter=is_first), Value("")),
            **counts,
        )
    )


def _present(scope: BoardScope, within: Page | None, length: int) -> list[Any]:
    """Returns section, locale id, state, number of pages and words left."""
    pages = scope.counterparts(Page.objects.all())
    if within is not None:
        here = Page.objects.filter(path__startswith=within.path).order_by()
        pages = pages.filter(translation_key__in=here.values("translation_key"))
    query = pages.order_by().values("pk").query
    # All of them need not be named.
    seen, parameters = query.sql_with_params() if query.where else ("", ())
    sql = _PRESENT.format(seen=f"AND version.id IN ({seen})" if seen else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, [length, APART, *parameters])
        return list(cursor.fetchall())
