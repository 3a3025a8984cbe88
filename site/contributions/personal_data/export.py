"""Everything that is kept about a participant, as plain values for JSON."""

from collections.abc import Iterable
from typing import Any

from contributions.models import Contribution, Invitation, Participant, SignInRequest


def everything_about(participant: Participant) -> dict[str, Any]:
    """What the site keeps, by what it is. Instants are UTC; keys are those of pages."""
    email = participant.email.lower()
    return {
        "profile": _profile(participant),
        "registrations": _values(
            participant.registrations.order_by("pk"),
            *("conference_key", "status", "registered_at", "decided_at"),
        ),
        "invitations": _values(
            Invitation.objects.filter(email=email).order_by("pk"), "conference_key", "invited_at"
        ),
        "mail_choices": _values(
            participant.subscriptions.order_by("pk"),
            *("conference_key", "session_key", "frequency"),
        ),
        "mails": _values(
            participant.mails.order_by("pk"), "mailing__kind", "state", "attempts", "changed_at"
        ),
        "code_requests": _values(
            SignInRequest.objects.filter(email=email).order_by("pk"), "address", "requested_at"
        ),
        "contributions": _contributions(participant),
    }


def _profile(participant: Participant) -> dict[str, Any]:
    return {
        "email": participant.email,
        "name": participant.name,
        "affiliation": participant.affiliation,
        "organization": participant.organization,
        "country": str(participant.country or ""),
        "language": participant.language,
        "created_at": participant.created_at,
        "accepted_terms_at": participant.accepted_terms_at,
        "last_sign_in": participant.user.last_login,
    }


def _contributions(participant: Participant) -> list[dict[str, Any]]:
    """Drafts, too; with former texts and attached files."""
    found = participant.contributions.select_related("parent").order_by("pk")
    related = "edits", "attachments", "translations"
    return [_contribution(one) for one in found.prefetch_related(*related)]


def _contribution(found: Contribution) -> dict[str, Any]:
    kept = (
        *("number", "state", "state_reason", "conference_key", "session_key", "question_key"),
        *("language", "title", "text", "author_name", "author_affiliation", "author_organization"),
        *("started_at", "saved_at", "posted_at", "published_at", "changed_at", "marks"),
    )
    return {name: getattr(found, name) for name in kept} | {
        "author_country": str(found.author_country or ""),
        "answers": found.parent.number if found.parent else None,
        "former_texts": [
            {"title": edit.title_before, "text": edit.text_before, "edited_at": edit.edited_at}
            for edit in found.edits.all()
        ],
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256}
            for file in found.attachments.all()
        ],
        "translations": [
            {
                "language": each.language,
                "kind": each.published_kind,
                "title": each.published_title,
                "text": each.published_text,
                "published_at": each.published_at,
            }
            for each in found.translations.all()
            if each.is_published
        ],
    }


def _values(rows: Any, *fields: str) -> list[dict[str, Any]]:
    found: Iterable[dict[str, Any]] = rows.values(*fields)
    return list(found)
