"""What waits is in one queue, in reading order, and nobody is shown what is not theirs."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation

import pytest

from tests.translation.conftest import add_conference, submit_page, translation_of
from tests.translation.workspace.conftest import Ask, publish, record_of
from translation.models import EventKind, SegmentEvent, SegmentRecord, State
from translation.workspace.segment_queue import languages

QUEUE = "translation_workspace:queue"


def ids_in(answer: Any) -> list[int]:
    return [pk for page in answer["pages"] for pk in page["ids"]]


@pytest.mark.long
def test_stale_and_new_segments_wait_page_by_page(
    stale: SegmentRecord, account: Any, read: Ask, portal: Page, submit: Callable[..., Page]
) -> None:
    conference = add_conference(portal, "second")
    submit(conference)
    answer = read(account("translator-fr"), "queue", language="fr")
    assert stale.pk in ids_in(answer)
    last = answer["pages"][-1]
    new = SegmentRecord.objects.current().filter(translation_id=last["translation_id"])
    assert last["ids"] == [record.pk for record in new]
    assert last["states"] == "n" * len(new)
    assert ids_in(read(account("translator-fr"), "queue", language="fr", filter="stale")) == [
        stale.pk
    ]


def test_a_queue_is_narrowed_to_pages_and_to_a_section(
    stale: SegmentRecord, account: Any, read: Ask, conference: Page, portal: Page
) -> None:
    translator = account("translator-fr")
    elsewhere = portal.get_first_child()
    for query, expected in (
        ({"page": conference.pk}, [stale.pk]),
        ({"section": portal.pk}, [stale.pk]),
        ({"section": elsewhere.pk}, []),
        ({"mine": "on"}, [stale.pk]),
    ):
        answer = read(translator, "queue", language="fr", filter="stale", **query)
        assert ids_in(answer) == expected, query


def test_the_workspace_opens_in_the_language_that_its_user_reads(account: Any, db: None) -> None:
    for code in ("es", "fr"):
        with override(code):
            assert languages(account("admin"))[0].language_code == code
            assert languages(account("translator-fr"))[0].language_code == "fr"


def test_texts_about_which_the_checks_say_something_are_found(
    stale: SegmentRecord, account: Any, read: Ask
) -> None:
    """The carried-over text lacks the year that is new in the original."""
    answer = read(account("translator-fr"), "queue", language="fr", filter="warnings")
    assert ids_in(answer) == [stale.pk]
    assert answer["next"] is None


def test_a_returned_segment_waits_until_somebody_takes_a_step(
    french: Translation, account: Any, read: Ask
) -> None:
    record = record_of(french)
    SegmentRecord.objects.filter(pk=record.pk).update(state=State.DRAFT)
    SegmentEvent.objects.create(record=record, kind=EventKind.RETURNED, comment="Non")
    translator = account("translator-fr")
    for name in ("returned", "waiting"):
        assert record.pk in ids_in(read(translator, "queue", language="fr", filter=name))
    SegmentEvent.objects.create(record=record, kind=EventKind.SAVED)
    assert read(translator, "queue", language="fr", filter="returned")["pages"] == []


@pytest.mark.long
@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_the_original_of_a_page_that_is_not_public_is_in_no_queue_and_no_answer(
    stale: SegmentRecord, account: Any, read: Ask, send: Ask, conference: Page, hidden: str
) -> None:
    if hidden == "draft":
        Page.objects.filter(pk=conference.pk).update(live=False)
    else:
        PageViewRestriction.objects.create(page=conference, restriction_type="login")
    translator = account("translator-fr")
    assert stale.pk not in ids_in(read(translator, "queue", language="fr", filter="all"))
    assert read(translator, "segments", ids=str(stale.pk))["segments"] == []
    for action in ("save", "check", "comment", "repeat", "decide", "set_aside"):
        assert send(translator, action, stale.pk, comment="x").status_code == 403, action


def test_a_page_opens_in_the_workspace_of_its_language(
    stale: SegmentRecord, account: Any, client: Client
) -> None:
    page = stale.translation.get_target_instance()
    client.force_login(account("translator-fr"))
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]), follow=True)
    assert response.redirect_chain == [(f"/admin/translation-workspace/?page={page.pk}", 302)]
    assert response.context["wanted"].filter == "waiting"
    assert f"/admin/pages/{page.pk}/edit/?form=1" in response.content.decode()


@pytest.mark.long
def test_a_queue_costs_the_same_for_any_number_of_segments(
    stale: SegmentRecord, account: Any, client: Client, conference: Page
) -> None:
    client.force_login(account("translator-fr"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(QUEUE), {"language": "fr", "filter": "all"})
            ids = ",".join(str(pk) for pk in range(stale.pk - 40, stale.pk + 1))
            client.get(reverse("translation_workspace:segments"), {"ids": ids})
        return len(captured)

    client.get(reverse(QUEUE), {"language": "fr"})
    before = cost()
    records = [
        SegmentRecord(
            translation=stale.translation,
            context_id=stale.context_id,
            string_id=other.string_id,
            state=State.STALE,
        )
        for other in SegmentRecord.objects.exclude(string_id=stale.string_id)[:200]
    ]
    SegmentRecord.objects.bulk_create(records, ignore_conflicts=True)
    assert cost() <= before + 1


@pytest.mark.long
def test_a_mended_original_takes_a_segment_out_of_the_queue_again(
    stale: SegmentRecord, account: Any, read: Ask, conference: Page
) -> None:
    conference.refresh_from_db()
    conference.full_title = "A conference for trial"
    publish(conference)
    answer = read(account("translator-fr"), "queue", language="fr", filter="stale")
    assert ids_in(answer) == []


@pytest.mark.long
def test_a_segment_that_nobody_ever_translated_is_shown_with_an_empty_text(
    portal: Page, account: Any, segment: Ask
) -> None:
    conference = add_conference(portal, "untold")
    submit_page(conference)
    seen = segment(account("translator-fr"), record_of(translation_of(conference, "fr")))
    assert (seen["source"], seen["text"], seen["state"]) == (
        "A conference for trial",
        "",
        "untranslated",
    )
