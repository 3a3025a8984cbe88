"""A conference into three languages, through the screens: begun, cancelled, resumed, finished."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

import pytest

from conference.models import ConferencePage, SessionPage
from jobs.models import Job
from tests.translation.submission.conftest import slugs_below

LANGUAGES = [*settings.LANGUAGES, ("ru", "русский")]
PARTS = ["introduction", "session-1", "session-2", "session-3"]
BULK = ["wagtailcore", "page", "translate"]


@pytest.fixture
def locales(portal: Page) -> Iterator[list[Locale]]:
    """Spanish, French, and a language that has the pages down to the portal so far."""
    with override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        russian = Locale.objects.create(language_code="ru")
        for page in portal.get_ancestors(inclusive=True).filter(depth__gt=1):
            page.specific.copy_for_translation(russian)
        yield list(Locale.objects.exclude(language_code="en").order_by("language_code"))


def cancel_at(page: Page, client: Client) -> None:
    """The owner presses “Cancel” while the first translation of `page` is made."""

    def cancel(instance: Translation, **_kwargs: Any) -> None:
        if instance.source.object_id == page.translation_key:
            post_save.disconnect(cancel, sender=Translation)
            client.post(reverse("jobs:cancel", args=[Job.objects.get().pk]))

    post_save.connect(cancel, sender=Translation, weak=False)


@pytest.mark.long
def test_many_pages_go_into_three_languages_with_a_pause(
    conference: ConferencePage,
    sessions: list[SessionPage],
    locales: list[Locale],
    client: Client,
    account: Any,
) -> None:
    client.force_login(account("editor"))
    address = f"{reverse('wagtail_bulk_action', args=BULK)}?id={conference.pk}"
    data = {"locales": [locale.pk for locale in locales], "below": "on"}
    with TestCase.captureOnCommitCallbacks() as callbacks:
        response = client.post(address, data)
    assert conference.get_translations().count() == 0
    cancel_at(sessions[0], client)
    for begin in callbacks:
        begin()
    job = Job.objects.get()
    assert response.url == job.url
    assert (job.state, job.done, job.total) == (Job.State.CANCELLED, 3, 5)
    assert client.get(job.url).content.decode().count("3 created as drafts") == 3
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("jobs:resume", args=[job.pk]))
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (Job.State.DONE, 5, 5)
    screen = client.get(job.url).content.decode()
    assert screen.count("2 created as drafts, 0 resubmitted, 3 already there") == 3
    for locale in locales:
        translated = conference.get_translation(locale)
        assert slugs_below(translated) == PARTS
        assert not Page.objects.descendant_of(translated, inclusive=True).live().exists()
    assert not any(Page.find_problems())
