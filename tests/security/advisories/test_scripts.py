"""Wagtail's advisories about scripts in what somebody writes, each tried against this site."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

import pytest

from conference.models import ConferencePage, IntroductionPage, SessionPage
from tests.conftest import PageFinder
from tests.security.advisories.conftest import MAINSTREAMING, As
from tests.security.payloads import RUN, dangers

EVIL = f"<script>{RUN}</script><img src=x onerror={RUN}>"
PORTAL = "protocol/capacity-building/portal"


def conference_with(page_at: PageFinder, title: str, **fields: Any) -> ConferencePage:
    page = ConferencePage(
        title=title,
        slug="evil",
        full_title=title,
        opens_at="2031-03-03T00:00Z",
        closes_at="2031-03-14T00:00Z",
        **fields,
    )
    page_at(PORTAL).add_child(instance=page)
    page.save_revision().publish()
    return page


def test_cve_2020_11001_scripts_in_the_comparison_of_revisions(
    as_user: As, page_at: PageFinder
) -> None:
    """GHSA-v2wc-pfq2-5cm6: an editor's history ran scripts in who compared its revisions."""
    page = IntroductionPage(title="Page", slug="compared", summary="a", mandate="<p>a</p>")
    page_at(MAINSTREAMING).add_child(instance=page)
    first = page.save_revision()
    page.title, page.summary, page.mandate = f"Page {EVIL}", EVIL, f"<p>{EVIL}</p>"
    second = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    answer = as_user("admin").get(address)
    assert answer.status_code == 200
    assert "&lt;script&gt;" in answer.content.decode()
    assert dangers(answer.content, admin=True) == []


def test_cve_2021_29434_links_that_are_scripts_in_rich_text(
    as_user: As, page_at: PageFinder, client: Client
) -> None:
    """GHSA-wq5h-f9p5-q7fx: a crafted form saved `javascript:` links that readers followed."""
    page = SessionPage(title="Session", slug="links", theme="Theme", number=9)
    page_at(MAINSTREAMING).add_child(instance=page)
    page.save_revision().publish()
    link = (
        f'<p>before <a href="javascript:{RUN}">link</a> <a href=" jAvascript&#58;{RUN}">b</a></p>'
    )
    form = {
        "title": "Session",
        "slug": "links",
        "theme": "Theme",
        "number": "9",
        "introduction": rich_text(link),
        "body": streamfield([("paragraph", rich_text(link))]),
        "closing": streamfield([]),
        "guiding_questions": inline_formset([]),
        "see_also_links": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "on",
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert as_user("editor").post(address, nested_form_data(form)).status_code == 302
    page.refresh_from_db()
    assert "before" in str(page.introduction)
    shown = Client().get(page.url).content
    assert b"before" in shown
    assert dangers(shown) == []
    assert b"javascript:" not in shown.lower()


def test_cve_2021_32681_plain_blocks_are_escaped(client: Client, page_at: PageFinder) -> None:
    """GHSA-xfrw-hxr5-ghqf: `include_block` showed plain text of a block as HTML."""
    page = conference_with(page_at, "Blocks")
    page.body = [
        ("heading", {"text": EVIL, "level": "2"}),
        ("quote", {"text": "<p>a</p>", "source": EVIL, "language": ""}),
        ("callout", {"heading": EVIL, "text": "<p>a</p>", "tone": "note"}),
    ]
    page.save_revision().publish()
    for address in (page.url, f"{page.url}print/"):
        shown = client.get(address).content
        assert shown.count(b"&lt;script&gt;") >= 3, address
        assert dangers(shown) == [], address


@pytest.mark.long
def test_cve_2023_28836_scripts_in_titles_where_a_parent_is_chosen_or_a_file_is_shown(
    as_user: As, page_at: PageFinder
) -> None:
    """GHSA-5286-f2rf-35c2: of ModelAdmin; here the core's own views that do the same."""
    page = conference_with(page_at, EVIL)
    document = get_document_model().objects.create(title=EVIL, file="a.txt", file_size=1)
    image = get_image_model().objects.create(title=EVIL, file=get_test_image_file())
    admin = as_user("admin")
    for address in (
        reverse("wagtailadmin_pages:choose_parent", args=["conference", "sessionpage"]),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs:delete", args=[document.pk]),
        reverse("wagtaildocs:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
    ):
        answer = admin.get(address)
        assert answer.status_code == 200, address
        assert b"&lt;script&gt;" in answer.content or "/create/" in address
        assert dangers(answer.content, admin=True) == [], address


@pytest.mark.long
def test_cve_2026_28223_scripts_in_the_message_after_a_translation(
    as_user: As, page_at: PageFinder
) -> None:
    """GHSA-p4v8-rw59-93cq: of simple_translation; here wagtail-localize says the same thing."""
    page = conference_with(page_at, EVIL)
    address = reverse("translation:submit_page_translation", args=[page.pk])
    locales = [each.pk for each in page.locale.__class__.objects.exclude(pk=page.locale_id)]
    answer = as_user("admin").post(address, {"locales": locales}, follow=True)
    assert answer.status_code == 200
    assert Page.objects.filter(translation_key=page.translation_key).count() == 3
    assert b"&lt;script&gt;" in answer.content
    assert dangers(answer.content, admin=True) == []


@pytest.mark.long
def test_cve_2026_54263_what_is_asked_for_comes_back_as_a_script(as_user: As, db: None) -> None:
    """GHSA-23m2-mghx-vqmf: the generator of image addresses showed its arguments as HTML."""
    image = get_image_model().objects.create(title="Image", file=get_test_image_file())
    for name in ("wagtailimages:url_generator", "wagtailimages:url_generator_output"):
        address = reverse(name, args=[image.pk])
        for argument in ("filter_method", "width", "height", "closeness"):
            answer = as_user("admin").get(address, {argument: EVIL}, follow=True)
            assert answer.status_code == 404
            assert RUN.encode() not in answer.content.replace(b"&lt;", b"")


def test_cve_2025_45388_scripts_in_an_uploaded_pdf(
    client: Client, db: None, document: Callable[..., Any]
) -> None:
    """Disputed by Wagtail: a PDF is shown in the browser, here under a policy that runs nothing."""
    answer = client.get(document("a.pdf", b"%PDF-1.4 /JS (app.alert(1))").url)
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
