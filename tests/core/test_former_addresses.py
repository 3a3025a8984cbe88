"""A cited address leads to its page for ever, however often the page moves."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

import pytest

from conference.models import ConferencePage, IntroductionPage
from core.models import FormerAddress
from tests.bench.many import make_pages
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
PORTAL = "protocol/capacity-building/portal"
ARCHIVE = f"{PORTAL}/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
OLD, NEW = f"/en/{MAINSTREAMING}/", f"/en/{PORTAL}/mainstreaming/"


def move(page: Page, target: Page) -> None:
    MovePageAction(Page.objects.get(pk=page.pk), target, pos="last-child").execute()


def rename(page: Page, slug: str) -> None:
    page = Page.objects.get(pk=page.pk).specific
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save()


def assert_moved(client: Client, before: str, after: str) -> None:
    response = client.get(before)
    assert (response.status_code, response.headers.get("Location")) == (301, after)
    assert client.get(after).status_code == 200


@pytest.mark.parametrize(
    "rest",
    ["", "objectives/", "objectives/print/", "print/all/", "print/all.html", "print/?size=large"],
)
def test_a_moved_page_and_all_below_it_are_found_at_their_old_addresses(
    client: Client, page_at: PageFinder, rest: str
) -> None:
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    assert_moved(client, f"{OLD}{rest}", f"{NEW}{rest}")


@pytest.mark.parametrize("rest", ["nothing/", "objectives/nothing/", "print/nothing/"])
def test_an_old_address_leads_nowhere_with_what_never_was_below_it(
    client: Client, page_at: PageFinder, rest: str
) -> None:
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    assert client.get(f"{OLD}{rest}").status_code == 404


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_new_slug_leaves_the_old_addresses_working(
    client: Client, page_at: PageFinder, language: str
) -> None:
    rename(page_at(ARCHIVE, language), "record")
    old = f"/{language}/{MAINSTREAMING}/objectives/"
    assert_moved(client, old, f"/{language}/{PORTAL}/record/mainstreaming/objectives/")


def test_several_moves_and_renamings_are_one_step(client: Client, page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    move(page, page_at(PORTAL))
    rename(page, "plans")
    rename(page_at(PORTAL), "conferences")
    now = "/en/protocol/capacity-building/conferences/plans/agenda/"
    for before in (OLD, NEW, f"/en/{PORTAL}/plans/"):
        assert_moved(client, f"{before}agenda/", now)


def test_a_page_that_moves_back_is_at_its_old_address_again(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(MAINSTREAMING)
    move(page, page_at(PORTAL))
    move(page, page_at(ARCHIVE))
    assert client.get(OLD).status_code == 200
    assert_moved(client, f"{NEW}agenda/", f"{OLD}agenda/")


def test_browsers_ask_anew_since_the_page_may_move_back(
    client: Client, page_at: PageFinder
) -> None:
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    assert client.get(OLD).headers["Cache-Control"] == "no-cache"


def test_a_live_page_at_an_old_address_wins_and_a_draft_does_not(
    client: Client, page_at: PageFinder
) -> None:
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    other = ConferencePage(title="Other", slug="mainstreaming", full_title="Other", live=False)
    page_at(ARCHIVE).add_child(instance=other)
    assert_moved(client, OLD, NEW)
    other.save_revision().publish()
    assert "Other" in client.get(OLD).content.decode()
    assert_moved(client, f"{OLD}agenda/", f"{NEW}agenda/")


def test_where_two_pages_had_an_address_the_later_keeps_it(
    client: Client, page_at: PageFinder
) -> None:
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    other = ConferencePage(title="Other", slug="mainstreaming", full_title="Other")
    page_at(ARCHIVE).add_child(instance=other)
    rename(other, "other")
    assert_moved(client, OLD, f"/en/{ARCHIVE}/other/")


def test_a_draft_that_never_was_published_takes_no_address_over(
    client: Client, page_at: PageFinder
) -> None:
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    other = ConferencePage(title="Other", slug="mainstreaming", full_title="Other", live=False)
    page_at(ARCHIVE).add_child(instance=other)
    rename(other, "other")
    assert_moved(client, OLD, NEW)


@pytest.mark.parametrize("hidden", [f"{MAINSTREAMING}/objectives", MAINSTREAMING])
def test_the_old_address_of_a_draft_is_not_found(
    client: Client, page_at: PageFinder, hidden: str
) -> None:
    page_at(hidden).unpublish()
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    for rest in ("", "print/", "print/all.html"):
        response = client.get(f"{OLD}objectives/{rest}")
        assert response.status_code == 404
        assert "numbered" not in response.content.decode()


@pytest.mark.parametrize("hidden", [f"{MAINSTREAMING}/objectives", MAINSTREAMING])
@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_the_old_address_of_a_private_page_is_as_closed_as_the_new_one(
    client: Client, page_at: PageFinder, hidden: str, kind: str
) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page_at(hidden), restriction_type=kind, password="secret"
    )
    restriction.groups.set(Group.objects.all()[:1])
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    before, after = client.get(f"{OLD}objectives/"), client.get(f"{NEW}objectives/")
    assert before.status_code == after.status_code
    assert before.status_code in (200, 302)
    assert "/admin/" not in before.headers.get("Location", "")
    assert NEW not in before.content.decode() + before.headers.get("Location", "")
    assert page_at(f"{MAINSTREAMING}/objectives").title not in before.content.decode()


def test_who_may_read_a_private_page_is_led_to_it(
    client: Client, page_at: PageFinder, account: Any
) -> None:
    PageViewRestriction.objects.create(page=page_at(MAINSTREAMING), restriction_type="login")
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    client.force_login(account("editor"))
    assert_moved(client, f"{OLD}agenda/", f"{NEW}agenda/")


@pytest.mark.long
def test_the_address_of_a_deleted_page_is_not_found(client: Client, page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    move(page, page_at(PORTAL))
    Page.objects.get(pk=page.pk).delete()
    assert client.get(OLD).status_code == 404
    assert client.get(NEW).status_code == 404


def test_the_slug_of_a_home_page_is_in_no_address(client: Client, page_at: PageFinder) -> None:
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    rename(page_at(""), "start")
    count = FormerAddress.objects.count()
    assert_moved(client, OLD, NEW)
    rename(page_at(""), "begin")
    assert_moved(client, OLD, NEW)
    assert FormerAddress.objects.count() == count


def test_wagtail_makes_no_redirects_beside(page_at: PageFinder) -> None:
    before = Redirect.objects.count()
    move(page_at(MAINSTREAMING), page_at(PORTAL))
    assert Redirect.objects.count() == before


def test_a_miss_costs_one_query(client: Client, page_at: PageFinder) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{OLD}nothing/").status_code == 404
    asked = [query["sql"] for query in queries if "core_formeraddress" in query["sql"]]
    assert len(asked) == 1


@pytest.mark.long
def test_recording_costs_no_query_per_page(page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    costs = []
    # What is remembered from one change to the next is fetched by the first.
    rename(page, "warm")
    for slug, more in (("few", 80), ("many", 0)):
        with CaptureQueriesContext(connection) as queries:
            rename(page, slug)
        costs.append(len(queries))
        add_introductions(page, more)
    assert costs[0] == costs[1]


@pytest.mark.long
def test_a_section_of_a_thousand_pages_is_renamed_and_moved_and_every_address_is_kept(
    client: Client, page_at: PageFinder
) -> None:
    section = page_at(MAINSTREAMING)
    pages = make_pages(IntroductionPage, Page.objects.get(pk=section.pk), 1000, prefix="part")
    rename(section, "plans")
    move(section, page_at(PORTAL))
    kept = FormerAddress.objects.filter(page__in=[page.pk for page in pages])
    assert kept.count() == 2 * len(pages)
    for page in pages[::100]:
        assert_moved(client, f"{OLD}{page.slug}/", f"/en/{PORTAL}/plans/{page.slug}/")


def add_introductions(page: Page, count: int) -> None:
    parent = Page.objects.get(pk=page.pk)
    for number in range(count):
        parent.add_child(instance=IntroductionPage(title=f"Part {number}", slug=f"part-{number}"))


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("about", "introduction"),
        ("objectives", "objectives"),
        ("agenda", "agenda"),
        ("group1", "session-1"),
        ("group4", "session-4"),
    ],
)
def test_an_address_of_the_former_site_leads_to_its_page_in_one_step(
    client: Client, home: Page, old: str, path: str
) -> None:
    address = f"/onlineconferences/portal_art22/cbarchive/forummainstreaming_{old}.shtml"
    response = client.get(address, HTTP_ACCEPT_LANGUAGE="fr")
    assert response.status_code == 301
    assert response["Location"].endswith(f"/archive/mainstreaming/{path}/")
    assert client.get(response["Location"]).status_code == 200
