"""Who asks for a page: a preview, or a reader, who may be signed in.

Readers who have no session are known by that, without a look at one: a look makes the answer
depend on cookies (`Vary: Cookie`), and no cache could share it.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def is_signed_in(request: HttpRequest) -> bool:
    return may_be_signed_in(request) and bool(request.user.is_authenticated)


def may_be_signed_in(request: HttpRequest) -> bool:
    """Whether the reader has sent a session, or somebody has been signed in by other means."""
    user = getattr(request, "user", None)
    if user is None:
        # Nobody is signed in to a request that has passed no middleware.
        return False
    # Middleware looks a user up lazily; whoever stands there already was put there on purpose.
    is_known = not isinstance(user, SimpleLazyObject)
    return is_known or settings.SESSION_COOKIE_NAME in request.COOKIES


def is_for_preview(request: HttpRequest) -> bool:
    """Whether Wagtail has made this request itself, to show a page or snippet in the admin."""
    return bool(getattr(request, "is_dummy", False))
