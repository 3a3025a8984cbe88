"""Admin views for translators of contributions: the list of a language, and one translation."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.admin.auth import user_passes_test

from contributions.conference_registry import known
from contributions.models import Contribution, ContributionTranslation, Kind, Step
from contributions.moderation_rights import conferences_in_admin, sessions_by_key
from contributions.reading.contribution_urls import address_of
from contributions.translating import actions, forms, rights, steps, worklist
from contributions.translating.checks import check
from contributions.translating.forms import KindForm, ListForm, segments_in, version_of
from contributions.translating.segments import Segment, followed, sources_of
from core.languages.language_names import language_name
from core.text.bidi_isolation import direction_of
from translation import machine

PER_PAGE = 50
translators_only = user_passes_test(rights.translates_anything)


@require_safe
@translators_only
def translations(request: HttpRequest) -> HttpResponse:
    """The contributions to translate into a language; without a choice, what waits."""
    area = rights.area_of(request.user)
    own = get_language()
    conferences = conferences_in_admin(request.user)
    given = request.GET.copy()
    given.setdefault("language", own if own in area.languages else area.languages[0])
    given.setdefault("state", worklist.WAITS)
    form = ListForm(given, languages=area.languages, conferences=conferences)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    language = chosen["language"]
    found = worklist.in_language(area, language).filter(worklist.conditions()[chosen["state"]])
    if chosen["conference"]:
        found = found.filter(conference_key=UUID(chosen["conference"]))
    page = Paginator(found.order_by("number"), PER_PAGE).get_page(request.GET.get("p"))
    sessions = sessions_by_key(conferences)
    given.pop("p", None)
    context = {
        "form": form,
        "language": language,
        "page": page,
        "rows": [(row, sessions.get(row.session_key), state_of(row)) for row in page],
        "query": given.urlencode(),
    }
    return render(request, "contributions/admin/translations.html", context)


def state_of(row: Any) -> str:
    """Returns the state of a row's translation in words."""
    if row.step is None:
        return gettext("Not translated")
    label = str(Step(row.step).label)
    return gettext("%(state)s, original changed") % {"state": label} if row.is_stale else label


def _translation_for(request: HttpRequest, pk: int, language: str) -> ContributionTranslation:
    """Returns the translation to show; a new one, not saved, where there is none.

    Raises Http404 for a draft, and PermissionDenied where the user does not translate it.
    """
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = Contribution.objects.exclude(number=None)
    contribution = get_object_or_404(found, pk=pk)
    if not rights.may_translate(request.user, contribution, language):
        raise PermissionDenied
    return steps.existing_or_new(contribution, language)


@require_http_methods(["GET", "HEAD", "POST"])
@translators_only
def translation(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """One translation, segment by segment, with every step that is possible now."""
    opened = _translation_for(request, pk, language)
    segments = steps.segments_of(opened)
    form = _kind_form(request, opened)
    if request.method == "POST":
        if request.POST.get("action", "") not in actions.ACTIONS and "use" not in request.POST:
            raise Http404
        segments = followed(segments_in(request.POST) or segments, sources_of(opened.contribution))
        if actions.take_step(request, opened, segments, form):
            return redirect("contributions:translation", pk, language)
        opened = _translation_for(request, pk, language)
    return render(
        request, "contributions/admin/translation.html", _context(request, opened, segments, form)
    )


def _kind_form(request: HttpRequest, opened: ContributionTranslation) -> KindForm:
    user: Any = request.user
    kind = Kind.COURTESY if opened.kind == Kind.MACHINE else opened.kind
    name = opened.translator_name
    if opened.pk is None:
        name = user.get_full_name()
    data = request.POST if "kind" in request.POST else None
    official = rights.may_call_official(user, opened)
    # Who may not say so leaves it as it is.
    return KindForm(
        data,
        initial={"kind": kind, "translator_name": name},
        may_be_official=official or kind == Kind.OFFICIAL,
    )


def _context(
    request: HttpRequest, opened: ContributionTranslation, segments: list[Segment], form: KindForm
) -> dict[str, Any]:
    contribution, user = opened.contribution, request.user
    results = check(segments, contribution.language, opened.language)
    conference = known().of_session(contribution.session_key, opened.language)
    session = conference.session(contribution.session_key) if conference else None
    may_approve = rights.may_approve(user, opened)
    return {
        "translation": opened,
        "contribution": contribution,
        "language_name": language_name(opened.language),
        "source_name": language_name(contribution.language),
        "source_direction": direction_of(contribution.language),
        "target_direction": direction_of(opened.language),
        "rows": list(forms.rows(user, opened, segments, results)),
        "results": results,
        "form": form,
        "version": version_of(opened),
        "place": session.title if session else "",
        "address": address_of(contribution, session.url)
        if session and contribution.is_on_record
        else "",
        "may_change": opened.step != Step.REVIEW or may_approve,
        "may_submit": opened.step == Step.DRAFT,
        "may_approve": may_approve and opened.step != Step.APPROVED,
        "may_return": may_approve and opened.step == Step.REVIEW,
        "may_withdraw": may_approve and opened.is_published,
        "has_engine": machine.is_configured(),
        "may_publish_machine": may_approve
        and opened.kind == Kind.MACHINE
        and settings.CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS,
    }
