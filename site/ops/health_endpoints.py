"""Health endpoints: `/healthz`, `/readyz` and `/metrics`, with the checks of readiness.

Probes connect by IP address, without HTTPS, so the middleware answers before the checks of the host
name and the redirect to HTTPS.
"""

import functools
import logging
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from ops import task_monitoring
from ops.task_monitoring import OK

logger = logging.getLogger(__name__)
# Without these the site does not work; without the others (cache, backups…) it does.
REQUIRED_CHECKS = {"database", "migrations"}
# Caches without a server, which cannot be down.
_LOCAL_CACHES = ("locmem.LocMemCache", "dummy.DummyCache")
SAFE_METHODS = ("GET", "HEAD")


class HealthMiddleware:
    """Answers the health endpoints before any other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        endpoint = ENDPOINTS.get(request.path_info)
        if endpoint is None:
            return self.get_response(request)
        if request.method not in SAFE_METHODS:
            return HttpResponseNotAllowed(SAFE_METHODS)
        response = endpoint(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def liveness(_request: HttpRequest) -> HttpResponse:
    """200 while the process answers; checks nothing else."""
    return JsonResponse({"status": "alive"})


def readiness(_request: HttpRequest) -> HttpResponse:
    """The result of each readiness check and the release; 503 where a required one fails."""
    results = run_checks()
    missing = {name for name, result in results.items() if result != OK}
    is_ready = not missing & REQUIRED_CHECKS
    status = ("degraded" if missing else "ready") if is_ready else "not ready"
    answer: dict[str, object] = {"status": status, "checks": results}
    if settings.RELEASE:
        answer["release"] = settings.RELEASE
    return JsonResponse(answer, status=200 if is_ready else 503)


def metrics_endpoint(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, where METRICS is on; 404 for requests that came through a proxy."""
    if not settings.METRICS or "X-Forwarded-For" in request.headers:
        return HttpResponse("Not found", status=404, content_type="text/plain")
    from ops import metrics

    return metrics.render_metrics()


def run_checks() -> dict[str, str]:
    """Name of each check → "ok" or the fault in a few words, without secrets."""
    checks: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations}
    if not settings.CACHES["default"]["BACKEND"].endswith(_LOCAL_CACHES):
        checks["cache"] = _cache
    results = {name: _run(check) for name, check in checks.items()}
    if all(results[name] == OK for name in REQUIRED_CHECKS):
        results |= task_monitoring.task_checks()
    return results


def _run(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, InterfaceError):
        # The next request opens a new connection.
        connection.close()
        return "unreachable"
    except Exception:
        logger.exception("A check of readiness failed")
        return "failed"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    return f"{len(missing)} not applied" if missing else OK


@functools.cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this version of the site knows, read from disk once."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _cache() -> str:
    """Reads back what it writes, since the cache client may hide connection errors."""
    value = uuid4().hex
    cache.set("ops.readiness", value, 60)
    return OK if cache.get("ops.readiness") is not None else "unreachable"


ENDPOINTS = {"/healthz": liveness, "/readyz": readiness, "/metrics": metrics_endpoint}
