"""Creates the groups of `accounts.roles`.

Groups that exist are left as administrators configured them. Only groups that are still as
Wagtail's migrations or an earlier seed left them are updated.
"""

from collections.abc import Iterable
from itertools import product

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet

from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.roles import MANAGE_TERMS, SET_UP_SITE, Role
from core.seeding.seed_toml import SeedReport
from translation.models import TranslationRight
from translation.permissions.group_page_permissions import grant as grant_right

# Permissions that Wagtail's migrations give these groups on the root page.
STOCK_PERMISSIONS = {
    "Editors": {"add_page", "change_page"},
    "Moderators": {"add_page", "change_page", "lock_page", "publish_page", "unlock_page"},
}
# Title → permissions that came after the first groups.
LATER_PERMISSIONS = {"terms": MANAGE_TERMS, "site settings": SET_UP_SITE}
# Page permissions from seeds before translation rights, by the number of translation roles:
# translators have one, reviewers two.
FORMER_SEED_PERMISSIONS = {
    1: ("change_page", "publish_page"),
    2: ("change_page", "publish_page", "unlock_page"),
}


def ensure_group(role: Role, report: SeedReport) -> None:
    """Creates the role's group, or updates it where nobody has changed it."""
    group = Group.objects.filter(name=role.name).first()
    is_ours = group is None or has_stock_permissions(group)
    if group is not None and not is_ours and not has_former_seed_permissions(role, group):
        report.kept()
        return
    with transaction.atomic():
        grant(role, group or Group.objects.create(name=role.name))
    report.created(f"group {role.name}")


def grant_later_permissions(roles: Iterable[Role], report: SeedReport) -> None:
    """Grants each set of LATER_PERMISSIONS to groups made before it existed.

    Does nothing once any group has a permission of the set.
    """
    for title, names in LATER_PERMISSIONS.items():
        if Group.objects.filter(permissions__in=_permissions(names)).exists():
            continue
        for role in roles:
            rights = [name for name in role.beyond_pages if name in names]
            group = Group.objects.filter(name=role.name).first()
            if rights and group is not None and not has_stock_permissions(group):
                group.permissions.add(*_permissions(rights))
                report.created(f"rights on {title} for the group {role.name}")


def has_stock_permissions(group: Group) -> bool:
    """Whether the group is as Wagtail's migrations left it."""
    granted = GroupPagePermission.objects.filter(group=group)
    rights = set(granted.values_list("page__depth", "permission__codename"))
    return bool(rights) and rights == {(1, name) for name in STOCK_PERMISSIONS.get(group.name, ())}


def has_former_seed_permissions(role: Role, group: Group) -> bool:
    """Whether the group is as the seed made it before there were translation rights."""
    if not role.in_translation or TranslationRight.objects.filter(group=group).exists():
        return False
    granted = GroupPagePermission.objects.filter(group=group)
    root_pages = [
        root_page.pk
        for locale in role.languages
        if (root_page := TranslationRight(group=group, locale=locale).place())
    ]
    expected = set(product(root_pages, FORMER_SEED_PERMISSIONS[len(role.in_translation)]))
    return set(granted.values_list("page", "permission__codename")) == expected


def grant(role: Role, group: Group) -> None:
    """Sets the group's permissions to those of the role, removing all others."""
    group.permissions.set(_permissions(role.beyond_pages))
    TranslationRight.objects.filter(group=group).delete()
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission)
        for page in role.trees
        for permission in _permissions(f"wagtailcore.{right}_page" for right in role.on_pages)
    )
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=permission)
        for permission in _permissions(role.on_files)
    )
    for locale, part in product(role.languages, role.in_translation):
        grant_right(TranslationRight(group=group, locale=locale, role=part))


def _permissions(names: Iterable[str]) -> QuerySet[Permission]:
    """The permissions with these names ("app label.codename"). Raises LookupError where one does
    not exist.
    """
    wanted, every = Q(pk=None), list(names)
    for name in every:
        app_label, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    found = Permission.objects.filter(wanted)
    if len(found) != len(every):
        there = sorted(map(str, found))
        raise LookupError(f"Of {len(every)} permissions, {len(found)} exist: {there}")
    return found
