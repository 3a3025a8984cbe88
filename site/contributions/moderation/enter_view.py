"""Admin view that enters a contribution for its author, or a message of the moderators."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from wagtail.log_actions import log

from contributions import signals, thread_paths
from contributions.conference_registry import Conference, Session, known
from contributions.models import Contribution
from contributions.models.numbers import next_number
from contributions.moderation.forms import EnterForm
from contributions.moderation.views import moderators_only
from contributions.moderation_rights import may_moderate
from contributions.posting import drafts, refusals
from contributions.posting.post import publish


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
        except refusals.RefusedError as refusal:
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
    at = refusals.now()
    if values["role"] != "closing":
        refusals.check_open(conference, session, at)
    parent = drafts.answered(session, values["reply"])
    number = next_number()
    contribution = Contribution(
        number=number,
        thread_path=thread_paths.path_below(parent, number),
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
