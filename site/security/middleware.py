"""Middleware for the admin's CSP, incomplete forms and additional security headers."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin

from core.pages.request_kind import is_for_preview
from security.csp import CSP, Policy
from security.csp_policies import framed_by_self


class AdminPolicyMiddleware(MiddlewareMixin):
    """Sets the admin's CSP on responses under `/admin/` for signed-in users.

    Sign-in pages keep the strict policy, and so do previews, which show unapproved content. A
    preview is rendered by a request of its own, which passes all middleware first; only the outer
    view's `X-Frame-Options: SAMEORIGIN` allows framing.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Handles one response."""
        if is_for_preview(request):
            response._is_preview = True  # type: ignore[attr-defined]
        elif request.path.startswith(reverse("wagtailadmin_home")) and _is_signed_in(request):
            _set_admin_policy(response)
        return response


def _set_admin_policy(response: HttpResponseBase) -> None:
    if getattr(response, "_is_preview", False):
        policies: list[Policy] = [settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
    else:
        policies = [settings.SECURE_CSP_ADMIN, settings.SECURE_CSP_ADMIN_REPORT_ONLY]
    if response.headers.get("X-Frame-Options") == "SAMEORIGIN":
        policies = [framed_by_self(policy) for policy in policies]
    for header in (CSP.HEADER_ENFORCE, CSP.HEADER_REPORT_ONLY):
        response.headers.pop(header, None)
    response._csp_config, response._csp_ro_config = policies  # type: ignore[attr-defined]


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


class ChosenNumbersMiddleware(MiddlewareMixin):
    """Answers 400 where a chooser is asked for objects by something that is no number.

    Wagtail's `chosen-multiple` views pass `?id=` to the database, which raises an error.
    """

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Any, _names: Any
    ) -> HttpResponseBase | None:
        """Returns 400 for an id that no row can have."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if (name or "").endswith("chosen_multiple"):
            for number in request.GET.getlist("id"):
                if not re.fullmatch(r"[0-9]{1,18}", number):
                    return HttpResponseBadRequest()
        return None


class IncompleteFormMiddleware(MiddlewareMixin):
    """Answers 400 where a POST lacks fields that a browser always sends."""

    def process_exception(
        self, _request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """400 for a missing form field, None for any other exception."""
        if isinstance(exception, MultiValueDictKeyError):
            return HttpResponseBadRequest("This form is incomplete.", content_type="text/plain")
        return None


class FurtherHeadersMiddleware(MiddlewareMixin):
    """Adds SECURE_FURTHER_HEADERS (name → value) where a response lacks them."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Handles one response."""
        for name, value in settings.SECURE_FURTHER_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
