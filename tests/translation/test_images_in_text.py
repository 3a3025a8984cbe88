"""An image inside rich text: its description is translated, itself can be replaced."""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from wagtail.images import get_image_model
from wagtail.images.forms import ImageInsertionForm
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, TranslationSource

import pytest
from lxml import html

from conference.models import ConferencePage
from core.text.rich_text_segments import put_together, take_apart
from tests.translation.conftest import MARK, translation_of
from translation import upstream
from translation.models import State
from translation.sync import segment_states

ALT = 'Delegates at work & a "sign"'


def image(title: str = "Room") -> Any:
    return get_image_model().objects.create(title=title, file=get_test_image_file())


def embed(picture: Any, alt: str) -> str:
    return f'<embed alt="{escape(alt)}" embedtype="image" format="fullwidth" id="{picture.pk}"/>'


def with_text(page: ConferencePage, text: str) -> ConferencePage:
    block_id = page.body[0].id if len(page.body) else None
    page.body = [("paragraph", text)]
    if block_id:
        page.body[0].id = block_id
    page.save_revision().publish()
    return ConferencePage.objects.get(pk=page.pk)


@pytest.fixture
def picture(db: None) -> Any:
    return image()


@pytest.fixture
def page(conference: ConferencePage, picture: Any) -> ConferencePage:
    text = f"<p>Before.</p>{embed(picture, ALT)}<p>After.</p>{embed(image(), '')}"
    return with_text(conference, text)


def alts(content: str) -> list[str]:
    return [str(img.get("alt")) for img in html.document_fromstring(content).iter("img")]


def segments(page: Page) -> dict[str, str]:
    source = TranslationSource.objects.get_for_instance_or_none(page)
    assert source is not None
    found = upstream.segments_of(source)
    return {upstream.plain(each.text): each.path for each in found if each.path.startswith("body.")}


@pytest.mark.parametrize(
    "alt", ["A room", ALT, "it's < 5 & > 3", "É\xa0: «\xa0x\xa0»", "'single' and \"double\""]
)
def test_a_text_is_taken_apart_and_put_together_again_without_loss(alt: str) -> None:
    text = (
        "<p>One <b>bold</b>.</p>"
        f'<embed alt="{escape(alt)}" embedtype="image" format="fullwidth" id="7"/>'
        '<p>A “quote” and <a href="https://example.org/?a=1&amp;b=2">a link</a>.</p>'
        '<embed alt="" embedtype="image" format="fullwidth" id="8"/>'
        '<embed embedtype="media" url="https://example.org/video"/>'
    )
    template, strings = take_apart(text)
    assert [string.render_text() for string, _attrs in strings][1] == alt
    assert len(strings) == 3
    restored = put_together(template, strings, set())
    again, strings_again = take_apart(restored)
    assert (again, strings_again) == (template, strings)
    assert f'alt="{escape(alt)}"'.replace("&#x27;", "'") in restored
    assert "data-position" not in restored


@pytest.mark.long
def test_a_description_comes_in_reading_order_at_a_place_of_its_own(
    page: ConferencePage, picture: Any, submit: Callable[..., Page]
) -> None:
    submit(page)
    block = page.body[0].id
    assert segments(page) == {
        "Before.": f"body.{block}",
        ALT: f"body.{block}.'{picture.pk}'",
        "After.": f"body.{block}",
    }


@pytest.mark.long
def test_readers_of_a_language_get_its_description_on_the_page_and_in_print(
    page: ConferencePage, client: Client, publish_translation: Callable[..., Page]
) -> None:
    french = publish_translation(page)
    for address in (french.get_url(), f"{french.get_url()}print/"):
        assert alts(client.get(address).content.decode()) == [MARK + ALT, ""]


@pytest.mark.long
def test_a_changed_description_is_stale_and_the_earlier_one_stays_with_readers(
    page: ConferencePage, picture: Any, client: Client, publish_translation: Callable[..., Page],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    french = publish_translation(page)
    with django_capture_on_commit_callbacks(execute=True):
        with_text(page, f"<p>Before.</p>{embed(picture, 'An empty hall')}<p>After.</p>")
    translation = translation_of(page, "fr")
    (record,) = translation.records.current().filter(state=State.STALE)
    assert record.string.data == "An empty hall"
    assert record.predecessor.context.path.endswith(f".'{picture.pk}'")
    translation.save_target(publish=True)
    assert alts(client.get(french.get_url()).content.decode()) == [MARK + ALT, ""]


@pytest.mark.long
def test_without_a_translated_description_the_text_waits(
    page: ConferencePage, picture: Any, client: Client, publish_translation: Callable[..., Page],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    french = publish_translation(page)
    other = image("Other")
    with django_capture_on_commit_callbacks(execute=True):
        with_text(page, f"<p>Before.</p>{embed(picture, ALT)}{embed(other, 'Quite new')}")
    translation = translation_of(page, "fr")
    assert segment_states.left_to_translate(translation) == 1
    translation.save_target(publish=True)
    assert alts(client.get(french.get_url()).content.decode()) == [MARK + ALT, ""]


@pytest.mark.long
def test_the_image_can_be_another_one_in_one_language(
    page: ConferencePage, client: Client, account: Any, publish_translation: Callable[..., Page]
) -> None:
    french = publish_translation(page)
    translation = translation_of(page, "fr")
    (segment,) = translation.source.overridablesegment_set.filter(
        context__path__contains=page.body[0].id
    )
    other = image("French")
    client.force_login(account("translator-fr"))
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    body = f"value={other.pk}"
    kind = "application/x-www-form-urlencoded"
    assert client.put(address, body, content_type=kind).status_code == 201
    translation.save_target(publish=True)
    block = translation.get_target_instance().get_latest_revision_as_object().body[0]
    assert f'id="{other.pk}"' in block.value.source
    assert escape(MARK + ALT) in block.value.source
    SegmentOverride.objects.update(data_json=json.dumps("nonsense"))
    translation.save_target(publish=True)
    assert client.get(french.get_url()).status_code == 200


@pytest.mark.long
def test_the_editor_says_what_is_translated_and_offers_a_choice_of_images(
    page: ConferencePage, client: Client, account: Any, submit: Callable[..., Page]
) -> None:
    french = submit(page)
    client.force_login(account("translator-fr"))
    screen = client.get(
        reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1"
    ).content.decode()
    assert "Description de l" in screen  # the translator reads French
    assert "image_chooser" in screen


@pytest.mark.long
def test_pictures_of_a_text_cost_no_more_queries_when_there_are_many(
    conference: ConferencePage, client: Client
) -> None:
    def cost(number: int) -> int:
        page = with_text(conference, "".join(embed(image(), f"Room {n}") for n in range(number)))
        client.get("/en/")
        with CaptureQueriesContext(connection) as captured:
            content = client.get(page.get_url()).content.decode()
        assert len(alts(content)) == number
        assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)
        return len(captured)

    assert cost(1) == cost(8) <= 15


def test_an_editor_is_asked_for_the_description() -> None:
    form = ImageInsertionForm({"format": "fullwidth", "alt_text": ""})
    assert not form.is_valid()
    assert ImageInsertionForm({"format": "fullwidth", "image_is_decorative": "on"}).is_valid()
    assert [name for name, _label in form.fields["format"].choices] == ["fullwidth"]
