"""Sets `request.participant`, and asks for one in views that need a participant."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contributions import backends


class ParticipantMiddleware(MiddlewareMixin):
    """Neither the admin, nor private pages and files, nor any permission sees a participant."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.participant`; look the session up only where there is a session cookie."""
        request.participant = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if request.session.get(BACKEND_SESSION_KEY) == backends.PATH:
            request.participant = getattr(request.user, "participant", None)  # type: ignore[attr-defined]
            request.user = AnonymousUser()


View = Callable[..., HttpResponse]
READING = ["GET", "HEAD"]


def participant_needed(
    methods: Iterable[str] = (*READING, "POST"), *, with_profile: bool = True
) -> Callable[[View], View]:
    """Makes a view for participants, which takes these methods and is never cached.

    Others are led to the sign-in form, and, `with_profile`, to that of the profile if it is empty.
    """

    def around(view: View) -> View:
        @wraps(view)
        def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            participant = request.participant  # type: ignore[attr-defined]
            if participant is None:
                return to_sign_in(request)
            if with_profile and not participant.has_profile:
                return _to("contributions_profile", request.get_full_path())
            return view(request, *args, **kwargs)

        return never_cache(require_http_methods(list(methods))(ask))

    return around


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in form, which leads back to the requested address."""
    return _to("account_request_login_code", request.get_full_path())


def _to(name: str, wanted: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
