"""The fields of a form that was sent, for a screen that asks before it is saved."""

from collections.abc import Iterator

from django.http import HttpRequest

CSRF = "csrfmiddlewaretoken"


def posted_fields(request: HttpRequest, *left_out: str) -> Iterator[tuple[str, str]]:
    """Yields each posted field as (name, value), to be sent again with the confirmation.

    Leaves out those named in `left_out`, which the screen sends itself.
    """
    for name, values in request.POST.lists():
        if name != CSRF and name not in left_out:
            yield from ((name, value) for value in values)
