"""What a page's form refuses stops the page at every door, by name and field, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import StringIO
from typing import Any

from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page, PageLogEntry, TaskState

import pytest

from conference.models import ConferencePage, PlainPage, SessionPage
from core.admin.cancel_failed_schedules import ACTION
from core.blocks.table import TableBlock
from core.models import SeeAlsoLink
from core.pages.publish_validation import refusals

ARCHIVE = "protocol/capacity-building/portal/archive"
FIGURE = ("figure", {"image": None, "alt": "", "caption": ""})
NO_COLUMNS = ("table", {"caption": "Places", "columns": [], "rows": []})
COLUMNS = [{"type": "text", "heading": "City"}]
NO_CAPTION = ("table", {"caption": "", "columns": COLUMNS, "rows": [{"values": ["Lusaka"]}]})


@pytest.fixture
def conference(page_at: Callable[..., Any]) -> Any:
    return page_at(f"{ARCHIVE}/mainstreaming")


def add(conference: Page, slug: str, *body: Any) -> PlainPage:
    """A draft below the conference, as "Save draft" makes it: without asking what is required."""
    page = PlainPage(title=slug.capitalize(), slug=slug, live=False, body=list(body))
    Page.objects.get(pk=conference.pk).add_child(instance=page)
    page.save_revision(clean=False)
    return page


@pytest.fixture
def lacking(conference: Page) -> PlainPage:
    return add(conference, "lacking", FIGURE, NO_COLUMNS)


@pytest.fixture
def complete(conference: Page) -> PlainPage:
    return add(conference, "complete", ("paragraph", "<p>Whole.</p>"))


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk)


def says_what_is_lacking(text: str) -> bool:
    wanted = ("Lacking", "Body", "Image (no. 1) › Image", "Give the table at least one column")
    return all(each in text for each in wanted)


def publish_in_bulk(client: Client, *pages: Page, **data: str) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(address + "?" + "&".join(f"id={page.pk}" for page in pages), data)


# --- The model -------------------------------------------------------------------------------


def test_every_fault_is_named_by_the_way_to_it(conference: Page) -> None:
    page = add(conference, "faults", FIGURE, NO_COLUMNS, NO_CAPTION, ("bulleted_list", [""]))
    page.see_also_links = [SeeAlsoLink(text="Nowhere", locale=page.locale)]
    page.save_revision(clean=False)
    (refusal,) = refusals([page])
    faults = "\n".join(f"{field}: {fault}" for field, fault in refusal.faults)
    for wanted in (
        "Image (no. 1) › Image: This field is required.",
        "Image (no. 1) › Description for those who cannot see it: This field is required.",
        "Table (no. 2): Give the table at least one column.",
        "Table (no. 3): Give the table a caption.",
        "Bulleted list (no. 4) › Item (no. 1): This field is required.",
        "See-also link (1): Choose a page or give an address: one of the two.",
    ):
        assert wanted in faults
    assert refusal.title == "Faults"


def test_what_is_public_is_asked_by_full_clean_and_a_draft_for_less(conference: Page) -> None:
    page = PlainPage(title="New", slug="new", body=[NO_CAPTION], live=False)
    with pytest.raises(ValidationError, match="caption"):
        conference.add_child(instance=PlainPage(title="A", slug="a", body=[NO_CAPTION]))
    fresh(conference).add_child(instance=page)
    page.full_clean()
    page.live = True
    with pytest.raises(ValidationError, match="caption"):
        page.full_clean()


def test_a_table_opens_with_a_column_and_a_row_and_a_draft_of_it_can_be_saved() -> None:
    table = TableBlock().get_default()
    assert len(table.columns) == len(table.row_data) == 1
    assert TableBlock().clean_deferred(table).caption == ""
    with pytest.raises(ValidationError):
        TableBlock().clean(table)


def test_a_session_keeps_to_its_conference_also_without_its_form(conference: Any) -> None:
    first = SessionPage.objects.child_of(conference).first()
    page = SessionPage(title="Again", slug="again", theme="Twice", number=first.number, live=False)
    page.opens_at = conference.opens_at - timedelta(days=2)
    page.closes_at = conference.opens_at + timedelta(days=2)
    fresh(conference).add_child(instance=page)
    page.save_revision(clean=False)
    (refusal,) = refusals([page])
    assert {field for field, _fault in refusal.faults} == {"Number", "Opens"}


# --- The doors -------------------------------------------------------------------------------


def test_publishing_in_bulk_names_the_page_and_publishes_none(
    lacking: Page, complete: Page, as_user: Callable[[str], Client]
) -> None:
    answer = publish_in_bulk(as_user("moderator"), complete, lacking)
    assert answer.status_code == 409
    assert says_what_is_lacking(answer.content.decode())
    assert not fresh(complete).live
    assert not fresh(lacking).live
    assert publish_in_bulk(as_user("moderator"), complete).status_code == 302
    assert fresh(complete).live


def test_so_does_publishing_with_descendants(
    conference: Page, lacking: Page, complete: Page, as_user: Callable[[str], Client]
) -> None:
    published = fresh(conference).last_published_at
    answer = publish_in_bulk(as_user("moderator"), conference, include_descendants="on")
    assert answer.status_code == 409
    assert says_what_is_lacking(answer.content.decode())
    assert fresh(conference).last_published_at == published
    assert not fresh(complete).live


def test_an_approval_is_refused_and_the_review_goes_on(
    lacking: Page, as_user: Callable[[str], Client], account: Callable[[str], Any]
) -> None:
    running = lacking.get_workflow().start(lacking, account("editor")).current_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[lacking.pk, "approve", running.pk]
    )
    answer = as_user("admin").post(address, {"comment": ""}, follow=True)
    assert says_what_is_lacking(answer.content.decode())
    assert TaskState.objects.get(pk=running.pk).status == TaskState.STATUS_IN_PROGRESS
    assert not fresh(lacking).live


def test_a_schedule_is_refused_says_so_and_stops_no_other(
    lacking: Page, complete: Page, account: Callable[[str], Any]
) -> None:
    editor: User = account("editor")
    editor.email = "editor@example.org"
    editor.save()
    Page.objects.filter(pk=lacking.pk).update(owner=editor)
    for page, hours in ((lacking, 2), (complete, 1)):
        page.latest_revision.approved_go_live_at = timezone.now() - timedelta(hours=hours)
        page.latest_revision.save()
    faults = StringIO()
    with pytest.raises(CommandError):
        call_command("publish_scheduled", stderr=faults)
    assert says_what_is_lacking(faults.getvalue())
    assert fresh(complete).live
    assert not fresh(lacking).live
    assert PageLogEntry.objects.get(action=ACTION).data == {"fields": ["body"]}
    (message,) = mail.outbox
    assert message.to == ["editor@example.org"]
    html = message.alternatives[0].content
    for text in (message.body, html):
        assert says_what_is_lacking(unescape(text))
        assert reverse("wagtailadmin_pages:edit", args=[lacking.pk]) in text
        assert "Biosafety capacity-building" in text
    call_command("publish_scheduled")  # It is not tried, and nobody is told, again.
    assert len(mail.outbox) == 1


def test_a_failure_that_nobody_thought_of_stops_no_other_schedule(
    lacking: Page, complete: Page
) -> None:
    """A draft that no form stores: its content cannot even be read as a page."""
    revision = lacking.latest_revision
    revision.content["title"] = None
    for page, hours in ((lacking, 2), (complete, 1)):
        page.latest_revision.approved_go_live_at = timezone.now() - timedelta(hours=hours)
        page.latest_revision.save()
    with pytest.raises(CommandError):
        call_command("publish_scheduled", stderr=StringIO())
    assert fresh(complete).live
    assert not fresh(lacking).live


def test_scheduling_a_draft_that_lacks_something_is_refused_at_once(lacking: Page) -> None:
    lacking.go_live_at = timezone.now() + timedelta(days=3)
    revision = lacking.save_revision(clean=False)
    with pytest.raises(ValidationError):
        revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def _copy(client: Client, page: Page, **data: str) -> Any:
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**values, **data})


def _spoil(page: Page) -> Page:
    """A public page from before the rule: its row lacks what is asked for today."""
    stored = PlainPage.objects.get(pk=page.pk)
    stored.live, stored.body = True, [NO_COLUMNS, FIGURE]
    stored.save(clean=False)
    return stored


def test_a_copy_goes_public_only_where_all_of_it_may(
    conference: Page, complete: Page, as_user: Callable[[str], Client]
) -> None:
    spoilt = _spoil(complete)
    client, count = as_user("moderator"), Page.objects.count()
    for page, data in ((spoilt, {}), (conference, {"copy_subpages": "on"})):
        answer = _copy(client, page, publish_copies="on", **data)
        assert answer.status_code == 409
        assert "Give the table at least one column" in answer.content.decode()
    assert Page.objects.count() == count
    assert _copy(client, spoilt).status_code == 302
    assert not Page.objects.get(slug="copy").live


def test_a_copy_of_a_session_has_a_number_of_its_own_before_it_is_public(
    conference: Page, as_user: Callable[[str], Client]
) -> None:
    session = SessionPage.objects.child_of(conference).first()
    answer = _copy(as_user("moderator"), session, publish_copies="on")
    assert answer.status_code == 409
    assert "Number" in answer.content.decode()


def test_the_api_of_the_admin_refuses_the_same(
    lacking: Page, complete: Page, as_user: Callable[[str], Client]
) -> None:
    client = as_user("admin")

    def act(page: Page, action: str) -> Any:
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        return client.post(address, {"slug": "copied"})

    answer = act(lacking, "publish")
    assert answer.status_code == 400
    assert says_what_is_lacking(str(answer.json()["detail"]))
    assert act(_spoil(complete), "copy").status_code == 400
    assert not fresh(lacking).live
    assert not Page.objects.filter(slug="copied").exists()


def test_the_page_that_was_public_stays_as_it_was(complete: Page) -> None:
    complete.save_revision().publish()
    page = PlainPage.objects.get(pk=complete.pk)
    page.title, page.body = "Worse", [NO_CAPTION]
    revision = page.save_revision(clean=False)
    with pytest.raises(ValidationError, match="caption"):
        revision.publish()
    page = PlainPage.objects.get(pk=complete.pk)
    assert page.title == "Complete"
    assert page.live_revision_id != revision.pk


def test_a_page_that_would_have_expired_is_not_published(conference: ConferencePage) -> None:
    conference.expire_at = timezone.now() - timedelta(days=1)
    (refusal,) = refusals([_with_draft(conference)])
    assert refusal.reasons == "Expiry date/time: This date and time are in the past."


def _with_draft(page: Any) -> Any:
    page.save_revision(clean=False)
    return page
