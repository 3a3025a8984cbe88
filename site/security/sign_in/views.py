"""Views of sign-in with changes for this site: second factor, password prompts of private pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wagtail import views as page_views
from wagtail.documents.views import serve as document_views

from allauth.mfa.totp.views import ActivateTOTPView
from axes.handlers.proxy import AxesProxyHandler

from security.sign_in.second_factor import mark_verified
from security.sign_in.throttling import too_many_attempts


class SetUpView(ActivateTOTPView):
    """Sets up the second factor and marks the session as verified."""

    def form_valid(self, form: Any) -> HttpResponse:
        """As allauth's, and marks the session."""
        response: HttpResponse = super().form_valid(form)
        mark_verified(self.request)
        return response


set_up = SetUpView.as_view()


View = Callable[..., HttpResponse]


def throttled(kind: str, argument: str) -> Callable[[View], View]:
    """Decorator that counts wrong passwords by restriction and IP address.

    `argument` is the view's keyword argument with the restriction's id. The counter's name contains
    a space, as no user name does, so signing in does not reset it.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, **arguments: Any) -> HttpResponse:
            name = {"username": f"password of {kind} {arguments[argument]}"}
            if request.method == "POST" and not AxesProxyHandler.is_allowed(request, name):
                return too_many_attempts(request)
            response = view(request, **arguments)
            if request.method == "POST" and response.status_code == 200:
                user_login_failed.send(sender=__name__, credentials=name, request=request)
            return response

        return never_cache(require_http_methods(["GET", "HEAD", "POST"])(wrapper))

    return decorator


page_password = throttled("page", "page_view_restriction_id")(page_views.authenticate_with_password)
collection_password = throttled("collection", "restriction_id")(
    document_views.authenticate_with_password
)
