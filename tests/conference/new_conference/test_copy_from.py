"""A new conference that starts from an existing one."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from wagtail.models import Locale, Page

import pytest

from conference.models import MainstreamingPage, ObjectivesPage, SessionPage
from tests.conference.new_conference.conftest import ADDRESS, PORTAL, Values, entered
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]
MAINSTREAMING = f"{PORTAL}/archive/mainstreaming"


@pytest.fixture
def original(page_at: PageFinder) -> MainstreamingPage:
    return page_at(MAINSTREAMING)


def proposed(client: Client, original: Page, **query: str) -> Values:
    """What the form posts when nothing in it is changed but the address."""
    response = client.get(ADDRESS, {"like": original.pk, **query})
    assert response.status_code == 200
    form, rows = response.context["form"], response.context["sessions"]
    values: Values = {"slug": "mainstreaming-again", "action": "create"}
    for bound in [*form, *rows.management_form, *(field for row in rows for field in row)]:
        value = bound.value()
        if bound.name != "slug" and value is not None:
            values[bound.html_name] = getattr(value, "isoformat", lambda v=value: v)()
    return values


def test_the_form_is_filled_and_all_dates_are_moved(
    as_user: AsUser, original: MainstreamingPage
) -> None:
    values = proposed(as_user("editor"), original, opens_at="2031-03-03T00:00")
    assert values["kind"] == "conference.MainstreamingPage"
    assert values["title"] == "Mainstreaming"
    assert values["opens_at"] == "2031-03-03T00:00:00"
    assert values["closes_at"] == "2031-03-21T23:59:00"
    assert values["agenda"] == "concurrent"
    assert values["sessions-1-theme"] == "Country status, experiences and lessons learned"
    assert values["sessions-INITIAL_FORMS"] == 4
    assert values["sessions-TOTAL_FORMS"] == 8


@pytest.mark.slow
def test_the_dates_of_sessions_move_along(as_user: AsUser, original: MainstreamingPage) -> None:
    for number, page in enumerate(SessionPage.objects.child_of(original).order_by("number")):
        page.opens_at = original.opens_at.replace(day=19 + 3 * number)
        page.closes_at = page.opens_at.replace(day=page.opens_at.day + 2)
        page.save_revision().publish()
    values = proposed(as_user("editor"), original, opens_at="2031-03-03T00:00")
    assert values["agenda"] == "sequential"
    assert values["sessions-1-opens_at"] == "2031-03-06T00:00:00"
    assert values["sessions-1-closes_at"] == "2031-03-08T00:00:00"


@pytest.mark.slow
def test_texts_are_copied_and_the_old_conference_stays_as_it_was(
    as_user: AsUser, make: Callable[..., Page], original: MainstreamingPage
) -> None:
    before = Page.objects.descendant_of(original, inclusive=True).count()
    values = proposed(as_user("editor"), original) | {"sessions-2-theme": "A new third theme"}
    conference = make(values)
    assert isinstance(conference, MainstreamingPage)
    assert not conference.live
    assert {topic.key for topic in conference.topics.all()} == {
        topic.key for topic in original.topics.all()
    }
    assert conference.topics.exists()
    assert not conference.outcomes.exists()
    assert original.outcomes.exists()
    assert conference.symbol == ""
    assert conference.extended_to is None
    assert [block.block_type for block in conference.body] == ["heading", "paragraph"]
    assert conference.planning_instruments.count() == 4
    objectives = ObjectivesPage.objects.child_of(conference).get()
    assert objectives.objectives.count() == 4
    assert "exchange of views" in objectives.aim
    sessions = list(SessionPage.objects.child_of(conference).order_by("number"))
    assert [page.guiding_questions.count() for page in sessions] == [4, 1, 0, 0]
    assert sessions[2].theme == "A new third theme"
    assert not any(Page.find_problems())
    assert Page.objects.descendant_of(original, inclusive=True).count() == before
    assert original.planning_instruments.count() == 4


@pytest.mark.slow
def test_known_translations_come_along_and_new_texts_wait(
    as_user: AsUser, make: Callable[..., Page], original: MainstreamingPage
) -> None:
    values = proposed(as_user("editor"), original) | {"sessions-2-theme": "A new third theme"}
    conference = make(values)
    french = conference.get_translation(Locale.objects.get(language_code="fr"))
    assert not french.live
    sessions = [
        page.get_latest_revision_as_object()
        for page in SessionPage.objects.child_of(french).order_by("number")
    ]
    old = [
        page.specific.get_translation(french.locale)
        for page in SessionPage.objects.child_of(original).order_by("number")
    ]
    assert sessions[0].theme == old[0].theme != values["sessions-0-theme"]
    assert [question.text for question in sessions[0].guiding_questions.all()] == [
        question.text for question in old[0].guiding_questions.all()
    ]
    assert sessions[2].theme == "A new third theme"
    objectives = ObjectivesPage.objects.child_of(french).get().get_latest_revision_as_object()
    published = ObjectivesPage.objects.child_of(original.get_translation(french.locale)).get()
    assert objectives.title == "Objectifs"
    assert objectives.aim == published.aim


@pytest.mark.slow
def test_a_row_that_is_emptied_is_left_out(
    as_user: AsUser, make: Callable[..., Page], original: MainstreamingPage
) -> None:
    values = proposed(as_user("editor"), original) | {"sessions-1-theme": ""}
    conference = make(values)
    themes = SessionPage.objects.child_of(conference).order_by("number").values_list("theme")
    assert len(themes) == 3
    assert themes[1][0].startswith("Strategies and approaches")


@pytest.mark.long
def test_texts_of_pages_that_were_not_offered_are_not_copied(
    as_user: AsUser, make: Callable[..., Page], page_at: PageFinder
) -> None:
    """The number of any page can be put into the form; only sessions of the chosen one count."""
    first = page_at(f"{MAINSTREAMING}/session-1")
    row = {"theme": "Mine", "copied_from": str(first.pk)}
    conference = make(entered(row))
    assert SessionPage.objects.child_of(conference).get().guiding_questions.count() == 0


def test_only_conferences_that_one_may_change_are_offered(
    as_user: AsUser, account: Callable[[str], Any], original: MainstreamingPage
) -> None:
    from django.contrib.auth.models import Group, Permission

    from wagtail.models import GroupPagePermission

    group = Group.objects.create(name="Portal only")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "publish_page"):
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(
            group=group, page=original.get_parent().get_parent(), permission=permission
        )
    account("reviewer").groups.set([group])
    response = as_user("reviewer").get(ADDRESS, {"like": original.pk})
    assert response.status_code == 200
    assert "like" in response.context["start"].errors
    assert "languages" not in response.context["form"].fields
    assert response.context["original"] is None


def test_the_way_there_stands_on_the_page_of_a_conference(
    as_user: AsUser, original: MainstreamingPage
) -> None:
    html = as_user("editor").get(f"/admin/pages/{original.pk}/").content.decode()
    assert f"{ADDRESS}?like={original.pk}" in html
    html = as_user("editor").get(f"/admin/pages/{original.get_parent().get_parent().pk}/")
    assert "New conference" in html.content.decode()
