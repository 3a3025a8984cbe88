"""No print address tells what its reader may not see, whoever asked for it before."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from wagtail.models import Locale, Page, PageViewRestriction

import pytest

from conference.models import SessionPage
from printing.pdf import renderer
from tests.conftest import PageFinder
from tests.printing.readers import MAINSTREAMING, OBJECTIVES, pdf_text, words
from tests.whole_site_urls import ARCHIVE, address

pytestmark = pytest.mark.django_db
FORMS = ["print/", "print/all/", "print/all.html", "print/?with=fr", "print/all/?with=fr"]
PDFS = ["print.pdf", "print/all.pdf", "print.pdf?with=fr"] if renderer.is_available() else []
# A PDF is made of the print view: that its store has no other readers, one way of each kind shows.
WITH_PDFS = {(OBJECTIVES, "draft"), (MAINSTREAMING, "login")}


def text_of(response: HttpResponse) -> str:
    if response["Content-Type"] == "application/pdf":
        return words(pdf_text(response.content))
    return words(response.content.decode())


def restrict(page: Page, kind: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")


CLOSED: dict[str, Any] = {
    "draft": lambda page: page.unpublish(),
    "expired": lambda page: Page.objects.filter(pk=page.pk).update(live=False, expired=True),
    "login": lambda page: restrict(page, PageViewRestriction.LOGIN),
    "password": lambda page: restrict(page, PageViewRestriction.PASSWORD),
    "group": lambda page: restrict(page, PageViewRestriction.GROUPS),
}


@pytest.mark.slow
@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("closed", [OBJECTIVES, MAINSTREAMING])
def test_no_print_address_shows_what_its_reader_may_not_see(
    client: Client, page_at: PageFinder, account: Any, state: str, closed: str
) -> None:
    secret = page_at(OBJECTIVES).objectives.first().text
    french = page_at(OBJECTIVES, "fr").objectives.first().text
    CLOSED[state](page_at(closed))
    CLOSED[state](page_at(closed, "fr"))
    editor = Client()
    editor.force_login(account("editor"))
    forms = FORMS + PDFS if (closed, state) in WITH_PDFS else FORMS
    asked = [(path, form) for path in (OBJECTIVES, MAINSTREAMING) for form in forms]
    # A PDF of what lies above is made of the same print view; without the pages below, that of the
    # archive has none of their texts.
    asked += [(ARCHIVE, form) for form in FORMS if "all" in form]
    if (closed, state) in WITH_PDFS:
        # The whole site takes longest, and is put together in the same way.
        asked.append(("", "print/all/?with=fr"))
    for path, form in asked:
        where = f"{address(path, 'en')}{form}"
        # A PDF may be stored for whoever asks first.
        texts = [text_of(client.get(where))] if "pdf" in form else []
        editor.get(where)
        for text in (*texts, text_of(client.get(where))):
            assert words(secret) not in text, where
            assert words(french) not in text, where


@pytest.mark.long
def test_a_scheduled_page_is_not_printed_yet(client: Client, page_at: PageFinder) -> None:
    conference = page_at(MAINSTREAMING)
    session = SessionPage(
        title="Session 9",
        slug="session-9",
        theme="Not yet",
        number=9,
        live=False,
        locale=Locale.get_default(),
        go_live_at="2099-01-01T00:00:00Z",
    )
    conference.add_child(instance=session)
    session.save_revision(approved_go_live_at=session.go_live_at)
    assert "Not yet" not in client.get(f"/en/{MAINSTREAMING}/print/all/").content.decode()


def test_a_reader_with_the_password_gets_the_page_and_no_shared_cache_does(
    client: Client, page_at: PageFinder, account: Any
) -> None:
    restrict(page_at(OBJECTIVES), PageViewRestriction.LOGIN)
    secret = page_at(OBJECTIVES).objectives.first().text
    client.force_login(account("editor"))
    response = client.get(f"/en/{MAINSTREAMING}/print/all/")
    assert secret in response.content.decode()
    assert "private" in response["Cache-Control"]
