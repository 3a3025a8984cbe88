"""Five failures of one account from one address, and no more; nobody else waits for it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

import pytest
from axes.models import AccessAttempt, AccessLog

from security.client_address import client_address
from tests.conftest import PageFinder
from tests.security.conftest import DOORS, enter

Account = Callable[[str], Any]
WAIT = {
    "en": "Please try again in 15 minutes.",
    "es": "Inténtelo de nuevo dentro de 15 minutos.",
    "fr": "Veuillez réessayer dans 15 minutes.",
}
THIS_FILE = {
    "en": "This file is for those who have its password.",
    "es": "Este archivo está reservado a quienes tienen su contraseña.",
    "fr": "Ce fichier est réservé aux personnes qui en ont le mot de passe.",
}


@pytest.mark.parametrize("door", DOORS)
def test_after_five_failures_even_the_right_password_has_to_wait(
    client: Client, account: Account, door: str
) -> None:
    answers = [enter(client, door, "editor", "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    refused = enter(client, door, "editor")
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert "_auth_user_id" not in client.session
    for other_door in DOORS:
        assert enter(client, other_door, "editor").status_code == 429
    assert enter(Client(), door, "moderator").status_code == 302
    assert enter(Client(), door, "editor", REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.mark.parametrize("language", WAIT)
def test_who_waits_is_told_so_in_their_language(
    client: Client, account: Account, language: str
) -> None:
    for _ in range(5):
        enter(client, DOORS[0], "editor", "wrong")
    refused = enter(client, DOORS[0], "editor", HTTP_ACCEPT_LANGUAGE=language)
    assert WAIT[language] in text_of(refused)
    assert f'lang="{language}"' in text_of(refused)


def test_names_and_addresses_are_forgotten(client: Client, account: Account) -> None:
    for _ in range(5):
        enter(client, DOORS[0], "editor", "wrong")
    attempts = AccessAttempt.objects.all()
    assert "wrong" not in "".join(attempts.values_list("post_data", flat=True))
    attempts.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(client, DOORS[0], "editor").status_code == 302
    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()

    enter(Client(), DOORS[0], "moderator", "wrong")
    attempts.update(attempt_time=timezone.now() - timedelta(minutes=16))
    call_command("forget_failed_sign_ins", verbosity=0)
    assert not AccessAttempt.objects.exists()


def test_the_password_of_a_page_opens_it_and_cannot_be_guessed_at(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at("protocol", "fr")
    page.view_restrictions.create(restriction_type="password", password="right")
    action = door_of(client, page.url)
    back = {"return_url": page.url}

    opened = Client()
    assert opened.post(action, {"password": "right", **back})["Location"] == page.url
    assert opened.get(page.url).context["page"].pk == page.pk
    elsewhere = {"password": "right", "return_url": "https://example.org/"}
    assert "example.org" not in Client().post(action, elsewhere)["Location"]

    wrong = [client.post(action, {"password": "x", **back}).status_code for _ in range(6)]
    assert wrong == [200] * 4 + [429] * 2
    assert client.post(action, {"password": "right", **back}).status_code == 429
    assert client.get(action, HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == 200


@pytest.fixture
def private_file(db: None) -> Any:
    """A document of a collection that has a password."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="right"
    )
    return get_document_model().objects.create(
        title="File", file=ContentFile(b"Quagmirefinch", "file.txt"), collection=collection
    )


def test_the_password_of_a_collection_opens_its_files_and_cannot_be_guessed_at(
    client: Client, private_file: Any
) -> None:
    action = door_of(client, private_file.url)
    back = {"return_url": private_file.url}
    opened = Client()
    assert opened.post(action, {"password": "right", **back})["Location"] == private_file.url
    assert b"".join(opened.get(private_file.url).streaming_content) == b"Quagmirefinch"
    elsewhere = {"password": "right", "return_url": "https://example.org/"}
    assert "example.org" not in Client().post(action, elsewhere)["Location"]

    wrong = [client.post(action, {"password": "x", **back}).status_code for _ in range(6)]
    assert wrong == [200] * 4 + [429] * 2
    assert client.post(action, {"password": "right", **back}).status_code == 429
    assert client.get(private_file.url).status_code == 200
    assert b"Quagmirefinch" not in client.get(private_file.url).content


@pytest.mark.parametrize("language", WAIT)
def test_who_guesses_at_a_file_waits_alone_and_is_told_so(
    client: Client, account: Account, private_file: Any, page_at: PageFinder, language: str
) -> None:
    """Other addresses, other restrictions, pages and accounts go on."""
    action = door_of(client, private_file.url)
    assert THIS_FILE[language] in text_of(client.get(private_file.url, **said(language)))
    for _ in range(5):
        refused = client.post(action, {"password": "x", "return_url": "/"}, **said(language))
    assert WAIT[language] in text_of(refused)
    assert refused["Retry-After"] == "900"

    right = {"password": "right", "return_url": private_file.url}
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(action, right).status_code == 302
    inner = private_file.collection.add_child(name="Inner")
    other = CollectionViewRestriction.objects.create(
        collection=inner, restriction_type="password", password="right"
    )
    other_door = reverse("wagtaildocs_authenticate_with_password", args=[other.pk])
    assert client.post(other_door, right).status_code == 302
    page = page_at("protocol")
    of_page = page.view_restrictions.create(restriction_type="password", password="right")
    page_door = reverse("wagtailcore_authenticate_with_password", args=[of_page.pk, page.pk])
    assert client.post(page_door, right).status_code == 302
    assert enter(client, DOORS[0], "editor").status_code == 302


def test_a_guess_counts_for_a_quarter_of_an_hour(client: Client, private_file: Any) -> None:
    action = door_of(client, private_file.url)
    right = {"password": "right", "return_url": private_file.url}
    for _ in range(5):
        client.post(action, {**right, "password": "x"})
    assert client.post(action, right).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert client.post(action, right).status_code == 302


def test_nobody_clears_the_count_of_guesses_by_signing_in(
    client: Client, private_file: Any, django_user_model: Any
) -> None:
    """An account with the name under which they are counted cannot be made."""
    action = door_of(client, private_file.url)
    client.post(action, {"password": "x", "return_url": "/"})
    [name] = AccessAttempt.objects.values_list("username", flat=True)
    with pytest.raises(ValidationError):
        django_user_model(username=name, password="x").full_clean()


def door_of(client: Client, url: str) -> str:
    """Where the form that is shown in place of `url` is sent."""
    return re.findall(r'action="([^"]+authenticate[^"]+)"', client.get(url).content.decode())[0]


def said(language: str) -> dict[str, str]:
    return {"HTTP_ACCEPT_LANGUAGE": language}


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", None),
        (1, "", None),
        (1, "<script>", None),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_trusted_proxy_heard(
    rf: RequestFactory, settings: Any, proxies: int, forwarded: str, expected: str | None
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_address(rf.get("/", HTTP_X_FORWARDED_FOR=forwarded)) == expected


def test_what_a_visitor_claims_does_not_free_an_account(
    client: Client, account: Account, settings: Any
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        heard = f"198.51.100.{number}, 203.0.113.9"
        enter(client, DOORS[0], "editor", "wrong", HTTP_X_FORWARDED_FOR=heard)
    again = enter(client, DOORS[0], "editor", HTTP_X_FORWARDED_FOR="198.51.100.77, 203.0.113.9")
    assert again.status_code == 429
