"""Headers that Django has no setting for, and the looser policy of the admin."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError


class AdminPolicyMiddleware:
    """Under `/admin/`, once somebody is signed in, the policy that Wagtail's admin needs.

    What is shown to those who are not (signing in, a forgotten password) stays strict.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")) and _is_signed_in(request):
            response._csp_config = settings.SECURE_CSP_ADMIN  # type: ignore[attr-defined]
            response._csp_ro_config = settings.SECURE_CSP_ADMIN_REPORT_ONLY  # type: ignore[attr-defined]
        return response


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
