"""Submitting many pages: what is made, what is left out, and that the tree stays sound."""

from typing import Any

from django.test import TestCase

from wagtail.models import Page, PageViewRestriction

import pytest

from conference.models import ConferencePage, SessionPage
from jobs import runner as jobs_work
from jobs.models import Job
from tests.translation.submission.conftest import Submit, locale, slugs_below
from translation.submission import submit_job
from translation.submission.results import Outcome, Summary
from translation.tree_sync.cascades import followers

PARTS = ["introduction", "session-1", "session-2", "session-3"]


@pytest.mark.long
def test_a_page_and_all_below_it_are_drafts_in_each_language(
    conference: ConferencePage, sessions: list[SessionPage], submit_many: Submit
) -> None:
    job = submit_many("editor", conference)
    assert (job.state, job.done, job.total) == (Job.State.DONE, 5, 5)
    for code in ("es", "fr"):
        translated = conference.get_translation(locale(code))
        assert slugs_below(translated) == PARTS
        assert translated.numchild == 4
        tree = Page.objects.descendant_of(translated, inclusive=True)
        assert not tree.live().exists()
    assert not any(Page.find_problems())
    assert any("5 created as drafts" in line for line in job.report)


@pytest.mark.long
def test_work_that_is_done_again_makes_nothing_twice(
    conference: ConferencePage, sessions: list[SessionPage], submit_many: Submit
) -> None:
    submit_many("editor", conference)
    before = Page.objects.count()
    job = submit_many("editor", conference)
    assert Page.objects.count() == before
    assert any("5 already there" in line for line in job.report)


@pytest.mark.long
def test_work_that_was_cancelled_is_completed_when_resumed(
    conference: ConferencePage,
    sessions: list[SessionPage],
    account: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stock = submit_job._submit_page

    def cancel_at_the_second(progress: Any, *args: Any) -> None:
        stock(progress, *args)
        if progress.job.done == 1:
            jobs_work.cancel(progress.job)

    monkeypatch.setattr(submit_job, "_submit_page", cancel_at_the_second)
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = submit_job.start(
            account("editor"), [conference], [locale("fr")], below=True, subject=""
        )
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert any("2 created as drafts" in line for line in job.report)
    monkeypatch.undo()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert jobs_work.resume(job)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert slugs_below(conference.get_translation(locale("fr"))) == PARTS
    assert not any(Page.find_problems())


@pytest.mark.long
def test_a_page_that_is_added_later_stands_where_its_original_stands(
    conference: ConferencePage, sessions: list[SessionPage], submit_many: Submit
) -> None:
    submit_many("editor", conference, sessions[0], sessions[2], into="fr", below=False)
    submit_many("editor", conference, into="fr")
    assert slugs_below(conference.get_translation(locale("fr"))) == PARTS


@pytest.mark.long
def test_a_changed_original_is_handed_over_anew_and_no_translation_changes(
    conference: ConferencePage, submit_many: Submit
) -> None:
    submit_many("editor", conference)
    french = conference.get_translation(locale("fr"))
    conference.refresh_from_db()
    conference.full_title = "A wholly different title"
    conference.save()
    job = submit_many("editor", conference)
    again = conference.get_translation(locale("fr"))
    assert again.latest_revision_id == french.latest_revision_id
    assert not again.live
    assert sum("1 resubmitted" in line for line in job.report) == 2


def test_a_page_whose_parent_is_missing_is_left_out_and_named(
    introduction: Page, submit_many: Submit
) -> None:
    job = submit_many("editor", introduction, into="fr")
    assert not introduction.has_translation(locale("fr"))
    assert any("The page above is missing" in line for line in job.report)
    assert any(line.endswith("Introduction") for line in job.report)


def test_a_translation_is_left_out_because_its_original_leads(
    conference: ConferencePage, submit_many: Submit
) -> None:
    submit_many("editor", conference, into="fr", below=False)
    job = submit_many("admin", conference.get_translation(locale("fr")), into="es", below=False)
    assert not conference.has_translation(locale("es"))
    assert any("translations themselves" in line for line in job.report)


def test_a_right_lost_meanwhile_is_not_used_any_more(
    conference: ConferencePage,
    sessions: list[SessionPage],
    account: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editor = account("editor")
    stock = submit_job._submit_page

    def lose_the_right_after_the_first(progress: Any, *args: Any) -> None:
        stock(progress, *args)
        editor.groups.clear()

    monkeypatch.setattr(submit_job, "_submit_page", lose_the_right_after_the_first)
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = submit_job.start(editor, [conference], [locale("fr")], below=True, subject="")
    job.refresh_from_db()
    assert slugs_below(conference.get_translation(locale("fr"))) == []
    assert any("skipped: 4. You may not" in line for line in job.report)


@pytest.mark.long
@pytest.mark.parametrize("hide", ["draft", "private"])
def test_a_translator_gets_no_hidden_page_of_a_tree_and_does_not_learn_its_title(
    hide: str, conference: ConferencePage, sessions: list[SessionPage], submit_many: Submit
) -> None:
    if hide == "draft":
        sessions[1].unpublish()
    else:
        PageViewRestriction.objects.create(page=sessions[1], restriction_type="login")
    job = submit_many("translator-fr", conference)
    french = conference.get_translation(locale("fr"))
    assert slugs_below(french) == ["introduction", "session-1", "session-3"]
    assert not conference.has_translation(locale("es"))
    assert not any("Session 2" in line for line in job.report)


def test_linked_pages_are_not_submitted_along(
    conference: ConferencePage, introduction: Page, page_at: Any, submit_many: Submit
) -> None:
    """They would be read without a right to them, and come with aliases of the pages above."""
    introduction.see_also_links.create(target=conference, locale=introduction.locale)
    parent = page_at("protocol")
    lonely = ConferencePage.objects.get(pk=conference.pk)
    assert introduction.see_also_links.count() == 1
    other = introduction.copy(to=parent, recursive=False, update_attrs={"slug": "elsewhere"})
    submit_many("editor", other, into="fr", below=False)
    assert other.has_translation(locale("fr"))
    assert not lonely.has_translation(locale("fr"))
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@pytest.mark.long
def test_a_repeated_page_repeats_the_translation_in_another_language(
    conference: ConferencePage, sessions: list[SessionPage], submit_many: Submit
) -> None:
    alias = sessions[0].create_alias(parent=conference, update_slug="session-1-again")
    job = submit_many("admin", conference, into="fr")
    french = Page.objects.get(slug="session-1-again", locale=locale("fr"))
    assert french.translation_key == alias.translation_key
    assert french.alias_of_id == sessions[0].get_translation(locale("fr")).pk
    assert not french.live
    assert job.state == Job.State.DONE
    assert list(followers(alias)) == [french]
    assert list(followers(french)) == []
    assert not any(Page.find_problems())


def test_a_long_list_of_pages_is_cut_in_the_report(home: Page) -> None:
    french = locale("fr")
    summary = Summary([french])
    for number in range(25):
        summary.note(
            Page(title=f"Page {number}", draft_title=f"Page {number}"),
            french,
            Outcome.NO_PARENT,
        )
    assert list(summary.lines())[-1].endswith("Page 19; 5 more pages")
