"""Headers by which nginx may keep a response for a moment: its micro-cache.

nginx (deploy/nginx/snippets/micro-cache.conf) marks its requests; only kept pages, which are the
same for everybody, are marked in return. nginx counts whole seconds: what was true within a second
is handed out until the end of that second, in the next one only while it is asked for anew, and
while the site does not answer at all for ERROR_SECONDS. Nothing else in nginx's configuration lets
it hand out what is old.
"""

from django.http import HttpRequest, HttpResponse

ASKED = "HTTP_X_MICRO_CACHE"
# Further seconds in which readers get the old response while one of them causes a new one.
STALE_SECONDS = 1
# Further seconds in which they get it while the site does not answer: a restart takes less.
ERROR_SECONDS = 10


def longest_delay(request: HttpRequest) -> float:
    """Seconds until a reader may get the response to this request, while the site answers."""
    return 1 + STALE_SECONDS if ASKED in request.META else 0


def allow_micro_cache(
    request: HttpRequest, response: HttpResponse, since: float, changes_at: float | None
) -> None:
    """Lets nginx keep `response`, where its request says that it would.

    The response was true at `since` and is not handed out past `changes_at` (seconds since 1970).
    Its `Cache-Control`, which is meant for readers, moves to another header; nginx moves it back.
    """
    if ASKED not in request.META or response.status_code == 304:
        return
    second = int(since)
    on_error = ERROR_SECONDS
    if changes_at is not None:
        on_error = min(on_error, int(changes_at) - second - 1)
    if on_error < STALE_SECONDS:
        return
    response["X-Reader-Cache-Control"] = response.get("Cache-Control", "")
    response["Cache-Control"] = f"stale-while-revalidate={STALE_SECONDS}, stale-if-error={on_error}"
    # The last of them: after it, some versions of nginx read no Cache-Control.
    response["X-Accel-Expires"] = f"@{second}"
