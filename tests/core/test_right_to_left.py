"""A language written from right to left, with a locale that only this test knows."""

from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from wagtail.models import Locale, Page

import pytest

from tests.conftest import PageFinder

WITH_ARABIC = [*settings.LANGUAGES, ("ar", "العربيّة")]


@pytest.fixture
def arabic(page_at: PageFinder) -> Iterator[Page]:
    with override_settings(LANGUAGES=WITH_ARABIC, WAGTAIL_CONTENT_LANGUAGES=WITH_ARABIC):
        locale = Locale.objects.create(language_code="ar")
        page = page_at("").copy_for_translation(locale)
        page.title, page.headline = "الصفحة الرئيسية", "بناء القدرات في مجال السلامة الأحيائية"
        page.save_revision().publish()
        cache.clear()
        yield page


def test_the_page_says_its_direction(client: Client, arabic: Page) -> None:
    html = client.get("/ar/").content.decode()
    assert '<html lang="ar" dir="rtl"' in html
    assert '<span lang="ar" dir="rtl" aria-current="true">العربيّة</span>' in html
    assert 'lang="fr" hreflang="fr" dir="ltr"' in html


def test_other_languages_offer_it_and_say_where_it_is_missing(client: Client, arabic: Page) -> None:
    assert '<a href="/ar/" lang="ar"' in client.get("/en/").content.decode()
    html = client.get("/es/protocol/").content.decode()
    assert '<span lang="ar" dir="rtl">العربيّة</span> (aún no disponible)' in html


def test_the_print_view_follows(client: Client, arabic: Page) -> None:
    assert '<html lang="ar" dir="rtl" class="on-paper"' in client.get("/ar/print/").content.decode()


@pytest.mark.parametrize("sheet", ["core/static/core/site.css", "printing/static/print/sheet.css"])
def test_the_style_sheet_names_no_side_but_start_and_end(sheet: str) -> None:
    text = (settings.BASE_DIR / "site" / sheet).read_text()
    # The margins of a sheet of paper have no logical names.
    sheet = text.replace("@bottom-left", "").replace("@bottom-right", "")
    physical = ("-left", "-right", " left:", " right:", "margin-top", "padding-bottom", "float:")
    assert [word for word in physical if word in sheet] == []
