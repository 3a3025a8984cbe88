"""Middleware that enforces the second factor on every URL."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from security.sign_in import second_factor

# Views for signing in and out and for setting up the second factor.
EXEMPT_URL_NAMES = {
    "account_login",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_activate_totp",
    "wagtailcore_login",
    "wagtailadmin_logout",
}


class SecondFactorMiddleware:
    """Redirects sessions that lack a required second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handles one request."""
        return self._redirect(request) or self.get_response(request)

    def _redirect(self, request: HttpRequest) -> HttpResponseBase | None:
        """Redirect to the missing step, or None. No queries without a session cookie."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated or second_factor.is_verified(request):
            return None
        if second_factor.is_set_up(request.user):
            return None if _is_exempt(request) else _sign_in_again(request)
        if second_factor.must_be_set_up(request) and not _is_exempt(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return None


def _sign_in_again(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


def _is_exempt(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in EXEMPT_URL_NAMES
    except Resolver404:
        return False
