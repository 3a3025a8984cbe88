"""Each role can do its work, and no more: asked through the admin itself."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import reverse

from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import StringSegment, Translation

import pytest

from accounts.demo_accounts import create_demo_accounts
from core.seeding import SeedReport
from core.seeding.run import run_seed
from tests.conftest import PageFinder

PORTAL = "protocol/capacity-building/portal"
OBJECTIVES = f"{PORTAL}/archive/mainstreaming/objectives"
Account = Callable[[str], Any]

# Who may open the Objectives page in the admin, by language: the reviewed table.
MAY_EDIT = {
    "admin": {"en", "es", "fr"},
    "editor": {"en"},
    "translator-es": {"es"},
    "translator-fr": {"fr"},
    "reviewer": {"es", "fr"},
    "moderator": {"en", "es", "fr"},
}
MAY_ADD = {
    "admin": {"en", "es", "fr"},
    "editor": {"en"},
    "moderator": {"en", "es", "fr"},
}
# A translator drafts; a reviewer publishes.
MAY_PUBLISH = {
    "admin": {"en", "es", "fr"},
    "editor": {"en"},
    "reviewer": {"es", "fr"},
    "moderator": {"en", "es", "fr"},
}
CASES = [(username, language) for username in MAY_EDIT for language in ("en", "es", "fr")]


@pytest.fixture
def signed_in(client: Client, account: Account) -> Callable[[str], Client]:
    def sign_in(username: str) -> Client:
        client.force_login(account(username))
        return client

    return sign_in


@pytest.mark.parametrize("username", MAY_EDIT)
def test_every_account_gets_in_with_the_demo_password(
    client: Client, db: None, username: str
) -> None:
    assert client.login(username=username, password=settings.DEMO_PASSWORD)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize(("username", "language"), CASES)
def test_a_role_opens_the_pages_of_its_languages_only(
    signed_in: Callable[[str], Client], page_at: PageFinder, username: str, language: str
) -> None:
    page = page_at(OBJECTIVES, language)
    response = signed_in(username).get(
        reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?form=1"
    )
    assert (response.status_code == 200) == (language in MAY_EDIT[username])


@pytest.mark.parametrize(("username", "language"), CASES)
def test_a_role_publishes_the_pages_of_its_languages_only(
    account: Account, page_at: PageFinder, username: str, language: str
) -> None:
    rights = page_at(OBJECTIVES, language).permissions_for_user(account(username))
    assert rights.can_publish() == (language in MAY_PUBLISH.get(username, set()))


@pytest.mark.parametrize(("username", "language"), CASES)
def test_a_role_adds_pages_where_it_should_only(
    signed_in: Callable[[str], Client], page_at: PageFinder, username: str, language: str
) -> None:
    arguments = ["conference", "conferencepage", page_at(PORTAL, language).pk]
    response = signed_in(username).get(reverse("wagtailadmin_pages:add", args=arguments))
    assert (response.status_code == 200) == (language in MAY_ADD.get(username, set()))


@pytest.mark.parametrize(("username", "language"), CASES)
def test_a_role_deletes_pages_where_it_adds_them_only(
    signed_in: Callable[[str], Client], page_at: PageFinder, username: str, language: str
) -> None:
    page = page_at(OBJECTIVES, language)
    signed_in(username).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    gone = not Page.objects.filter(pk=page.pk).exists()
    assert gone == (language in MAY_ADD.get(username, set()))


@pytest.mark.parametrize("username", MAY_EDIT)
@pytest.mark.parametrize("address", ["wagtailusers_users:index", "wagtailusers_groups:index"])
def test_only_the_administrator_manages_people(
    signed_in: Callable[[str], Client], db: None, username: str, address: str
) -> None:
    response = signed_in(username).get(reverse(address))
    assert (response.status_code == 200) == (username == "admin")


@pytest.mark.parametrize("username", MAY_EDIT)
def test_only_authors_upload_images(
    signed_in: Callable[[str], Client], db: None, username: str
) -> None:
    response = signed_in(username).get(reverse("wagtailimages:add"))
    assert (response.status_code == 200) == (username in MAY_ADD)


# --- Translating ------------------------------------------------------------------------------


def change_summary(client: Client, page: Page, text: str) -> int:
    """Edits the summary in wagtail-localize's editor; returns the status of its answer."""
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=page.locale
    )
    segment = StringSegment.objects.get(source=translation.source, context__path="summary")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    form = "application/x-www-form-urlencoded"
    return client.put(address, urlencode({"value": text}), content_type=form).status_code


@pytest.mark.long
def test_a_french_translator_drafts_and_a_reviewer_publishes_french_and_nothing_else(
    signed_in: Callable[[str], Client],
    page_at: PageFinder,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client, page = signed_in("translator-fr"), page_at(OBJECTIVES, "fr")
    before = {code: Client().get(f"/{code}/{OBJECTIVES}/").content for code in ("en", "es")}
    assert change_summary(client, page, "Une phrase nouvelle.") == 200
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    # wagtail-localize publishes when the transaction commits.
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, {"action": "publish"})
    assert "Une phrase nouvelle." not in client.get(f"/fr/{OBJECTIVES}/").content.decode()
    signed_in("reviewer")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(edit, {"action": "publish"}).status_code == 302
    assert "Une phrase nouvelle." in client.get(f"/fr/{OBJECTIVES}/").content.decode()
    after = {code: Client().get(f"/{code}/{OBJECTIVES}/").content for code in ("en", "es")}
    assert after == before


@pytest.mark.parametrize("username", ["translator-fr", "editor"])
def test_a_spanish_string_is_refused_to_those_who_do_not_translate_into_spanish(
    signed_in: Callable[[str], Client], page_at: PageFinder, username: str
) -> None:
    client, page = signed_in(username), page_at(OBJECTIVES, "es")
    assert change_summary(client, page, "Une phrase nouvelle.") == 403
    assert "Une phrase nouvelle." not in client.get(f"/es/{OBJECTIVES}/").content.decode()


# --- Groups and accounts ----------------------------------------------------------------------


def test_what_an_administrator_changed_in_a_group_is_kept(db: None) -> None:
    group = Group.objects.get(name="Translators fr")
    GroupPagePermission.objects.filter(group=group).delete()
    group.permissions.clear()
    assert run_seed().counts["created"] == 0
    assert not GroupPagePermission.objects.filter(group=group).exists()
    assert not group.permissions.exists()


def test_a_changed_password_is_kept_and_no_longer_announced(account: Account) -> None:
    user = account("editor")
    user.set_password("my own")
    user.save()
    lines: list[str] = []
    run_seed(lines.append)
    announcement = next(line for line in lines if "Demo accounts" in line)
    assert "editor" not in announcement
    assert "admin" in announcement
    user.refresh_from_db()
    assert user.check_password("my own")


def test_demo_accounts_are_refused_where_the_settings_do_not_ask_for_them(db: None) -> None:
    with override_settings(DEMO_ACCOUNTS=False), pytest.raises(ImproperlyConfigured):
        create_demo_accounts(SeedReport())


def test_a_seed_without_demo_accounts_makes_none(django_user_model: Any, db: None) -> None:
    django_user_model.objects.all().delete()
    with override_settings(DEMO_ACCOUNTS=False):
        run_seed()
    assert not django_user_model.objects.exists()
