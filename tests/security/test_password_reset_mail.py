"""The mail with a link to a new password: names the site, ends, speaks the account's language."""

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import gettext, override

from wagtail.users.models import UserProfile

import pytest


def ask(client: Client, user: Any) -> None:
    user.email = "somebody@example.org"
    user.save()
    answer = client.post(reverse("wagtailadmin_password_reset"), {"email": user.email})
    assert answer.status_code == 302


@pytest.fixture
def user(account: Callable[[str], Any]) -> Any:
    return account("moderator")


def test_it_is_in_the_language_of_the_account_in_plain_text_and_html(
    client: Client, user: Any
) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "fr"
    profile.save()
    ask(client, user)
    [message] = mail.outbox
    with override("fr"):
        name = gettext("Biosafety capacity-building")
    assert message.subject == f"Nouveau mot de passe pour {name}"
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert '<html lang="fr"' in html
    for text in (message.body, html):
        assert name in text
        assert " UTC" in text
        assert "/admin/password_reset/confirm/" in text
        assert user.get_username() in text


def test_its_link_leads_to_the_form_for_a_new_password(client: Client, user: Any) -> None:
    ask(client, user)
    [line] = [line for line in mail.outbox[0].body.splitlines() if "/confirm/" in line]
    answer = client.get(line[line.index("/admin/") :], follow=True)
    assert 'name="new_password1"' in answer.content.decode()


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=1,
)
def test_without_a_mail_server_the_answer_is_the_same_and_no_address_is_logged(
    client: Client, user: Any, caplog: pytest.LogCaptureFixture
) -> None:
    ask(client, user)
    assert "Mail for a new password not sent" in caplog.text
    assert user.email not in caplog.text
    assert "/confirm/" not in caplog.text
