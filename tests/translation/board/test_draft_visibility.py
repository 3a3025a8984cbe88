"""What a user may not read is not named on the board, in the explorer or on the home page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from wagtail.models import Locale, Page, PageViewRestriction

import pytest

from conference.models import ConferencePage
from tests.translation.board.conftest import BOARD, Look, cell
from translation.board.board_scope import BoardScope
from translation.models import Role, TranslationRight
from translation.permissions.group_page_permissions import grant

WORDS = "Undisclosed"
Reaches = Callable[[str], BoardScope]


@pytest.fixture
def draft(portal: Page, submit: Callable[..., Page]) -> ConferencePage:
    """An English draft that was handed to translators."""
    page = ConferencePage(title=WORDS, slug="hush", full_title=WORDS, live=False)
    portal.add_child(instance=page)
    page.save_revision()
    submit(page, "es")
    return page


def addresses(page: Page) -> list[str]:
    return [
        BOARD,
        f"{BOARD}?section={page.pk}",
        f"{BOARD}?section={page.get_parent().pk}",
        f"{BOARD}?state=untranslated&language=es",
        f"{BOARD}?mine=on",
        f"{BOARD}?export=csv",
        "/admin/",
    ]


@pytest.mark.long
@pytest.mark.parametrize("who", ["translator-es", "translator-fr", "reviewer"])
def test_a_draft_is_named_to_none_who_may_not_read_it(
    who: str, draft: ConferencePage, look: Look
) -> None:
    assert [url for url in addresses(draft) if WORDS in look(who, url)] == []


@pytest.mark.long
@pytest.mark.parametrize("who", ["editor", "admin"])
def test_it_is_named_to_those_who_may(who: str, draft: ConferencePage, look: Look) -> None:
    assert all(WORDS in look(who, url) for url in addresses(draft)[:4])


@pytest.mark.long
def test_a_restricted_page_is_not_named_to_translators(
    conference: ConferencePage, submit: Callable[..., Page], look: Look
) -> None:
    submit(conference, "es")
    assert "Trial" in look("translator-es")
    PageViewRestriction.objects.create(page=conference, restriction_type="login")
    assert "Trial" not in look("translator-es")
    assert "Trial" in look("editor")


def test_a_translator_sees_the_own_language_only(
    conference: ConferencePage, submit: Callable[..., Page], reach: Reaches
) -> None:
    submit(conference, "es")
    theirs = reach("translator-es")
    assert [locale.language_code for locale in theirs.locales] == ["es"]
    assert not theirs.sees(conference.path, Locale.objects.get(language_code="fr").pk)
    assert cell(conference, "es", theirs).url.startswith("/admin/pages/")


@pytest.mark.long
def test_a_translator_of_one_section_sees_that_section(
    conference: ConferencePage,
    submit: Callable[..., Page],
    client: Client,
    django_user_model: Any,
    home: Page,
) -> None:
    submit(conference, "es")
    user = django_user_model.objects.create_user("one", password="x")
    right = TranslationRight(
        user=user,
        role=Role.TRANSLATOR,
        locale=Locale.objects.get(language_code="es"),
        section=Page.objects.get(pk=conference.pk),
    )
    grant(right)
    client.force_login(user)
    shown = client.get(BOARD).content.decode()
    assert "Trial" in shown
    assert f"?section={conference.get_parent().pk}" not in shown
    assert "1 page" in shown


def test_who_works_on_no_page_has_no_board(
    client: Client, django_user_model: Any, db: None
) -> None:
    user = django_user_model.objects.create_user("nobody", password="x")
    assert client.get(BOARD).status_code == 302
    client.force_login(user)
    assert client.get(BOARD).status_code == 302
    user.groups.add(Group.objects.create(name="No page"))
    assert client.get(BOARD).status_code == 302


def test_it_can_be_read_only(client: Client, account: Callable[[str], Any]) -> None:
    client.force_login(account("admin"))
    assert client.post(BOARD).status_code == 405
