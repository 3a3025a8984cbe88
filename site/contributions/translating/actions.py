"""What the buttons of the translators' screen do; the form is saved with each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext

from contributions.models import ContributionTranslation, Kind
from contributions.moderation.steps import NotPossibleError
from contributions.translating import rights, steps
from contributions.translating.checks import check
from contributions.translating.forms import KindForm, version_of
from contributions.translating.memory import matches
from contributions.translating.segments import Segment

LONGEST_COMMENT = 2000


@dataclass(frozen=True)
class Action:
    """What a button does: the step, and what is asked before; without a step, the form is saved."""

    step: Callable[..., None] | None = None
    saves_form: bool = False
    is_for_approvers: bool = False
    checks: str = ""
    """"errors" or "warnings": what keeps the step from being taken; the latter until confirmed."""
    has_comment: bool = False


ACTIONS = {
    "save": Action(saves_form=True),
    "use": Action(saves_form=True),
    "submit": Action(steps.submit, saves_form=True, checks="errors"),
    "approve": Action(steps.approve, saves_form=True, is_for_approvers=True, checks="warnings"),
    "return": Action(steps.send_back, is_for_approvers=True, has_comment=True),
    "withdraw": Action(steps.take_back, is_for_approvers=True),
    "machine": Action(steps.translate_by_machine, saves_form=True),
    "publish-machine": Action(steps.publish_machine_translation, is_for_approvers=True),
}


def take_step(
    request: HttpRequest,
    translation: ContributionTranslation,
    segments: list[Segment],
    form: KindForm,
) -> bool:
    """Takes the step of the button that was pressed, and returns whether it was taken.

    If not, messages say why, and the form has what was typed. Raises PermissionDenied.
    """
    action = ACTIONS[request.POST.get("action", "use")]
    try:
        if action.saves_form and not _save_form(request, translation, segments, form):
            return False
        _require(not action.is_for_approvers or rights.may_approve(request.user, translation))
        if action.checks:
            _confirm(request, translation, only_errors=action.checks == "errors")
        if action.step:
            values = [_comment(request)] if action.has_comment else []
            action.step(translation, request.user, *values)
    except NotPossibleError as impossible:
        messages.error(request, impossible.message)
        return False
    messages.success(request, gettext("Done, and entered in the log."))
    return True


def _save_form(
    request: HttpRequest,
    translation: ContributionTranslation,
    segments: list[Segment],
    form: KindForm,
) -> bool:
    """Saves what was typed; returns False if it is invalid, or a colleague has saved since."""
    if translation.pk and request.POST.get("version") != version_of(translation):
        messages.error(
            request,
            gettext(
                "Somebody has saved this translation since you opened it, or its original was "
                "edited. Your text is below; look at it again and save."
            ),
        )
        return False
    if not form.is_valid():
        return False
    kind, name = form.cleaned_data["kind"], form.cleaned_data["translator_name"]
    if kind == Kind.OFFICIAL != translation.kind:
        _require(rights.may_call_official(request.user, translation))
    used = _with_match(request, translation, segments)
    steps.save(translation, request.user, used, kind, name)
    return True


def _comment(request: HttpRequest) -> str:
    comment = request.POST.get("comment", "").strip()[:LONGEST_COMMENT]
    if not comment:
        raise NotPossibleError(gettext("Say in a comment what should be changed."))
    return comment


def _with_match(
    request: HttpRequest, translation: ContributionTranslation, segments: list[Segment]
) -> list[Segment]:
    place, _dot, which = request.POST.get("use", "").partition(".")
    if not (place.isdecimal() and which.isdecimal() and int(place) < len(segments)):
        return segments
    segment = segments[int(place)]
    original = translation.contribution.language
    found = matches(request.user, segment, original, translation.language)
    if int(which) < len(found):
        segment.target, segment.former = found[int(which)].target, ""
    return segments


def _confirm(
    request: HttpRequest, translation: ContributionTranslation, *, only_errors: bool
) -> None:
    """Raises NotPossibleError for errors, and for warnings that nobody has confirmed."""
    segments = steps.segments_of(translation)
    results = check(segments, translation.contribution.language, translation.language)
    if results.errors:
        raise NotPossibleError(gettext("Please correct the errors first."))
    if results.warnings and not only_errors and request.POST.get("confirmed") != results.digest:
        raise NotPossibleError(gettext("Please read the warnings and confirm them."))


def _require(is_allowed: Any) -> None:
    if not is_allowed:
        raise PermissionDenied
