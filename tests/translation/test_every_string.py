"""Every string that a page shows reaches its translators, and comes back from them."""

import re
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

import pytest

from conference.models import GuidingQuestion, SessionPage
from core.models import SeeAlsoLink
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"


def body() -> list[tuple[str, Any]]:
    """Every block there is, each text with the word "source"."""
    image = get_image_model().objects.create(title="Picture", file=get_test_image_file())
    document = get_document_model()(title="File")
    document.file.save("report.pdf", ContentFile(b"%PDF"))
    return [
        ("heading", {"text": "source heading", "level": "2"}),
        ("paragraph", "<p>source paragraph of the 10<sup>th</sup> meeting</p>"),
        ("bulleted_list", ["<p>source point <b>bold</b></p>"]),
        ("numbered_list", ["<p>source number</p>"]),
        ("quote", {"text": "<p>source quotation</p>", "source": "source speaker", "language": ""}),
        ("figure", {"image": image, "alt": "source alt", "caption": "source caption"}),
        ("document", {"document": document, "title": "source document", "language": "en"}),
        (
            "table",
            {
                "caption": "source table",
                "columns": [{"type": "text", "heading": "source column"}],
                "rows": [{"values": ["source cell"]}],
            },
        ),
        (
            "callout",
            {"heading": "source notice", "text": "<p>source advice</p>", "tone": "note"},
        ),
    ]


@pytest.fixture
def session(page_at: PageFinder) -> SessionPage:
    parent = page_at(MAINSTREAMING)
    page = SessionPage(
        title="source title",
        theme="source theme",
        number=9,
        slug="session-9",
        summary="source summary",
        seo_title="source headline",
        search_description="source description",
        body=body(),
        locale=parent.locale,
    )
    page.guiding_questions.add(GuidingQuestion(text="source question", locale=parent.locale))
    page.see_also_links.add(
        SeeAlsoLink(address="https://www.cbd.int/", text="source link", locale=parent.locale)
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def shown(client: Client, page: Page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_no_word_of_the_original_is_left_after_translation(
    client: Client, session: SessionPage
) -> None:
    assert shown(client, session).count("source") >= 18
    french = Locale.objects.get(language_code="fr")
    translate_object(session, [french])
    translation = Translation.objects.get(
        source__object_id=session.translation_key, target_locale=french
    )
    po = translation.export_po()
    for entry in po:
        entry.msgstr = entry.msgid.replace("source", "cible")
    assert translation.import_po(po) == []
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.get_latest_revision().publish()
    html = shown(client, target)
    assert re.findall(r"[^<>]*\bsource\b[^<>]*", html) == []
    assert html.count("cible") >= 18
    assert "10<sup>th</sup>" in html
