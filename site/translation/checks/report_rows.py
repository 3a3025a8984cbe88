"""The rows of the report over the site: one for each problem."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from translation.checks import report_scope
from translation.checks.edit_urls import edit_urls
from translation.checks.problems import Problem
from translation.checks.registry import LABELS
from translation.checks.setting_aside import pair_of
from translation.checks.translation_segments import Segment, segments_of
from translation.models import SetAside


@dataclass(frozen=True)
class Wanted:
    """What a report is narrowed down to; empty means everything."""

    language: str = ""
    check: str = ""
    severity: str = ""
    section: Page | None = field(default=None, hash=False)

    def takes(self, problem: Problem) -> bool:
        return self.check in ("", problem.check) and self.severity in ("", problem.severity.value)


@dataclass(frozen=True)
class Row:
    segment: Segment
    problem: Problem
    url: str = ""
    """Where it is mended."""

    @property
    def check_label(self) -> str:
        return str(LABELS[self.problem.check])


def rows(translations: Any, wanted: Wanted) -> list[Row]:
    """In the order of pages, languages and reading."""
    if wanted.language:
        translations = translations.filter(target_locale__language_code=wanted.language)
    if wanted.section is not None:
        translations = report_scope.below(translations, wanted.section)
    return [
        Row(segment, problem)
        for segment in segments_of(translations)
        for problem in segment.problems
        if wanted.takes(problem)
    ]


def set_aside(translations: Any) -> list[tuple[Segment, SetAside]]:
    """The errors that were set aside, of texts that are still the same; none costs one query."""
    known = {row.pair: row for row in SetAside.objects.select_related("user")}
    if not known:
        return []
    return [
        (segment, known[pair])
        for segment in segments_of(translations)
        if (pair := pair_of(segment.text)) in known
    ]


def with_urls(shown: list[Row]) -> list[Row]:
    """A page of the report with the addresses of its editors."""
    urls = edit_urls(row.segment for row in shown)
    return [
        Row(row.segment, row.problem, urls.get((row.segment.key, row.segment.locale_id), ""))
        for row in shown
    ]
