"""The door of pages that have a password of their own."""

from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wagtail import views as wagtail_views

from axes.handlers.proxy import AxesProxyHandler

from security.sign_in.throttling import refuse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authenticate_with_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponse:
    """Wagtail's own view. Guessing is counted as for an account: by page and address."""
    name = {"username": f"page-password-{page_view_restriction_id}"}
    if request.method == "POST" and not AxesProxyHandler.is_allowed(request, name):
        return refuse(request)
    response: HttpResponse = wagtail_views.authenticate_with_password(
        request, page_view_restriction_id, page_id
    )
    if request.method == "POST" and response.status_code == 200:
        user_login_failed.send(sender=__name__, credentials=name, request=request)
    return response
