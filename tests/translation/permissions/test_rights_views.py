"""Settings → Translation rights: what is ticked there is what Wagtail lets people do."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage
from tests.conftest import PageFinder
from tests.translation.conftest import translation_of
from translation.models import Role, TranslationRight
from translation.permissions.group_page_permissions import grant, own_group_name, revoke
from translation.permissions.rights_table import box_name

ARCHIVE = "protocol/capacity-building/portal/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"
RISK = f"{ARCHIVE}/risk-assessment"


@pytest.fixture
def helper(home: Page) -> User:
    """Somebody without any right yet."""
    return User.objects.create_user("helper", email="helper@example.org", password="demo")


def french() -> Locale:
    return Locale.objects.get(language_code="fr")


def may(user: User, page: Page) -> set[str]:
    """What the user may do there, asked afresh: Wagtail remembers answers for a request."""
    permissions = page.permissions_for_user(User.objects.get(pk=user.pk))
    return {
        name
        for name, answer in {
            "edit": permissions.can_edit(),
            "publish": permissions.can_publish(),
            "unlock": permissions.can_unlock(),
        }.items()
        if answer
    }


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.TRANSLATOR, {"edit"}),
        (Role.REVIEWER, {"edit", "unlock"}),
        (Role.PUBLISHER, {"edit", "publish", "unlock"}),
    ],
)
def test_a_role_holds_in_its_language_and_in_no_other(
    role: Role, expected: set[str], helper: User, page_at: PageFinder
) -> None:
    grant(TranslationRight(user=helper, role=role, locale=french()))
    assert may(helper, page_at(OBJECTIVES, "fr")) == expected
    assert may(helper, page_at(OBJECTIVES, "es")) == set()
    assert may(helper, page_at(OBJECTIVES, "en")) == set()


def test_a_role_in_a_section_ends_with_the_section(helper: User, page_at: PageFinder) -> None:
    section = page_at(MAINSTREAMING)
    grant(TranslationRight(user=helper, role=Role.TRANSLATOR, locale=french(), section=section))
    assert may(helper, page_at(OBJECTIVES, "fr")) == {"edit"}
    assert may(helper, page_at(RISK, "fr")) == set()
    assert may(helper, page_at(ARCHIVE, "fr")) == set()


def test_a_right_taken_back_leaves_what_another_right_gives(
    helper: User, page_at: PageFinder
) -> None:
    grant(TranslationRight(user=helper, role=Role.TRANSLATOR, locale=french()))
    publisher = grant(TranslationRight(user=helper, role=Role.PUBLISHER, locale=french()))
    revoke(publisher)
    assert may(helper, page_at(OBJECTIVES, "fr")) == {"edit"}


def test_with_the_last_right_goes_the_access_to_the_admin(helper: User, client: Client) -> None:
    right = grant(TranslationRight(user=helper, role=Role.TRANSLATOR, locale=french()))
    client.force_login(helper)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    revoke(right)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
    assert not Group.objects.filter(name=own_group_name(helper)).exists()


def test_the_group_of_one_person_goes_with_the_person(helper: User) -> None:
    grant(TranslationRight(user=helper, role=Role.TRANSLATOR, locale=french()))
    name = own_group_name(helper)
    assert Group.objects.filter(name=name).exists()
    helper.delete()
    assert not Group.objects.filter(name=name).exists()
    assert not TranslationRight.objects.filter(user__isnull=True, group__isnull=True).exists()


def test_a_right_is_recorded_once(helper: User) -> None:
    for _time in range(2):
        grant(TranslationRight(user=helper, role=Role.TRANSLATOR, locale=french()))
    assert TranslationRight.objects.filter(user=helper).count() == 1


def test_a_right_of_nobody_or_of_two_is_refused(helper: User) -> None:
    group = Group.objects.get(name="Reviewers")
    for holder in ({}, {"user": helper, "group": group}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TranslationRight.objects.create(role=Role.REVIEWER, locale=french(), **holder)


@pytest.mark.long
def test_a_right_in_a_section_waits_for_its_translation(
    helper: User, conference: ConferencePage, submit: Callable[..., Page]
) -> None:
    right = TranslationRight(
        user=helper,
        role=Role.TRANSLATOR,
        locale=french(),
        section=Page.objects.get(pk=conference.pk),
    )
    grant(right)
    page = submit(conference, "fr")
    assert may(helper, page) == {"edit"}


# --- The screen ------------------------------------------------------------------------------

ADDRESS = "translation_rights:rights"


@pytest.mark.parametrize(
    "who", ["editor", "translator-es", "translator-fr", "reviewer", "moderator"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_administrator_gives_rights(
    who: str, method: str, client: Client, account: Any
) -> None:
    client.force_login(account(who))
    response = getattr(client, method)(reverse(ADDRESS))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


def ticked(response: Any) -> list[str]:
    rows = response.context["rows"]
    return [box.name for _holder, cells in rows for cell in cells for box in cell if box.is_checked]


def test_the_screen_shows_the_rights_of_the_seed(client: Client, account: Any) -> None:
    client.force_login(account("admin"))
    response = client.get(reverse(ADDRESS))
    shown = {
        (holder.name, box.locale.language_code, box.role.value)
        for holder, cells in response.context["rows"]
        for cell in cells
        for box in cell
        if box.is_checked
    }
    assert shown == {
        ("Reviewers", "es", "reviewer"),
        ("Reviewers", "fr", "reviewer"),
        ("Reviewers", "es", "publisher"),
        ("Reviewers", "fr", "publisher"),
        ("Translators es", "es", "translator"),
        ("Translators fr", "fr", "translator"),
    }


def test_a_new_row_gives_a_person_a_right_in_a_section(
    helper: User, client: Client, account: Any, page_at: PageFinder
) -> None:
    client.force_login(account("admin"))
    names = ticked(client.get(reverse(ADDRESS)))
    data: dict[str, Any] = dict.fromkeys(names, "on")
    data |= {
        "was": names,
        "new-holder": f"u{helper.pk}",
        "new-section": page_at(MAINSTREAMING).pk,
        box_name("new", french(), Role.TRANSLATOR): "on",
    }
    assert client.post(reverse(ADDRESS), data).status_code == 302
    assert may(helper, page_at(OBJECTIVES, "fr")) == {"edit"}
    assert may(helper, page_at(RISK, "fr")) == set()
    assert len(ticked(client.get(reverse(ADDRESS)))) == len(names) + 1


def test_a_box_unticked_takes_the_right_away_and_touches_no_other(
    client: Client, account: Any, page_at: PageFinder
) -> None:
    client.force_login(account("admin"))
    names = ticked(client.get(reverse(ADDRESS)))
    group = Group.objects.get(name="Translators fr")
    gone = box_name(f"g{group.pk}-0", french(), Role.TRANSLATOR)
    data: dict[str, Any] = {name: "on" for name in names if name != gone}
    client.post(reverse(ADDRESS), {**data, "was": names})
    assert may(account("translator-fr"), page_at(OBJECTIVES, "fr")) == set()
    assert may(account("translator-es"), page_at(OBJECTIVES, "es")) == {"edit"}
    assert gone not in ticked(client.get(reverse(ADDRESS)))


def test_a_form_drawn_earlier_takes_back_nothing_that_was_given_since(
    helper: User, client: Client, account: Any
) -> None:
    client.force_login(account("admin"))
    names = ticked(client.get(reverse(ADDRESS)))
    grant(TranslationRight(user=helper, role=Role.TRANSLATOR, locale=french()))
    client.post(reverse(ADDRESS), {**dict.fromkeys(names, "on"), "was": names})
    assert TranslationRight.objects.filter(user=helper).exists()


@pytest.mark.long
def test_a_translator_of_a_section_submits_in_that_section_only(
    helper: User,
    client: Client,
    conference: ConferencePage,
    page_at: PageFinder,
    submit: Callable[..., Page],
) -> None:
    submit(conference, "fr")
    section = Page.objects.get(pk=conference.pk)
    grant(TranslationRight(user=helper, role=Role.TRANSLATOR, locale=french(), section=section))
    client.force_login(helper)
    [introduction] = conference.get_children()
    for page, allowed in ((introduction, [french()]), (page_at(OBJECTIVES), [])):
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        form = client.get(address).context["form"]
        assert list(form.fields["locales"].queryset) == allowed
    assert translation_of(conference, "fr").enabled
