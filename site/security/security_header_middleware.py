"""Middleware for the admin's CSP and additional security headers."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
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


class FurtherHeadersMiddleware(MiddlewareMixin):
    """Adds SECURE_FURTHER_HEADERS (name → value) where a response lacks them."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Handles one response."""
        for name, value in settings.SECURE_FURTHER_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
