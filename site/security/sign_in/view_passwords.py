"""The doors of what has a password of its own: pages, and collections of files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wagtail import views as of_pages
from wagtail.documents.views import serve as of_collections

from axes.handlers.proxy import AxesProxyHandler

from security.sign_in.throttling import refuse

View = Callable[..., HttpResponse]


def bounded(kind: str, argument: str) -> Callable[[View], View]:
    """Guessing is counted as for an account: by restriction (its id is `argument`) and address.

    No account has a space in its name: nobody clears this count by signing in.
    """

    def around(view: View) -> View:
        @wraps(view)
        def ask(request: HttpRequest, **arguments: Any) -> HttpResponse:
            name = {"username": f"password of {kind} {arguments[argument]}"}
            if request.method == "POST" and not AxesProxyHandler.is_allowed(request, name):
                return refuse(request)
            response = view(request, **arguments)
            if request.method == "POST" and response.status_code == 200:
                user_login_failed.send(sender=__name__, credentials=name, request=request)
            return response

        return never_cache(require_http_methods(["GET", "HEAD", "POST"])(ask))

    return around


page = bounded("page", "page_view_restriction_id")(of_pages.authenticate_with_password)
collection = bounded("collection", "restriction_id")(of_collections.authenticate_with_password)
