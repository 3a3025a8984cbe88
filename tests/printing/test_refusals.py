"""What the printer is asked for and cannot give: said in the reader's language."""

from django.core.exceptions import ValidationError
from django.test import Client
from django.test.utils import override_settings

from wagtail.models import Page

import pytest

from conference.models import SessionPage
from printing.pdf import renderer
from tests.conftest import PageFinder
from tests.printing.readers import MAINSTREAMING, OBJECTIVES

pytestmark = pytest.mark.django_db
FORMS = ["print/", "print/all/", "print/all.html"]
if renderer.is_available():
    FORMS += ["print.pdf", "print/all.pdf"]


@override_settings(PRINT_MAX_PAGES=5)
def test_too_large_a_section_is_refused(client: Client) -> None:
    response = client.get("/es/print/all/")
    assert response.status_code == 413
    assert "demasiadas para imprimirlas" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("size=huge", 400, "«size» puede ser: normal, large"),
        ("paper=a3", 400, "«paper» puede ser: a4, letter"),
        ("with=xx", 400, "no es un idioma de este sitio"),
        ("with=es", 400, "ya está en español"),
        ("with=" + "x" * 10_000, 400, "no es un idioma de este sitio"),
        ("size=%00%ff&with=%F0%9F", 400, "no es"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_nonsense_is_refused_in_the_readers_language(
    client: Client, home: Page, form: str, query: str, status: int, message: str
) -> None:
    response = client.get(f"/es/{OBJECTIVES}/{form}?{query}")
    assert response.status_code == status
    text = response.content.decode()
    assert message in text
    assert len(text) < 5000


def test_a_language_that_the_page_lacks_is_refused(client: Client, page_at: PageFinder) -> None:
    page_at(OBJECTIVES, "fr").unpublish()
    response = client.get(f"/en/{OBJECTIVES}/print/?with=fr")
    assert response.status_code == 404
    assert "This page is not available in French." in response.content.decode()


@pytest.mark.parametrize("slug", ["print", "search", "sitemap"])
def test_no_child_page_takes_the_address(page_at: PageFinder, slug: str) -> None:
    parent = page_at(MAINSTREAMING)
    page = SessionPage(title="x", slug=slug, theme="x", number=7, locale=parent.locale)
    with pytest.raises(ValidationError) as error:
        parent.add_child(instance=page)
    assert "slug" in error.value.message_dict
