"""Maintenance mode: every request gets 503 while MAINTENANCE_FILE exists."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ops.error_views import unavailable


def is_on() -> bool:
    """Whether the file exists; a file works without the database and without a restart."""
    return bool(settings.MAINTENANCE_FILE.exists())


class MaintenanceMiddleware:
    """Answers 503 while maintenance mode is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        return unavailable(request) if is_on() else self.get_response(request)
