"""The screen that stops a translation, or asks before it goes out."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wagtail_localize.models import Translation

from translation.checks.edit_urls import edit_urls
from translation.checks.translation_segments import Segment
from translation.checks.verdict import Verdict, verdict_on

# Name of the field in which somebody confirms the problems that were shown.
CONFIRMED = "confirmed_problems"
# A screen names as many strings at most; the report names all.
MOST_SHOWN = 100


def answer_to(
    request: HttpRequest, translations: QuerySet[Translation], back: str
) -> HttpResponse | None:
    """What is said instead of publishing; None where nothing speaks against it."""
    verdict = verdict_on(translations)
    return None if passes(request, verdict) else respond(request, verdict, back)


def respond(request: HttpRequest, verdict: Verdict, back: str) -> HttpResponse:
    """409 where errors stop the translation, 200 where a confirmation is asked for."""
    template = "translation/checks/ask.html"
    status = 409 if verdict.errors else 200
    return render(request, template, context(request, verdict, back), status=status)


def passes(request: HttpRequest, verdict: Verdict) -> bool:
    """Whether there are no errors, and the warnings were confirmed, these very ones."""
    if verdict.errors:
        return False
    return not verdict.problems or request.POST.get(CONFIRMED) == verdict.digest


def context(request: HttpRequest, verdict: Verdict, back: str) -> dict[str, Any]:
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
    """The pages with their strings, each with the address at which it is mended."""
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
    """Everything that was sent, to be sent again with the confirmation."""
    for name, values in request.POST.lists():
        if name not in ("csrfmiddlewaretoken", CONFIRMED):
            yield from ((name, value) for value in values)
