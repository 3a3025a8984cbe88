"""The page that blocks publishing on errors, or asks to confirm warnings."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wagtail_localize.models import Translation

from core.admin.edit_conflicts import posted_fields
from translation.checks.check_results import CheckResults, check_results_of, edit_urls
from translation.checks.translation_segments import Segment

# Name of the form field that confirms the displayed problems.
CONFIRMED = "confirmed_problems"
# Maximum number of segments on the page; the report lists all.
MOST_SHOWN = 100


def answer_to(
    request: HttpRequest, translations: QuerySet[Translation], back: str
) -> HttpResponse | None:
    """Returns the confirmation page, or None if there are no unconfirmed problems."""
    results = check_results_of(translations)
    return None if passes(request, results) else respond(request, results, back)


def respond(request: HttpRequest, results: CheckResults, back: str) -> HttpResponse:
    """Renders the confirmation page: status 409 for errors, 200 if warnings can be confirmed."""
    template = "translation/checks/ask.html"
    status = 409 if results.errors else 200
    return render(request, template, context(request, results, back), status=status)


def passes(request: HttpRequest, results: CheckResults) -> bool:
    """Whether there are no errors and exactly these warnings were confirmed."""
    if results.errors:
        return False
    return not results.problems or request.POST.get(CONFIRMED) == results.digest


def context(request: HttpRequest, results: CheckResults, back: str) -> dict[str, Any]:
    """Returns the template context of the confirmation page."""
    return {
        "results": results,
        "pages": list(by_page(results)),
        "left_out": max(0, len(results.segments) - MOST_SHOWN),
        "back": back,
        "action": request.get_full_path(),
        "kept": list(posted_fields(request, CONFIRMED)),
        "confirmed_name": CONFIRMED,
    }


def by_page(results: CheckResults) -> Iterator[dict[str, Any]]:
    """Yields the affected pages with their segments and their edit URLs."""
    shown = results.segments[:MOST_SHOWN]
    urls = edit_urls(shown)
    for (key, locale_id), segments in groupby(shown, lambda item: (item.key, item.locale_id)):
        found: list[Segment] = list(segments)
        yield {
            "title": found[0].title,
            "language": found[0].text.target_language,
            "url": urls.get((key, locale_id), ""),
            "segments": found,
        }
