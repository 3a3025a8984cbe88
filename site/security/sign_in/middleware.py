"""Holds up sessions that still owe their second factor, on every address."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from security.sign_in import second_factor

# Where one signs in and out, and sets the second factor up.
OPEN = {
    "account_login",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_activate_totp",
    "wagtailcore_login",
    "wagtailadmin_logout",
}


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._held_up(request) or self.get_response(request)

    def _held_up(self, request: HttpRequest) -> HttpResponseBase | None:
        """The way to what is due, or None. Costs readers without a session nothing."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated or second_factor.was_shown(request):
            return None
        if second_factor.is_set_up(request.user):
            return None if _is_open(request) else _sign_in_again(request)
        if second_factor.is_to_be_set_up(request) and not _is_open(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return None


def _sign_in_again(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


def _is_open(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in OPEN
    except Resolver404:
        return False
