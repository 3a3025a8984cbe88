"""Headers that Django has no setting for, and the looser policy of the admin."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError

from core.pages.reader_session import is_for_preview
from security.csp import CSP, Policy
from security.csp_policies import framed_by_self


class AdminPolicyMiddleware:
    """Under `/admin/`, once somebody is signed in, the policy that Wagtail's admin needs.

    What is shown to those who are not (signing in, a forgotten password) stays strict, and so does
    a preview: it is made by a request of its own, which passes all middleware first, and shows
    texts that nobody has approved yet. Only a view that says `X-Frame-Options: SAMEORIGIN`, as
    Wagtail's previews do, is shown in a frame; what the preview's own request said does not count.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_for_preview(request):
            response._is_preview = True  # type: ignore[attr-defined]
        elif request.path.startswith(reverse("wagtailadmin_home")) and _is_signed_in(request):
            _decide(response)
        return response


def _decide(response: HttpResponseBase) -> None:
    """The policies of an answer of the admin, in place of those that it may have already."""
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


class IncompleteFormMiddleware:
    """400 for a form that lacks fields which its page always has: nobody's browser sent that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, _request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if isinstance(exception, MultiValueDictKeyError):
            return HttpResponseBadRequest("This form is incomplete.", content_type="text/plain")
        return None


class FurtherHeadersMiddleware:
    """Adds SECURE_FURTHER_HEADERS (name → value) to every answer that has not got them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in settings.SECURE_FURTHER_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
