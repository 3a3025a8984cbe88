"""Prometheus metrics: responses and ages of recurring tasks, where METRICS is on."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from ops import task_monitoring

try:
    import prometheus_client
    from prometheus_client import multiprocess
    from prometheus_client.core import GaugeMetricFamily
except ImportError as error:
    raise ImproperlyConfigured(
        "METRICS is on, but prometheus-client is not installed: "
        "pip install -r requirements-extras.txt"
    ) from error

RESPONSES = prometheus_client.Counter(
    "site_answers", "Answers by method and status", ["method", "status"]
)
DURATION = prometheus_client.Histogram("site_answer_seconds", "Seconds until an answer was ready")
METHODS = ("GET", "HEAD", "POST")


class MetricsMiddleware:
    """Counts and times each response. No path and no user becomes a label."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        began = time.perf_counter()
        response = self.get_response(request)
        DURATION.observe(time.perf_counter() - began)
        method = request.method if request.method in METHODS else "other"
        RESPONSES.labels(method, str(response.status_code)).inc()
        return response


def render_metrics() -> HttpResponse:
    """Metrics of this process, or of all gunicorn workers where PROMETHEUS_MULTIPROC_DIR is set."""
    registry: Any = prometheus_client.REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = prometheus_client.CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    figures = prometheus_client.generate_latest(registry)
    tasks = prometheus_client.CollectorRegistry()
    tasks.register(TaskCollector())
    figures += prometheus_client.generate_latest(tasks)
    return HttpResponse(figures, content_type=prometheus_client.CONTENT_TYPE_LATEST)


class TaskCollector(prometheus_client.registry.Collector):
    """Ages of recurring tasks and of the oldest waiting job, read from the database when asked."""

    def collect(self) -> Iterator[Any]:
        """Yields the metrics; none while the database is down, which `/readyz` tells."""
        try:
            ages = task_monitoring.task_ages()
        except DatabaseError:
            return
        tasks = GaugeMetricFamily(
            "site_task_age_seconds",
            "Seconds since a recurring task last succeeded; -1: never",
            labels=["task"],
        )
        for name, age in ages.tasks.items():
            tasks.add_metric([name], -1 if age is None else age)
        yield tasks
        yield GaugeMetricFamily(
            "site_waiting_job_age_seconds",
            "Seconds for which the oldest waiting job has waited",
            value=ages.waiting_job or 0,
        )
