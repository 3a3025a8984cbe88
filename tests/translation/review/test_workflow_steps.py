"""Draft, review and publication, through the admin's addresses."""

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from wagtail.models import Page, PageLogEntry, WorkflowState
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

import pytest

from conference.models import ConferencePage
from translation.models import Role, TranslationRight
from translation.permissions.group_page_permissions import grant
from translation.review import translation_mail


@pytest.fixture(autouse=True)
def _mailboxes(db: None, django_user_model: Any) -> None:
    for user in django_user_model.objects.all():
        user.email = f"{user.username}@example.org"
        user.save()


@pytest.fixture
def reworded(french: Translation) -> Translation:
    """The French translation with another title, which nobody has saved as a draft yet."""
    title = StringTranslation.objects.get(
        locale=french.target_locale,
        context__path="title",
        context__object_id=french.source.object_id,
    )
    title.data = "Un autre titre"
    title.save()
    return french


def take(client: Client, translation: Translation, step: str, **data: str) -> Any:
    return client.post(
        reverse("translation_review:step", args=[translation.pk, step]), data, follow=True
    )


def live(translation: Translation) -> Page:
    return Page.objects.get(pk=translation.get_target_instance().pk)


def public_title(translation: Translation) -> str:
    return Client().get(live(translation).url).content.decode().partition("<h1")[2][:400]


def state(translation: Translation) -> str | None:
    running = live(translation).specific.current_workflow_state
    return None if running is None else running.status


@pytest.mark.long
def test_a_draft_leaves_the_live_page_as_it_is(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    before = live(reworded)
    shown = Client().get(before.url).content
    take(sign_in("translator-fr"), reworded, "draft")
    after = live(reworded)
    assert after.title == before.title
    assert after.live_revision_id == before.live_revision_id
    assert after.has_unpublished_changes
    assert after.get_latest_revision_as_object().title == "Un autre titre"
    assert Client().get(before.url).content == shown


@pytest.mark.long
def test_a_reviewer_publishes_what_a_translator_sent(
    reworded: Translation,
    sign_in: Callable[[str], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    assert state(reworded) == WorkflowState.STATUS_IN_PROGRESS
    with django_capture_on_commit_callbacks(execute=True):
        take(sign_in("reviewer"), reworded, "approve")
    assert live(reworded).title == "Un autre titre"
    assert state(reworded) is None


@pytest.mark.long
def test_a_reviewer_returns_it_with_a_comment_and_the_translator_sends_it_again(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    take(sign_in("reviewer"), reworded, "return", comment="Le titre officiel, s’il vous plaît.")
    assert state(reworded) == WorkflowState.STATUS_NEEDS_CHANGES
    client = sign_in("translator-fr")
    edit = reverse("wagtailadmin_pages:edit", args=[live(reworded).pk]) + "?form=1"
    assert "Le titre officiel" in client.get(edit).content.decode()
    take(client, reworded, "send")
    assert state(reworded) == WorkflowState.STATUS_IN_PROGRESS
    assert live(reworded).title != "Un autre titre"


@pytest.mark.long
def test_nothing_is_returned_without_a_comment(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    take(sign_in("reviewer"), reworded, "return", comment=" ")
    assert state(reworded) == WorkflowState.STATUS_IN_PROGRESS


@pytest.mark.long
def test_nobody_approves_what_they_sent_themselves(
    reworded: Translation, sign_in: Callable[[str], Client], account: Any
) -> None:
    both = account("translator-fr")
    grant(TranslationRight(user=both, role=Role.REVIEWER, locale=reworded.target_locale))
    client = sign_in("translator-fr")
    take(client, reworded, "send")
    take(client, reworded, "approve")
    assert state(reworded) == WorkflowState.STATUS_IN_PROGRESS
    assert live(reworded).title != "Un autre titre"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["translator-fr", "translator-es", "editor"])
@pytest.mark.parametrize("step", ["approve", "return"])
def test_who_does_not_review_in_french_decides_nothing(
    who: str, step: str, reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    take(sign_in(who), reworded, step, comment="Non.")
    assert state(reworded) == WorkflowState.STATUS_IN_PROGRESS
    assert live(reworded).title != "Un autre titre"


@pytest.mark.parametrize("who", ["translator-es", "editor", "anonymous"])
@pytest.mark.parametrize("step", ["draft", "send", "withdraw"])
def test_who_does_not_work_in_french_takes_no_step(
    who: str, step: str, reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    before = live(reworded).latest_revision_id
    take(sign_in(who), reworded, step)
    assert live(reworded).latest_revision_id == before
    assert state(reworded) is None


def test_half_a_translation_does_not_go_to_review(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    StringTranslation.objects.filter(
        locale=reworded.target_locale,
        context__object_id=reworded.source.object_id,
        context__path="full_title",
    ).delete()
    response = take(sign_in("translator-fr"), reworded, "send")
    assert "Une phrase" in response.content.decode() or "1 phrase" in response.content.decode()
    assert state(reworded) is None


def test_who_sent_it_may_end_the_review(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("translator-fr")
    take(client, reworded, "send")
    take(client, reworded, "withdraw")
    assert state(reworded) is None
    assert live(reworded).has_unpublished_changes


@pytest.mark.long
def test_what_a_reviewer_rewords_and_drafts_is_what_is_published(
    reworded: Translation,
    sign_in: Callable[[str], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    client = sign_in("reviewer")
    StringTranslation.objects.filter(data="Un autre titre").update(data="Le bon titre")
    take(client, reworded, "draft")
    with django_capture_on_commit_callbacks(execute=True):
        take(client, reworded, "approve")
    assert live(reworded).title == "Le bon titre"


@pytest.mark.long
def test_wagtails_own_list_of_reviews_names_it_to_the_reviewer_only(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    for who, sees in (("reviewer", True), ("translator-es", False), ("translator-fr", False)):
        content = sign_in(who).get(reverse("wagtailadmin_home")).content.decode()
        panel = content.partition('id="awaiting-review-content"')[2] or content
        assert ("workflow/action" in panel) == sees, who


@pytest.mark.long
def test_the_history_of_the_page_tells_the_steps(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    take(sign_in("reviewer"), reworded, "return", comment="Encore une fois.")
    history = reverse("wagtailadmin_pages:workflow_history", args=[live(reworded).pk])
    assert sign_in("reviewer").get(history).status_code == 200
    entries = PageLogEntry.objects.filter(page=live(reworded).pk)
    actions = set(entries.values_list("action", flat=True))
    assert {"wagtail.edit", "wagtail.workflow.start", "wagtail.workflow.reject"} <= actions


# --- Mail ------------------------------------------------------------------------------------


def mails_to(name: str) -> list[Any]:
    return [message for message in mail.outbox if message.to == [f"{name}@example.org"]]


def test_reviewers_hear_in_their_own_language_that_there_is_something_to_review(
    reworded: Translation, sign_in: Callable[[str], Client], account: Any
) -> None:
    UserProfile.objects.update_or_create(
        user=account("reviewer"), defaults={"preferred_language": "es"}
    )
    mail.outbox.clear()
    take(sign_in("translator-fr"), reworded, "send")
    [message] = mails_to("reviewer")
    assert message.subject == "Para revisar: «Un autre titre»"
    [(html, media_type)] = message.alternatives
    assert media_type == "text/html"
    assert 'lang="es"' in html
    assert not mails_to("translator-fr")
    assert not mails_to("translator-es")


def test_the_translator_hears_that_it_was_returned_and_why(
    reworded: Translation, sign_in: Callable[[str], Client]
) -> None:
    take(sign_in("translator-fr"), reworded, "send")
    mail.outbox.clear()
    take(sign_in("reviewer"), reworded, "return", comment="Encore une fois.")
    [message] = mails_to("translator-fr")
    assert "Encore une fois." in message.body
    assert "rejet" in message.subject.lower()


@pytest.mark.long
def test_translators_get_one_mail_for_all_pages_that_are_submitted_at_once(
    conference: ConferencePage, django_capture_on_commit_callbacks: Any
) -> None:
    french = TranslationRight.objects.get(group__name="Translators fr").locale
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(conference, [french])
        translate_object(conference.get_children().get().specific, [french])
    [message] = mails_to("translator-fr")
    assert message.subject == "À traduire : 2 pages".replace(" :", "\u00a0:")
    assert not mails_to("translator-es")


def test_a_long_work_sends_one_mail_at_its_end(
    conference: ConferencePage, django_capture_on_commit_callbacks: Any
) -> None:
    french = TranslationRight.objects.get(group__name="Translators fr").locale
    with translation_mail.gathered():
        for page in (conference, conference.get_children().get().specific):
            with django_capture_on_commit_callbacks(execute=True):
                translate_object(page, [french])
        assert not mails_to("translator-fr")
    assert len(mails_to("translator-fr")) == 1


def test_no_mail_names_an_english_draft(
    conference: ConferencePage, django_capture_on_commit_callbacks: Any
) -> None:
    Page.objects.filter(pk=conference.pk).update(live=False)
    conference.refresh_from_db()
    french = TranslationRight.objects.get(group__name="Translators fr").locale
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(conference, [french])
    assert mail.outbox == []
