"""Erases a participant; what is on record stays, under the affiliation alone."""

from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from wagtail.models import ModelLogEntry

from contributions import contribution_cache_tags, signals
from contributions.models import (
    Affiliation,
    Attachment,
    Contribution,
    Edit,
    Invitation,
    Participant,
    Redaction,
    SignInRequest,
    State,
)

# They speak for a country, which is a part of their affiliation.
_OF_A_COUNTRY = (Affiliation.PARTY, Affiliation.GOVERNMENT)
_NOT_SHOWN = (State.WAITING, State.RETURNED, State.WITHDRAWN)


@transaction.atomic
def erase(participant: Participant) -> None:
    """Deletes the account, the registrations, mail, drafts and whatever is not published.

    Published contributions keep number, text and affiliation (of a government: its country).
    Numbers are kept, so that there are no holes.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    email = participant.email.lower()
    conferences = set(participant.registrations.values_list("conference_key", flat=True))
    posted = list(participant.contributions.exclude(state=State.DRAFT))
    _delete_drafts(participant)
    _empty_what_is_not_shown(participant)
    _remove_the_author(participant)
    SignInRequest.objects.filter(email=email).delete()
    Invitation.objects.filter(email=email).delete()
    participant.user.delete()
    signals.erased.send(sender=Contribution, keys=[found.pk for found in posted])
    for contribution in {found.session_key: found for found in posted}.values():
        contribution_cache_tags.changed(contribution)
    for key in conferences:
        contribution_cache_tags.participants_changed(key)


def _delete_drafts(participant: Participant) -> None:
    drafts = participant.contributions.filter(state=State.DRAFT)
    _delete_files(Attachment.objects.filter(contribution__in=drafts))
    drafts.delete()


def _empty_what_is_not_shown(participant: Participant) -> None:
    """Title, text, former texts, removed passages and files; a waiting one leaves the queue."""
    # What was published and waits again after an edit is still the moderators' to decide.
    shown_before = Q(state=State.WAITING, published_at__isnull=False)
    hidden = participant.contributions.filter(state__in=_NOT_SHOWN).exclude(shown_before)
    keys = list(hidden.values_list("pk", flat=True))
    _delete_files(Attachment.objects.filter(contribution__in=keys))
    rows = Contribution.objects.filter(pk__in=keys)
    rows.filter(state=State.WAITING).update(state=State.RETURNED)
    rows.filter(state=State.RETURNED).update(state_reason="")
    rows.update(title="", text="", html="", has_attachments=False)
    own = {"contribution__participant": participant}
    Edit.objects.filter(**own).update(title_before="", text_before="", reason="")
    Redaction.objects.filter(**own).update(passage="")
    _rename_in_the_audit_log(keys)


def _rename_in_the_audit_log(keys: list[int]) -> None:
    """The log names what it is about by number and title."""
    of_contributions = ContentType.objects.get_for_model(Contribution)
    entries = ModelLogEntry.objects.filter(content_type=of_contributions)
    for pk, number in Contribution.objects.filter(pk__in=keys).values_list("pk", "number"):
        entries.filter(object_id=str(pk)).update(label=f"#{number}")


def _delete_files(attachments: Any) -> None:
    """Rows at once, files after the commit: until then they may still be needed."""
    files = [(found.file.storage, found.file.name) for found in attachments]
    attachments.delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))


def _remove_the_author(participant: Participant) -> None:
    """The affiliation stays as it was at the posting."""
    country = Case(
        When(author_affiliation__in=_OF_A_COUNTRY, then=F("author_country")), default=Value("")
    )
    participant.contributions.update(
        author_name="",
        author_organization="",
        author_country=country,
        # Of a withdrawn one it is the date of the withdrawal, which stays.
        changed_at=Case(
            When(state=State.PUBLISHED, then=Value(timezone.now())), default=F("changed_at")
        ),
        participant=None,
    )
