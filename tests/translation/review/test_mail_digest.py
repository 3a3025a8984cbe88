"""Mail about what there is to translate: for each change, or once a day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory, TestCase
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

import pytest

from conference.models import ConferencePage
from translation.models import DigestEntry, MailPreference, SegmentRecord, State
from translation.review.account_settings import MailPreferencePanel
from translation.sync.progress_summary import recount

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def translator(account: Callable[[str], Any]) -> Any:
    user = account("translator-fr")
    user.email = "translator@example.org"
    user.save()
    return user


def reword(page: Page, title: str) -> None:
    page.full_title = title
    # What the fixtures left there is never run, and would take in what is noted now.
    connection.run_on_commit.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


def sent() -> list[Any]:
    return [each for each in mail.outbox if each.to == ["translator@example.org"]]


@pytest.mark.long
def test_an_approved_text_that_goes_stale_is_told_though_other_work_goes_away(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    publish_translation(conference)
    translation = Translation.objects.get(
        source__object_id=conference.translation_key, target_locale__language_code="fr"
    )
    # A segment that was new and is now removed: as much is left afterwards as before.
    gone = SegmentRecord.objects.get(translation=translation, context__path="full_title")
    gone.pk, gone.string_id = None, translation.records.exclude(pk=gone.pk).first().string_id
    gone.state = State.UNTRANSLATED
    gone.save()
    recount(translation)
    conference = ConferencePage.objects.get(pk=conference.pk)
    mail.outbox.clear()
    reword(conference, "A conference, for trial in 2031")
    assert len(sent()) == 1


@pytest.mark.long
def test_who_wants_it_gets_one_mail_a_day_with_what_is_still_to_be_done(
    conference: ConferencePage, publish_translation: Callable[..., Page], translator: Any
) -> None:
    french = publish_translation(conference)
    MailPreference.objects.create(user=translator, daily_digest=True)
    conference = ConferencePage.objects.get(pk=conference.pk)
    mail.outbox.clear()
    for title in ("A conference, for trial in 2031", "A conference, for trial in 2032"):
        reword(conference, title)
    call_command("send_translation_mail")
    assert not sent()
    DigestEntry.objects.update(at=timezone.now() - timedelta(days=1))
    for _time in range(2):
        call_command("send_translation_mail")
    [digest] = sent()
    assert french.title in digest.body
    assert f"/admin/pages/{french.pk}/edit/" in digest.body


@pytest.mark.long
def test_what_was_done_meanwhile_is_in_no_digest(
    conference: ConferencePage, publish_translation: Callable[..., Page], translator: Any
) -> None:
    publish_translation(conference)
    translation = Translation.objects.get(
        source__object_id=conference.translation_key, target_locale__language_code="fr"
    )
    DigestEntry.objects.create(user=translator, translation=translation)
    DigestEntry.objects.update(at=timezone.now() - timedelta(days=1))
    mail.outbox.clear()
    call_command("send_translation_mail")
    assert not sent()
    assert not DigestEntry.objects.exists()


def test_the_preference_stands_in_the_account_settings_of_translators(
    account: Callable[[str], Any], client: Client, translator: Any
) -> None:
    client.force_login(translator)
    shown = client.get(reverse("wagtailadmin_account")).content.decode()
    assert 'name="translation_mail-daily_digest"' in shown
    request = RequestFactory().post("/", {"translation_mail-daily_digest": "on"})
    profile = UserProfile.get_for_user(translator)
    form = MailPreferencePanel(request, translator, profile).get_form()
    assert form.is_valid()
    form.save()
    assert MailPreference.objects.get(user=translator).daily_digest
    client.force_login(account("editor"))
    other = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "translation_mail-daily_digest" not in other
