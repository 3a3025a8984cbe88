"""The rows that the site is judged by: what each compares, its target, and what was measured.

Every figure is a ratio of two things that took turns in the same run, so that another machine, or
one with other work, comes to the same verdict. `docs/performance.md` has the table as this module
writes it.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    key: str
    name: str
    against: str
    """What the figure is a multiple of."""
    target: float
    is_least: bool = False
    """Whether the target is the least, not the most."""

    def is_met(self, value: float) -> bool:
        """Whether the value, as it is printed, is within the target."""
        value = round(value, 2)
        return value >= self.target if self.is_least else value <= self.target


@dataclass(frozen=True)
class Figure:
    """The median of some ratios, and the quartiles around it."""

    median: float
    low: float
    high: float
    rounds: int

    @classmethod
    def of(cls, ratios: Iterable[float]) -> "Figure":
        """From the ratio of each round."""
        values = sorted(ratios)
        if len(values) == 1:
            return cls(values[0], values[0], values[0], 1)
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(median, low, high, len(values))


@dataclass(frozen=True)
class Result:
    """What one group of rows measured."""

    figures: dict[str, Figure]
    """By the row's key."""
    details: Sequence[str] = ()
    """Lines to print below the table."""


PAGE, WORKER, TODAY = "stock Wagtail page", "stock worker", "the build before"
EXPLORER = "stock explorer of 100"
# Each has a function `measure`, which is given the `ground` and returns a `Result`.
MODULES = {
    "serving": "tests.bench.serving.rows",
    "admin": "tests.bench.admin.rows",
    "pdf": "tests.bench.pdf_rows",
    "setup": "tests.bench.setup_rows",
    "suite": "tests.bench.suite_rows",
    "growth": "tests.bench.growth.rows",
}
ROWS = {
    "serving": [
        Row("archive", "archive, not kept", PAGE, 1.8),
        Row("search", "search, not kept", PAGE, 2.0),
        Row("print", "print version, not kept", PAGE, 1.3),
        Row("agenda", "agenda, not kept", PAGE, 1.1),
        Row("content", "content page, not kept", PAGE, 0.9),
        Row("first", "content page, first request after a change", PAGE, 1.2),
        Row("memory", "memory of a warm web worker (PSS)", WORKER, 1.15),
        Row(
            "nginx", "kept page behind the sample nginx", "the same from gunicorn", 5, is_least=True
        ),
    ],
    "admin": [
        Row("publishing", "publishing a page in the editor", "stock with wagtail-localize", 1.0),
        Row("explorer", "explorer of 100 children", f"{EXPLORER}, same order", 1.2),
        Row("board", "translation board of 10,000 pages × 6 languages", EXPLORER, 1.2),
        Row("screen", "translators' screen of 200 segments", EXPLORER, 1.2),
    ],
    "pdf": [
        Row("pdf-cpu", "PDF of one page, first request, processor time", TODAY, 0.35),
        Row("pdf-time", "PDF of one page, first request, time", TODAY, 0.35),
        Row("section-time", "PDF of a section of 300 pages, time", TODAY, 0.5),
        Row("section-memory", "PDF of a section of 300 pages, peak memory", TODAY, 0.6),
    ],
    "setup": [
        Row("migrate", "migrate, first time", TODAY, 0.6),
        Row("seed", "seed, first time", TODAY, 0.35),
        Row("run", "make run, second time, until it serves", TODAY, 0.5),
    ],
    "suite": [Row("suite", "`make test`", TODAY, 0.33)],
    "growth": [
        # Flat, but for two: search lists every page that has the words, and the board counts every
        # page, so ten times as many may cost ten times.
        Row("many-archive", "archive of 10,000 conferences", "of 1,000", 2),
        Row("many-search", "search in 100,000 pages", "in 10,000", 10),
        Row("many-print", "print version among 100,000 pages", "among 10,000", 1.2),
        Row("many-board", "translation board of 100,000 pages", "of 10,000", 10),
    ],
}


def table(groups: Iterable[str], figures: dict[str, Figure]) -> list[str]:
    """The lines of a Markdown table of the groups' rows; a row without a figure falls short."""
    lines = [
        "| what | × what | target | median | quartiles | rounds | verdict |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    return lines + [_line(row, figures.get(row.key)) for group in groups for row in ROWS[group]]


def _line(row: Row, figure: Figure | None) -> str:
    target = f"{'≥' if row.is_least else '≤'} {row.target:g}"
    measured, verdict = "– | – | –", "not measured"
    if figure is not None:
        measured = f"{figure.median:.2f} | {figure.low:.2f}–{figure.high:.2f} | {figure.rounds}"
        verdict = "met" if row.is_met(figure.median) else "**short**"
    return f"| {row.name} | {row.against} | {target} | {measured} | {verdict} |"


def short(groups: Iterable[str], figures: dict[str, Figure]) -> list[str]:
    """The names of the rows that miss their target or have no figure."""
    return [
        row.name
        for group in groups
        for row in ROWS[group]
        if row.key not in figures or not row.is_met(figures[row.key].median)
    ]
