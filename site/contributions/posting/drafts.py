"""Saves drafts while a participant writes."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from contributions.conference_registry import Conference, Session
from contributions.edit_marks import without_gaps
from contributions.markdown import as_html
from contributions.models import Contribution, Participant, State
from core.text.control_character_removal import without_controls


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
