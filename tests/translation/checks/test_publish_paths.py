"""No way on which a translation goes out leads past the checks."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page, PageLogEntry, TaskState
from wagtail_localize.models import StringTranslation, Translation

import pytest

from translation.checks.publish_confirmation import CONFIRMED
from translation.checks.publish_signal_handlers import ACTION

PORTAL = "protocol/capacity-building/portal"
ANNOUNCED = "The conference was announced by notification 2009-004"
ERROR = "La conférence a été annoncée par la notification 2009-005 du 14 janvier 2009."
WARNING = "La conférence a été annoncée par la notification  2009-004 du 14 janvier 2009."
GOOD = "La conférence a été annoncée par la notification 2009-004 du 14 janvier 2009."


@pytest.fixture
def page(page_at: Callable[..., Any]) -> Page:
    return page_at(f"{PORTAL}/archive/mainstreaming", "fr")


@pytest.fixture
def write(page: Page) -> Callable[[str], None]:
    def run(text: str) -> None:
        entry = StringTranslation.objects.get(
            locale=page.locale, translation_of__data__startswith=ANNOUNCED
        )
        entry.data = text
        entry.save()

    return run


@pytest.fixture
def enter(client: Client, account: Any) -> Callable[[str], Client]:
    def run(who: str) -> Client:
        client.force_login(account(who))
        return client

    return run


@pytest.fixture
def shown(page: Page, client: Client, django_capture_on_commit_callbacks: Any) -> Callable[[], str]:
    def run() -> str:
        return client.get(page.get_url()).content.decode()

    return run


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_editor_does_not_publish_an_error(
    page: Page,
    write: Callable[[str], None],
    enter: Callable[[str], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    write(ERROR)
    with django_capture_on_commit_callbacks(execute=True):
        response = enter("moderator").post(edit(page), {"action": "publish"})
    assert response.status_code == 409
    assert "2009-004" in response.content.decode()
    assert "2009-005" not in Client().get(page.get_url()).content.decode()


@pytest.mark.long
def test_the_editor_asks_about_a_warning_and_publishes_what_was_confirmed(
    page: Page,
    write: Callable[[str], None],
    enter: Callable[[str], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    write(WARNING)
    client = enter("moderator")
    response = client.post(edit(page), {"action": "publish", "next": "/admin/"})
    assert response.status_code == 200
    assert ("next", "/admin/") in response.context["kept"]
    again = {**dict(response.context["kept"]), CONFIRMED: response.context["results"].digest}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(edit(page), again).status_code == 302
    assert WARNING in Client().get(page.get_url()).content.decode()


def test_who_confirmed_other_problems_is_asked_anew(
    page: Page, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(WARNING)
    client = enter("moderator")
    digest = client.post(edit(page), {"action": "publish"}).context["results"].digest
    write(WARNING.replace("annoncée", "annoncée: "))
    response = client.post(edit(page), {"action": "publish", CONFIRMED: digest})
    assert response.status_code == 200
    assert response.context["results"].warnings > 1


def test_a_translation_without_problems_goes_out_at_once(
    page: Page, enter: Callable[[str], Client]
) -> None:
    assert enter("moderator").post(edit(page), {"action": "publish"}).status_code == 302


def test_a_text_that_is_missing_stops_the_page(
    page: Page, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write("")
    assert enter("moderator").post(edit(page), {"action": "publish"}).status_code == 409


def test_who_may_not_publish_is_told_so_and_nothing_else(
    page: Page, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(ERROR)
    response = enter("translator-es").post(edit(page), {"action": "publish"})
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


def test_the_panel_of_the_editor_names_the_problem_and_its_text(
    page: Page, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(ERROR)
    html = enter("translator-fr").get(edit(page), {"form": "1"}).content.decode()
    assert 'id="translation-checks"' in html
    assert "«\u202f2009-004\u202f»" in html  # in the translator’s own language
    assert "data-segment=" in html


def test_the_panel_costs_the_same_whatever_there_is_to_say(
    page: Page,
    write: Callable[[str], None],
    enter: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    client = enter("moderator")
    client.get(edit(page))
    with django_assert_max_num_queries(200) as before:
        client.get(edit(page))
    StringTranslation.objects.filter(
        locale=page.locale, context__object_id=page.translation_key
    ).update(data="x  ? 2009")
    with django_assert_max_num_queries(len(before)):
        client.get(edit(page))


@pytest.mark.long
def test_a_selection_is_not_published_with_an_error(
    page: Page, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(ERROR)
    page.unpublish()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = enter("moderator").post(f"{address}?id={page.pk}", {})
    assert response.status_code == 409
    page.refresh_from_db()
    assert not page.live
    write(GOOD)
    response = enter("moderator").post(f"{address}?id={page.pk}", {})
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.live


def test_a_draft_below_a_selection_is_checked_with_it(
    page: Page, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(ERROR)
    page.unpublish()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    above = f"{address}?id={page.get_parent().pk}"
    assert enter("moderator").post(above, {}).status_code == 302
    assert enter("moderator").post(above, {"include_descendants": "on"}).status_code == 409


@pytest.fixture
def task(page: Page, account: Any) -> TaskState:
    """The page in the workflow that Wagtail brings along."""
    page.save_revision()
    return page.get_workflow().start(page, account("translator-fr")).current_task_state


def approve(page: Page, task: TaskState) -> str:
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])


def test_a_workflow_does_not_approve_an_error(
    page: Page, task: TaskState, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(ERROR)
    client = enter("admin")
    assert client.post(approve(page, task), {"comment": ""}).status_code == 409
    modal = client.get(approve(page, task))
    assert "2009-004" in modal.json()["html"]
    assert 'name="comment"' not in modal.json()["html"]
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS


def test_a_workflow_asks_about_a_warning_keeps_the_comment_and_goes_on(
    page: Page, task: TaskState, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(WARNING)
    client = enter("admin")
    script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    modal = client.post(approve(page, task), {"comment": "well done"}, **script)
    assert "well done" in modal.json()["html"]
    response = client.post(approve(page, task), {"comment": "well done"})
    again = {**dict(response.context["kept"]), CONFIRMED: response.context["results"].digest}
    assert client.post(approve(page, task), again).status_code == 302
    task.refresh_from_db()
    assert (task.status, task.comment) == (TaskState.STATUS_APPROVED, "well done")


def test_a_workflow_returns_a_translation_with_errors_to_its_translator(
    page: Page, task: TaskState, write: Callable[[str], None], enter: Callable[[str], Client]
) -> None:
    write(ERROR)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    assert enter("admin").post(address, {"comment": "2009-005?"}).status_code == 302
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_REJECTED


@pytest.mark.long
def test_what_is_published_on_schedule_with_an_error_is_on_record(
    page: Page, write: Callable[[str], None]
) -> None:
    page.save_revision().publish()
    assert not PageLogEntry.objects.filter(action=ACTION).exists()
    write(ERROR)
    page.save_revision(approved_go_live_at=timezone.now()).publish()
    entry = PageLogEntry.objects.get(action=ACTION, page=page.pk)
    assert entry.data == {"errors": 1}
    assert "1" in entry.message


def test_a_translated_snippet_passes_the_same_door(
    enter: Callable[[str], Client], db: None
) -> None:
    translation = Translation.objects.filter(
        source__specific_content_type__model="topic", target_locale__language_code="fr"
    ).first()
    assert translation is not None
    topic = translation.get_target_instance()
    StringTranslation.objects.filter(
        locale=topic.locale, context__object_id=topic.translation_key
    ).update(data="x" * 300)
    address = translation.get_target_instance_edit_url()
    assert enter("admin").post(address, {"action": "publish"}).status_code == 409


def test_a_text_too_long_for_an_inline_child_is_told_where_it_is_entered(
    page_at: Callable[..., Any], enter: Callable[[str], Client]
) -> None:
    """On PostgreSQL, publishing it was an error 500."""
    page = page_at(f"{PORTAL}/archive/mainstreaming", "fr")
    locale = Locale.objects.get(language_code="fr")
    entry = StringTranslation.objects.filter(
        locale=locale,
        context__object_id=page.translation_key,
        context__field_path="outcomes.title",
    ).first()
    assert entry is not None
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale
    )
    segment = translation.source.stringsegment_set.get(
        string=entry.translation_of, context=entry.context
    )
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    client = enter("moderator")
    response = client.put(
        address, "value=" + "x" * 600, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    assert "600" in response.json()["error"]
    assert client.post(edit(page), {"action": "publish"}).status_code == 409
    translation.save_target(publish=False)  # a draft made by any other way is no error 500 either
