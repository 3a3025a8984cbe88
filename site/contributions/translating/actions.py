"""What the buttons of the translators' screen do; the form is saved with each of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext

from contributions.models import ContributionTranslation, Kind
from contributions.translating import rights, steps
from contributions.translating.checks import check
from contributions.translating.forms import KindForm, version_of
from contributions.translating.memory import matches
from contributions.translating.passages import Passage

Action = Callable[[HttpRequest, ContributionTranslation], None]
LONGEST_COMMENT = 2000


def take_step(
    request: HttpRequest,
    translation: ContributionTranslation,
    passages: list[Passage],
    form: KindForm,
) -> bool:
    """Takes the step of the button that was pressed, and returns whether it was taken.

    If not, messages say why, and the form has what was typed. Raises PermissionDenied.
    """
    action = request.POST.get("action", "use")
    try:
        if action in SAVING and not _save_form(request, translation, passages, form):
            return False
        ACTIONS[action](request, translation)
    except steps.NotPossibleError as impossible:
        messages.error(request, impossible.message)
        return False
    messages.success(request, gettext("Done, and entered in the log."))
    return True


def _save_form(
    request: HttpRequest,
    translation: ContributionTranslation,
    passages: list[Passage],
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
    used = _with_match(request, translation, passages)
    steps.save(translation, request.user, used, kind, name)  # type: ignore[arg-type]
    return True


def _with_match(
    request: HttpRequest, translation: ContributionTranslation, passages: list[Passage]
) -> list[Passage]:
    """Returns the passages, one of them with the match from the memory whose button was pressed."""
    place, _dot, which = request.POST.get("use", "").partition(".")
    if not (place.isdecimal() and which.isdecimal() and int(place) < len(passages)):
        return passages
    passage = passages[int(place)]
    original = translation.contribution.language
    found = matches(request.user, passage, original, translation.language)
    if int(which) < len(found):
        passage.target, passage.former = found[int(which)].target, ""
    return passages


def _save(_request: HttpRequest, _translation: ContributionTranslation) -> None:
    """The form was saved already."""


def _submit(request: HttpRequest, translation: ContributionTranslation) -> None:
    _confirm(request, translation, only_errors=True)
    steps.submit(translation, request.user)  # type: ignore[arg-type]


def _approve(request: HttpRequest, translation: ContributionTranslation) -> None:
    _require(rights.may_approve(request.user, translation))
    _confirm(request, translation)
    steps.approve(translation, request.user)  # type: ignore[arg-type]


def _confirm(
    request: HttpRequest, translation: ContributionTranslation, *, only_errors: bool = False
) -> None:
    """Raises NotPossibleError for errors, and for warnings that nobody has confirmed."""
    passages = steps.passages_of(translation)
    results = check(passages, translation.contribution.language, translation.language)
    if results.errors:
        raise steps.NotPossibleError(gettext("Please correct the errors first."))
    if results.warnings and not only_errors and request.POST.get("confirmed") != results.digest:
        raise steps.NotPossibleError(gettext("Please read the warnings and confirm them."))


def _return(request: HttpRequest, translation: ContributionTranslation) -> None:
    _require(rights.may_approve(request.user, translation))
    comment = request.POST.get("comment", "").strip()[:LONGEST_COMMENT]
    if not comment:
        raise steps.NotPossibleError(gettext("Say in a comment what should be changed."))
    steps.send_back(translation, request.user, comment)  # type: ignore[arg-type]


def _withdraw(request: HttpRequest, translation: ContributionTranslation) -> None:
    _require(rights.may_approve(request.user, translation))
    steps.take_back(translation, request.user)  # type: ignore[arg-type]


def _machine(request: HttpRequest, translation: ContributionTranslation) -> None:
    steps.translate_by_machine(translation, request.user)  # type: ignore[arg-type]


def _publish_machine(request: HttpRequest, translation: ContributionTranslation) -> None:
    _require(rights.may_approve(request.user, translation))
    steps.publish_machine_translation(translation, request.user)  # type: ignore[arg-type]


def _require(is_allowed: Any) -> None:
    if not is_allowed:
        raise PermissionDenied


ACTIONS: dict[str, Action] = {
    "save": _save,
    "use": _save,
    "submit": _submit,
    "approve": _approve,
    "return": _return,
    "withdraw": _withdraw,
    "machine": _machine,
    "publish-machine": _publish_machine,
}
SAVING = {"save", "use", "submit", "approve", "machine"}
