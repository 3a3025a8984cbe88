"""Who may frame what: this site its previews, for those signed in; nobody anything else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from wagtail.models import Page

import pytest

from security.csp import CSP
from tests.conftest import PageFinder
from tests.core.test_preview import session_form
from tests.terms.test_admin import form_of

ENFORCE, REPORT_ONLY = CSP.HEADER_ENFORCE, CSP.HEADER_REPORT_ONLY
MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"
FRAMED, UNFRAMED = "frame-ancestors 'self'", "frame-ancestors 'none'"


def preview_address(parent: Page) -> str:
    """Of a session that an editor begins to write."""
    return reverse(
        "wagtailadmin_pages:preview_on_add", args=["conference", "sessionpage", parent.pk]
    )


def previewed(client: Client, address: str, form: dict[str, Any], mode: str = "") -> HttpResponse:
    """What the preview panel shows of a form, by the requests of its script."""
    assert client.post(address, form).json()["is_valid"], address
    asked = {"in_preview_panel": "true"} | ({"mode": mode} if mode else {})
    response: HttpResponse = client.get(address, asked)
    return response


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["", "print", "print.pdf"])
def test_a_preview_is_framed_by_this_site_and_as_strict_as_for_readers(
    page_at: PageFinder, as_user: Callable[[str], Client], mode: str
) -> None:
    address = preview_address(page_at(MAINSTREAMING))
    response = previewed(as_user("editor"), address, session_form(), mode)
    assert response.status_code == 200
    assert response[ENFORCE].endswith(FRAMED)
    assert "unsafe" not in response[ENFORCE]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.long
def test_previews_of_snippets_and_of_translations_are_framed_by_this_site(
    page_at: PageFinder, as_user: Callable[[str], Client], french_address: str
) -> None:
    term = {"language": "en", "text": "Gene bank", "status": "official"}
    for address, form in (
        (
            reverse("wagtailsnippets_conference_topic:preview_on_add"),
            {"name": "Gene banks", "key": "gene-banks"},
        ),
        (reverse("wagtailsnippets_terms_concept:preview_on_add"), form_of("gene-bank", [term])),
        (french_address, {}),
    ):
        response = previewed(as_user("admin"), address, form)
        assert (response.status_code, response["X-Frame-Options"]) == (200, "SAMEORIGIN"), address
        assert response[ENFORCE].endswith(FRAMED), address
        assert "<wagtail-userbar>" in response.content.decode(), address


def test_nobody_frames_the_rest_of_the_admin_nor_a_page_that_an_editor_reads(
    page_at: PageFinder, as_user: Callable[[str], Client]
) -> None:
    page, client = page_at(OBJECTIVES), as_user("editor")
    for address in (
        "/admin/",
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        page.url,
        f"{page.url}print/",
    ):
        response = client.get(address)
        assert UNFRAMED in response[ENFORCE], address
        assert response["X-Frame-Options"] == "DENY", address


def test_who_has_not_signed_in_gets_no_preview_and_nothing_to_frame(
    page_at: PageFinder, client: Client
) -> None:
    response = client.get(preview_address(page_at(MAINSTREAMING)), follow=True)
    assert UNFRAMED in response[ENFORCE]
    assert response["X-Frame-Options"] == "DENY"


def test_a_policy_that_is_only_tried_out_lets_previews_be_framed_as_well(
    page_at: PageFinder, as_user: Callable[[str], Client]
) -> None:
    tried = {"SECURE_CSP": {}, "SECURE_CSP_REPORT_ONLY": settings.SECURE_CSP}
    with override_settings(**tried):
        address = preview_address(page_at(MAINSTREAMING))
        response = previewed(as_user("editor"), address, session_form())
    assert ENFORCE not in response
    assert response[REPORT_ONLY].endswith(FRAMED)


def test_a_language_is_previewed_before_its_home_page_is_published(
    page_at: PageFinder, as_user: Callable[[str], Client], french_address: str
) -> None:
    page_at("", "fr").unpublish()
    response = as_user("admin").get(french_address)
    assert response.status_code == 200
    assert '<html lang="fr"' in response.content.decode()


@pytest.fixture
def french_address(page_at: PageFinder) -> str:
    """Where the French objectives are previewed from the translators' editor."""
    from wagtail_localize.models import Translation

    key: Any = page_at(OBJECTIVES, "fr").translation_key
    translation = Translation.objects.get(source__object_id=key, target_locale__language_code="fr")
    return reverse("wagtail_localize:preview_translation", args=[translation.pk])
