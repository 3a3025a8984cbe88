"""Admin view for a new conference."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wagtail.models import Page

from conference.new_conference import copy_from, permissions
from conference.new_conference.create_pages import KIND
from conference.new_conference.forms import NewConferenceForm, StartForm
from conference.new_conference.page_plan import NewConference, plan
from conference.new_conference.session_formset import (
    BaseSessionFormSet,
    session_rows,
    with_more_rows,
)
from conference.schedule import default_closing, default_opening
from jobs import runner
from jobs.models import Job

TEMPLATE = "conference/admin/new_conference.html"
# A form that comes again within this time was sent by the same press of a button.
PRESSED_TWICE = timedelta(seconds=10)


@require_http_methods(["GET", "HEAD", "POST"])
def new_conference(request: HttpRequest) -> HttpResponse:
    """Shows the form, the preview of what will be created, or starts the job."""
    portal = permissions.portal()
    if portal is None or not permissions.may_set_up(request.user, portal):
        return render(request, "conference/admin/refused.html", {"portal": portal}, status=403)
    if request.method == "POST":
        return _answer(request, portal)
    return _ask(request, portal)


def _ask(request: HttpRequest, portal: Page) -> HttpResponse:
    asked = "like" in request.GET
    start = StartForm(request.GET if asked else None, user=request.user)
    initial: dict[str, Any] = {"opens_at": default_opening(), "closes_at": default_closing()}
    rows: list[dict[str, Any]] = []
    if asked and start.is_valid():
        initial, rows = start.proposal()
    form = NewConferenceForm(initial=initial, portal=portal, user=request.user)
    return _show(request, form, session_rows(None, form, rows), start=start)


def _answer(request: HttpRequest, portal: Page) -> HttpResponse:
    action = request.POST.get("action")
    data = with_more_rows(request.POST) if action == "more" else request.POST
    form = NewConferenceForm(data, portal=portal, user=request.user)
    sessions = session_rows(data, form, [])
    if action == "more":
        form.forgive()
        sessions.forgive()
        return _show(request, form, sessions, at_rows=True)
    started = _started_a_moment_ago(request)
    if action == "create" and started is not None:
        return redirect(started.url)
    # The conference's form is validated first: the rows use its dates.
    is_valid = form.is_valid()
    if not sessions.is_valid() or not is_valid:
        return _show(request, form, sessions, is_refused=True)
    new = described(form, sessions)
    if action != "create" or form.is_in_doubt:
        return _show(request, form, sessions, pages=plan(new), new=new)
    job = _start(request, new, portal)
    for notice in notices(form, sessions):
        messages.info(request, notice)
    return redirect(job.url)


def _start(request: HttpRequest, new: NewConference, portal: Page) -> Job:
    """Starts the job; both requests of a button that was pressed twice may come here."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=portal.pk)
        started = _started_a_moment_ago(request)
        return started or runner.start(
            KIND, request.user, subject=new.title, conference=new.to_json()
        )


def _started_a_moment_ago(request: HttpRequest) -> Job | None:
    """Returns the user's job for a conference of this title: the button was pressed twice."""
    stopped = (Job.State.FAILED, Job.State.CANCELLED)
    recent = Job.objects.filter(
        kind=KIND,
        owner_id=request.user.pk,
        subject=request.POST.get("title", "").strip()[:500],
        created_at__gt=timezone.now() - PRESSED_TWICE,
    )
    return recent.exclude(state__in=stopped).first()


def described(form: NewConferenceForm, sessions: BaseSessionFormSet) -> NewConference:
    """Returns the input of the valid forms as a NewConference."""
    values = form.cleaned_data
    original = values["copied_from"]
    names = ("kind", "title", "full_title", "slug", "summary", "opens_at", "closes_at")
    return NewConference(
        **{name: values[name] for name in names},
        sessions=sessions.sessions(),
        languages=tuple(values.get("languages", ())),
        copied_from=original.pk if original else None,
    )


def notices(form: NewConferenceForm, sessions: BaseSessionFormSet) -> list[str]:
    """Returns notices about input that is valid but may be unintended."""
    return [*form.notices, *(notice for row in sessions.forms for notice in row.notices)]


def _show(
    request: HttpRequest, form: NewConferenceForm, sessions: BaseSessionFormSet, **context: Any
) -> HttpResponse:
    values = {"form": form, "sessions": sessions, "notices": notices(form, sessions), **context}
    values["original"] = _original(form, request.user)
    status = 422 if context.get("is_refused") else 200
    return render(request, TEMPLATE, values, status=status)


def _original(form: NewConferenceForm, user: Any) -> Page | None:
    value = form["copied_from"].value()
    if not str(value or "").isdecimal():
        return None
    found: Page | None = copy_from.sources_for(user).filter(pk=value).first()
    return found
