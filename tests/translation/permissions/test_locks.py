"""Trap: page locks and running workflows are ignored by wagtail-localize's editor."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

import pytest

from translation.review import workflow_steps

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(params=["locked", "in review", "scheduled"])
def held(request: Any, french: Translation, account: Any) -> Translation:
    """A French page that its translator may not change now."""
    page = french.get_target_instance()
    if request.param == "locked":
        Page.objects.filter(pk=page.pk).update(locked=True, locked_by=account("admin"))
    elif request.param == "in review":
        workflow_steps.send(french, account("translator-fr"))
    else:
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision(approved_go_live_at=page.go_live_at)
    return french


def strings(translation: Translation) -> list[Any]:
    of_language = StringTranslation.objects.filter(locale=translation.target_locale)
    return list(of_language.order_by("pk").values_list("pk", "data"))


def segment_address(translation: Translation) -> str:
    segment = StringSegment.objects.filter(source=translation.source).earliest("order")
    arguments = [translation.pk, segment.pk]
    return reverse("wagtail_localize:edit_string_translation", args=arguments)


def post_to(name: str) -> Callable[[Client, Translation], Any]:
    def post(client: Client, translation: Translation) -> Any:
        file = SimpleUploadedFile("a.po", str(translation.export_po()).encode())
        address = reverse(f"wagtail_localize:{name}", args=[translation.pk])
        return client.post(address, {"file": file})

    return post


WRITERS: dict[str, Callable[[Client, Translation], Any]] = {
    "string": lambda client, translation: client.put(
        segment_address(translation), urlencode({"value": "neu"}), content_type=FORM
    ),
    "removal": lambda client, translation: client.delete(segment_address(translation)),
    "PO file": post_to("upload_pofile"),
    "machine": post_to("machine_translate"),
    "stop": post_to("stop_translation"),
    "draft": lambda client, translation: client.post(
        reverse("translation_review:step", args=[translation.pk, "draft"])
    ),
    "publication": lambda client, translation: client.post(
        reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]),
        {"action": "publish"},
    ),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_what_is_locked_in_review_or_scheduled_is_not_changed(
    writer: str, held: Translation, client: Client, account: Any
) -> None:
    client.force_login(account("translator-fr"))
    page = held.get_target_instance()
    before = strings(held), page.latest_revision_id, page.last_published_at
    WRITERS[writer](client, held)
    held.refresh_from_db()
    page.refresh_from_db()
    assert (strings(held), page.latest_revision_id, page.last_published_at) == before
    assert held.enabled


@pytest.mark.parametrize("writer", ["string", "draft"])
def test_what_is_free_is_changed(
    writer: str, french: Translation, client: Client, account: Any
) -> None:
    """So that the test above could fail."""
    client.force_login(account("translator-fr"))
    page = french.get_target_instance()
    before = strings(french), page.latest_revision_id
    WRITERS[writer](client, french)
    page.refresh_from_db()
    assert (strings(french), page.latest_revision_id) != before


def test_a_sync_publishes_nothing_while_one_language_is_locked(
    french: Translation, client: Client, account: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = french.get_target_instance()
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=account("admin"))
    client.force_login(account("moderator"))
    address = reverse("wagtail_localize:update_translations", args=[french.source_id])
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, {"publish_translations": "on"})
    assert list(response.context["form"].errors) == ["publish_translations"]
