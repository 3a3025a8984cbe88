"""Middleware that enforces the second factor on every URL, and the age of admin sessions."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.deprecation import MiddlewareMixin

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


# The last request to the admin, in seconds since 1970, and how exactly it is kept.
SEEN_KEY = "admin_seen_at"
RENEWAL_SECONDS = 60


class SecondFactorMiddleware(MiddlewareMixin):
    """Redirects sessions that lack a required second factor."""

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """Redirects to the missing step, if any. No queries without a session cookie."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated or second_factor.is_verified(request):
            return None
        if second_factor.is_set_up(request.user):
            return None if _is_exempt(request) else _sign_in_again(request)
        if second_factor.must_be_set_up(request) and not _is_exempt(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return None


class AdminSessionMiddleware(MiddlewareMixin):
    """Ends sessions of the admin after `ADMIN_SESSION_HOURS` without a request there."""

    def process_request(self, request: HttpRequest) -> None:
        """Renews the session, which is written at most once in RENEWAL_SECONDS."""
        is_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if not is_admin or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        now = int(time.time())
        is_due = now - request.session.get(SEEN_KEY, 0) >= RENEWAL_SECONDS
        if request.user.is_authenticated and is_due:
            request.session[SEEN_KEY] = now
            request.session.set_expiry(int(settings.ADMIN_SESSION_HOURS * 3600))


def _sign_in_again(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


def _is_exempt(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in EXEMPT_URL_NAMES
    except Resolver404:
        return False
