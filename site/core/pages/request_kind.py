"""Tells of which kind a request is: a preview, or of a reader who may be signed in.

Without a session cookie, the session is not accessed: that would add `Vary: Cookie`, and no shared
cache could store the response.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def is_signed_in(request: HttpRequest) -> bool:
    """Returns whether the reader is signed in."""
    return may_be_signed_in(request) and bool(request.user.is_authenticated)


def may_be_signed_in(request: HttpRequest) -> bool:
    """Returns whether the request has a session cookie or a user set by other means."""
    user = getattr(request, "user", None)
    if user is None:
        # A request without middleware has no user.
        return False
    # The middleware sets a lazy user; one that is loaded already was set on purpose.
    is_known = not isinstance(user, SimpleLazyObject)
    return is_known or settings.SESSION_COOKIE_NAME in request.COOKIES


def is_for_preview(request: HttpRequest) -> bool:
    """Returns whether Wagtail has made this request itself, to preview a page or snippet."""
    return bool(getattr(request, "is_dummy", False))
