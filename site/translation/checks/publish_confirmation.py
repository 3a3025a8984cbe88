"""The page that blocks publishing on errors, or asks to confirm warnings."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wagtail_localize.models import Translation

from translation.checks.check_results import Verdict, verdict_on
from translation.checks.edit_urls import edit_urls
from translation.checks.translation_segments import Segment

# Name of the form field that confirms the displayed problems.
CONFIRMED = "confirmed_problems"
# Maximum number of segments on the page; the report lists all.
MOST_SHOWN = 100


def answer_to(
    request: HttpRequest, translations: QuerySet[Translation], back: str
) -> HttpResponse | None:
    """Returns the confirmation page, or None if there are no unconfirmed problems."""
    verdict = verdict_on(translations)
    return None if passes(request, verdict) else respond(request, verdict, back)


def respond(request: HttpRequest, verdict: Verdict, back: str) -> HttpResponse:
    """Renders the confirmation page: status 409 for errors, 200 if warnings can be confirmed."""
    template = "translation/checks/ask.html"
    status = 409 if verdict.errors else 200
    return render(request, template, context(request, verdict, back), status=status)


def passes(request: HttpRequest, verdict: Verdict) -> bool:
    """Whether there are no errors and exactly these warnings were confirmed."""
    if verdict.errors:
        return False
    return not verdict.problems or request.POST.get(CONFIRMED) == verdict.digest


def context(request: HttpRequest, verdict: Verdict, back: str) -> dict[str, Any]:
    """Returns the template context of the confirmation page."""
    return {
        "verdict": verdict,
        "pages": list(by_page(verdict)),
        "left_out": max(0, len(verdict.segments) - MOST_SHOWN),
        "back": back,
        "action": request.get_full_path(),
        "kept": list(_kept(request)),
        "confirmed_name": CONFIRMED,
    }


def by_page(verdict: Verdict) -> Iterator[dict[str, Any]]:
    """Yields the affected pages with their segments and their edit URLs."""
    shown = verdict.segments[:MOST_SHOWN]
    urls = edit_urls(shown)
    for (key, locale_id), segments in groupby(shown, lambda item: (item.key, item.locale_id)):
        found: list[Segment] = list(segments)
        yield {
            "title": found[0].title,
            "language": found[0].text.target_language,
            "url": urls.get((key, locale_id), ""),
            "segments": found,
        }


def _kept(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yields the submitted form fields, to be resent with the confirmation."""
    for name, values in request.POST.lists():
        if name not in ("csrfmiddlewaretoken", CONFIRMED):
            yield from ((name, value) for value in values)
