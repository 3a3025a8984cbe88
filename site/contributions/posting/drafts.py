"""Saves drafts while a participant writes, and checks and stores their files."""

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from contributions.conference_registry import Conference, Session
from contributions.edit_marks import without_gaps
from contributions.markdown import as_html
from contributions.models import Attachment, Contribution, Participant, State
from core.text.control_character_removal import without_controls
from core.text.text_joining import listed
from security.uploads.content_types import matches_extension
from security.uploads.disk_space import NO_ROOM, check_room


def find(participant: Participant, token: UUID) -> Contribution | None:
    """The draft, or what it has become."""
    return Contribution.objects.filter(participant=participant, token=token).first()


def keep(
    participant: Participant, conference: Conference, session: Session, values: dict[str, Any]
) -> Contribution:
    """The draft with these values; what was posted already stays as it is.

    `values` are those of the form, of which any may be empty.
    """
    token = values["token"]
    draft = find(participant, token) or _begin(participant, conference, session, values)
    text = without_gaps(without_controls(values.get("text") or ""))
    # In the database, and only while it is a draft: the same form may just be sent elsewhere.
    Contribution.objects.filter(pk=draft.pk, state=State.DRAFT).update(
        title=without_controls(values.get("title") or ""),
        text=text,
        html=as_html(text),
        language=values.get("language") or participant.language,
        question_key=UUID(values["question"]) if values.get("question") else draft.question_key,
        saved_at=timezone.now(),
    )
    draft.refresh_from_db()
    return draft


def _begin(
    participant: Participant, conference: Conference, session: Session, values: dict[str, Any]
) -> Contribution:
    draft = Contribution(
        participant=participant,
        token=values["token"],
        conference_key=conference.key,
        session_key=session.key,
        parent=answered(session, values.get("reply")),
        quoted=answered(session, values.get("quote")),
        language=values.get("language") or participant.language,
    )
    if draft.parent is not None:
        draft.question_key = draft.parent.question_key
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        # The same form was sent twice at once.
        return Contribution.objects.get(participant=participant, token=values["token"])
    return draft


def answered(session: Session, number: Any) -> Contribution | None:
    """The contribution with this number in the session, where readers can see it."""
    if not str(number or "").isdecimal():
        return None
    return Contribution.objects.on_record().of_session(session.key).filter(number=number).first()


def check_file(file: Any) -> None:
    """Raises ValidationError for a kind that is not taken, is too large or is not what it says."""
    suffix = file.name.rpartition(".")[2].lower()
    if suffix not in settings.WAGTAILDOCS_EXTENSIONS:
        raise ValidationError(
            gettext("Files of these kinds are accepted: %(kinds)s.")
            % {"kinds": listed(settings.WAGTAILDOCS_EXTENSIONS)}
        )
    if file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        raise ValidationError(
            gettext("This file is larger than %(megabytes)d MB.")
            % {"megabytes": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // (1024 * 1024)}
        )
    check_room(file)
    if not matches_extension(file.name, file):
        raise ValidationError(
            gettext("The content of this file is not what the end of its name says, or unsafe.")
        )


def check_file_count(contribution: Contribution | None, added: int) -> None:
    """Raises ValidationError where there would be too many."""
    kept = contribution.attachments.count() if contribution is not None else 0
    most = settings.CONTRIBUTIONS_MAX_FILES
    if kept + added > most:
        message = ngettext(
            "A contribution has %(count)d file at most.",
            "A contribution has %(count)d files at most.",
            most,
        )
        raise ValidationError(message % {"count": most})


def attach_files(contribution: Contribution, files: list[Any]) -> None:
    """Stores files that were checked. Raises ValidationError where the disk is full."""
    for file in files:
        content = file.read()
        file.seek(0)
        attachment = Attachment(
            contribution=contribution,
            name=file.name[-200:],
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        try:
            attachment.file.save(file.name, file, save=False)
        except OSError as error:
            raise ValidationError(NO_ROOM) from error
        attachment.save()
    if files:
        contribution.has_attachments = True
        Contribution.objects.filter(pk=contribution.pk).update(has_attachments=True)


def detach_files(contribution: Contribution, keys: list[int]) -> None:
    """Takes files off a draft."""
    for attachment in contribution.attachments.filter(pk__in=keys):
        attachment.file.delete(save=False)
        attachment.delete()
    contribution.has_attachments = contribution.attachments.exists()
    Contribution.objects.filter(pk=contribution.pk).update(
        has_attachments=contribution.has_attachments
    )
