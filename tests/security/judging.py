"""Whether an answer of the admin let somebody in: what it did, or showed, or why it did not."""

from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve, reverse

# Written whenever somebody asks for anything.
ALWAYS_WRITTEN = ("django_session", "SAVEPOINT")
# Where those are sent who have done something.
AFTERWARDS = "/admin/pages/search/"


class Outcome(StrEnum):
    IN = "in"
    """Shown, done, or looked at and found wanting."""
    REFUSED = "refused"
    ABSENT = "absent"
    """Not found: there is nothing by that name, or nothing for who asks."""
    NOT_TAKEN = "not taken"
    """Not by this method, from anybody."""
    ERROR = "error"


def ask(client: Client, method: str, path: str, asked: dict[str, Any], **form: Any) -> Outcome:
    writes = Writes()
    with connection.execute_wrapper(writes):
        # The API refuses what it does not know.
        to = {} if path.startswith("/admin/api/") else {"next": AFTERWARDS}
        response = undone(client, method, path, {**to, **asked}, **form)
    if path.startswith("/admin/bulk/"):
        return of_selected(response, writes)
    if _is_sent_to_own_pages(response, method) or _is_offered_no_kind(response, path):
        return Outcome.REFUSED
    return of(response)


def _is_sent_to_own_pages(response: Any, method: str) -> bool:
    """The explorer leads whoever may not see a page to where their own are."""
    if method != "get" or response.status_code != 302:
        return False
    match = resolve_or_none(urlsplit(response["Location"]).path)
    return match is not None and match.url_name == "wagtailadmin_explore"


def _is_offered_no_kind(response: Any, path: str) -> bool:
    """Who may not make a task is told that there is no such kind of task."""
    return bool(
        path == reverse("wagtailadmin_workflows:task_chooser_create")
        and response.status_code == 400
    )


def resolve_or_none(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def undone(client: Client, method: str, path: str, asked: dict[str, Any], **form: Any) -> Any:
    """The answer; what the request did is taken back, with what the site had to say of it."""
    client.cookies.pop("messages", None)
    with transaction.atomic():
        response = getattr(client, method)(path, form or None, query_params=asked)
        transaction.set_rollback(True)
    return response


def of(response: Any) -> Outcome:
    """Whoever is told that something is missing (400) was let in as far as that."""
    status = response.status_code
    if status in (301, 302):
        return _of_redirect(urlsplit(response["Location"]).path)
    if status >= 500:
        return Outcome.ERROR
    known = {
        401: Outcome.REFUSED,
        403: Outcome.REFUSED,
        404: Outcome.ABSENT,
        405: Outcome.NOT_TAKEN,
    }
    return known.get(status, Outcome.IN)


def _of_redirect(path: str) -> Outcome:
    """Refused are those sent to the dashboard, to sign in or to set up a second factor.

    What is not found is looked for below a language.
    """
    if path in (reverse("wagtailadmin_home"), reverse("account_login")):
        return Outcome.REFUSED
    if path.strip("/").partition("/")[0] in dict(settings.LANGUAGES):
        return Outcome.ABSENT
    return Outcome.IN


def of_selected(response: Any, writes: "Writes") -> Outcome:
    """A bulk action answers everybody; it lets in where it would do, or did, something."""
    outcome = of(response)
    if outcome is not Outcome.IN:
        return outcome
    if response.status_code == 302:
        return Outcome.IN if writes.seen else Outcome.REFUSED
    return Outcome.IN if response.context["items"] else Outcome.REFUSED


class Writes:
    """Whether anything was written that is not written with every request."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.seen = self.seen or not any(word in sql for word in ALWAYS_WRITTEN)
        return execute(sql, params, many, context)
