"""Signal handlers that update Wagtail's permissions when pages and users are added or deleted."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import post_delete, post_save

from wagtail.models import Page

from translation.permissions.group_page_permissions import own_group_name, settle


def connect() -> None:
    """Connects the handlers."""
    post_save.connect(_settle_new_page, dispatch_uid="translation.rights.page")
    post_delete.connect(
        _forget_person, sender=get_user_model(), dispatch_uid="translation.rights.user"
    )


def _settle_new_page(instance: Any, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created and not raw and isinstance(instance, Page):
        settle(instance)


def _forget_person(instance: Any, **_kwargs: Any) -> None:
    Group.objects.filter(name=own_group_name(instance)).delete()
