"""Views for writing a contribution: form, preview, draft, posting; without JavaScript.

A form that is sent without a session is kept until its author has signed in again.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contributions import registration
from contributions.conference_registry import Conference, Session, known
from contributions.markdown import quotation
from contributions.middleware import participant_needed, to_sign_in
from contributions.models import Contribution, ModerationSettings, State
from contributions.posting import attached_files, drafts, post_and_edit
from contributions.posting.forms import ContributionForm, opening_mark
from contributions.posting.post_and_edit import post
from contributions.reading.entries import preview_of
from core.navigation.page_chrome import PageChrome

KEY = "contributions.kept_form"
FIELDS = ("question", "language", "title", "text", "token", "reply", "quote", "opened")
# Only as much as a contribution may have.
LONGEST = 30_000


def keep_form(request: HttpRequest, session_key: Any) -> None:
    """In the anonymous session, which signing in takes over."""
    values = {name: request.POST.get(name, "")[:LONGEST] for name in FIELDS}
    request.session[KEY] = {"session": str(session_key), "values": values}


def take_kept_form(request: HttpRequest, session_key: Any) -> dict[str, str] | None:
    """What was kept of a form for this session; it is then kept no longer."""
    kept = request.session.get(KEY)
    if not kept or kept["session"] != str(session_key):
        return None
    del request.session[KEY]
    values: dict[str, str] = kept["values"]
    return values


DRAFT_ID = "draft"
# In the address of a draft, after these buttons: a reload or a step back sends nothing again.
PREVIEW, SAVED = "preview", "saved"


class Place:
    """The session that is written in, with its conference and settings; 404 where there is none."""

    def __init__(self, session_key: UUID) -> None:
        found = known().of_session(session_key, get_language() or "")
        settings = registration.settings_of(found.key) if found else None
        session = found.session(session_key) if found else None
        if found is None or settings is None or session is None:
            raise Http404
        self.conference: Conference = found
        self.session: Session = session
        self.settings: ModerationSettings = settings


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, session_key: UUID) -> HttpResponse:
    """The form for a new contribution; POST saves, shows or sends it, by the button's name."""
    place = Place(session_key)
    participant = request.participant  # type: ignore[attr-defined]
    if participant is None:
        if request.method == "POST":
            keep_form(request, session_key)
        return to_sign_in(request)
    return _write(request, place)


@participant_needed()
def _write(request: HttpRequest, place: Place) -> HttpResponse:
    standing = registration.standing_of(request.participant, place.settings)  # type: ignore[attr-defined]
    if not standing.may_contribute:
        if request.method == "POST":
            keep_form(request, place.session.key)
        address = reverse("contributions_register", args=[place.conference.key])
        return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    if request.method == "POST":
        return _sent(request, place)
    form = ContributionForm(initial=_initial(request, place), session=place.session)
    return _show(request, place, form)


def _initial(request: HttpRequest, place: Place) -> dict[str, Any]:
    """What the form begins with: a form that was kept, a draft, a reply, or nothing yet."""
    kept = take_kept_form(request, place.session.key)
    if kept is not None:
        return kept
    draft = _draft_asked_for(request, place)
    if draft is not None:
        return _values_of(draft)
    answered = drafts.answered(place.session, request.GET.get("reply"))
    quoted = drafts.answered(place.session, request.GET.get("quote"))
    above = quoted or answered
    question = request.GET.get("question", "")
    return {
        "token": uuid4(),
        "opened": opening_mark(post_and_edit.now()),
        "language": get_language(),
        "reply": above.number if above else None,
        "quote": quoted.number if quoted else None,
        "title": _reply_title(above.title) if above and above.is_published else "",
        "text": quotation(quoted.text, quoted.number) if quoted and quoted.is_published else "",
        "question": str(_question_key(place.session, question) or ""),
    }


def _draft_asked_for(request: HttpRequest, place: Place) -> Contribution | None:
    key = request.GET.get(DRAFT_ID, "")
    if not key.isdecimal():
        return None
    own = Contribution.objects.drafts_of(request.participant)  # type: ignore[attr-defined]
    return own.of_session(place.session.key).filter(pk=key).first()


def _values_of(draft: Contribution) -> dict[str, Any]:
    return {
        "token": draft.token,
        "opened": opening_mark(draft.started_at),
        "language": draft.language,
        "reply": draft.parent.number if draft.parent else None,
        "quote": draft.quoted.number if draft.quoted else None,
        "title": draft.title,
        "text": draft.text,
        "question": str(draft.question_key or ""),
    }


def _reply_title(title: str) -> str:
    return title if title.startswith("Re: ") else f"Re: {title}"[:200]


def _question_key(session: Session, number: str) -> UUID | None:
    return next((q.key for q in session.questions if str(q.number) == number), None)


def _sent(request: HttpRequest, place: Place) -> HttpResponse:
    participant = request.participant  # type: ignore[attr-defined]
    form = ContributionForm(request.POST, request.FILES, session=place.session)
    is_valid = form.is_valid()
    draft = None
    if "token" in form.cleaned_data:
        # Whatever is wrong with the form, what was written is kept.
        draft = drafts.keep(participant, place.conference, place.session, _as_sent(form))
        if draft.state != State.DRAFT:
            return _to_record(draft)
    if "autosave" in request.POST:
        return JsonResponse({"kept": draft is not None})
    if draft is None or not is_valid or not _attached(form, draft, request):
        return _show(request, place, form, draft, status=422)
    if "send" not in request.POST:
        shown = PREVIEW if PREVIEW in request.POST else SAVED
        return redirect(f"{request.path}?{urlencode({DRAFT_ID: draft.pk, shown: ''})}")
    try:
        posted = post(
            draft,
            place.conference,
            place.session,
            place.settings,
            at=post_and_edit.now(),
            form_opened_at=form.opened_at,
        )
    except post_and_edit.RefusedError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, place, form, draft, status=422)
    return _to_record(posted)


def _as_sent(form: ContributionForm) -> dict[str, Any]:
    """The values that are good, and of the others what was written, as far as it fits."""
    raw = {name: form.data.get(name, "") for name in ("title", "text")}
    values = {"title": raw["title"][:200], "text": raw["text"]} | form.cleaned_data
    return {name: value for name, value in values.items() if value not in (None, "")}


def _attached(form: ContributionForm, draft: Contribution, request: HttpRequest) -> bool:
    removed = [int(key) for key in request.POST.getlist("remove") if key.isdecimal()]
    if removed:
        attached_files.detach(draft, removed)
    try:
        attached_files.check_count(draft, len(form.cleaned_data["files"]))
        attached_files.attach(draft, form.cleaned_data["files"])
    except ValidationError as error:
        form.add_error("files", error)
        return False
    return True


def _to_record(contribution: Contribution) -> HttpResponse:
    """To the author's own page of it, which says what happens next."""
    return redirect("contributions_own", contribution.number)


def _show(
    request: HttpRequest,
    place: Place,
    form: ContributionForm,
    draft: Contribution | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    draft = draft or _draft_asked_for(request, place)
    shown = set() if draft is None or request.method == "POST" else {*request.GET}
    drafts_of = Contribution.objects.drafts_of(request.participant)  # type: ignore[attr-defined]
    others = drafts_of.of_session(place.session.key).exclude(pk=draft.pk if draft else None)
    context = {
        "chrome": PageChrome(request),
        "form": form,
        "conference": place.conference,
        "session": place.session,
        "draft": draft,
        "other_drafts": others,
        "is_saved": bool(shown & {PREVIEW, SAVED}),
        "shows_instants": True,
        "is_open": place.conference.is_open(place.session),
        "preview": preview_of(draft) if draft is not None and PREVIEW in shown else None,
    }
    return render(request, "contributions/write.html", context, status=status)
