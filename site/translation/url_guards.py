"""Wraps every wagtail-localize URL in a permission check.

The stock views at most check whether the page may be edited. This module registers each of their
URLs again, before wagtail-localize's own, with a check. URLs without a check, which a later release
may add, are denied.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext

from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation

from translation import guarded_views
from translation.files import views as file_views
from translation.permissions.translation_permissions import (
    may_change_translation,
    may_read_translation,
)
from translation.upstream import stock_views

# Whether the user may use the URL; gets the URL's keyword arguments.
Question = Callable[..., bool]


def open_to_all(_user: Any, **_arguments: Any) -> bool:
    """Allows the URL; also for views that check permissions themselves."""
    return True


def reads(user: Any, *, translation_id: int, **_arguments: Any) -> bool:
    """Whether the user may read the translation."""
    return may_read_translation(user, get_object_or_404(Translation, pk=translation_id))


def changes(user: Any, *, translation_id: int, **_arguments: Any) -> bool:
    """Whether the user may edit the translation."""
    return may_change_translation(user, get_object_or_404(Translation, pk=translation_id))


def chooses_snippets(user: Any, *, app_label: str, model_name: str, **_arguments: Any) -> bool:
    """Whether the user may edit snippets of the model."""
    model = get_snippet_model_from_url_params(app_label, model_name)
    return bool(user_can_edit_snippet_type(user, model))


QUESTIONS: dict[str, Question] = {
    "javascript_catalog": open_to_all,
    "submit_page_translation": open_to_all,
    "submit_snippet_translation": chooses_snippets,
    "update_translations": open_to_all,
    "edit_string_translation": changes,
    "edit_override": changes,
    "download_pofile": reads,
    "upload_pofile": changes,
    "machine_translate": changes,
    "preview_translation": reads,
    "stop_translation": changes,
    "convert_to_alias": open_to_all,
    "translations_report": open_to_all,
    "translations_report_results": open_to_all,
    "snippets_api_listing": chooses_snippets,
    "snippets_api_detail": chooses_snippets,
}

# URLs that are served by this site's own views.
VIEWS: dict[str, Callable[..., Any]] = {
    "submit_page_translation": guarded_views.SubmitPageTranslationView.as_view(),
    "submit_snippet_translation": guarded_views.SubmitSnippetTranslationView.as_view(),
    "update_translations": guarded_views.UpdateTranslationsView.as_view(),
    "stop_translation": guarded_views.ask_before_stopping,
    "convert_to_alias": guarded_views.refuse_conversion_to_alias,
    "preview_translation": guarded_views.preview_translation,
    "download_pofile": file_views.download_one,
    "upload_pofile": file_views.upload_one,
    "translations_report": guarded_views.TranslationsReportView.as_view(),
    "translations_report_results": guarded_views.TranslationsReportView.as_view(results_only=True),
}

# Called by the editor's script, which handles a status but not an HTML page.
CALLED_BY_SCRIPT = {"edit_string_translation", "edit_override"}


def guarded_addresses() -> list[URLPattern | URLResolver]:
    """Returns wagtail-localize's URL patterns with checks, to be registered before its own."""
    urls = [_guarded(pattern) for pattern in stock_views.addresses()]
    return [path("localize/", include((urls, "translation")))]


def _guarded(stock_pattern: URLPattern) -> URLPattern:
    name = stock_pattern.name or ""
    view = VIEWS.get(name, stock_pattern.callback)
    return URLPattern(stock_pattern.pattern, _asking(name, view), stock_pattern.default_args, name)


def _asking(name: str, view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def ask(request: HttpRequest, **arguments: Any) -> HttpResponse:
        question = QUESTIONS.get(name)
        if question is not None and question(request.user, **arguments):
            return view(request, **arguments)
        if name in CALLED_BY_SCRIPT:
            detail = gettext("You may not change this translation now.")
            return JsonResponse({"detail": detail}, status=403)
        raise PermissionDenied

    return ask
