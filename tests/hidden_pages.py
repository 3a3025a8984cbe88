"""Ways to hide a page from readers, for tests of leaks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from wagtail.models import Page


def hide_draft(page: Any) -> None:
    """Unpublishes the page."""
    page.unpublish()


def hide_behind_login(page: Any) -> None:
    """Restricts the page to signed-in users."""
    page.view_restrictions.create(restriction_type="login")


def hide_behind_password(page: Any) -> None:
    """Restricts the page by a password."""
    page.view_restrictions.create(restriction_type="password", password="secret")


def hide_until_later(page: Any) -> None:
    """Schedules the page for the far future."""
    page.unpublish()
    page.go_live_at = datetime(2999, 1, 1, tzinfo=UTC)
    page.save_revision().publish()


def hide_by_expiry(page: Any) -> None:
    """Expires the page, as `publish_scheduled` does."""
    page.expire_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(days=1))
    call_command("publish_scheduled", verbosity=0)


HIDINGS: list[Callable[[Any], None]] = [
    hide_draft,
    hide_behind_login,
    hide_behind_password,
    hide_until_later,
    hide_by_expiry,
]
