"""Publishing what is complete: a plan with reasons, a question, and the job that publishes."""

from collections.abc import Callable

from django.test import Client, TestCase

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

import pytest

from conference.models import (
    ConferencePage,
    IntroductionPage,
    ObjectivesPage,
)
from jobs.models import Job
from tests.conference.board.conftest import Account, address


def confirm(client: Client, page: Page) -> Job:
    """Asks, says yes, and has the work done."""
    question = client.get(address(page, "conference_publish"))
    stamps = question.context["stamps"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(address(page, "conference_publish"), {"confirmed": stamps})
    assert answer.status_code == 302
    return Job.objects.latest("created_at")


def translate(page: Page, language: str) -> None:
    """Each segment gets a text, saved by its translator and not published."""
    for segment in StringSegment.objects.filter(source__object_id=page.translation_key):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=Locale.objects.get(language_code=language),
            data=f"Texte : {segment.string.data}",
        )


def live(conference: Page) -> set[tuple[str, str]]:
    keys = Page.objects.descendant_of(conference, inclusive=True).values("translation_key")
    pages = Page.objects.filter(translation_key__in=keys, live=True)
    return set(pages.values_list("locale__language_code", "slug"))


@pytest.mark.long
def test_what_is_complete_goes_out_and_the_rest_is_named_with_its_reason(
    conference: ConferencePage, as_user: Callable[[str], Client]
) -> None:
    client = as_user("editor")
    objectives = ObjectivesPage.objects.child_of(conference).get()
    objectives.title = ""
    objectives.save_revision(clean=False)
    plan = client.get(address(conference, "conference_publish")).context["plan"]
    assert [item.title for item in plan.going] == ["Traits", "Introduction"]
    reasons = {(item.language, item.title): item.reasons for item in plan.staying}
    assert any("Missing: Title" in " ".join(each) for each in reasons.values())
    job = confirm(client, conference)
    assert job.state == Job.State.DONE, job.report
    assert live(conference) == {("en", "traits"), ("en", "introduction")}


@pytest.mark.long
def test_a_translation_that_is_complete_goes_out_with_its_original(
    conference: ConferencePage, as_user: Callable[[str], Client]
) -> None:
    for page in Page.objects.descendant_of(conference, inclusive=True):
        translate(page, "fr")
    job = confirm(as_user("moderator"), conference)
    assert job.state == Job.State.DONE, job.report
    out = {slug for language, slug in live(conference) if language == "fr"}
    assert out == {"traits", "introduction", "objectives"}, job.report
    assert not {slug for language, slug in live(conference) if language == "es"}


def test_a_draft_that_was_saved_after_the_question_is_asked_about_again(
    conference: ConferencePage, as_user: Callable[[str], Client]
) -> None:
    client = as_user("editor")
    stamps = client.get(address(conference, "conference_publish")).context["stamps"]
    ConferencePage.objects.get(pk=conference.pk).save_revision()
    answer = client.post(address(conference, "conference_publish"), {"confirmed": stamps})
    assert answer.status_code == 200
    assert live(conference) == set()


def test_a_page_in_review_is_left_to_its_reviewers(
    conference: ConferencePage, as_user: Callable[[str], Client], account: Account
) -> None:
    introduction = IntroductionPage.objects.child_of(conference).get()
    introduction.get_workflow().start(introduction, account("editor"))
    plan = as_user("moderator").get(address(conference, "conference_publish")).context["plan"]
    [item] = [i for i in plan.staying if i.page.pk == introduction.pk]
    assert "It is in review" in item.reasons[0]
