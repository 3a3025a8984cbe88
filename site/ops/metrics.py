"""Figures for Prometheus, where METRICS is on: how many answers, how long they took."""

import os
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

try:
    import prometheus_client
    from prometheus_client import multiprocess
except ImportError as error:
    raise ImproperlyConfigured(
        "METRICS is on, but prometheus-client is not installed: "
        "pip install -r requirements-extras.txt"
    ) from error

ANSWERS = prometheus_client.Counter(
    "site_answers", "Answers by method and status", ["method", "status"]
)
SECONDS = prometheus_client.Histogram("site_answer_seconds", "Seconds until an answer was ready")
METHODS = ("GET", "HEAD", "POST")


class MetricsMiddleware:
    """Counts each answer. No address and no user becomes a label."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        SECONDS.observe(time.perf_counter() - began)
        method = request.method if request.method in METHODS else "other"
        ANSWERS.labels(method, str(response.status_code)).inc()
        return response


def exposed() -> HttpResponse:
    """All processes of this server together, where gunicorn has given them a common folder."""
    registry: Any = prometheus_client.REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = prometheus_client.CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    figures = prometheus_client.generate_latest(registry)
    return HttpResponse(figures, content_type=prometheus_client.CONTENT_TYPE_LATEST)
