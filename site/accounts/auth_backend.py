"""Who is signed in, with one query for the user and one for the user's permissions."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q

from allauth.mfa.models import Authenticator


class AccountBackend(ModelBackend):
    """Django's own; the admin asks for the profile and for both kinds of permissions each time.

    The user knows whether a second factor is set up: `has_second_factor`.
    """

    def get_user(self, user_id: Any) -> Any:
        codes = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        users = get_user_model()._default_manager.select_related("wagtail_userprofile")
        users = users.annotate(has_second_factor=Exists(codes))
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Those of the user and those of the user's groups; kept on the user, as by Django."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = _permissions(user_obj)
        known: set[str] = user_obj._perm_cache
        return known


def _permissions(user: Any) -> set[str]:
    permissions = Permission.objects.all()
    if not user.is_superuser:
        permissions = permissions.filter(Q(user=user) | Q(group__user=user)).distinct()
    names = permissions.order_by().values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in names}
