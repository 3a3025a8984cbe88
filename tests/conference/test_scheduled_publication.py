"""A page that is only scheduled to go live is no news yet, and is not found."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from conference.content_changes import changed_at
from conference.models import SessionPage
from search.models import SearchEntry


def test_a_page_that_was_never_public_can_be_scheduled(page_at: Callable[..., Any]) -> None:
    conference = page_at("protocol/capacity-building/portal/archive/mainstreaming")
    page = SessionPage(title="Later", slug="later", theme="Theme", number=9, live=False)
    conference.add_child(instance=page)
    page.go_live_at = datetime(2035, 1, 1, tzinfo=UTC)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    assert changed_at(page) is None
    assert not SearchEntry.objects.filter(page=page.pk).exists()
