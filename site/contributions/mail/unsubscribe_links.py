"""Signed links that end the mail to a participant without signing in (RFC 8058)."""

from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from contributions.models import Participant

_SALT = "contributions.unsubscribe"


def link(participant: int, conference_key: UUID | None) -> str:
    """Absolute, in the language that is active; it does not expire. None: of every conference."""
    scope = conference_key.hex if conference_key else ""
    token = Signer(salt=_SALT).sign(f"{participant}.{scope}")
    path = reverse("contributions_unsubscribe", args=[token.replace(":", "~")])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def read(token: str) -> tuple[Participant, UUID | None] | None:
    """The participant and the conference of a link; None where it is forged or of nobody."""
    try:
        value = Signer(salt=_SALT).unsign(token.replace("~", ":"))
    except BadSignature:
        return None
    participant, _dot, scope = value.partition(".")
    found = Participant.objects.filter(pk=int(participant)).first()
    return (found, UUID(scope) if scope else None) if found else None
