"""What editors see of the printer before anybody else does."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

import pytest

from conference.models import ObjectivesPage
from tests.conftest import PageFinder
from tests.printing.readers import OBJECTIVES, needs_pango, open_pdf, pdf_text, words

pytestmark = pytest.mark.django_db
WATERMARKS = {
    "en": "Draft, not published",
    "es": "Borrador, sin publicar",
    "fr": "Brouillon, non publié",
}


@pytest.fixture
def editor(account: Any) -> Client:
    client = Client()
    client.force_login(account("editor"))
    return client


def preview(page: ObjectivesPage, mode: str) -> Any:
    page.summary = "Words that nobody has published."
    # The operator's own language must not matter.
    with translation.override("fr" if page.locale.language_code != "fr" else "es"):
        return page.make_preview_request(preview_mode=mode)


@pytest.mark.parametrize("language", WATERMARKS)
def test_the_print_view_of_a_draft_is_watermarked(page_at: PageFinder, language: str) -> None:
    page = page_at(OBJECTIVES, language)
    response = preview(page, "print")
    text = response.content.decode()
    assert response.status_code == 200
    assert WATERMARKS[language] in text
    assert page.summary in text


@pytest.mark.long
@needs_pango
@pytest.mark.parametrize("language", WATERMARKS)
def test_the_pdf_of_a_draft_is_watermarked(page_at: PageFinder, language: str) -> None:
    page = page_at(OBJECTIVES, language)
    response = preview(page, "print.pdf")
    assert response.status_code == 200
    assert str(open_pdf(response.content).Root.Lang) == language
    text = words(pdf_text(response.content))
    assert words(WATERMARKS[language]) in text
    assert words(page.summary) in text


@pytest.mark.parametrize("mode", ["print", pytest.param("print.pdf", marks=needs_pango)])
def test_the_admin_offers_it_beside_the_page_itself(
    editor: Client, page_at: PageFinder, mode: str
) -> None:
    page = page_at(OBJECTIVES)
    assert f'<option value="{mode}">' in (
        editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )
    draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    response = editor.get(f"{draft}?preview_mode={mode}")
    assert response.status_code == 200


def test_a_published_print_view_bears_no_watermark(client: Client, page_at: PageFinder) -> None:
    page_at(OBJECTIVES)
    assert 'class="watermark"' not in client.get("/es/print/").content.decode()
