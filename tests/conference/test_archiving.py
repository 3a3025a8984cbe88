"""A conference goes into the archive and out again without a broken address."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page, PageLogEntry

import pytest

from conference.models import ConferencePage, SessionPage
from core.models import FormerAddress
from jobs import runner
from jobs.models import Job
from printing.pdf import renderer
from tests.conference.archiving_helpers import (
    addresses,
    dates,
    destination,
    order,
    run,
    screen,
    versions,
)
from tests.conftest import PageFinder, demo_account, seeded_page
from tests.module_fixtures import module_fixture

pytestmark = pytest.mark.django_db
PORTAL = "protocol/capacity-building/portal"
ARCHIVE = f"{PORTAL}/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
LANGUAGES = ["en", "es", "fr"]
FORMS = ["", "print/", "print/?size=large"]
FORMS_OF_A_SECTION = ["print/all/", "print/all.html"]
Account = Callable[[str], Any]


@pytest.fixture
def editor(client: Client, account: Account) -> Client:
    client.force_login(account("editor"))
    return client


def take_out() -> int:
    client = Client()
    client.force_login(demo_account("editor"))
    page: ConferencePage = seeded_page(MAINSTREAMING)
    run("restore", page, client)
    Job.objects.all().delete()
    for version in versions(page):
        archive = Page.objects.get(pk=version.get_parent().pk).get_children().get(slug="archive")
        Page.objects.get(pk=version.pk).move(archive, pos="left")
    return page.pk


taken_out = module_fixture(take_out)


@pytest.fixture
def conference(taken_out: int, db: None) -> ConferencePage:
    """The seeded one: closed, in three languages, below the portal and before its archive."""
    return ConferencePage.objects.get(pk=taken_out)


@pytest.mark.slow
def test_every_address_survives_archiving_and_taking_out(
    conference: ConferencePage, editor: Client
) -> None:
    reader = Client()
    asked = [f"{address}{form}" for address in addresses(conference) for form in FORMS]
    for version in versions(conference):
        asked += [f"{version.get_url()}{form}" for form in FORMS_OF_A_SECTION]
    if renderer.is_available():
        asked += [f"{version.get_url()}print.pdf" for version in versions(conference)]
    assert len(asked) > 60
    assert [destination(reader, address) for address in asked] == asked
    run("archive", conference, editor)
    archived = [destination(reader, address) for address in asked]
    assert all("/portal/archive/mainstreaming/" in address for address in archived)
    run("restore", conference, editor)
    assert [destination(reader, address) for address in asked] == asked
    assert [destination(reader, address) for address in archived] == asked


@pytest.mark.long
@pytest.mark.parametrize("round_trips", [1, 2])
def test_nothing_is_lost_and_the_old_place_is_found_again(
    conference: ConferencePage, editor: Client, round_trips: int
) -> None:
    before = [dates(version) for version in versions(conference)]
    places = [order(version.get_parent()) for version in versions(conference)]
    parts = [order(version) for version in versions(conference)]
    for _trip in range(round_trips):
        run("archive", conference, editor)
        assert all(version.in_archive for version in versions(conference))
        assert [dates(version) for version in versions(conference)] == before
        assert [order(version) for version in versions(conference)] == parts
        assert not any(Page.find_problems())
        run("restore", conference, editor)
    assert [order(version.get_parent()) for version in versions(conference)] == places
    assert [order(version) for version in versions(conference)] == parts
    assert [dates(version) for version in versions(conference)] == before
    assert not any(Page.find_problems())
    for page in Page.objects.all():
        assert page.numchild == Page.objects.child_of(page).count()


@pytest.mark.long
def test_a_conference_whose_neighbours_are_gone_comes_back_as_the_last(
    conference: ConferencePage, editor: Client
) -> None:
    run("archive", conference, editor)
    PageLogEntry.objects.filter(page=conference.pk).delete()
    run("restore", conference, editor)
    assert order(conference.get_parent())[-1] == conference.pk


def test_the_screen_tells_what_will_happen(conference: ConferencePage, editor: Client) -> None:
    page = editor.get(screen("archive", conference)).content.decode()
    for language in ("English", "Spanish", "French"):
        assert language in page
    assert "Yes, archive it" in page
    assert f"<td>{len(dates(conference))}</td>" in page


def test_the_work_reports_and_leaves_a_history(conference: ConferencePage, editor: Client) -> None:
    count = len(dates(conference))
    job = run("archive", conference, editor)
    assert (job.state, job.done, job.total) == (Job.State.DONE, 3 * count, 3 * count)
    assert f"English: {count} pages moved" in job.report
    assert job.result_url == reverse("wagtailadmin_explore", args=[_parent(conference).pk])
    actions = PageLogEntry.objects.filter(page=conference.pk).values_list("action", flat=True)
    assert {"conference.archive", "wagtail.move"} <= set(actions)
    history = editor.get(reverse("wagtailadmin_pages:history", args=[conference.pk]))
    assert "Archived" in history.content.decode()


@pytest.mark.long
@pytest.mark.parametrize("view", ["wagtailadmin_pages:edit", "wagtailadmin_explore"])
def test_the_page_menu_offers_the_way_in_or_the_way_out(
    conference: ConferencePage, editor: Client, view: str
) -> None:
    for offered, other in (("archive", "restore"), ("restore", "archive")):
        page = editor.get(reverse(view, args=[conference.pk])).content.decode()
        assert screen(offered, conference) in page
        assert screen(other, conference) not in page
        listing = reverse("wagtailadmin_explore", args=[_parent(conference).pk])
        assert screen(offered, conference) in editor.get(listing).content.decode()
        if offered == "archive":
            run("archive", conference, editor)


@pytest.mark.long
def test_an_open_conference_is_not_archived(conference: ConferencePage, editor: Client) -> None:
    ConferencePage.objects.update(extended_to=timezone.now() + timedelta(days=9))
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[conference.pk]))
    assert screen("archive", conference) not in edit.content.decode()
    for response in (editor.get, editor.post):
        page = response(screen("archive", conference)).content.decode()
        assert "can be archived once it is closed" in page
        assert "<form method" not in page
    assert not Job.objects.filter(kind="archive-conference").exists()


@pytest.mark.parametrize("spoil", ["delete", "unpublish"])
def test_a_language_without_a_published_archive_is_named_and_nothing_moves(
    conference: ConferencePage, editor: Client, page_at: PageFinder, spoil: str
) -> None:
    getattr(page_at(ARCHIVE, "fr"), spoil)()
    page = editor.post(screen("archive", conference)).content.decode()
    assert "missing, or not published, in: French." in page
    assert not any(version.in_archive for version in versions(conference))


def test_an_address_taken_in_the_archive_is_named_and_nothing_moves(
    conference: ConferencePage, editor: Client, page_at: PageFinder
) -> None:
    other = ConferencePage(title="Other", slug=conference.slug, full_title="Other")
    other.locale = Locale.objects.get(language_code="es")
    page_at(ARCHIVE, "es").add_child(instance=other)
    page = editor.get(screen("archive", conference)).content.decode()
    assert "“mainstreaming” there already, in: Spanish." in page


def test_what_changes_after_the_confirmation_stops_the_work_and_nothing_moves(
    conference: ConferencePage, account: Account
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = runner.start("archive-conference", account("editor"), conference_id=conference.pk)
        ConferencePage.objects.update(extended_to=timezone.now() + timedelta(days=9))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "can be archived once it is closed" in job.report[0]
    assert not any(version.in_archive for version in versions(conference))


def test_work_that_fails_half_way_moves_nothing(
    conference: ConferencePage, account: Account
) -> None:
    recorded = FormerAddress.objects.count()
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = runner.start("archive-conference", account("editor"), conference_id=conference.pk)
        Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert not any(version.in_archive for version in versions(conference))
    assert FormerAddress.objects.count() == recorded
    assert not any(Page.find_problems())


@pytest.mark.parametrize("who", ["translator-fr", "reviewer"])
def test_who_may_not_move_the_original_archives_nothing(
    conference: ConferencePage, account: Account, who: str
) -> None:
    client = Client()
    client.force_login(account(who))
    for version in versions(conference):
        response = client.post(screen("archive", version), follow=False)
        assert response.status_code == 302
        assert response["Location"] == reverse("wagtailadmin_home")
    assert not Job.objects.filter(kind="archive-conference").exists()


def test_readers_reach_no_screen(conference: ConferencePage) -> None:
    for name in ("archive", "restore"):
        response = Client().get(screen(name, conference))
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_search_finds_the_archived_conference_where_it_is(
    conference: ConferencePage, editor: Client
) -> None:
    run("archive", conference, editor)
    found = Client().get("/en/search/", {"q": "mainstreaming"}).content.decode()
    assert f"/en/{MAINSTREAMING}/" in found
    assert f'href="/en/{PORTAL}/mainstreaming/' not in found


@pytest.mark.slow
def test_three_hundred_pages_cost_as_many_queries_as_their_batches(
    conference: ConferencePage, editor: Client
) -> None:
    def cost(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            run(name, conference, editor)
        return len(queries)

    few = cost("archive")
    run("restore", conference, editor)
    add_sessions(conference, 300)
    many = cost("archive")
    assert many <= few + 2
    last = f"/en/{PORTAL}/mainstreaming/more-299/print/"
    assert destination(Client(), last) == f"/en/{MAINSTREAMING}/more-299/print/"
    assert not any(Page.find_problems())


def add_sessions(conference: ConferencePage, count: int) -> None:
    parent = Page.objects.get(pk=conference.pk)
    for number in range(count):
        own = {"slug": f"more-{number}", "number": 100 + number}
        parent.add_child(instance=SessionPage(title="More", theme="More", **own))


def _parent(page: Page) -> Page:
    parent: Page = Page.objects.get(pk=page.pk).get_parent()
    return parent
