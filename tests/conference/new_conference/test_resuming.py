"""Making a new conference: interrupted, resumed, and overtaken by others."""

from collections.abc import Callable
from typing import Any

from django.db.models.signals import pre_save
from django.test import TestCase

from wagtail.models import Page

import pytest

from conference.models import ConferencePage, SessionPage
from jobs import runner
from jobs.models import Job
from tests.conference.new_conference.conftest import PORTAL, entered, session
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]


@pytest.fixture
def fault() -> Any:
    """While it is connected, no session can be saved in French."""

    def fail(instance: SessionPage, **_kwargs: Any) -> None:
        if instance.locale.language_code == "fr":
            raise RuntimeError("a fault at the first session in French")

    pre_save.connect(fail, sender=SessionPage)
    yield lambda: pre_save.disconnect(fail, sender=SessionPage)
    pre_save.disconnect(fail, sender=SessionPage)


def resume(job: Job) -> Job:
    job.refresh_from_db()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert runner.resume(job)
    job.refresh_from_db()
    return job


@pytest.mark.long
def test_what_is_missing_is_made_and_nothing_twice(send: Send, fault: Callable[[], object]) -> None:
    send(entered(session("One"), session("Two")))
    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    conference = Page.objects.get(slug="traits", locale__language_code="en")
    made = set(Page.objects.filter(url_path__contains="/traits/").values_list("pk", flat=True))
    assert len(made) == 14
    fault()
    assert resume(job).state == Job.State.DONE
    pages = Page.objects.filter(url_path__contains="/traits/")
    assert pages.count() == 18
    assert made < set(pages.values_list("pk", flat=True))
    for version in conference.get_translations(inclusive=True):
        slugs = list(version.get_children().values_list("slug", flat=True))
        assert slugs == ["introduction", "objectives", "agenda", "session-1", "session-2"]
    assert not any(Page.find_problems())


@pytest.mark.long
def test_a_page_that_was_renamed_meanwhile_is_recognised(
    send: Send, fault: Callable[[], object]
) -> None:
    send(entered(session("One")))
    conference = ConferencePage.objects.get(slug="traits", locale__language_code="en")
    conference.slug = "traits-2031"
    conference.save()
    fault()
    assert resume(Job.objects.get()).state == Job.State.DONE
    assert SessionPage.objects.child_of(conference).count() == 1
    assert not Page.objects.filter(slug="traits", locale__language_code="en").exists()


@pytest.mark.long
def test_work_done_is_not_done_again(send: Send) -> None:
    send(entered(session("One")))
    job = Job.objects.get()
    before = set(Page.objects.values_list("pk", "latest_revision_id"))
    Job.objects.update(state=Job.State.FAILED)
    assert resume(job).state == Job.State.DONE
    assert set(Page.objects.values_list("pk", "latest_revision_id")) == before


@pytest.mark.long
def test_an_address_taken_meanwhile_stops_the_work_with_a_reason(
    send: Send, page_at: PageFinder
) -> None:
    send(entered(session("One")))
    for page in Page.objects.filter(slug="traits"):
        page.delete()
    page_at(PORTAL).add_child(instance=ConferencePage(title="Other", full_title="O", slug="traits"))
    Job.objects.update(state=Job.State.FAILED)
    job = resume(Job.objects.get())
    assert job.state == Job.State.FAILED
    assert "There is a page with the address “traits” by now." in job.report
    assert Page.objects.filter(slug="traits").count() == 1


@pytest.mark.long
def test_a_maker_who_lost_the_right_meanwhile_makes_nothing(
    send: Send, account: Callable[[str], Any]
) -> None:
    send(entered(session("One")))
    job = Job.objects.get()
    for page in Page.objects.filter(slug="traits"):
        page.delete()
    account("editor").groups.clear()
    Job.objects.update(state=Job.State.FAILED)
    assert resume(job).state == Job.State.FAILED
    assert "may no longer add pages" in job.report[0]
    assert not Page.objects.filter(slug="traits").exists()


@pytest.mark.slow
def test_a_portal_in_the_language_may_have_gone(send: Send, page_at: PageFinder) -> None:
    """Its page must not come back as a copy in English."""
    send(entered(session("One")))
    for page in Page.objects.filter(slug="traits"):
        page.delete()
    page_at(PORTAL, "es").delete()
    Job.objects.update(state=Job.State.FAILED)
    assert resume(Job.objects.get()).state == Job.State.DONE
    languages = Page.objects.filter(slug="traits").values_list("locale__language_code", flat=True)
    assert sorted(languages) == ["en", "fr"]
    assert not Page.objects.filter(alias_of__isnull=False).exists()
