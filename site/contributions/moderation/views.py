"""Admin views of moderation: the queue, a single contribution, and entering one for its author."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.admin.auth import user_passes_test
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from contributions import signals
from contributions.conference_registry import Conference, Session, known
from contributions.models import Contribution, State, numbers
from contributions.models.numbers import next_number
from contributions.moderation import steps, translations_beside
from contributions.moderation.forms import AmendForm, EnterForm, QueueForm, ReasonForm, RedactForm
from contributions.moderation_rights import (
    conferences_in_admin,
    is_moderator,
    may_moderate,
    moderated_by,
    sessions_by_key,
)
from contributions.posting import drafts, post_and_edit
from contributions.posting.post_and_edit import publish
from contributions.reading.contribution_urls import address_of
from contributions.reading.display import author_lines
from contributions.reading.entries import preview_of
from core.text.text_joining import with_details

PER_PAGE = 50
moderators_only = user_passes_test(is_moderator)


@require_safe
@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; other states by the filter, the latest first."""
    conferences = conferences_in_admin(request.user)
    given = request.GET.copy()
    given.setdefault("state", State.WAITING)
    form = QueueForm(given, conferences=conferences)
    chosen = form.cleaned_data if form.is_valid() else {"state": State.WAITING}
    found = Contribution.objects.filter(moderated_by(request.user)).defer("text", "html")
    if chosen.get("state") != "all":
        found = found.filter(state=chosen["state"])
    for name, field in (("conference", "conference_key"), ("session", "session_key")):
        if chosen.get(name):
            found = found.filter(**{field: UUID(chosen[name])})
    if chosen.get("language"):
        found = found.filter(language=chosen["language"])
    waits = chosen.get("state") == State.WAITING
    found = found.order_by("posted_at", "number") if waits else found.order_by("-number")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    sessions = sessions_by_key(conferences)
    query = given.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, sessions.get(row.session_key)) for row in page],
        "query": query.urlencode(),
        "sessions": list(sessions.values()),
    }
    return render(request, "contributions/admin/queue.html", context)


def _moderated(user: Any, pk: int) -> Contribution:
    """404 for a draft; raises PermissionDenied for what another moderates."""
    found = Contribution.objects.exclude(number=None).select_related("participant__user", "parent")
    contribution = get_object_or_404(found, pk=pk)
    if not may_moderate(user, contribution):
        raise PermissionDenied
    return contribution


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A contribution with its history, and every step that is possible now."""
    contribution = _moderated(request.user, pk)
    form: Any = None
    by_machine = None
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action == "machine" and translations_beside.may_ask_the_engine(contribution):
            by_machine = _by_machine(request, contribution)
        elif action not in STEPS:
            raise Http404
        else:
            form = FORMS[action](request.POST) if action in FORMS else None
            if form is None or form.is_valid():
                done = _take(request, action, contribution, form.cleaned_data if form else {})
                if done:
                    return redirect("contributions:one", pk)
    contribution.refresh_from_db()
    context = _context(contribution, form) | _translations(request.user, contribution, by_machine)
    return render(request, "contributions/admin/one.html", context)


def _by_machine(request: HttpRequest, contribution: Contribution) -> Any:
    try:
        return translations_beside.by_machine(contribution)
    except steps.NotPossibleError as impossible:
        messages.error(request, impossible.message)
        return None


def _translations(user: Any, contribution: Contribution, by_machine: Any) -> dict[str, Any]:
    found = translations_beside.translations_of(user, contribution)
    return {
        "translations": [by_machine, *found] if by_machine else found,
        "to_translate": translations_beside.languages_to_translate(user, contribution),
        "may_ask_the_engine": translations_beside.may_ask_the_engine(contribution),
    }


def _take(
    request: HttpRequest, action: str, contribution: Contribution, values: dict[str, str]
) -> bool:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - for the types: only moderators get here
    try:
        STEPS[action](contribution, user, **values)
    except steps.NotPossibleError as impossible:
        messages.error(request, impossible.message)
        return False
    messages.success(request, gettext("Done, and entered in the log."))
    return True


STEPS: dict[str, Callable[..., None]] = {
    "publish": steps.publish,
    "return": steps.send_back,
    "withdraw": steps.withdraw,
    "redact": steps.redact,
    "amend": steps.amend,
    "pin": partial(steps.pin, is_pinned=True),
    "unpin": partial(steps.pin, is_pinned=False),
    "close": partial(steps.close_thread, is_closed=True),
    "reopen": partial(steps.close_thread, is_closed=False),
}
FORMS: dict[str, Any] = {
    "return": ReasonForm,
    "withdraw": ReasonForm,
    "redact": RedactForm,
    "amend": AmendForm,
}


def _context(contribution: Contribution, form: Any) -> dict[str, Any]:
    conference = known().of_session(contribution.session_key, get_language() or "")
    session = conference.session(contribution.session_key) if conference else None
    is_shown = contribution.is_on_record and session is not None
    amend = {"title": contribution.title, "text": contribution.text}
    return {
        "contribution": contribution,
        "preview": preview_of(contribution),
        "author": with_details(
            [contribution.author_name or gettext("Name removed"), *author_lines(contribution)]
        ),
        "conference": conference,
        "session": session,
        "address": address_of(contribution, session.url) if is_shown and session else "",
        "form": form,
        "reason_form": ReasonForm(),
        "redact_form": RedactForm(),
        "amend_form": AmendForm(initial=amend),
        "can_publish": contribution.state != State.PUBLISHED,
        "can_change": contribution.state in (State.WAITING, State.PUBLISHED),
        "begins_thread": contribution.parent_id is None,
        "edits": contribution.edits.select_related("edited_by"),
        "log": log_registry.get_logs_for_instance(contribution).select_related("user"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def enter(request: HttpRequest, session_key: UUID) -> HttpResponse:
    """Show and handle the form in which moderators enter a contribution for its author."""
    conference = known().of_session(session_key, get_language() or "")
    session = conference.session(session_key) if conference else None
    if conference is None or session is None:
        raise Http404
    probe = Contribution(number=0, conference_key=conference.key, session_key=session.key)
    probe.language = request.POST.get("language", "") or (get_language() or "")
    if not may_moderate(request.user, probe):
        raise PermissionDenied
    form = EnterForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            entered = _entered(request, conference, session, form.cleaned_data)
        except post_and_edit.RefusedError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("contributions:one", entered.pk)
    context = {"form": form, "session": session, "conference": conference}
    return render(request, "contributions/admin/enter.html", context)


@transaction.atomic
def _entered(
    request: HttpRequest, conference: Conference, session: Session, values: dict[str, str]
) -> Contribution:
    """Published at once. Raises RefusedError; a closing message comes after the closing."""
    at = post_and_edit.now()
    if values["role"] != "closing":
        post_and_edit.check_open(conference, session, at)
    parent = drafts.answered(session, values["reply"])
    number = next_number()
    contribution = Contribution(
        number=number,
        thread_path=numbers.path_below(parent, number),
        conference_key=conference.key,
        session_key=session.key,
        question_key=UUID(values["question"]) if values["question"] else None,
        parent=parent,
        language=values["language"],
        title=values["title"],
        text=values["text"],
        role=values["role"],
        entered_by=request.user,  # type: ignore[misc]
        author_name=values["name"],
        author_affiliation=values["affiliation"],
        author_organization=values["organization"],
        author_country=values["country"],
        posted_at=at,
    )
    publish(contribution, at)
    signals.posted.send(sender=Contribution, contribution=contribution)
    log(contribution, "contributions.enter", user=request.user)
    return contribution
