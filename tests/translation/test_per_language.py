"""What is no text, and differs from language to language all the same: files, pictures, links."""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client, TestCase

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, Translation

import pytest

from conference.models import ConferencePage
from core.models import SeeAlsoLink
from tests.translation.conftest import translation_of


def document(name: str) -> Any:
    found = get_document_model()(title=name)
    found.file.save(f"{name}.pdf", ContentFile(b"%PDF"))
    return found


@pytest.fixture
def page(conference: ConferencePage) -> ConferencePage:
    image = get_image_model().objects.create(title="Picture", file=get_test_image_file())
    conference.body = [
        ("paragraph", '<p>See <a href="https://example.org/en">the report</a>.</p>'),
        ("document", {"document": document("english"), "title": "Report", "language": "en"}),
        ("figure", {"image": image, "alt": "A room", "caption": ""}),
    ]
    conference.see_also_links.add(
        SeeAlsoLink(address="https://example.org/also", text="Also", locale=conference.locale)
    )
    conference.save_revision().publish()
    return ConferencePage.objects.get(pk=conference.pk)


def replace(translation: Translation, replacements: dict[str, Any]) -> None:
    """By the last step of the path; each must be there."""
    for segment in translation.source.overridablesegment_set.select_related("context"):
        for ending, value in replacements.items():
            if segment.context.path.endswith(f".{ending}"):
                SegmentOverride.objects.create(
                    locale=translation.target_locale,
                    context=segment.context,
                    data_json=json.dumps(value),
                )
    assert SegmentOverride.objects.count() == len(replacements)


@pytest.mark.long
def test_a_file_a_picture_and_links_can_be_replaced_for_one_language(
    page: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    publish_translation(page)
    translation = translation_of(page, "fr")
    french = document("french")
    picture = get_image_model().objects.create(title="Other", file=get_test_image_file())
    replacements = {
        "'https://example.org/en'": "https://example.org/fr",
        "address": "https://example.org/aussi",
        "document": french.pk,
        "image": picture.pk,
    }
    replace(translation, replacements)
    translation.save_target(publish=False)
    draft: Any = translation.get_target_instance().get_latest_revision_as_object()
    assert 'href="https://example.org/fr"' in draft.body[0].value.source
    assert draft.body[1].value["document"] == french
    assert draft.body[2].value["image"] == picture
    assert [link.address for link in draft.see_also_links.all()] == ["https://example.org/aussi"]


@pytest.mark.slow
def test_what_differs_in_a_language_still_does_after_the_original_was_published_anew(
    page: ConferencePage, client: Client, publish_translation: Callable[..., Page]
) -> None:
    spanish = publish_translation(page, "es")
    translation = translation_of(page, "es")
    own = document("spanish")
    replace(
        translation,
        {"'https://example.org/en'": "https://example.org/es", "document": own.pk},
    )
    for sentence in ("See", "See also"):
        text = f'<p>{sentence} <a href="https://example.org/en">the report</a>.</p>'
        page.body[0] = ("paragraph", text, page.body[0].id)
        with TestCase.captureOnCommitCallbacks(execute=True):
            page.save_revision().publish()
            translation.source.update_from_db()
            translation.save_target(publish=True)
        english = client.get(page.get_url()).content.decode()
        assert 'href="https://example.org/en"' in english
        assert own.url not in english
        for address in (spanish.get_url(), f"{spanish.get_url()}print/"):
            html = client.get(address).content.decode()
            assert 'href="https://example.org/es"' in html
            assert own.url in html
            assert "https://example.org/en" not in html
