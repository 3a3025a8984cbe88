"""Whatever a page shows, its reader finds: every visible word is in the index of its language."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.test import Client

from wagtail.models import Page

import polib
import pytest
from lxml import html

from core.pages.public_querysets import readable
from search.models import SearchEntry
from search.tokenizer import words

# What leads to other pages, or shows what stands on them: lists of conferences, news, the sessions
# of an agenda, the terms and letters of the glossary.
ELSEWHERE = (
    "nav", "script", "style", "form", ".see-also", ".conference-head",
    ".conference-head__title", ".listing",
    ".cards", ".news", ".session", ".glossary", ".glossary__letter", ".paper-only",
    "section[aria-labelledby$='-title']", "section[aria-labelledby^='year-']",
)  # fmt: skip


@cache
def interface_words(language: str) -> set[str]:
    """The words of all messages, which stand around the text of pages."""
    folder = language.replace("zh-hans", "zh_Hans")
    catalogue = Path(settings.LOCALE_PATHS[0]) / folder / "LC_MESSAGES" / "django.po"
    if language == settings.LANGUAGE_CODE:
        catalogue = Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES" / "django.po"
        return {word for entry in polib.pofile(str(catalogue)) for word in words(entry.msgid)}
    return {
        word
        for entry in polib.pofile(str(catalogue))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        for word in words(text)
    }


def visible_words(client: Client, page: Page) -> set[str]:
    """The words in the main part of the page, without those of other pages."""
    main = html.fromstring(client.get(page.get_url()).content.decode()).get_element_by_id("main")
    for selector in ELSEWHERE:
        for element in main.cssselect(selector):
            element.drop_tree()
    return set(words(" ".join(main.itertext())))


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_visible_word_of_every_page_is_indexed(
    client: Client, home: Page, language: str
) -> None:
    entries = SearchEntry.objects.filter(language=language).in_bulk()
    pages = readable(Page.objects.filter(pk__in=entries)).specific()
    missing = {}
    for page in pages:
        entry = entries[page.pk]
        indexed = set(words(f"{entry.title} {entry.summary} {entry.text}"))
        lost = visible_words(client, page) - indexed - interface_words(language)
        if lost:
            missing[page.url_path] = sorted(lost)
    assert not missing, "\n".join(f"{path}: {lost}" for path, lost in missing.items())
