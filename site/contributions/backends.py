"""Authentication backends that keep participants apart from staff users."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from contributions.models import Participant

PATH = f"{__name__}.ParticipantBackend"


class ParticipantGuard:
    """Stands before the staff's backends, and refuses in their place; nobody gets in by it."""

    def authenticate(self, request: Any, username: str | None = None, **_kwargs: Any) -> None:
        """No password opens a participant's account, even where somebody has set one."""
        if username and Participant.objects.filter(user__username=username).exists():
            raise PermissionDenied

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Django asks the other backends where this one has no objection."""
        if is_participant(user_obj):
            raise PermissionDenied
        return False


class ParticipantBackend(BaseBackend):
    """A code by e-mail is the only way in (`contributions.signing_in`); there are no rights."""

    def get_user(self, user_id: Any) -> Any:
        """Return the active user with this primary key if it is a participant's, else None."""
        users = get_user_model()._default_manager.select_related("participant")
        return users.filter(pk=user_id, is_active=True, participant__isnull=False).first()


def is_participant(user: Any) -> bool:
    """Without a query: only a session of this backend brings the participant along."""
    return "participant" in getattr(getattr(user, "_state", None), "fields_cache", {})
