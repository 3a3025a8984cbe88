"""A page that is not translated stops nothing but itself, and everybody is told which it is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page, PageLogEntry, TaskState
from wagtail.users.models import UserProfile

import pytest

from conference.models import ConferencePage, IntroductionPage
from core.admin.cancel_failed_schedules import ACTION
from tests.translation.conftest import MARK, enter_every_string

MakePage = Callable[..., Page]


@pytest.fixture
def untranslated(
    introduction: IntroductionPage, publish_translation: MakePage, submit: MakePage
) -> Page:
    """A draft in French below a conference that is public there."""
    publish_translation(introduction.get_parent().specific)
    return submit(introduction)


@pytest.fixture
def ready(untranslated: Page) -> Page:
    """A page beside it that may go out; a draft in French only."""
    page = IntroductionPage(title="Prête", slug="prete", locale=untranslated.locale, live=False)
    untranslated.get_parent().add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def moderator(as_user: Callable[[str], Client], account: Callable[[str], Any]) -> Client:
    """Reads French."""
    UserProfile.objects.update_or_create(
        user=account("moderator"), defaults={"preferred_language": "fr"}
    )
    return as_user("moderator")


def publish(client: Client, *pages: Page, **data: str) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(address + "?" + "&".join(f"id={page.pk}" for page in pages), data)


def content(response: Any) -> str:
    return str(response.content.decode()).split("<main")[1]


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


@pytest.mark.long
def test_a_selection_with_an_untranslated_page_is_refused_by_name_and_nothing_is_lost(
    untranslated: Page, ready: Page, moderator: Client
) -> None:
    drafts = untranslated.revisions.count()
    answer = publish(moderator, ready, untranslated)
    assert answer.status_code == 409
    assert "ne peut pas encore être publiée" in content(answer)
    assert reverse("wagtailadmin_pages:edit", args=[untranslated.pk]) in content(answer)
    assert "Prête" not in content(answer)
    assert not is_live(ready)
    assert not is_live(untranslated)
    assert untranslated.revisions.count() == drafts
    assert publish(moderator, ready).status_code == 302
    assert is_live(ready)


@pytest.mark.long
def test_so_is_one_below_the_selection(untranslated: Page, moderator: Client) -> None:
    answer = publish(moderator, untranslated.get_parent(), include_descendants="on")
    assert answer.status_code == 409
    assert not is_live(untranslated)


@pytest.mark.long
def test_a_workflow_says_so_instead_of_an_error(
    introduction: Page, untranslated: Page, moderator: Client, account: Callable[[str], Any]
) -> None:
    enter_every_string(introduction, untranslated.locale)
    task = untranslated.get_workflow().start(untranslated, account("translator-fr"))
    running = task.current_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[untranslated.pk, "approve", running.pk]
    )
    moderator.force_login(account("admin"))
    answer = moderator.post(address, {"comment": ""}, follow=True)
    assert "was not published" in content(answer)
    assert TaskState.objects.get(pk=running.pk).status == TaskState.STATUS_IN_PROGRESS
    assert not is_live(untranslated)


def schedule(page: Page, hour: datetime) -> None:
    page.latest_revision.approved_go_live_at = hour
    page.latest_revision.save()


@pytest.mark.long
def test_the_schedule_goes_on_after_an_untranslated_page_and_names_it(
    untranslated: Page, ready: Page
) -> None:
    now = timezone.now()
    schedule(untranslated, now - timedelta(hours=2))
    schedule(ready, now - timedelta(hours=1))
    trial = StringIO()
    call_command("publish_scheduled", dryrun=True, stdout=StringIO(), stderr=trial)
    assert untranslated.url_path in trial.getvalue()
    faults = StringIO()
    with pytest.raises(CommandError):
        call_command("publish_scheduled", stderr=faults)
    assert untranslated.url_path in faults.getvalue()
    assert "not translated" in faults.getvalue()
    assert is_live(ready)
    assert not is_live(untranslated)
    entry = PageLogEntry.objects.get(action=ACTION)
    assert (entry.page_id, entry.data) == (untranslated.pk, {"fields": ["title"]})
    assert "Title" in entry.message
    # It can be mended now: a page that waits for its hour is locked.
    assert Page.objects.get(pk=untranslated.pk).specific.get_lock() is None
    call_command("publish_scheduled")


@pytest.mark.long
def test_an_approval_in_a_workflow_leads_to_the_schedule_of_the_translations(
    conference: ConferencePage,
    publish_translation: MakePage,
    account: Callable[[str], Any],
    client: Client,
) -> None:
    publish_translation(conference)
    conference.expire_at = timezone.now() + timedelta(days=9)
    conference.save_revision()
    page = ConferencePage.objects.get(pk=conference.pk)
    state = page.get_workflow().start(page, account("editor"))
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", state.current_task_state.pk],
    )
    client.force_login(account("admin"))
    answer = client.post(address, {"comment": ""})
    assert answer.url == reverse("all_languages:schedule", args=[page.pk])


@pytest.mark.long
def test_an_imported_complete_page_is_published_in_bulk(
    untranslated: Page, introduction: IntroductionPage, moderator: Client
) -> None:
    # As an import does: the texts are stored, the page's draft stays the untranslated copy.
    enter_every_string(introduction, untranslated.locale)
    assert publish(moderator, untranslated).status_code == 302
    published = Page.objects.get(pk=untranslated.pk)
    assert published.live
    assert published.title == MARK + introduction.title


@pytest.mark.long
def test_so_is_one_below_the_selection_whose_draft_is_older_than_its_texts(
    untranslated: Page, introduction: IntroductionPage, moderator: Client
) -> None:
    enter_every_string(introduction, untranslated.locale)
    parent = untranslated.get_parent()
    assert publish(moderator, parent, include_descendants="on").status_code == 302
    assert is_live(untranslated)
