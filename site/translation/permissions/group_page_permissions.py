"""Converts translation rights to Wagtail's page permissions.

Explorer, editor, bulk actions, workflows and wagtail-localize all check Wagtail's permissions, so
they agree with the rights screen. Wagtail only has group permissions: a user's own rights are
assigned to a personal group, which is deleted with the last right.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Page

from translation.models import Role, TranslationRight

ON_PAGES: dict[str, tuple[str, ...]] = {
    Role.TRANSLATOR: ("change",),
    Role.REVIEWER: ("change", "unlock"),
    Role.PUBLISHER: ("change", "publish", "unlock"),
}
BEYOND_PAGES: dict[str, tuple[str, ...]] = {
    Role.TRANSLATOR: ("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    Role.REVIEWER: ("wagtailadmin.access_admin",),
    Role.PUBLISHER: ("wagtailadmin.access_admin",),
}
# A page with a permission that applies to it and its descendants.
Grant = tuple[int, int]


@transaction.atomic
def grant(right: TranslationRight, by: Any = None) -> TranslationRight:
    """Stores the right unless it exists, and adds the Wagtail permissions."""
    same = TranslationRight.objects.filter(
        user=right.user,
        group=right.group,
        role=right.role,
        locale=right.locale,
        section=right.section,
    ).first()
    if same is not None:
        return same
    right.save()
    log(instance=right, action="wagtail.create", user=by)
    _give(right, _group_of(right))
    return right


@transaction.atomic
def revoke(right: TranslationRight, by: Any = None) -> None:
    """Deletes the right, and the Wagtail permissions that no other right of the holder requires."""
    group = _group_of(right)
    log(instance=right, action="wagtail.delete", user=by)
    given = _grants([right])
    right.delete()
    others = list(TranslationRight.objects.filter(user=right.user, group=right.group))
    for page_id, permission_id in given - _grants(others):
        GroupPagePermission.objects.filter(
            group=group, page=page_id, permission=permission_id
        ).delete()
    if right.user is not None and not others:
        group.delete()


def settle(page: Page) -> None:
    """Adds the permissions of rights whose tree starts at this new page."""
    for right in TranslationRight.objects.waiting_for(page).select_related("group"):
        _give(right, _group_of(right))


def _give(right: TranslationRight, group: Group) -> None:
    for page_id, permission_id in _grants([right]):
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=page_id, permission_id=permission_id
        )
    group.permissions.add(*_permissions(BEYOND_PAGES[right.role]))


def _group_of(right: TranslationRight) -> Group:
    if right.group is not None:
        return right.group
    if right.user is None:
        raise ValueError("A right has a holder: a person or a group.")
    group, _created = Group.objects.get_or_create(name=own_group_name(right.user))
    group.user_set.add(right.user)
    return group


def own_group_name(user: Any) -> str:
    """Returns the name of the user's personal group."""
    return f"Translation rights of user {user.pk}"


def _grants(rights: list[TranslationRight]) -> set[Grant]:
    return {
        (place.pk, permission.pk)
        for right in rights
        if (place := right.place())
        for permission in _permissions(f"wagtailcore.{name}_page" for name in ON_PAGES[right.role])
    }


def _permissions(names: Any) -> list[Permission]:
    """Returns permissions by "app label.codename"."""
    pairs = [name.split(".") for name in names]
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, codename in pairs
    ]


def connect() -> None:
    """Connects the handlers."""
    post_save.connect(_settle_new_page, dispatch_uid="translation.permissions.page")
    post_delete.connect(
        _forget_person, sender=get_user_model(), dispatch_uid="translation.permissions.user"
    )


def _settle_new_page(instance: Any, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created and not raw and isinstance(instance, Page):
        settle(instance)


def _forget_person(instance: Any, **_kwargs: Any) -> None:
    Group.objects.filter(name=own_group_name(instance)).delete()
