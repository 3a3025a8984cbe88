"""The combined result of the checks for one or more translations, and where to edit them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail_localize.models import Translation

from core.text.text_joining import listed
from translation.checks.problems import Problem
from translation.checks.translation_segments import Segment, segments_of


@dataclass(frozen=True)
class CheckResults:
    """The segments with problems of one or more translations."""

    segments: tuple[Segment, ...]
    """The segments with problems, page by page."""

    @cached_property
    def problems(self) -> list[Problem]:
        """All problems of the segments."""
        return [problem for segment in self.segments for problem in segment.problems]

    @cached_property
    def errors(self) -> int:
        """The number of errors."""
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return len(self.problems) - self.errors

    @cached_property
    def digest(self) -> str:
        """Hash of the problems: a confirmation is valid for exactly these."""
        lines = [
            repr((segment.segment_id, segment.locale_id, problem.check, str(problem)))
            for segment in self.segments
            for problem in segment.problems
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]

    @property
    def summary(self) -> str:
        """A count such as "2 errors, 1 warning" in the active language."""
        return counted(self.errors, self.warnings)


def counted(errors: int, warnings: int) -> str:
    """Returns, for example, "2 errors, 1 warning" in the active language; empty for none."""
    of_errors = ngettext("%(count)d error", "%(count)d errors", errors)
    of_warnings = ngettext("%(count)d warning", "%(count)d warnings", warnings)
    parts = [(of_errors, errors), (of_warnings, warnings)]
    return listed(text % {"count": count} for text, count in parts if count)


def check_results_of(translations: QuerySet[Translation]) -> CheckResults:
    """Runs the checks on all segments of the translations."""
    return check_segments(segments_of(translations))


def check_segments(segments: Iterable[Segment]) -> CheckResults:
    """Runs the checks on the segments and keeps those with problems."""
    return CheckResults(tuple(segment for segment in segments if segment.problems))


Place = tuple[UUID, int]
"""Translation key and locale."""


def edit_urls(segments: Iterable[Segment]) -> dict[Place, str]:
    """Returns place → edit URL, with one query for pages and one for each snippet model."""
    keys: dict[int, set[UUID]] = {}
    for segment in segments:
        keys.setdefault(segment.model_id, set()).add(segment.key)
    urls: dict[Place, str] = {}
    pages: set[UUID] = set()
    for model_id, found in keys.items():
        model = ContentType.objects.get_for_id(model_id).model_class()
        if model is not None and issubclass(model, Page):
            pages |= found
        elif model is not None:
            urls |= _snippet_urls(model, found)
    return urls | _page_urls(pages)


def _page_urls(keys: set[UUID]) -> dict[Place, str]:
    rows = Page.objects.filter(translation_key__in=keys) if keys else Page.objects.none()
    return {
        (key, locale_id): reverse("wagtailadmin_pages:edit", args=[pk])
        for pk, key, locale_id in rows.values_list("pk", "translation_key", "locale_id")
    }


def _snippet_urls(model: Any, keys: set[UUID]) -> dict[Place, str]:
    finder = AdminURLFinder()
    return {
        (snippet.translation_key, snippet.locale_id): finder.get_edit_url(snippet) or ""
        for snippet in model.objects.filter(translation_key__in=keys)
    }
