"""Views of the workspace: the screen, the queue and the segments."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wagtail.models import Page

from core.languages.language_names import language_name
from terms.term_languages import direction
from translation import machine, translation_querysets, upstream
from translation.dashboard.board_scope import board_scope_of
from translation.dashboard.user_tasks import may_approve_in, tasks_of
from translation.models import SegmentRecord, State
from translation.workspace import segment_data, segment_json, segment_queue
from translation.workspace.script_strings import texts
from translation.workspace.segment_json import for_script
from translation.workspace.segment_queue import QueueFilters, wanted_by

# Maximum number of segments in one request.
MOST_AT_ONCE = 50
# Maximum number of texts checked in one request.
CHECKED_AT_ONCE = 400
# Stands for a segment's id in URL templates.
ANY = 0


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Renders the screen. Raises PermissionDenied for users without translations, and Http404."""
    chosen = wanted_by(request.user, request.GET)
    if chosen is None:
        raise PermissionDenied
    page = _one_page(chosen)
    context = {
        "wanted": chosen,
        "language": language_name(chosen.locale.language_code),
        "languages": [
            (locale.language_code, language_name(locale.language_code))
            for locale in segment_queue.languages(request.user)
        ],
        "filters": segment_queue.FILTERS,
        "sections": _sections(request, chosen),
        "page": page,
        "package": chosen.package,
        "translation": upstream.translation_into(page) if page else None,
        "has_machine": machine.is_configured(),
        "settings": _settings(request, chosen),
    }
    return render(request, "translation/workspace/workspace.html", context)


def _one_page(chosen: QueueFilters) -> Page | None:
    """Returns the page if the workspace is opened for a single one, in its target language."""
    if len(chosen.pages) != 1:
        return None
    key = Page.objects.filter(pk=chosen.pages[0]).values("translation_key")
    return Page.objects.filter(translation_key__in=key, locale=chosen.locale).first()


def _sections(request: HttpRequest, chosen: QueueFilters) -> list[tuple[int, str]]:
    pages = board_scope_of(request.user).originals().filter(depth__in=(3, 4, 5, 6), numchild__gt=0)
    found = [(page.pk, "– " * (page.depth - 3) + page.title) for page in pages[:100]]
    section = chosen.section
    if section is not None and section.pk not in dict(found):
        found.insert(0, (section.pk, section.title))
    return found


def _settings(request: HttpRequest, chosen: QueueFilters) -> dict[str, Any]:
    names = (
        "save", "check", "about", "comment", "decide", "set_aside", "repeat", "preview", "machine",
    )  # fmt: skip
    language = chosen.locale.language_code
    return {
        "user": request.user.pk,
        "language": language,
        "direction": direction(language),
        "filter": chosen.filter,
        "states": {value: str(label) for value, label in State.choices},
        "setsAside": may_approve_in(request.user, chosen.locale.pk),
        "reviews": request.user.is_superuser or chosen.locale.pk in tasks_of(request.user).reviews,
        "addresses": {name: reverse(f"translation_workspace:{name}", args=[ANY]) for name in names}
        | {
            name: reverse(f"translation_workspace:{name}")
            for name in ("queue", "segments", "concordance", "session", "send")
        }
        | {
            "login": reverse("wagtailadmin_login"),
            "stop": reverse("translation_workspace:stop", args=[ANY]),
        },
        "texts": texts(),
    }


@require_safe
@for_script
def queue_of(request: HttpRequest) -> dict[str, Any]:
    """Returns all ids; with the filter for warnings, a batch and where to continue."""
    chosen = wanted_by(request.user, request.GET)
    if chosen is None:
        raise PermissionDenied
    pages = segment_queue.queue(request.user, chosen)
    answer: dict[str, Any] = {"next": None, "first": _first(request)}
    if chosen.filter == segment_queue.WARNINGS:
        after = (
            int(request.GET.get("after", "0")) if request.GET.get("after", "0").isdecimal() else 0
        )
        pages, answer["next"] = with_warnings(pages, after)
    return answer | {"pages": [vars(page) for page in pages]}


def _first(request: HttpRequest) -> int | None:
    """Returns the id of the record to start with, from wagtail-localize's segment id."""
    number = request.GET.get("segment", "")
    if not number.isdecimal():
        return None
    records = SegmentRecord.objects.filter(
        translation__source__stringsegment=number,
        context=F("translation__source__stringsegment__context"),
        string=F("translation__source__stringsegment__string"),
        translation__target_locale__language_code=request.GET.get("language", ""),
    )
    return records.values_list("pk", flat=True).first()


def with_warnings(
    pages: list[segment_queue.QueuedPage], after: int
) -> tuple[list[segment_queue.QueuedPage], int | None]:
    """Returns the segments of one batch that have problems, and where to continue."""
    every = [pk for page in pages for pk in page.ids]
    some = every[after : after + CHECKED_AT_ONCE]
    items = segment_data.items_of(segment_data.found(SegmentRecord.objects.filter(pk__in=some)))
    wrong = {item.record.pk for item in items if item.problems}
    found = [page.only(wrong) for page in pages]
    end = after + CHECKED_AT_ONCE
    return [page for page in found if page.ids], end if end < len(every) else None


@require_safe
@for_script
def segments(request: HttpRequest) -> dict[str, Any]:
    """Returns the segments `ids` (comma-separated), without those the user may not read."""
    ids = [int(part) for part in request.GET.get("ids", "").split(",") if part.isdecimal()]
    mine = translation_querysets.visible_to(request.user).order_by()
    records = SegmentRecord.objects.filter(
        pk__in=ids[:MOST_AT_ONCE], is_current=True, translation__in=mine.values("pk")
    )
    items = segment_data.items_of(segment_data.found(records))
    return {"segments": [segment_json.segment(item) for item in items]}


@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Returns the current user and CSRF token, which the next save must send."""
    return JsonResponse({"user": request.user.pk, "csrf": get_token(request)})
