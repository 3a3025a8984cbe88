"""Groups of a site that is older than its terms come to the rights on them, once."""

from collections.abc import Callable

from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

import pytest

from core.seeding.run import run_seed

LIST = "wagtailsnippets_terms_concept:list"


def on_terms(name: str) -> set[str]:
    rights = Group.objects.get(name=name).permissions.filter(content_type__app_label="terms")
    return set(rights.values_list("codename", flat=True))


@pytest.fixture
def old_site(home: object) -> None:
    """No group has heard of terms; administrators have changed one of them."""
    for group in Group.objects.all():
        group.permissions.remove(*Permission.objects.filter(content_type__app_label="terms"))
    editors = Group.objects.get(name="Editors")
    editors.permissions.add(Permission.objects.get(codename="add_user"))


@pytest.mark.usefixtures("old_site")
def test_the_seed_gives_every_group_the_rights_of_its_role_beside_its_own(
    as_user: Callable[[str], Client],
) -> None:
    assert as_user("translator-es").get(reverse(LIST)).status_code == 302
    run_seed()
    actions, models = ("add", "change", "delete", "view"), ("concept", "authentictext")
    whole = {f"{action}_{model}" for action in actions for model in models}
    view = {"view_concept", "view_authentictext"}
    assert on_terms("Editors") == on_terms("Moderators") == whole
    assert on_terms("Translators es") == on_terms("Reviewers") == view
    assert Group.objects.get(name="Editors").permissions.filter(codename="add_user").exists()
    assert as_user("translator-es").get(reverse(LIST)).status_code == 200


@pytest.mark.usefixtures("old_site")
def test_what_an_administrator_takes_away_later_stays_away() -> None:
    run_seed()
    Group.objects.get(name="Reviewers").permissions.remove(
        *Permission.objects.filter(codename__in=["view_concept", "view_authentictext"])
    )
    run_seed()
    assert on_terms("Reviewers") == set()
