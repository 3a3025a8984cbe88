"""Health endpoints: `/healthz`, `/readyz` and `/metrics`.

Probes connect by IP address, without HTTPS, so the middleware answers before the checks of the host
name and the redirect to HTTPS.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from ops import readiness_checks

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
    results = readiness_checks.run_checks()
    status = readiness_checks.status(results)
    code = 503 if status == "not ready" else 200
    answer: dict[str, object] = {"status": status, "checks": results}
    if settings.RELEASE:
        answer["release"] = settings.RELEASE
    return JsonResponse(answer, status=code)


def metrics_endpoint(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, where METRICS is on; 404 for requests that came through a proxy."""
    if not settings.METRICS or "X-Forwarded-For" in request.headers:
        return HttpResponse("Not found", status=404, content_type="text/plain")
    from ops import metrics

    return metrics.render_metrics()


ENDPOINTS = {"/healthz": liveness, "/readyz": readiness, "/metrics": metrics_endpoint}
