"""Decorator for views that require a participant; redirects others to the sign-in form."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

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
