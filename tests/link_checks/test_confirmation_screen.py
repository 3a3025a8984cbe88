"""Publishing, unpublishing, moving and deleting ask before readers meet links that lead nowhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

import pytest
from django_tasks import task_backends

from conference.models import PublishedText
from link_checks.confirmation_screen import CONFIRMED
from link_checks.internal_links import branch, referrers
from search.models import SearchEntry
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
Account = Callable[[str], Client]


def post(client: Client, name: str, *args: int, **data: str) -> HttpResponse:
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)


def digest_in(response: Any) -> str:
    return str(response.context["question"].digest)


def form(page: Page, body: list[Any], **more: str) -> dict[str, str]:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "body": streamfield(body),
            "see_also_links-TOTAL_FORMS": "0",
            "see_also_links-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
            **more,
        }
    )


def test_referrers_are_live_pages_outside_of_the_branch(
    linked: Page, page_at: PageFinder, django_assert_num_queries: Any
) -> None:
    terms = page_at("terms-of-use")
    pages = branch([linked])
    with django_assert_num_queries(2):
        assert [page.pk for page in referrers(pages)] == [terms.pk]
    Page.objects.filter(pk=terms.pk).update(live=False)
    assert not referrers(pages)


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_taking_away_a_page_that_others_lead_to_asks_first(
    as_user: Account, linked: Page, action: str
) -> None:
    client = as_user("admin")
    response = post(client, action, linked.pk)
    assert "Terms of use" in response.content.decode()
    assert Page.objects.get(pk=linked.pk).live
    confirmed = post(client, action, linked.pk, **{CONFIRMED: digest_in(response)})
    assert confirmed.status_code == 302
    assert not Page.objects.filter(pk=linked.pk, live=True).exists()


def test_a_page_that_nobody_leads_to_goes_unasked(as_user: Account, page_at: PageFinder) -> None:
    page = page_at("accessibility")
    assert post(as_user("admin"), "unpublish", page.pk).status_code == 302
    assert not Page.objects.get(pk=page.pk).live


def test_a_selection_asks_first(as_user: Account, linked: Page) -> None:
    client = as_user("admin")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    address += f"?id={linked.pk}&next=/admin/"
    response = client.post(address)
    assert "Terms of use" in response.content.decode()
    assert Page.objects.get(pk=linked.pk).live
    client.post(address, {CONFIRMED: digest_in(response)})
    assert not Page.objects.get(pk=linked.pk).live


def test_moving_a_page_that_others_lead_to_asks_first(
    as_user: Account, page_at: PageFinder
) -> None:
    archive = page_at("protocol/capacity-building/portal/archive")
    portal = page_at("protocol/capacity-building/portal")
    conference = page_at("protocol/capacity-building/portal/archive/mainstreaming")
    terms = page_at("terms-of-use")
    terms.body = [("paragraph", f'<p><a linktype="page" id="{conference.pk}">It</a></p>')]
    terms.save_revision().publish()
    client = as_user("admin")
    response = post(client, "move_confirm", conference.pk, portal.pk)
    assert "former address" in response.content.decode()
    assert Page.objects.get(pk=conference.pk).get_parent().pk == archive.pk
    post(client, "move_confirm", conference.pk, portal.pk, **{CONFIRMED: digest_in(response)})
    assert Page.objects.get(pk=conference.pk).get_parent().pk == portal.pk


def test_publishing_dead_links_asks_first_and_then_publishes(
    as_user: Account, page_at: PageFinder
) -> None:
    client, page, hidden = as_user("editor"), page_at("privacy"), page_at("accessibility")
    Page.objects.filter(pk=hidden.pk).update(live=False)
    link = (
        f'<p>New. <a linktype="page" id="{hidden.pk}">a</a> <a href="/en/no-such-page/">b</a></p>'
    )
    data = form(page, [("paragraph", rich_text(link))])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, data)
    said = response.content.decode()
    assert "Accessibility statement" in said
    assert "/en/no-such-page/" in said
    assert "New." not in page_at("privacy").body.render_as_block()
    response = client.post(address, data | {CONFIRMED: digest_in(response)})
    assert response.status_code == 302
    assert "New." in page_at("privacy").body.render_as_block()


def test_publishing_asks_the_database_little_and_leaves_the_rest_to_the_worker(
    as_user: Account, page_at: PageFinder, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.PUBLICATION_TASKS = "jobs"
    settings.TASKS = settings.TASKS | {
        "jobs": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    client, page = as_user("editor"), page_at("privacy")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form(page, [("paragraph", rich_text("<p>A word: perspicuous.</p>"))])
    # A stock page with wagtail-localize takes about a hundred on PostgreSQL.
    with django_assert_max_num_queries(102):
        assert client.post(address, data).status_code == 302
    assert "perspicuous" in client.get(page.url).content.decode()
    entry = SearchEntry.objects.get(page=page.pk)
    changed = PublishedText.objects.get(page=page.pk).changed_at
    assert "perspicuous" not in entry.text
    [waiting] = task_backends["jobs"].results
    waiting.task.call(*waiting.args)
    entry.refresh_from_db()
    assert "perspicuous" in entry.text
    assert PublishedText.objects.get(page=page.pk).changed_at > changed
    assert list(Page.objects.search("perspicuous"))


def test_publishing_good_links_asks_nothing(as_user: Account, page_at: PageFinder) -> None:
    page = page_at("privacy")
    link = '<p><a href="/en/protocol/print/">a</a> <a href="/es/search/">b</a></p>'
    response = as_user("editor").post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(page, [("paragraph", rich_text(link))]),
    )
    assert response.status_code == 302


@pytest.mark.long
def test_another_slug_of_a_page_that_others_lead_to_asks_first(
    as_user: Account, linked: Page
) -> None:
    client = as_user("editor")
    address = reverse("wagtailadmin_pages:edit", args=[linked.pk])
    data = form(linked, [("paragraph", rich_text("<p>Text</p>"))], slug="data-protection")
    response = client.post(address, data)
    assert "Terms of use" in response.content.decode()
    assert Page.objects.get(pk=linked.pk).slug == "privacy"
    client.post(address, data | {CONFIRMED: digest_in(response)})
    assert Page.objects.get(pk=linked.pk).slug == "data-protection"


@pytest.fixture
def with_dead_link(page_at: PageFinder, account: Callable[[str], Any]) -> Page:
    """A draft of "Privacy" with a link to a page that is not public."""
    page, hidden = page_at("privacy"), page_at("accessibility")
    Page.objects.filter(pk=hidden.pk).update(live=False)
    page.body = [("paragraph", f'<p>New. <a linktype="page" id="{hidden.pk}">a</a></p>')]
    page.save_revision(user=account("editor"))
    return page


def history_of(client: Client, page: Page) -> str:
    return client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()


def test_a_selection_to_be_published_asks_about_dead_links_first(
    as_user: Account, with_dead_link: Page, page_at: PageFinder
) -> None:
    client = as_user("moderator")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address += f"?id={with_dead_link.pk}&next=/admin/"
    response = client.post(address)
    assert "Accessibility statement" in response.content.decode()
    assert "New." not in page_at("privacy").body.render_as_block()
    confirmed = client.post(address, {CONFIRMED: digest_in(response)})
    assert confirmed.status_code == 302
    assert "New." in page_at("privacy").body.render_as_block()
    assert "links that lead nowhere: Accessibility statement" in history_of(client, with_dead_link)


def test_a_selection_may_hold_the_page_that_a_draft_in_it_leads_to(
    as_user: Account, with_dead_link: Page, page_at: PageFinder
) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address += f"?id={with_dead_link.pk}&id={page_at('accessibility').pk}&next=/admin/"
    assert as_user("moderator").post(address).status_code == 302


def test_approving_a_page_in_its_form_asks_about_dead_links_first(
    as_user: Account, with_dead_link: Page, account: Callable[[str], Any]
) -> None:
    running = with_dead_link.get_workflow().start(with_dead_link, account("editor"))
    fields = form(with_dead_link, [("paragraph", rich_text('<p><a href="/en/none/">b</a></p>'))])
    del fields["action-publish"]
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    address = reverse("wagtailadmin_pages:edit", args=[with_dead_link.pk])
    response = as_user("admin").post(address, fields | approval)
    assert "/en/none/" in response.content.decode()
    running.refresh_from_db()
    assert running.status == running.STATUS_IN_PROGRESS


def test_an_approval_without_the_form_is_reported_in_the_history(
    as_user: Account, with_dead_link: Page, account: Callable[[str], Any]
) -> None:
    running = with_dead_link.get_workflow().start(with_dead_link, account("editor"))
    arguments = [with_dead_link.pk, "approve", running.current_task_state.pk]
    client = as_user("admin")
    client.post(reverse("wagtailadmin_pages:workflow_action", args=arguments), {"comment": ""})
    assert "links that lead nowhere: Accessibility statement" in history_of(client, with_dead_link)


def test_scheduled_publishing_and_expiry_are_reported_in_the_history(
    as_user: Account, with_dead_link: Page, page_at: PageFinder
) -> None:
    terms = page_at("terms-of-use")
    terms.body = [("paragraph", f'<p><a linktype="page" id="{with_dead_link.pk}">a</a></p>')]
    terms.save_revision().publish()
    revision, client = with_dead_link.latest_revision, as_user("admin")
    revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
    revision.save()
    call_command("publish_scheduled")
    assert "links that lead nowhere: Accessibility statement" in history_of(client, with_dead_link)
    Page.objects.filter(pk=with_dead_link.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    assert "these pages link to it: Terms of use" in history_of(client, with_dead_link)
