"""One name for all that happens in a request, from the proxy to the last log line."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
GIVEN = "HTTP_X_REQUEST_ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_current: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("ops.access")


def current() -> str:
    """The id of the request that is being answered; empty outside of one."""
    return _current.get()


class RequestIdMiddleware:
    """Takes a proxy's id where it is well formed, makes one otherwise, and sends it back.

    Writes one line for each answer: method, path, status, milliseconds. No query, no address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return answered(request, self.get_response)


def answered(request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The answer with the request's id, which everything logged meanwhile bears, and its line."""
    given = request.META.get(GIVEN, "")
    request_id = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    # Not reset here: Django writes its line on an answer of 400 and more after all middleware.
    _current.set(request_id)
    began = time.perf_counter()
    response = answer(request)
    _note(request, response, time.perf_counter() - began)
    response.headers[HEADER] = request_id
    return response


@receiver(request_finished, dispatch_uid="ops.request_ids")
def forget(**_kwargs: Any) -> None:
    """The request is over."""
    _current.set("")


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    data = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    logger.info("%s %s", request.method, request.path, extra={"data": data})
