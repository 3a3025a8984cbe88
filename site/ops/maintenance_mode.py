"""A switch for the time of a restore or a move: everybody gets the page of 503."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ops.error_pages import unavailable


def is_on() -> bool:
    """The switch is a file, so that it works without the database and without a restart."""
    return bool(settings.MAINTENANCE_FILE.exists())


class MaintenanceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return unavailable(request) if is_on() else self.get_response(request)
