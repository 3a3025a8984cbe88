"""The workspace without JavaScript, as a browser sends its form."""

from typing import Any

from django.test import Client
from django.urls import reverse

import pytest
from lxml import html as lxml_html

from tests.translation.workspace.conftest import Ask, entry_of, record_of
from translation.models import SegmentRecord, State

TEXT = "Une conférence, pour essai en 2031"


@pytest.fixture
def as_translator(account: Any, client: Client) -> Client:
    client.force_login(account("translator-fr"))
    return client


def opened(client: Client, record: SegmentRecord) -> dict[str, str]:
    """The values of the form as it is shown."""
    answer = client.get(address(record))
    assert answer.status_code == 200
    return fields(answer)


def fields(answer: Any) -> dict[str, str]:
    [form] = [
        form for form in lxml_html.fromstring(answer.content).forms if "plain-form" in form.classes
    ]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def address(record: SegmentRecord) -> str:
    return reverse("translation_workspace:plain_form", args=[record.translation_id])


@pytest.mark.long
def test_what_was_changed_in_the_form_is_saved_and_the_rest_is_left_alone(
    stale: SegmentRecord, as_translator: Client
) -> None:
    form = opened(as_translator, stale)
    before = record_of(stale.translation, "title").state
    form[f"text-{stale.pk}"] = TEXT
    answer = as_translator.post(address(stale), form, follow=True)
    assert answer.redirect_chain == [(address(stale), 302)]
    assert entry_of(stale).data == TEXT
    assert record_of(stale.translation).state == State.DRAFT
    assert record_of(stale.translation, "title").state == before


def test_an_earlier_translation_is_confirmed_in_the_form(
    stale: SegmentRecord, as_translator: Client
) -> None:
    form = opened(as_translator, stale) | {f"valid-{stale.pk}": "on"}
    as_translator.post(address(stale), form)
    assert record_of(stale.translation).state == State.DRAFT


def test_the_form_keeps_a_text_that_somebody_else_replaced_meanwhile(
    stale: SegmentRecord, as_translator: Client, account: Any, send: Ask
) -> None:
    form = opened(as_translator, stale) | {f"text-{stale.pk}": TEXT}
    send(account("admin"), "save", stale.pk, html="Texte de 2031", over="1")
    as_translator.force_login(account("translator-fr"))
    answer = as_translator.post(address(stale), form)
    assert "Texte de 2031" in answer.content.decode()
    assert entry_of(stale).data == "Texte de 2031"
    assert fields(answer)[f"text-{stale.pk}"] == TEXT
    as_translator.post(address(stale), fields(answer))
    assert entry_of(stale).data == TEXT


def test_the_form_gives_back_a_text_whose_original_was_changed_meanwhile(
    stale: SegmentRecord, as_translator: Client
) -> None:
    form = opened(as_translator, stale) | {f"text-{stale.pk}": f"{TEXT} <i>"}
    SegmentRecord.objects.filter(pk=stale.pk).update(is_current=False)
    answer = as_translator.post(address(stale), form, follow=True)
    assert f"page\u00a0: {TEXT} &lt;i&gt;" in answer.content.decode()
    assert TEXT not in entry_of(stale).data


@pytest.mark.parametrize("text", ["", "x" * 600], ids=["empty", "too long"])
def test_the_form_says_why_a_text_is_not_saved(
    stale: SegmentRecord, as_translator: Client, text: str
) -> None:
    before = entry_of(stale).data
    form = opened(as_translator, stale) | {f"text-{stale.pk}": text}
    answer = as_translator.post(address(stale), form)
    shown = lxml_html.fromstring(answer.content)
    assert shown.get_element_by_id(f"refusal-{stale.pk}").text_content().strip()
    assert fields(answer)[f"text-{stale.pk}"] == text
    assert entry_of(stale).data == before


def test_without_javascript_every_way_to_a_translated_page_leads_to_the_form(
    stale: SegmentRecord, as_translator: Client
) -> None:
    page = stale.translation.get_target_instance()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for way in (edit, f"{edit}?form=1"):
        shown = lxml_html.fromstring(as_translator.get(way, follow=True).content)
        assert shown.xpath(f"//noscript//a[@href='{address(stale)}']"), way
