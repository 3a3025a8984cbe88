"""Request ids: one id per request in headers and log lines, and the access log."""

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
META_KEY = "HTTP_X_REQUEST_ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_current: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("ops.access")


def current() -> str:
    """Id of the current request; empty outside of one."""
    return _current.get()


class RequestIdMiddleware:
    """Sets X-Request-ID to a well-formed id from the proxy, or to a new one.

    Logs one line per response: method, path, status, milliseconds; no query string, no IP address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        return respond_with_id(request, self.get_response)


def respond_with_id(
    request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    """Calls `get_response` with the request's id set for logging; adds the header and logs the
    response.
    """
    given = request.META.get(META_KEY, "")
    request_id = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    # Not reset here: Django logs responses of 400 and more after all middleware.
    _current.set(request_id)
    began = time.perf_counter()
    response = get_response(request)
    _log_response(request, response, time.perf_counter() - began)
    response.headers[HEADER] = request_id
    return response


@receiver(request_finished, dispatch_uid="ops.request_ids")
def reset(**_kwargs: Any) -> None:
    """Clears the id at the end of the request."""
    _current.set("")


def _log_response(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    data = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    logger.info("%s %s", request.method, request.path, extra={"data": data})
