"""The groups are made once, and then belong to the site's administrators."""

from typing import Any

from django.contrib.auth.models import Group, Permission

from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

import pytest

from accounts import seed as accounts_seed
from accounts.role_groups import ensure_group, grant, has_stock_permissions
from accounts.roles import Role, roles
from core.seeding import SeedReport
from core.seeding.run import run_seed
from translation.models import TranslationRight

NAMES = {"Editors", "Moderators", "Reviewers", "Translators es", "Translators fr"}


def rights() -> set[tuple[str, ...]]:
    """Every right of every group, comparable before and after."""
    on_pages = GroupPagePermission.objects.values_list(
        "group__name", "page__url_path", "permission__codename"
    )
    on_files = GroupCollectionPermission.objects.values_list(
        "group__name", "collection__name", "permission__codename"
    )
    beyond = Group.objects.values_list("name", "permissions__codename")
    return {tuple(map(str, row)) for rows in (on_pages, on_files, beyond) for row in rows}


def pages_of(name: str) -> dict[str, set[str]]:
    """Language of the tree ("*" for all of them) → what the group may do there."""
    found: dict[str, set[str]] = {}
    for granted in GroupPagePermission.objects.filter(group__name=name).select_related("page"):
        tree = "*" if granted.page.is_root() else granted.page.locale.language_code
        found.setdefault(tree, set()).add(granted.permission.codename.removesuffix("_page"))
    return found


def stock_editors() -> Group:
    """The group as Wagtail's migrations leave it."""
    group = Group.objects.get(name="Editors")
    GroupPagePermission.objects.filter(group=group).delete()
    for right in ("add", "change"):
        GroupPagePermission.objects.create(
            group=group, page=Page.get_first_root_node(), permission_type=right
        )
    return group


def test_there_is_a_group_for_each_kind_of_work_and_each_target_language(home: Page) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == NAMES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Editors", {"en": {"add", "change", "publish", "lock"}}),
        ("Translators es", {"es": {"change"}}),
        ("Translators fr", {"fr": {"change"}}),
        (
            "Reviewers",
            {"es": {"change", "publish", "unlock"}, "fr": {"change", "publish", "unlock"}},
        ),
        ("Moderators", {"*": {"add", "change", "publish", "lock", "unlock", "bulk_delete"}}),
    ],
)
def test_each_group_works_in_its_own_trees(
    name: str, expected: dict[str, set[str]], home: Page
) -> None:
    assert pages_of(name) == expected


def test_a_second_seed_changes_no_right(home: Page) -> None:
    before = rights()
    report = run_seed()
    assert rights() == before
    assert report.counts["created"] == 0


@pytest.mark.parametrize("name", sorted(NAMES))
def test_what_an_administrator_takes_away_stays_away(name: str, home: Page) -> None:
    group = Group.objects.get(name=name)
    group.permissions.clear()
    GroupPagePermission.objects.filter(group=group).first().delete()  # type: ignore[union-attr]
    before = rights()
    run_seed()
    assert rights() == before


def test_what_an_administrator_adds_stays(home: Page) -> None:
    editors = Group.objects.get(name="Editors")
    editors.permissions.add(Permission.objects.get(codename="view_redirect"))
    GroupPagePermission.objects.create(
        group=editors, page=Page.get_first_root_node(), permission_type="unlock"
    )
    before = rights()
    run_seed()
    assert rights() == before


def test_a_group_that_lost_all_its_rights_on_pages_is_not_filled_again(home: Page) -> None:
    GroupPagePermission.objects.filter(group__name="Reviewers").delete()
    run_seed()
    assert pages_of("Reviewers") == {}


def test_the_group_that_wagtail_made_is_fitted_while_nobody_has_touched_it(home: Page) -> None:
    group = stock_editors()
    assert has_stock_permissions(group)
    accounts_seed.seed(SeedReport())
    assert pages_of("Editors") == {"en": {"add", "change", "publish", "lock"}}
    assert not has_stock_permissions(group)


def test_the_group_that_wagtail_made_is_kept_once_it_was_touched(home: Page) -> None:
    group = stock_editors()
    GroupPagePermission.objects.create(group=group, page=home, permission_type="lock")
    accounts_seed.seed(SeedReport())
    assert pages_of("Editors") == {"*": {"add", "change"}, "en": {"lock"}}


def as_formerly(name: str, rights_there: tuple[str, ...]) -> Group:
    """The group as the seed made it before there were rights of translation."""
    group = Group.objects.get(name=name)
    homes = {grant.page for grant in GroupPagePermission.objects.filter(group=group)}
    TranslationRight.objects.filter(group=group).delete()
    GroupPagePermission.objects.filter(group=group).delete()
    for page in homes:
        for right in rights_there:
            GroupPagePermission.objects.create(group=group, page=page, permission_type=right)
    return group


def test_a_group_of_a_former_seed_gets_rights_of_translation(home: Page) -> None:
    as_formerly("Translators es", ("change", "publish"))
    as_formerly("Reviewers", ("change", "publish", "unlock"))
    accounts_seed.seed(SeedReport())
    assert pages_of("Translators es") == {"es": {"change"}}
    assert TranslationRight.objects.filter(group__name="Translators es").count() == 1
    assert TranslationRight.objects.filter(group__name="Reviewers").count() == 4


def test_a_group_of_a_former_seed_that_was_changed_is_kept(home: Page) -> None:
    as_formerly("Translators es", ("change", "publish", "lock"))
    accounts_seed.seed(SeedReport())
    assert pages_of("Translators es") == {"es": {"change", "publish", "lock"}}
    assert not TranslationRight.objects.filter(group__name="Translators es").exists()


@pytest.mark.long
def test_a_language_without_a_home_page_has_no_translators_yet(home: Page) -> None:
    french = home.get_translations().get(locale__language_code="fr")
    Group.objects.filter(name="Translators fr").delete()
    french.delete()
    run_names = {role.name for role in roles()}
    assert "Translators fr" not in run_names
    assert "Translators es" in run_names


def test_a_role_with_a_right_that_does_not_exist_is_refused(home: Page) -> None:
    role = Role("Dreamers", (home,), ("fly",), (), ())
    with pytest.raises(LookupError, match="permissions"):
        ensure_group(role, SeedReport())
    assert not Group.objects.filter(name="Dreamers").exists()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_files_are_kept_in_the_root_collection_and_only_authors_upload(
    name: str, home: Page
) -> None:
    granted = GroupCollectionPermission.objects.filter(
        group__name=name, collection=Collection.get_first_root_node()
    )
    codenames = set(granted.values_list("permission__codename", flat=True))
    assert {"choose_image", "choose_document"} <= codenames
    may_upload = name in ("Editors", "Moderators")
    assert ("add_image" in codenames) == may_upload
    assert ("change_document" in codenames) == may_upload


def test_granting_a_role_takes_other_rights_away(home: Page) -> None:
    group = Group.objects.create(name="Guests")
    grant(Role("Guests", (home,), ("add",), ("wagtailadmin.access_admin",), ()), group)
    grant(Role("Guests", (home,), ("change",), (), ()), group)
    assert pages_of("Guests") == {"en": {"change"}}
    assert not group.permissions.exists()


def test_every_permission_of_the_table_exists(home: Page, django_user_model: Any) -> None:
    for role in roles():
        grant(role, Group.objects.get(name=role.name))
    assert {role.name for role in roles()} == NAMES
