"""Work packages: made, assigned, translated, sent and approved as one."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

from django.core import mail
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page
from wagtail.users.models import UserProfile

import pytest

from conference.models import ConferencePage
from tests.query_counts import get_and_count_queries
from tests.translation.conftest import add_conference, enter_every_string, translation_of
from tests.translation.work_packages.conftest import Make, french_of
from translation.models import SegmentRecord, State, WorkPackage
from translation.work_packages import word_bands

pytestmark = pytest.mark.django_db


def post(client: Client, name: str, *args: Any) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(reverse(f"work_packages:{name}", args=args))


@pytest.mark.long
def test_a_section_is_bundled_and_its_translators_are_told_in_their_language(
    submitted: ConferencePage, make: Make, account: Callable[[str], Any]
) -> None:
    translator = account("translator-fr")
    profile = UserProfile.get_for_user(translator)
    profile.preferred_language = "fr"
    profile.save()
    mail.outbox.clear()
    package = make(submitted, due_on="2031-12-12", note="Terms as in 2030")
    assert {page.slug for page in package.pages.all()} == {"trial", "introduction"}
    [message] = [each for each in mail.outbox if each.to == [translator.email]]
    assert message.subject == "À traduire\u00a0: «\u202fTrial\u202f»"
    assert "12 décembre 2031" in message.body
    assert f"package={package.pk}" in message.body


def test_words_are_counted_by_match_band_each_once(submitted: ConferencePage, make: Make) -> None:
    package = make(submitted)
    found = french_of(package)
    waiting = SegmentRecord.objects.filter(
        translation__in=found.translations(), is_current=True, state=State.UNTRANSLATED
    )
    bands = word_bands.word_bands(found)
    assert sum(bands.values()) == sum(record.words for record in waiting) == found.words_left
    assert found.words_new == bands[word_bands.NEW]


@pytest.mark.long
def test_stale_known_and_repeated_words_are_in_their_own_bands(
    portal: Page, submitted: ConferencePage, make: Make
) -> None:
    from tests.translation.conftest import submit_and_publish, submit_page

    submit_and_publish(add_conference(portal, "known"))
    again = add_conference(portal, "again")
    submit_page(again)
    package = make(submitted)
    package.pages.add(again)
    bands = word_bands.word_bands(french_of(package))
    # "A conference for trial" is known from the first one; nothing is counted twice.
    assert bands[word_bands.EXACT] >= 4
    assert bands[word_bands.REPEATED] >= 4


@pytest.mark.long
def test_what_is_complete_is_sent_and_approved_and_the_rest_is_listed(
    submitted: ConferencePage, introduction: Page, make: Make, sign_in: Callable[[str], Client]
) -> None:
    package = make(submitted)
    done = translation_of(submitted, "fr")
    enter_every_string(submitted, done.target_locale)
    answer = post(sign_in("translator-fr"), "send", package.pk, "fr")
    assert [page.pk for page in answer.context["done"]] == [done.get_target_instance().pk]
    [(held, reason)] = answer.context["held"]
    assert held.translation_key == introduction.translation_key
    assert reason == "1 phrase reste à traduire ou à réviser."
    answer = post(sign_in("reviewer"), "approve", package.pk, "fr")
    assert [page.pk for page in answer.context["done"]] == [done.get_target_instance().pk]
    assert Page.objects.get(pk=done.get_target_instance().pk).live


@pytest.mark.long
def test_a_package_is_a_scope_of_the_workspace(
    portal: Page, submitted: ConferencePage, make: Make, sign_in: Callable[[str], Client]
) -> None:
    from tests.translation.conftest import submit_page

    other = add_conference(portal, "other")
    submit_page(other)
    package = make(submitted)
    queue = sign_in("translator-fr").get(
        reverse("translation_workspace:queue"), {"language": "fr", "package": package.pk}
    )
    found = {page["translation_id"] for page in queue.json()["pages"]}
    assert found == set(french_of(package).translations().values_list("pk", flat=True))
    screen = sign_in("translator-fr").get(french_of(package).workspace_url)
    assert "Trial" in screen.content.decode()


@pytest.mark.long
def test_a_package_goes_out_as_one_file(
    submitted: ConferencePage, make: Make, sign_in: Callable[[str], Client]
) -> None:
    package = make(submitted)
    url = reverse("work_packages:export", args=[package.pk, "fr"])
    answer = sign_in("translator-fr").get(url, {"layout": "xliff-2.1"})
    assert answer["Content-Disposition"].endswith('.xlf"')
    assert answer.content.decode().count("<file ") == 2


def test_a_reminder_goes_out_once_and_again_after_another_date(
    submitted: ConferencePage, make: Make, account: Callable[[str], Any]
) -> None:
    soon = timezone.localdate() + timedelta(days=2)
    package = make(submitted, due_on=soon.isoformat())
    mail.outbox.clear()
    for _time in range(2):
        call_command("send_translation_mail", stdout=StringIO())
    assert [each.subject for each in mail.outbox if "translator-fr" in each.to[0]] == [
        "Échéance proche\u00a0: «\u202fTrial\u202f»"
    ]
    package.assignments.update(reminded_at=None)
    package.due_on = soon + timedelta(days=30)
    package.save()
    mail.outbox.clear()
    call_command("send_translation_mail", stdout=StringIO())
    assert not mail.outbox


def test_its_maker_is_told_when_all_pages_are_approved(
    submitted: ConferencePage, portal: Page, make: Make, account: Callable[[str], Any]
) -> None:
    package = make(submitted)
    missing = add_conference(portal, "missing")
    package.pages.add(missing)
    mail.outbox.clear()
    SegmentRecord.objects.filter(translation__in=french_of(package).translations()).update(
        state=State.APPROVED
    )
    from translation.sync.progress_summary import recount

    for translation in french_of(package).translations():
        recount(translation)
    call_command("send_translation_mail", stdout=StringIO())
    assert not mail.outbox
    package.pages.remove(missing)
    for _time in range(2):
        call_command("send_translation_mail", stdout=StringIO())
    assert [each.subject for each in mail.outbox] == ["Done: “Trial”"]
    assert mail.outbox[0].to == [account("editor").email]


@pytest.mark.long
def test_pages_that_translators_do_not_have_yet_are_counted_and_handed_over_by_link(
    portal: Page, submitted: ConferencePage, make: Make, sign_in: Callable[[str], Client]
) -> None:
    from tests.translation.conftest import submit_page

    package = make(submitted)
    missing = add_conference(portal, "missing")
    package.pages.add(missing)
    url = reverse("work_packages:package", args=[package.pk])
    [section] = sign_in("editor").get(url).context["sections"]
    assert section.assignment.not_submitted == 1
    assert f"id={missing.pk}&" in section.submit_url
    asked = sign_in("editor").get(section.submit_url).context["items"]
    assert [each["item"].pk for each in asked] == [missing.pk]
    submit_page(missing)
    counted = french_of(package).words_new
    [section] = sign_in("editor").get(url).context["sections"]
    assert (section.assignment.not_submitted, section.submit_url) == (0, "")
    assert section.assignment.words_new + section.assignment.words_exact > counted


def test_only_those_who_approve_are_offered_it(
    submitted: ConferencePage, make: Make, sign_in: Callable[[str], Client]
) -> None:
    package = make(submitted)
    url = reverse("work_packages:package", args=[package.pk])
    for name, may in (("translator-fr", False), ("reviewer", True), ("moderator", True)):
        [section] = sign_in(name).get(url).context["sections"]
        assert section.may_approve is may, name


def test_a_package_is_changed_and_deleted_by_those_who_edit_its_pages(
    submitted: ConferencePage, make: Make, sign_in: Callable[[str], Client]
) -> None:
    package = make(submitted)
    for name in ("change", "delete"):
        url = reverse(f"work_packages:{name}", args=[package.pk])
        assert sign_in("translator-fr").get(url).status_code == 302
        assert sign_in("editor").get(url).status_code == 200
    post(sign_in("editor"), "delete", package.pk)
    assert not WorkPackage.objects.exists()
    assert Page.objects.filter(pk=submitted.pk).exists()


@pytest.mark.long
def test_more_packages_take_no_more_queries(
    submitted: ConferencePage, make: Make, sign_in: Callable[[str], Client]
) -> None:
    make(submitted)
    url = reverse("work_packages:index")
    _html, few = get_and_count_queries(sign_in("moderator"), url)
    for _time in range(5):
        make(submitted)
    html, many = get_and_count_queries(sign_in("moderator"), url)
    assert many == few
    assert html.count(">Trial<") == 6


@pytest.mark.long
def test_the_home_page_and_the_package_list_what_is_mine(
    submitted: ConferencePage, make: Make, sign_in: Callable[[str], Client]
) -> None:
    package = make(submitted)
    client = sign_in("translator-fr")
    assert "Vos lots de travail" in client.get("/admin/").content.decode()
    shown = client.get(reverse("work_packages:package", args=[package.pk])).content.decode()
    assert "Introduction" in shown
    assert "Supprimer…" not in shown
    assert client.get(reverse("translation_board")).status_code == 200
    assert sign_in("translator-es").get(reverse("work_packages:index")).status_code == 200
