"""The editor's guide: the same chapters in every language, each link and picture there."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils.translation import trans_real
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from wagtail.models import Page
from wagtail.users.models import UserProfile

import pytest
from PIL import Image

from core.languages.message_checks import typography_faults
from guide import chapters
from guide.chapters import render

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh-hans"]
COUNTED_TAGS = re.compile(r"<(h2|h3|li|img|a|table|tr)[ >]")
NAME_OF_A_SCREEN = re.compile(r"(?<![*\\])\*([^*\n]+(?:\n[^*\n]+)?)\*(?!\*)")
# The lists on the dashboard, which the first chapter explains one by one.
NAME_OF_A_LIST = re.compile(r"^- \*\*([^*]+)\*\*", re.M)
MOST_BYTES = 60_000


def slugs(language: str) -> list[str]:
    return [each.slug for each in chapters.chapters(language)]


def pictures() -> list[Path]:
    return sorted(settings.GUIDE_FOLDER.glob("*/pictures/*"))


def texts(language: str) -> dict[str, str]:
    """Name of each chapter's file → its Markdown."""
    folder = settings.GUIDE_FOLDER / language
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}


def names_on_screens(language: str) -> set[str]:
    """Every text of the admin in `language`, this project's and Wagtail's."""
    if language != settings.LANGUAGE_CODE:
        return {str(text) for _key, text in trans_real.translation(language)._catalog.items()}
    keys = [key for key, _text in trans_real.translation("fr")._catalog.items()]
    originals = {str(key[0] if isinstance(key, tuple) else key) for key in keys}
    return {text.rpartition(CONTEXT_SEPARATOR)[2] for text in originals}


def test_there_is_a_guide_in_the_six_languages_with_the_same_chapters_in_the_same_order() -> None:
    codes = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
    assert chapters.languages() == LANGUAGES
    assert set(codes) <= set(LANGUAGES)
    assert len(slugs("en")) >= 5
    assert all(slugs(code) == slugs("en") for code in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chapter_is_built_like_that_in_english_and_in_the_typography_of_its_language(
    language: str,
) -> None:
    english = texts("en")
    for name, text in texts(language).items():
        counted, wanted = (
            Counter(COUNTED_TAGS.findall(render(each, language)[1]))
            for each in (text, english[name])
        )
        assert counted == wanted, name
        links = re.compile(r"\]\(([^)]+)\)")
        assert sorted(links.findall(text)) == sorted(links.findall(english[name])), name
        assert list(typography_faults(text, language.replace("-hans", "_Hans"))) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_screens_and_buttons_are_named_as_the_admin_names_them(language: str) -> None:
    known = names_on_screens(language)
    for file, text in texts(language).items():
        lists = NAME_OF_A_LIST.findall(text) if "where-to-begin" in file else []
        names = [
            name.strip()
            for found in [*NAME_OF_A_SCREEN.findall(text), *lists]
            for name in re.split("[→←]", " ".join(found.split()))
        ]
        assert [name for name in names if name not in known and name != "+"] == [], file


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_and_every_picture_is_there(
    language: str, as_user: Callable[[str], Client]
) -> None:
    client = as_user("translator-fr")
    user = client.get("/admin/").wsgi_request.user
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    for slug in slugs(language):
        response = client.get(f"/admin/guide/{slug}/")
        html = response.content.decode()
        assert chapters.chapter(language, slug).html in html
        text = html.partition("<article")[2].partition("</article>")[0]
        for url in re.findall(r'(?:href|src)="([^"]+)"', text):
            assert client.get(url).status_code == 200, (slug, url)


def test_pictures_are_few_small_and_described_in_each_language() -> None:
    assert {path.parent.parent.name for path in pictures()} == set(LANGUAGES)
    for path in pictures():
        assert path.stat().st_size <= MOST_BYTES, path
        assert Image.open(path).format == "WEBP"
        sources = path.parent.parent.glob("*.md")
        assert any(re.search(rf"!\[.+\]\(pictures/{path.name}\)", s.read_text()) for s in sources)


@pytest.mark.long
def test_it_is_reached_from_help_and_from_the_screens_that_it_explains(
    as_user: Callable[[str], Client], page_at: Callable[..., Page]
) -> None:
    client = as_user("editor")
    page = page_at("protocol/capacity-building/portal/archive/mainstreaming")
    places = {
        "/admin/": "where-to-begin",
        "/admin/new-conference/": "new-conference",
        f"/admin/conferences/{page.pk}/board/": "conference-board",
        f"/admin/conferences/{page.pk}/restore/": "closing-and-archiving",
        f"/admin/pages/{page.pk}/edit/": "pages",
    }
    for place, slug in places.items():
        html = client.get(place).content.decode()
        assert f"/admin/guide/{slug}/" in html, place
        assert '"/admin/guide/"' in html, f"the Help menu at {place}"
    assert client.get("/admin/guide/")["Location"] == "/admin/guide/where-to-begin/"
    for none in ("none/", "pictures/en/..%2f10-where-to-begin.md", "pictures/../x.webp"):
        assert client.get(f"/admin/guide/{none}", follow=True).status_code == 404


def test_nothing_but_text_comes_out_of_markdown() -> None:
    text = "# T\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![a](pictures/b.webp)"
    title, html = render(text, "en")
    assert title == "T"
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert 'src="/admin/guide/pictures/en/b.webp"' in html


def test_a_chapter_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        render("Text", "en")


def test_an_admin_in_another_language_gets_the_guide_in_english() -> None:
    asked = ["pt-br", "", "fr-ca", "zh-hans", "zh-cn", "zh"]
    expected = ["en", "en", "fr", "zh-hans", "zh-hans", "zh-hans"]
    assert [chapters.language_for(code) for code in asked] == expected
