"""`/healthz`, `/readyz` and `/metrics`: asked by machines, answered before everything else.

They come by address, not by name, and know no https, cookie or language; so they are answered here,
in front of the check of hosts and the redirect to https.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from ops import readiness_checks

SAFE = ("GET", "HEAD")


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "alive"})


def ready(_request: HttpRequest) -> HttpResponse:
    """Names what is missing; 503 where the site cannot do its work without."""
    found = readiness_checks.findings()
    status = readiness_checks.status(found)
    code = 503 if status == "not ready" else 200
    return JsonResponse({"status": status, "checks": found}, status=code)


def measured(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, where they are switched on; never for whoever came by a proxy."""
    if not settings.METRICS or "X-Forwarded-For" in request.headers:
        return HttpResponse("Not found", status=404, content_type="text/plain")
    from ops import metrics

    return metrics.exposed()


ANSWERS = {"/healthz": alive, "/readyz": ready, "/metrics": measured}
