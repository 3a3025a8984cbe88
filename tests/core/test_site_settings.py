"""What editors set for the whole site: contact, footer links, announcement, social image."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site

import pytest

from core.caching import cache_headers
from core.models import SiteSettings, SiteTexts
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
PROTOCOL = "/en/protocol/"


@pytest.fixture
def settings_row() -> SiteSettings:
    return SiteSettings.for_site(Site.objects.get(is_default_site=True))


def texts(row: SiteSettings, language: str) -> SiteTexts:
    return SiteTexts.objects.get(settings=row, locale__language_code=language)


def announce(row: SiteSettings, begins: datetime | None, ends: datetime | None) -> None:
    SiteTexts.objects.filter(pk=texts(row, "en").pk).update(announcement="<p>Closed on Friday.</p>")
    row.announcement_from, row.announcement_until = begins, ends
    row.save()


def body(client: Client, path: str = PROTOCOL) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Accessibility statement", "Privacy", "Terms of use"]),
        ("es", ["Declaración de accesibilidad", "Privacidad", "Condiciones de uso"]),
        ("fr", ["Déclaration d’accessibilité", "Confidentialité", "Conditions d’utilisation"]),
    ],
)
def test_the_footer_leads_to_the_pages_about_the_site(
    client: Client, language: str, titles: list[str]
) -> None:
    html = body(client, f"/{language}/protocol/")
    for slug, title in zip(["accessibility", "privacy", "terms-of-use"], titles, strict=True):
        assert f'<a href="/{language}/{slug}/">{title}</a>' in html


def test_a_footer_page_that_is_not_public_is_left_out(client: Client, page_at: PageFinder) -> None:
    Page.objects.filter(pk=page_at("privacy").pk).update(live=False)
    html = body(client)
    assert "/en/privacy/" not in html
    assert "/en/terms-of-use/" in html


def test_a_footer_page_of_another_language_is_refused(
    settings_row: SiteSettings, page_at: PageFinder
) -> None:
    row = texts(settings_row, "fr")
    row.footer_links = [("page", {"page": page_at("privacy", "en"), "text": ""})]
    with pytest.raises(ValidationError, match="another language"):
        row.full_clean()


def test_the_contact_is_the_editors_else_the_operators(
    client: Client, settings_row: SiteSettings, settings: Any
) -> None:
    settings.CONTACT_EMAIL = "operator@example.org"
    assert "mailto:operator@example.org" in body(client)
    SiteSettings.objects.update(contact_email="section@example.org")
    SiteTexts.objects.filter(locale__language_code="es").update(contact="Apartado 1")
    assert "mailto:section@example.org" in body(client)
    assert "Apartado 1" in body(client, "/es/protocol/")
    assert "Apartado 1" not in body(client)
    assert "section@example.org" in body(client, "/.well-known/security.txt")


def test_an_announcement_is_shown_from_one_instant_until_another(
    client: Client, settings_row: SiteSettings
) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    for begins, ends, shown in [
        (None, None, True),
        (now - hour, now + hour, True),
        (now + hour, None, False),
        (None, now - hour, False),
    ]:
        announce(settings_row, begins, ends)
        assert ("Closed on Friday." in body(client)) is shown
        assert "Closed on Friday." not in body(client, "/es/protocol/")


def test_an_announcement_can_be_closed_without_a_script_and_sets_no_cookie(
    client: Client, settings_row: SiteSettings
) -> None:
    announce(settings_row, None, None)
    response = client.get(PROTOCOL)
    assert "<details data-announcement=" in response.content.decode()
    assert "<summary" in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("path", [PROTOCOL, "/en/search/"])
def test_no_page_is_kept_past_the_moments_of_an_announcement(
    client: Client, settings_row: SiteSettings, path: str
) -> None:
    soon, later = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    announce(settings_row, soon, later)
    kept = cache_headers.cache_policy_of(client.get(path))
    assert kept is not None
    assert kept.until == soon
    announce(settings_row, None, later)
    kept = cache_headers.cache_policy_of(client.get(path))
    assert kept is not None
    assert kept.until == later


def test_an_announcement_that_ends_before_it_begins_is_refused(settings_row: SiteSettings) -> None:
    settings_row.announcement_from = datetime(2031, 1, 2, tzinfo=UTC)
    settings_row.announcement_until = datetime(2031, 1, 1, tzinfo=UTC)
    with pytest.raises(ValidationError, match="end before it begins"):
        settings_row.full_clean()


@pytest.mark.long
def test_the_social_image_is_the_pages_own_else_the_sites(
    client: Client, settings_row: SiteSettings, page_at: PageFinder
) -> None:
    assert "core/card" in body(client)
    model = get_image_model()
    of_site, own = (
        model.objects.create(title=name, file=get_test_image_file(f"{name}.png", size=(1300, 700)))
        for name in ("of-site", "own")
    )
    settings_row.social_image = of_site
    settings_row.save()
    page = page_at("privacy")
    page.social_image = own
    page.save_revision().publish()
    assert "/of-site" in og_image(client, PROTOCOL)
    assert "/own" in og_image(client, "/en/privacy/")
    assert 'content="summary_large_image"' in body(client)


def og_image(client: Client, path: str) -> str:
    return body(client, path).partition('property="og:image" content="')[2].partition('"')[0]


def test_editors_save_the_settings_in_the_admin_in_all_languages(
    as_user: Callable[[str], Client], settings_row: SiteSettings
) -> None:
    client = as_user("editor")
    address = reverse("wagtailsettings:edit", args=["core", "sitesettings", settings_row.site_id])
    form = client.get(address)
    assert form.status_code == 200
    response = client.post(address, form_data(settings_row, contact_email="new@example.org"))
    assert response.status_code == 302
    assert "mailto:new@example.org" in body(Client())
    response = client.post(address, form_data(settings_row, twice=True))
    assert "only once" in response.content.decode()


def form_data(row: SiteSettings, *, contact_email: str = "", twice: bool = False) -> dict[str, str]:
    rows = list(row.texts.order_by("pk"))
    data = {"contact_email": contact_email}
    data |= {"texts-TOTAL_FORMS": str(len(rows)), "texts-INITIAL_FORMS": str(len(rows))}
    english = Locale.objects.get(language_code="en").pk
    for number, each in enumerate(rows):
        prefix = f"texts-{number}"
        data |= {
            f"{prefix}-id": str(each.pk),
            f"{prefix}-locale": str(english if twice else each.locale_id),
            f"{prefix}-contact": "",
            f"{prefix}-announcement": "null",
            f"{prefix}-footer_links-count": "0",
            f"{prefix}-ORDER": str(number + 1),
            f"{prefix}-DELETE": "",
        }
    return data


def test_translators_cannot_reach_the_settings(
    as_user: Callable[[str], Client], settings_row: SiteSettings
) -> None:
    client = as_user("translator-fr")
    address = reverse("wagtailsettings:edit", args=["core", "sitesettings", settings_row.site_id])
    assert client.get(address).status_code == 302
    assert client.post(address, form_data(settings_row)).status_code == 302
    assert "site settings" not in client.get("/admin/").content.decode().lower()
