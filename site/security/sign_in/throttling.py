"""Who fails to sign in too often has to wait: one account from one address; others do not."""

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
    """Refuses who has to wait. Without a request nobody signs in over the network."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> None:
        if request is not None:
            super().authenticate(request, username=username, password=password, **kwargs)


def connect() -> None:
    authentication_failed.connect(_count_wrong_code, dispatch_uid="security.throttling")


def _count_wrong_code(request: HttpRequest, user: AbstractBaseUser, **_kwargs: Any) -> None:
    """A wrong second factor counts as a wrong password does."""
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def has_to_wait(request: HttpRequest, user: AbstractBaseUser) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": user.get_username()})


def refuse(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """429, saying when to try again."""
    wait = settings.AXES_COOLOFF_TIME
    context = {"minutes": int(wait.total_seconds() // 60)}
    response = render(request, "account/wait.html", context, status=429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response
