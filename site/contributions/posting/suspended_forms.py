"""Keeps a form submitted without a session until its author has signed in again."""

from typing import Any

from django.http import HttpRequest

KEY = "contributions.kept_form"
FIELDS = ("question", "language", "title", "text", "token", "reply", "quote", "opened")
# Only as much as a contribution may have.
LONGEST = 30_000


def keep(request: HttpRequest, session_key: Any) -> None:
    """In the anonymous session, which signing in takes over."""
    values = {name: request.POST.get(name, "")[:LONGEST] for name in FIELDS}
    request.session[KEY] = {"session": str(session_key), "values": values}


def take(request: HttpRequest, session_key: Any) -> dict[str, str] | None:
    """What was kept of a form for this session; it is then kept no longer."""
    kept = request.session.get(KEY)
    if not kept or kept["session"] != str(session_key):
        return None
    del request.session[KEY]
    values: dict[str, str] = kept["values"]
    return values
