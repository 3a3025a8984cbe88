"""Error views (403, 500, 503). None of them uses the database, which may be down."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_path, override

from core.languages.live_language_middleware import preferred_language
from ops.outage_detection import is_outage


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. The exception's text is not shown."""
    return _page(request, HTTPStatus.FORBIDDEN, "403.html")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a failed CSRF check: usually a form left open for too long."""
    return _page(request, HTTPStatus.FORBIDDEN, "403_form.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is down."""
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, "500.html")


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After."""
    response = _page(request, HTTPStatus.SERVICE_UNAVAILABLE, "503.html")
    response.headers["Retry-After"] = str(settings.RETRY_AFTER_SECONDS)
    return response


def _page(request: HttpRequest, status: HTTPStatus, template: str) -> HttpResponse:
    """Rendered in the language of the URL, else the reader's preferred one; without context
    processors, which could need the session.
    """
    available = [code for code, _autonym in settings.LANGUAGES]
    language = get_language_from_path(request.path_info) or preferred_language(request, available)
    with override(language):
        response = HttpResponse(render_to_string(template), status=status)
    add_never_cache_headers(response)
    return response
