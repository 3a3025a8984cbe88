"""Translation totals of each section in each language, in two queries.

A section whose first page the user may not read is counted without its title.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db import connection

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translation.board.board_rows import LABELS, ORIGINAL
from translation.board.board_scope import BoardScope
from translation.board.original_pages import APART, MISSING
from translation.models import State, TranslationProgress

# Characters of a treebeard path for each level of the tree.
STEP = Page.steplen
# Greatest depth of a section: the home pages (2) and two levels below.
UPPER_LEVELS = 4
# Whether an original is seen in a language.
SEEN, UNSEEN = "1", "0"

# Pages by section of the original, language, state and what of it the user sees (see `_sight`);
# their number, what is left to translate, and the id of the section's own page. As SQL: each table
# is read once; Django has no joins but by foreign keys, and would ask for every page.
_TOTALS = f"""
    WITH version AS (
        SELECT id, path, locale_id, translation_key,
            alias_of_id IS NULL AND depth > 1 AS is_counted,
            FIRST_VALUE(path) OVER (PARTITION BY translation_key ORDER BY id) AS original
        FROM "{Page._meta.db_table}"
    )
    SELECT SUBSTR(version.original, 1, {{length:d}}) AS section, version.locale_id,
        CASE WHEN version.path = version.original THEN '{ORIGINAL}'
            ELSE COALESCE(progress.state, '{APART}') END AS status,
        {{sight}} AS sight, COUNT(*), SUM(COALESCE(progress.words_left, 0)),
        MAX(CASE WHEN LENGTH(version.path) <= {{length:d}} THEN version.id END)
    FROM version LEFT JOIN "{TranslationProgress._meta.db_table}" progress
        ON progress.translation_key = version.translation_key
        AND progress.locale_id = version.locale_id
        AND progress.translation_id NOT IN (
            SELECT id FROM "{Translation._meta.db_table}" WHERE NOT enabled
        )
    WHERE version.is_counted {{conditions}}
    GROUP BY section, version.locale_id, status, sight
"""  # noqa: S608 - names of tables and states


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


class _Row(NamedTuple):
    """One row of `_TOTALS`."""

    section: str
    locale_id: int
    status: str
    sight: str
    number: int
    words_left: int
    own_id: int | None


def sections(scope: BoardScope, locales: Sequence[Locale], within: Page | None) -> list[Section]:
    """Returns the sum, then the sections directly below `within` or of the top levels."""
    rows = _totals(scope, locales, within)
    own = Page.objects.filter(pk__in={row.own_id for row in rows if row.status == ORIGINAL})
    titles = dict(own.order_by().values_list("path", "title"))
    by_section: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_section[row.section].append(row)
    found = [_section(path, by_section[path], locales, titles) for path in sorted(by_section)]
    return _with_missing([section for section in found if section.originals], locales)


def _section(
    path: str, rows: list[_Row], locales: Sequence[Locale], titles: dict[str, str]
) -> Section:
    originals = [row for row in rows if row.status == ORIGINAL]
    tallies = {locale.pk: Tally(locale) for locale in locales}
    for row in originals:
        for tally, is_seen in zip(tallies.values(), row.sight, strict=True):
            if is_seen == SEEN and tally.locale.pk != row.locale_id:
                tally.pages += row.number
    for row in rows:
        if row.status != ORIGINAL and row.locale_id in tallies:
            tallies[row.locale_id].numbers[row.status] += row.number
            tallies[row.locale_id].words_left += row.words_left
    return Section(
        max((row.own_id for row in originals if row.own_id), default=None),
        titles.get(path, ""),
        list(tallies.values()),
        len(path) // STEP,
        sum(row.number for row in originals),
    )


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


def _totals(scope: BoardScope, locales: Sequence[Locale], within: Page | None) -> list[_Row]:
    sight = [_sight(scope, locale) for locale in locales]
    conditions, values = _conditions(scope, within)
    sql = _TOTALS.format(
        length=STEP * (within.depth + 1 if within else UPPER_LEVELS),
        sight=" || ".join(expression for expression, _paths in sight),
        conditions=conditions,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(path for _expression, paths in sight for path in paths), *values])
        return [_Row(*row) for row in cursor.fetchall()]


def _sight(scope: BoardScope, locale: Locale) -> tuple[str, tuple[str, ...]]:
    """SQL for SEEN or UNSEEN: whether the user sees the original in the locale."""
    paths = scope.trees + scope.by_language.get(locale.pk, ())
    if not paths or "" in paths:
        return f"'{SEEN if paths else UNSEEN}'", ()
    return f"CASE WHEN {_below(paths)} THEN '{SEEN}' ELSE '{UNSEEN}' END", paths


def _below(paths: Iterable[str]) -> str:
    return " OR ".join(f"SUBSTR(version.original, 1, {len(path)}) = %s" for path in paths)


def _conditions(scope: BoardScope, within: Page | None) -> tuple[str, list[Any]]:
    sql, values = "", []
    if within is not None:
        sql, values = f"AND {_below([within.path])}", [within.path]
    if scope.user.is_superuser:
        return sql, values
    originals, translations = scope.originals(), scope.counterparts(Page.objects.all())
    for sign, pages in (("=", originals), ("<>", translations)):
        ids, parameters = pages.order_by().values("pk").query.sql_with_params()
        values += parameters
        sql += f" AND (NOT version.path {sign} version.original OR version.id IN ({ids}))"
    return sql, values
