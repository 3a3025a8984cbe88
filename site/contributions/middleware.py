"""Middleware: sets `request.participant` and makes `request.user` anonymous for participants."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

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
