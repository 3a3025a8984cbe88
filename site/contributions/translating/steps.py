"""The steps of a translation: each locks the row, checks the state and writes to the audit log."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.log_actions import log

from contributions import contribution_cache_tags
from contributions.models import Contribution, ContributionTranslation, Kind, Step
from contributions.moderation.steps import NotPossibleError
from contributions.translating import memory, rights
from contributions.translating.segments import Segment, followed, joined, read, sources_of, stored
from translation import machine


def existing_or_new(contribution: Contribution, language: str) -> ContributionTranslation:
    """Returns the translation into a language; a new one, not saved, where there is none."""
    found = ContributionTranslation.objects.filter(contribution=contribution, language=language)
    translation = found.first() or ContributionTranslation(
        contribution=contribution, language=language
    )
    translation.contribution = contribution
    if not translation.segments:
        translation.segments = stored(followed([], sources_of(contribution)))
    return translation


def segments_of(translation: ContributionTranslation) -> list[Segment]:
    """Returns the translators' segments, carried over to the original as it is now."""
    return followed(read(translation.segments), sources_of(translation.contribution))


def _step(action: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a step of a function that changes a locked row; `action` is that of the log, or empty.

    A step is called with a translation and the user, and updates the translation with the result.
    """

    def decorate(change: Callable[..., None]) -> Callable[..., None]:
        @wraps(change)
        def take(translation: ContributionTranslation, by: User, *values: Any) -> None:
            with transaction.atomic():
                found = _locked(translation)
                had = found.is_published, found.published_at
                change(found, by, *values)
                found.changed_by = by
                found.save()
                original = found.contribution
                if action:
                    data = {"reason": found.language}
                    log(original, f"contributions.{action}", user=by, data=data)
                if (found.is_published, found.published_at) != had:
                    contribution_cache_tags.translation_changed(original, found.language)
            for field in found._meta.concrete_fields:
                setattr(translation, field.attname, getattr(found, field.attname))
            translation._state.adding = False

        return take

    return decorate


def _locked(translation: ContributionTranslation) -> ContributionTranslation:
    """Whoever has locked the contribution is the only one who changes its translations."""
    originals = Contribution.objects.select_for_update(of=("self",))
    contribution = originals.get(pk=translation.contribution_id)
    if not contribution.text:
        raise NotPossibleError(gettext("The author has had this text erased."))
    return existing_or_new(contribution, translation.language)


@_step("")
def save(
    found: ContributionTranslation, by: User, segments: list[Segment], kind: str, name: str
) -> None:
    """Saves the translators' text; what readers see stays as it is.

    An approved translation becomes a draft. Raises NotPossibleError for one in review, unless the
    user may approve it.
    """
    _check_may_change(found, by)
    before = {each.source: each.target for each in read(found.segments)}
    carried = followed(segments, sources_of(found.contribution))
    for segment in carried:
        # Who changes the translation has looked at the new original.
        if segment.is_stale and before.get(segment.source) not in (None, segment.target):
            segment.former = ""
    found.segments = stored(carried)
    found.is_stale = any(segment.is_stale for segment in carried)
    found.kind, found.translator_name = kind, name
    found.step = Step.DRAFT if found.step == Step.APPROVED else found.step


@_step("translation_submit")
def submit(found: ContributionTranslation, by: User) -> None:
    """Sends it to review. Raises NotPossibleError unless every segment is translated."""
    _check_whole(found)
    found.step, found.submitted_by, found.comment = Step.REVIEW, by, ""


@_step("translation_return")
def send_back(found: ContributionTranslation, _by: User, comment: str) -> None:
    """Returns it to the translators, with a comment. Raises NotPossibleError if not in review."""
    if found.step != Step.REVIEW:
        raise NotPossibleError(gettext("This translation is not in review any more."))
    found.step, found.comment = Step.DRAFT, comment


@_step("translation_approve")
def approve(found: ContributionTranslation, by: User) -> None:
    """Publishes what a person has checked. The caller has checked the problems.

    Raises NotPossibleError where the user may not approve it, or segments are missing or outdated.
    """
    _check_whole(found)
    if not rights.may_approve(by, found):
        raise NotPossibleError(gettext("Somebody else has to approve what you sent yourself."))
    if found.kind == Kind.MACHINE:
        found.kind = Kind.COURTESY
    found.step, found.comment, found.is_stale = Step.APPROVED, "", False
    found.segments = stored([Segment(p.source, p.target) for p in read(found.segments)])
    _put_before_readers(found)
    if found.contribution.is_published:
        memory.record(found)


@_step("translation_withdraw")
def take_back(found: ContributionTranslation, _by: User) -> None:
    """Withdraws it from readers; it stays a draft. Raises NotPossibleError if not published."""
    if not found.is_published:
        raise NotPossibleError(
            gettext("This cannot be done any more: the contribution is in another state now.")
        )
    found.take_back()
    found.step = Step.DRAFT


def translate_by_machine(translation: ContributionTranslation, by: User) -> None:
    """Drafts the segments that have no translation with the engine. Raises NotPossibleError."""
    language = translation.language
    now = segments_of(existing_or_new(translation.contribution, language))
    empty = [segment.source for segment in now if not segment.target.strip()]
    texts = machine_texts(empty, translation.contribution.language, language)
    _fill_in(translation, by, dict(zip(empty, texts, strict=True)))


@_step("translation_machine")
def _fill_in(found: ContributionTranslation, by: User, drafts: dict[str, str]) -> None:
    _check_may_change(found, by)
    # Read again: a colleague may have saved while the engine was at work.
    segments = segments_of(found)
    if not any(segment.target.strip() for segment in segments):
        found.kind, found.translator_name = Kind.MACHINE, ""
    for segment in segments:
        if not segment.target.strip():
            segment.target = drafts.get(segment.source, "")
    found.segments = stored(segments)
    found.step = Step.DRAFT


@_step("translation_publish_machine")
def publish_machine_translation(found: ContributionTranslation, _by: User) -> None:
    """Unchecked and labelled so; only where the settings allow it. Raises NotPossibleError."""
    if not settings.CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS or found.kind != Kind.MACHINE:
        raise NotPossibleError(gettext("This translation has to be reviewed first."))
    if found.is_published and found.published_kind != Kind.MACHINE:
        raise NotPossibleError(gettext("Readers already have a translation by a person."))
    _check_whole(found)
    _put_before_readers(found)


def machine_texts(texts: list[str], source: str, target: str) -> list[str]:
    """Returns the engine's translation of each text. Raises NotPossibleError where it has none."""
    try:
        return machine.suggest(texts, source, target)
    except machine.MachineError as error:
        raise NotPossibleError(str(error)) from error


def _put_before_readers(found: ContributionTranslation) -> None:
    found.published_title, found.published_text = joined(read(found.segments))
    found.published_kind, found.published_name = found.kind, found.translator_name
    found.published_at, found.is_outdated = timezone.now(), False


def _check_may_change(found: ContributionTranslation, by: User) -> None:
    if found.step == Step.REVIEW and not rights.may_approve(by, found):
        raise NotPossibleError(gettext("It is in review: a reviewer has to return it first."))


def _check_whole(found: ContributionTranslation) -> None:
    segments = read(found.segments)
    if [each.source for each in segments] != sources_of(found.contribution):
        raise NotPossibleError(gettext("The original was changed. Look at the changes first."))
    if not all(each.target.strip() for each in segments):
        raise NotPossibleError(gettext("Some segments are not translated yet."))
