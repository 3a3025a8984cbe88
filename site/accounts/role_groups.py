"""Makes the groups of the table in `accounts.roles`, each once.

A group that is there belongs to the site's administrators: it is left as they set it up. Only
the two groups that Wagtail's own migrations make are fitted, while nobody has touched them.
"""

from collections.abc import Iterable
from itertools import product

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet

from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.roles import SET_UP_SITE, Role
from core.seeding.report import SeedReport
from translation.models import TranslationRight
from translation.permissions.page_permissions import grant as grant_right

# What Wagtail's migrations let these groups do, on the root of the page tree and nowhere else.
STOCK = {
    "Editors": {"add_page", "change_page"},
    "Moderators": {"add_page", "change_page", "lock_page", "publish_page", "unlock_page"},
}
TERMS = "terms"
# What the seed gave translators, who have one part in translating, and reviewers, who have two.
FORMER = {
    1: ("change_page", "publish_page"),
    2: ("change_page", "publish_page", "unlock_page"),
}


def ensure_group(role: Role, report: SeedReport) -> None:
    group = Group.objects.filter(name=role.name).first()
    if group is not None and not is_stock(group) and not is_former(role, group):
        report.kept()
        return
    with transaction.atomic():
        grant(role, group or Group.objects.create(name=role.name))
    report.created(f"group {role.name}")


def give_term_rights(roles: Iterable[Role], report: SeedReport) -> None:
    """Rights on terms for groups of before there were any: where nobody has one yet.

    They come on top of whatever the administrators gave the group since. As soon as any group has
    one, it is for the administrators to say who else has.
    """
    if Group.objects.filter(permissions__content_type__app_label=TERMS).exists():
        return
    for role in roles:
        rights = [name for name in role.beyond_pages if name.startswith(f"{TERMS}.")]
        group = Group.objects.filter(name=role.name).first()
        if rights and group is not None and not is_stock(group):
            group.permissions.add(*_permissions(rights))
            report.created(f"rights on terms for the group {role.name}")


def give_rights_on_settings(roles: Iterable[Role], report: SeedReport) -> None:
    """The same for the site's settings, for groups of before there were any."""
    if Group.objects.filter(permissions__codename="change_sitesettings").exists():
        return
    for role in roles:
        group = Group.objects.filter(name=role.name).first()
        if SET_UP_SITE[0] in role.beyond_pages and group is not None and not is_stock(group):
            group.permissions.add(*_permissions(SET_UP_SITE))
            report.created(f"rights on site settings for the group {role.name}")


def is_stock(group: Group) -> bool:
    """Whether the group is as Wagtail's migrations left it."""
    granted = GroupPagePermission.objects.filter(group=group)
    rights = set(granted.values_list("page__depth", "permission__codename"))
    return bool(rights) and rights == {(1, name) for name in STOCK.get(group.name, ())}


def is_former(role: Role, group: Group) -> bool:
    """Whether the group is as the seed made it before there were rights of translation."""
    if not role.in_translation or TranslationRight.objects.filter(group=group).exists():
        return False
    granted = GroupPagePermission.objects.filter(group=group)
    places = [
        place.pk
        for locale in role.languages
        if (place := TranslationRight(group=group, locale=locale).place())
    ]
    former = set(product(places, FORMER[len(role.in_translation)]))
    return set(granted.values_list("page", "permission__codename")) == former


def grant(role: Role, group: Group) -> None:
    """Gives the group what its role needs, and takes away everything else."""
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
    """The permissions with these names ("app label.codename").

    Raises LookupError where one does not exist: a role must not silently lack a right.
    """
    wanted = Q(pk=None)
    count = 0
    for name in names:
        app_label, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
        count += 1
    found = Permission.objects.filter(wanted)
    if len(found) != count:
        raise LookupError(f"Of {count} permissions, {len(found)} exist: {sorted(map(str, found))}")
    return found
