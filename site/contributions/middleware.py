"""Sets `request.participant`, and asks for one in views that need a participant."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from contributions import backends


class ParticipantMiddleware:
    """Neither the admin, nor private pages and files, nor any permission sees a participant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set `request.participant`; look the session up only where there is a session cookie."""
        request.participant = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _tell_apart(request)
        return self.get_response(request)


def _tell_apart(request: HttpRequest) -> None:
    """Costs readers without a session nothing."""
    if request.session.get(BACKEND_SESSION_KEY) != backends.PATH:
        return
    user = request.user
    request.participant = getattr(user, "participant", None)  # type: ignore[attr-defined]
    request.user = AnonymousUser()


View = Callable[..., HttpResponse]


def participant_needed(*, with_profile: bool = True) -> Callable[[View], View]:
    """Of a view; `with_profile`: also asks for the profile where it is not filled in yet."""

    def around(view: View) -> View:
        @wraps(view)
        def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            participant = request.participant  # type: ignore[attr-defined]
            if participant is None:
                return to_sign_in(request)
            if with_profile and not participant.has_profile:
                return _to("contributions_profile", request.get_full_path())
            return view(request, *args, **kwargs)

        return ask

    return around


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in form, which leads back to the requested address."""
    return _to("account_request_login_code", request.get_full_path())


def _to(name: str, wanted: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
