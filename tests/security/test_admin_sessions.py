"""Sessions of the admin, and what its choosers do with any parameter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

import pytest

from tests.security.walking import addresses

AsUser = Callable[[str], Client]


def hours_left(client: Client) -> float:
    session = Session.objects.get(pk=client.session.session_key)
    left: timedelta = session.expire_date - timezone.now()
    return left.total_seconds() / 3600


def test_a_session_of_the_admin_ends_after_twelve_hours_without_a_request_there(
    as_user: AsUser, settings: Any
) -> None:
    client = as_user("editor")
    client.get("/admin/")
    assert 11.9 < hours_left(client) <= 12
    settings.ADMIN_SESSION_HOURS = 2
    session = client.session
    session["admin_seen_at"] -= 3600
    session.save()
    client.get("/admin/")
    assert 1.9 < hours_left(client) <= 2


CHOSEN = [each for each in addresses() if each.name.endswith("chosen_multiple")]


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "9" * 40, "1,2", "\x00", "²"])
def test_choosers_take_any_parameter(as_user: AsUser, number: str) -> None:
    client = as_user("admin")
    assert len(CHOSEN) > 2
    for address in CHOSEN:
        answer = client.get(address.path({}), {"id": number})
        assert answer.status_code == 400, address.name


def test_a_restricted_document_is_kept_by_nobody(as_user: AsUser, db: None) -> None:
    document = get_document_model()(title="Restricted")
    document.file.save("restricted.txt", ContentFile(b"text"))
    client = as_user("admin")
    assert "no-store" not in client.get(document.url).headers.get("Cache-Control", "")
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document.collection = collection
    document.save()
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().get(document.url)["Cache-Control"] == "private, no-store"
