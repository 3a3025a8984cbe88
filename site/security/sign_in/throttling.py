"""Throttles failed sign-ins by account and IP address, with django-axes."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from allauth.mfa.signals import authentication_failed
from axes.backends import AxesStandaloneBackend
from axes.handlers.proxy import AxesProxyHandler


class ThrottlingBackend(AxesStandaloneBackend):
    """Rejects throttled accounts before other backends check the password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> None:
        """As django-axes', but does nothing without a request, as in tests and commands."""
        if request is not None:
            super().authenticate(request, username=username, password=password, **kwargs)


def connect() -> None:
    """Connects the signal of wrong codes."""
    authentication_failed.connect(_count_wrong_code, dispatch_uid="security.throttling")


def _count_wrong_code(request: HttpRequest, user: AbstractBaseUser, **_kwargs: Any) -> None:
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def is_throttled(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Whether the account has too many recent failures from the request's address."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.get_username()})


def too_many_attempts(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """429 with Retry-After."""
    wait = settings.AXES_COOLOFF_TIME
    context = {"minutes": int(wait.total_seconds() // 60)}
    response = render(request, "account/wait.html", context, status=429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response
