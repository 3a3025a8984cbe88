"""Who is signed in, with few queries and no more rights than Django gives."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

import pytest

from accounts.auth_backend import AccountBackend


@pytest.mark.parametrize("who", ["editor", "translator-fr", "reviewer", "admin"])
def test_a_user_has_the_permissions_that_django_finds(
    account: Any, who: str, django_assert_num_queries: Any
) -> None:
    user = account(who)
    user.user_permissions.add(Permission.objects.get(codename="add_tag"))
    with django_assert_num_queries(1):
        ours = AccountBackend().get_all_permissions(user)
    assert ours == ModelBackend().get_all_permissions(account(who))
    assert "taggit.add_tag" in ours


def test_an_inactive_user_has_no_permissions_and_is_not_signed_in(account: Any) -> None:
    user = account("editor")
    user.is_active = False
    user.save()
    assert AccountBackend().get_all_permissions(user) == set()
    assert AccountBackend().get_user(user.pk) is None


def test_the_profile_comes_with_the_user(account: Any, django_assert_num_queries: Any) -> None:
    stranger = get_user_model().objects.create(username="without-profile")
    for user in (account("editor"), stranger):
        has_profile = hasattr(user, "wagtail_userprofile")
        with django_assert_num_queries(1):
            found = AccountBackend().get_user(user.pk)
            assert found == user
            assert hasattr(found, "wagtail_userprofile") == has_profile
